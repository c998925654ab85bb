"""``ostoja city list|show``: which cities there are, and whether one has all that it needs."""

from tenants.commands.action import Action, Options, Terminal, takes_slug, unknown_city
from tenants.commands.opening import readiness_of
from tenants.fence import entered_platform
from tenants.models import City, Domain, Stage
from tenants.teryt import unit_of


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
        facts, is_there = _described(city), city.stage != Stage.SUSPENDED
    terminal.say({**facts, **readiness_of(city.slug)} if is_there else facts)


def _described(city: City) -> dict[str, str]:
    domain = Domain.objects.get(tenant=city, is_primary=True)
    kind = unit_of(city.teryt or "")
    return {
        "slug": city.slug,
        "name": city.name,
        "teryt": city.teryt or "-",
        "kind": str(kind.label) if kind else "-",
        "stage": city.stage,
        "blueprint": city.blueprint,
        "domain": domain.domain,
    }


ACTIONS = (
    Action("list", "list the cities", _list),
    Action("show", "show one city", _show, takes_slug),
)
