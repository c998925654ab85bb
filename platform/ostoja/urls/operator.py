"""Routes of the operators' host: sign-in, the console, the API; no client data anywhere."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView

from api.operators import urls as api
from ostoja.accounts import urls as accounts
from ostoja.ui import errors
from ostoja.ui.display.views import display
from ostoja.ui.views import brand_css
from tenants.console import urls as console
from tenants.support import urls as support

urlpatterns = [
    path("brand/<slug:brand>.css", brand_css, name="brand_css"),
    path("", RedirectView.as_view(url="/pl/staff/")),
    path("api/", include(api.bare_urlpatterns)),
    *i18n_patterns(
        path("staff/", include(console.operator_urlpatterns)),
        path("staff/", include(support.operator_urlpatterns)),
        path("staff/", include(accounts.operator_urlpatterns)),
        path("staff/", include(api.account_urlpatterns)),
        path("accessibility/display/", display, name="display"),
    ),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
