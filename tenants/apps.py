"""The cities as a Django app; it lives in the platform's own schema."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class TenantsConfig(AppConfig):
    name = "tenants"
    label = "tenants"

    def ready(self) -> None:
        from ostoja.audit import presenters
        from ostoja.notifications import sender
        from tenants import addresses, demo, parts

        sender.register(addresses.sender)
        parts.register("people", demo.load_people, order=40)
        presenters.register("city.furnished", _("Prepared data were loaded into the city"))
        presenters.register("city.onboarded", _("The city came into being"))
        presenters.register(
            "city.invited_again", _("The first administrator's invitation was sent again")
        )
        presenters.register("city.backed_up", _("The city was written into a backup"))
        presenters.register("city.prepared", _("The preparation of the city began"))
        presenters.register("city.suspended", _("The city was suspended"))
        presenters.register("city.resumed", _("The city's suspension ended"))
        presenters.register("city.copied", _("A copy of the city was made to look something up"))
        presenters.register("city.copy_discarded", _("The copy of the city was removed"))
        presenters.register("city.restored", _("The city was brought back from a backup"))
        presenters.register_names("profile.cityprofile", _name_of_the_city)
        # A form's query takes on the city in which its module is imported, so the pages are
        # imported now, in no city, and not in that of the first request.
        for routes in (settings.ROOT_URLCONF, settings.OPERATOR_URLCONF):
            import_module(routes)


def _name_of_the_city(ids: set[str]) -> dict[str, str]:
    """The one profile row is the city itself."""
    from tenants.profile.models import CityProfile

    return {str(row.pk): row.name for row in CityProfile.objects.filter(pk__in=ids)}
