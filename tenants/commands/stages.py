"""``ostoja city prepare|suspend|resume``: from one stage to the next."""

from collections.abc import Callable

from django.core.management.base import CommandError

from tenants.commands.action import Action, Options, Terminal, takes_slug, unknown_city
from tenants.models import City
from tenants.stages import (
    NotPlanning,
    StaysSuspended,
    prepare_city,
    resume_city,
    suspend_city,
)


def _changing(change: Callable[[str], City]) -> Callable[[Terminal, Options], None]:
    def run(terminal: Terminal, options: Options) -> None:
        try:
            city = change(options["slug"])
        except City.DoesNotExist as error:
            raise unknown_city(options["slug"]) from error
        except (NotPlanning, StaysSuspended) as error:
            raise CommandError(str(error)) from error
        terminal.say({"city": city.slug, "stage": city.stage})

    return run


ACTIONS = (
    Action("prepare", "end the planning stage: make it ready", _changing(prepare_city), takes_slug),
    Action("suspend", "show the maintenance page", _changing(suspend_city), takes_slug),
    Action("resume", "end the maintenance page", _changing(resume_city), takes_slug),
)
