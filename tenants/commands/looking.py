"""``ostoja city list|show``: which cities there are, and whether one has all that it needs."""

from ostoja.ui.polish_order import polish_sort_key
from tenants.commands.action import Action, Options, Terminal, takes_slug, unknown_city
from tenants.commands.opening import readiness_of
from tenants.fence import entered_platform
from tenants.models import City, Stage
from tenants.schemas.histories import MISSING, tables_of_cities
from tenants.support.operators import allowed_in_words
from tenants.teryt import unit_of


def _list(terminal: Terminal, _options: Options) -> None:
    """All cities, one a line."""
    tables = tables_of_cities()
    with entered_platform():
        rows = sorted(
            City.objects.prefetch_related("domains"), key=lambda city: polish_sort_key(city.name)
        )
        terminal.list([_described(city, tables[city.slug]) for city in rows])


def _show(terminal: Terminal, options: Options) -> None:
    """One city."""
    tables = tables_of_cities()
    with entered_platform():
        city = City.objects.filter(slug=options["slug"]).first()
        if city is None:
            raise unknown_city(options["slug"])
        facts = _described(city, tables[city.slug])
    is_there = tables[city.slug] != MISSING
    if city.stage != Stage.SUSPENDED or not is_there:
        facts |= readiness_of(city.slug)
    if city.stage != Stage.SUSPENDED and is_there:
        facts |= {"support": allowed_in_words(city)}
    terminal.say(facts)


def _described(city: City, tables: str) -> dict[str, str]:
    kind = unit_of(city.teryt or "")
    primary = next((one.domain for one in city.domains.all() if one.is_primary), "-")
    return {
        "slug": city.slug,
        "name": city.name,
        "teryt": city.teryt or "-",
        "kind": str(kind.label) if kind else "-",
        "stage": city.stage,
        "tables": tables,
        "blueprint": city.blueprint,
        "domain": primary,
    }


ACTIONS = (
    Action("list", "list the cities", _list),
    Action("show", "show one city", _show, takes_slug),
)
