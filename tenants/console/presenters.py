"""Jobs and the operators' record in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.audit import presenters
from ostoja.audit.models import AuditEvent
from tenants.console import sentences
from tenants.console.selectors import names_of
from tenants.jobs import kinds
from tenants.jobs.models import OPEN, Job, State
from tenants.models import Stage

STATE_COLOURS: Mapping[str, str] = {
    State.WAITING: "blue",
    State.RUNNING: "yellow",
    State.DONE: "green",
    State.FAILED: "red",
    State.CANCELLED: "grey",
}
RESULTS: Mapping[str, Any] = {
    "bundle": gettext_lazy("File"),
    "rows": gettext_lazy("Rows"),
    "city": gettext_lazy("City"),
    "stage": gettext_lazy("Stage"),
    "cities": gettext_lazy("Cities"),
    "backups": gettext_lazy("Backups"),
    "export": gettext_lazy("File"),
    "sha256": gettext_lazy("SHA-256 of the file"),
}
STATES: Mapping[str, Any] = {
    "written": gettext_lazy("written"),
    "fresh": gettext_lazy("has a fresh backup already"),
    "busy": gettext_lazy("is being backed up by another process"),
}
MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as its page shows it. ``city`` is the name of its city; its slug once that is gone."""

    job: Job
    city: str = ""

    @property
    def kind(self) -> str:
        """What is done."""
        return kind_in_words(self.job.kind)

    @property
    def colour(self) -> str:
        """Of the tag with its state."""
        return STATE_COLOURS.get(self.job.state, "grey")

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.job.state in OPEN

    @property
    def may_be_tried_again(self) -> bool:
        """Whether it ended without being done."""
        return self.job.state in {State.FAILED, State.CANCELLED}

    @property
    def step(self) -> str:
        """The step that it is at, in words."""
        try:
            found = kinds.kind_named(self.job.kind).steps
        except KeyError:
            return self.job.step
        labels = {step.name: str(step.label) for step in found}
        return labels.get(self.job.step, self.job.step)

    @property
    def steps(self) -> tuple[int, int]:
        """Which step it is at, of how many; (0, 0) for a kind that this version does not know."""
        try:
            names = [step.name for step in kinds.kind_named(self.job.kind).steps]
        except KeyError:
            return 0, 0
        place = names.index(self.job.step) + 1 if self.job.step in names else len(names)
        return place, len(names)

    @property
    def sentence(self) -> str:
        """How it stands; it changes with state and step, not with every row."""
        if self.job.state == State.RUNNING:
            if self.job.stop_asked:
                return _("It stops as soon as nothing is half done.")
            return _("It is running: %(step)s.") % {"step": self.step}
        return str(SENTENCES[State(self.job.state)])

    @property
    def error(self) -> str:
        """What went wrong, in the language of the page, or as the program put it."""
        return sentences.shown(self.job.error)

    @property
    def is_error_in_words(self) -> bool:
        """Whether it is a sentence of ours; else it is marked as the program's own words."""
        return sentences.in_words(self.job.error) is not None

    @property
    def results(self) -> list[tuple[str, list[str]]]:
        """What came of it: a heading and its lines."""
        return [
            (str(RESULTS.get(name, name)), _lines(name, value))
            for name, value in self.job.result.items()
        ]


def job_views(jobs: Iterable[Job]) -> list[JobView]:
    """The jobs with the names of their cities, which are read at once."""
    listed = list(jobs)
    names = names_of(job.city for job in listed)
    return [JobView(job, names.get(job.city, job.city)) for job in listed]


SENTENCES: Mapping[State, Any] = {
    State.WAITING: gettext_lazy("It waits for the worker, which looks at least twice a minute."),
    State.RUNNING: gettext_lazy("It is running."),
    State.DONE: gettext_lazy("It is done."),
    State.FAILED: gettext_lazy("It failed. Nothing is half done: try it again."),
    State.CANCELLED: gettext_lazy("It was stopped. Nothing is half done: try it again."),
}


def kind_in_words(name: str) -> str:
    """The kind's label; its bare name where this version does not know it."""
    try:
        return str(kinds.kind_named(name).label)
    except KeyError:
        return name


def _lines(name: str, value: Any) -> list[str]:
    if name == "stage" and value in Stage.values:
        return [str(Stage(value).label)]
    listed = value if isinstance(value, list) else [value]
    shown = [_line(one) for one in listed[:MOST_LINES]]
    return [*shown, "…"] if len(listed) > MOST_LINES else shown


def _line(value: Any) -> str:
    if isinstance(value, Mapping) and "slug" in value:
        return f"{value['slug']}: {sentences.shown(value.get('error', '')) or _state(value)}"
    return str(value)


def _state(value: Mapping[str, Any]) -> str:
    """What became of one city, in a backup of all or in an upgrade."""
    if "state" in value:
        return str(STATES.get(value["state"], value["state"]))
    return _("current") if value.get("was_current") else _("brought up to date")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the operators' record. ``slug`` finds all that concerns the city."""

    event: AuditEvent
    who: str
    text: str
    city: str
    slug: str
    job_url: str


def entries(events: Iterable[AuditEvent]) -> list[Entry]:
    """The events in words; the names of cities are read at once."""
    listed = list(events)
    names = names_of(event.details.get("city", "") for event in listed)
    return [_entry(event, names) for event in listed]


def _entry(event: AuditEvent, names: Mapping[str, str]) -> Entry:
    is_job = event.object_type == Job._meta.label_lower
    slug = event.details.get("city", "")
    return Entry(
        event,
        who=_who(event),
        text=_text(event),
        city=names.get(slug, slug),
        slug=slug,
        job_url=reverse("operator_job", args=[event.object_id]) if is_job else "",
    )


def _text(event: AuditEvent) -> str:
    """What happened; of a job which kind, of the draft of a city its name."""
    words = presenters.sentence_of(event)
    if event.object_type == Job._meta.label_lower and (kind := event.details.get("kind")):
        return f"{words}: {kind_in_words(kind)}"
    name = event.details.get("name", "")
    return f"{words}: {name}" if name else words


def _who(event: AuditEvent) -> str:
    if event.actor_id or event.via:
        return presenters.actor_of(event)
    return _("the clock")
