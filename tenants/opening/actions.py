"""The one write of this room: a city that was in preparation opens."""

from django.conf import settings

from ostoja.accounts.models import User
from ostoja.audit import action, record
from tenants import readiness
from tenants.fence import after_commit, current_city, entered_platform
from tenants.hosts import forget_hosts
from tenants.models import City, Stage
from tenants.profile.models import CityProfile
from tenants.readiness import Item


class NotReady(Exception):
    """The city was not opened. ``items`` are those that are not done."""

    def __init__(self, items: list[Item]) -> None:
        super().__init__("; ".join(f"{one.check.title}: {' '.join(one.missing)}" for one in items))
        self.items = items


class NotInPreparation(Exception):
    """Only a city in preparation opens. ``stage`` is what it is in."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.value)
        self.stage = stage


@action
def open_city(*, by: User | None) -> None:
    """Residents can write from now on; other processes notice within seconds.

    What is missing is looked for once more here, whatever the page said. What is undone after
    that closes nothing: the first page of administrators and ``ostoja city show`` say it.
    Raises ``NotReady``, and ``NotInPreparation`` for a city that is open, planning or suspended.
    """
    _set_running()
    missing = readiness.open_items()
    if missing:
        raise NotReady(missing)
    record("city.opened", by=by, on=CityProfile.objects.get())


class OnlyExamples(RuntimeError):
    """An example city was to be opened where real people could meet it."""


@action
def open_example() -> None:
    """Open a city of the demonstration or of a test with what it has, and record what it lacks.

    Raises ``OnlyExamples`` unless the installation serves ``*.localhost``, and
    ``NotInPreparation``.
    """
    if not settings.IS_LOCAL:
        raise OnlyExamples("Examples are opened on localhost only.")
    _set_running()
    lacking = ", ".join(one.check.key for one in readiness.open_items())
    record("city.opened", by=None, on=CityProfile.objects.get(), example=True, lacking=lacking)


def _set_running() -> None:
    """Of two who open it at once the second waits here, and is told that it is open."""
    slug = current_city()
    with entered_platform():
        city = City.objects.select_for_update().get(slug=slug)
        if city.stage != Stage.PREPARING:
            raise NotInPreparation(Stage(city.stage))
        city.stage = Stage.RUNNING
        city.save(update_fields=["stage"])
    after_commit(forget_hosts)
