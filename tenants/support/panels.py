"""What stands of a visit above its pages, and of a consent on the operators' page of the city."""

from django.http import HttpRequest

from ostoja.ui.banner import Banner
from tenants.console.panels import CityPanel
from tenants.models import City
from tenants.support.operators import allowed_in


def on_each_page(request: HttpRequest) -> Banner | None:
    """Whose city this is, until when, and the way out; only for who visits it."""
    visit = getattr(request, "support_visit", None)
    return None if visit is None else Banner("support/includes/banner.html", visit)


def on_the_console(city: City) -> CityPanel:
    """Whether the city lets support in now."""
    return CityPanel("support/includes/panel.html", {"city": city, "allowed": allowed_in(city)})
