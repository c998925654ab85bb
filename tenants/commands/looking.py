"""``ostoja city list|show``: which cities there are."""

from tenants.commands.action import Action, Options, Terminal, takes_slug, unknown_city
from tenants.fence import entered_platform
from tenants.models import City, Domain


def _list(terminal: Terminal, _options: Options) -> None:
    """All cities, one a line."""
    with entered_platform():
        terminal.list([_described(city) for city in City.objects.all()])


def _show(terminal: Terminal, options: Options) -> None:
    """One city."""
    with entered_platform():
        city = City.objects.filter(slug=options["slug"]).first()
        if city is None:
            raise unknown_city(options["slug"])
        terminal.say(_described(city))


def _described(city: City) -> dict[str, str]:
    domain = Domain.objects.get(tenant=city, is_primary=True)
    return {
        "slug": city.slug,
        "name": city.name,
        "teryt": city.teryt or "-",
        "stage": city.stage,
        "blueprint": city.blueprint,
        "domain": domain.domain,
    }


ACTIONS = (
    Action("list", "list the cities", _list),
    Action("show", "show one city", _show, takes_slug),
)
