"""Routes of a city's host: public pages, staff pages, and the addresses behind QR codes."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from accessibility.easy import urls as easy
from accessibility.statement import urls as statement
from api import urls as api
from api.webhooks import urls as webhooks
from casework.benefits import urls as benefits
from casework.cases import urls as cases
from casework.incidents import urls as incidents
from casework.intake import urls as intake
from casework.meetings import urls as meetings
from casework.minors import urls as minors
from casework.partners import urls as partners
from casework.playbooks import urls as playbooks
from casework.referrals import urls as referrals
from casework.reports import urls as reports
from casework.roster import urls as roster
from casework.shelter import urls as shelter
from casework.telling import urls as telling
from casework.visits import urls as visits
from ostoja.access.modules import pages_of
from ostoja.accounts import urls as accounts
from ostoja.audit import urls as audit
from ostoja.identity import urls as identity
from ostoja.notifications import urls as notifications
from ostoja.privacy.breaches import urls as breaches
from ostoja.privacy.processing import urls as processing
from ostoja.privacy.requests import urls as data_requests
from ostoja.privacy.retention import urls as retention
from ostoja.tables import urls as tables
from ostoja.ui import errors
from ostoja.ui.display.views import display
from ostoja.ui.plain.views import plain_check
from ostoja.ui.unseen import leave
from ostoja.ui.views import brand_css, gallery
from tenants.opening import urls as opening
from tenants.privacy_notice import urls as privacy_notice
from tenants.profile import urls as profile
from tenants.support import urls as support

# Each room with the module of a city that it belongs to; "" is in every city.
STAFF_ROOMS = (
    (accounts, ""),
    (audit, ""),
    (notifications, ""),
    (identity, ""),
    (retention, ""),
    (data_requests, ""),
    (breaches, ""),
    (processing, ""),
    (profile, ""),
    (opening, ""),
    (support, ""),
    (privacy_notice, ""),
    (statement, ""),
    (easy, ""),
    (tables, ""),
    (partners, "partners"),
    (cases, "cases"),
    (referrals, "referrals"),
    (telling, "referrals"),
    (playbooks, "playbooks"),
    (intake, "contact"),
    (roster, "roster"),
    (shelter, "shelter"),
    (incidents, "incidents"),
    (visits, "visits"),
    (benefits, "benefits"),
    (meetings, "meetings"),
    (minors, ""),
    (reports, "cases"),
    (api, ""),
    (webhooks, "cases"),
)
# Intake has the start page, and says itself where nobody can write to the city.
PUBLIC_ROOMS = (
    (accounts, ""),
    (privacy_notice, ""),
    (statement, ""),
    (easy, ""),
    (partners, "partners"),
    (minors, ""),
    (referrals, "referrals"),
    (intake, ""),
)

urlpatterns = [
    path("brand/<slug:brand>.css", brand_css, name="brand_css"),
    path("go/", leave, name="leave"),
    *intake.bare_urlpatterns,
    *identity.bare_urlpatterns,
    *pages_of("roster", roster.bare_urlpatterns),
    path("api/", include(api.bare_urlpatterns)),
    *i18n_patterns(
        *(
            path("", include(pages_of(module, room.public_urlpatterns)))
            for room, module in PUBLIC_ROOMS
        ),
        *(
            path("staff/", include(pages_of(module, room.staff_urlpatterns)))
            for room, module in STAFF_ROOMS
        ),
        path("accessibility/display/", display, name="display"),
        path("staff/plain/", plain_check, name="plain_check"),
        path("staff/components/", gallery, name="components"),
    ),
    *intake.last_urlpatterns,
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
