"""``ostoja city ready|open``: what a city lacks before it opens, and its opening."""

from django.core.management.base import CommandError
from django.db import DatabaseError

from tenants import readiness
from tenants.commands.action import Action, Options, Terminal, known, takes_slug
from tenants.fence import entered
from tenants.models import Stage
from tenants.noting import note_on_platform
from tenants.opening.actions import NotInPreparation, NotReady, open_city
from tenants.profile.models import CityProfile
from tenants.safekeeping.lost import SchemaMissing, refuse_lost

WHY_NOT = {
    Stage.RUNNING: "{slug} is open already.",
    Stage.PLANNING: "{slug} is in the planning stage. `ostoja city prepare {slug}` ends that.",
    Stage.SUSPENDED: "{slug} is suspended. `ostoja city resume {slug}` ends that.",
}


def readiness_of(slug: str) -> dict[str, str]:
    """In how much of what it needs a city is ready, for ``ostoja city show``."""
    try:
        refuse_lost(slug)
        with entered(slug):
            items = readiness.items()
    except SchemaMissing as error:
        return {"ready": str(error)}
    except (DatabaseError, CityProfile.DoesNotExist):
        return {
            "ready": "unknown: its tables are older than this release or gone."
            " `ostoja city upgrade` brings it up to date, `ostoja city restore FILE` back"
        }
    missing = [one.check.key for one in items if not one.is_done]
    return {"ready": f"{len(items) - len(missing)} of {len(items)}", "missing": _words(missing)}


def _words(missing: list[str]) -> str:
    return ", ".join(missing) or "-"


def _ready(terminal: Terminal, options: Options) -> None:
    """Every item, done or with what is missing."""
    slug = known(options["slug"])
    with entered(slug):
        items = readiness.items()
    terminal.list(
        [
            {
                "state": "done" if one.is_done else "missing",
                "key": one.check.key,
                "title": str(one.check.title),
                "missing": " ".join(one.missing),
            }
            for one in items
        ]
    )


def _open(terminal: Terminal, options: Options) -> None:
    """Residents can write from now on; refused with what is missing."""
    slug = known(options["slug"])
    try:
        with entered(slug):
            open_city(by=None)
        note_on_platform(slug, "city.opened")
    except NotReady as refusal:
        raise CommandError(f"{slug} is not ready. {refusal}") from refusal
    except NotInPreparation as refusal:
        raise CommandError(WHY_NOT[refusal.stage].format(slug=slug)) from refusal
    terminal.say({"city": slug, "stage": Stage.RUNNING.value})


ACTIONS = (
    Action("ready", "list what a city needs before it opens", _ready, takes_slug),
    Action("open", "let residents write; refused while something is missing", _open, takes_slug),
)
