"""Routes of a city's host: public pages, staff pages, and the addresses behind QR codes."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from casework.cases import urls as cases
from casework.intake import urls as intake
from casework.meetings import urls as meetings
from casework.partners import urls as partners
from casework.referrals import urls as referrals
from ostoja.accounts import urls as accounts
from ostoja.audit import urls as audit
from ostoja.ui import errors
from ostoja.ui.views import gallery

STAFF_ROOMS = (accounts, audit, partners, cases, referrals, intake, meetings)
PUBLIC_ROOMS = (accounts, partners, intake)

urlpatterns = [
    *intake.bare_urlpatterns,
    *i18n_patterns(
        *(path("", include(room.public_urlpatterns)) for room in PUBLIC_ROOMS),
        *(path("staff/", include(room.staff_urlpatterns)) for room in STAFF_ROOMS),
        path("staff/components/", gallery, name="components"),
    ),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
