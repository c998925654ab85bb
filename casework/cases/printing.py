"""The printout of a case: parts that are chosen, each only as far as the person may read it.

Rooms above this one register parts of their own.
"""

import datetime
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases import ending_page, page, panels, task_page
from casework.cases.choices import NoteVisibility
from casework.cases.models import Case
from casework.cases.note_readers import names_in, readers_of
from casework.cases.selectors import Sight, needs_for, notes_for
from casework.cases.task_selectors import tasks_for
from casework.partners.words import feature_words, language_name
from ostoja.access.permissions import Permission
from ostoja.privacy.search.numbers import shown_phone
from ostoja.ui.printed import Document, Entry, Fact, Section
from tenants.profile.selectors import profile

SectionOf = Callable[[Case, Sight], Section | None]
NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Part:
    """A part that may be chosen; ``section`` gives None where there is nothing to print."""

    key: str
    label: Promise | str
    section: SectionOf
    needs: Permission | None = None


_parts: list[tuple[int, Part]] = []


def register(order: int, part: Part) -> None:
    """Called by a room when the app starts."""
    _parts.append((order, part))
    _parts.sort(key=lambda entry: entry[0])


def parts_for(sight: Sight) -> list[Part]:
    """Those that this person may print."""
    found = [part for _order, part in _parts]
    return [part for part in found if part.needs is None or sight.may(part.needs)]


def document_of(
    case: Case, sight: Sight, chosen: Collection[str], notes: Collection[str], body: str
) -> Document:
    """The printout. ``notes`` are the circles of readers whose notes are in it; ``body`` is that
    for which the person prints.
    """
    parts = [part for part in parts_for(sight) if part.key in chosen]
    sections = [one for part in parts if (one := part.section(case, sight)) is not None]
    if notes and (section := _notes(case, sight, notes)):
        sections.append(section)
    return Document(
        title=_("Case %(number)s") % {"number": case.number},
        city=profile().name,
        footer=printed_by(sight, body, timezone.now()),
        intro=_("Confidential: it holds data about a person in crisis."),
        sections=sections,
    )


def printed_by(sight: Sight, body: str, at: datetime.datetime) -> str:
    """Who printed it, for whom and when: on each page."""
    words = {"who": page.person_of_body(sight.person, body), "when": _moment(at)}
    return _("Printed by %(who)s, %(when)s") % words


def _about(case: Case, sight: Sight) -> Section:
    own = [
        (_("Pseudonym"), case.pseudonym),
        (_("Phase"), case.get_phase_display()),
        (_("Urgency"), case.get_urgency_display()),
        (_("State"), case.get_state_display()),
        (_("Age"), "" if case.age is None else str(case.age)),
        (_("Language of the person"), language_name(case.language)),
        (
            _("What the person needs in order to come and to understand"),
            feature_words(case.accessibility),
        ),
        (_("Led by"), case.lead.name),
        (_("Worker"), str(case.worker or "") if sight.leads else ""),
        (_("Case opened"), _moment(case.opened_at)),
        (_("Case closed"), _moment(case.closed_at)),
    ]
    return Section(_("About the case"), facts=facts_of(own))


def _person(case: Case, sight: Sight) -> Section | None:
    own = [
        (_("Name"), case.person_name),
        (_("Telephone"), shown_phone(case.phone) if case.phone else ""),
        (_("PESEL"), case.pesel),
        (_("How the person may be reached safely"), case.contact_rules),
    ]
    facts = facts_of(own)
    return Section(_("The person"), facts=facts) if facts else None


def _summary(case: Case, sight: Sight) -> Section:
    return Section(_("What happened"), texts=[case.summary])


def _needs(case: Case, sight: Sight) -> Section | None:
    facts = [Fact(str(one.need), one.get_state_display()) for one in needs_for(case, sight)]
    return Section(_("Needs"), facts=facts) if facts else None


def _tasks(case: Case, sight: Sight) -> Section | None:
    entries = [
        Entry(
            task.title,
            f"{task.get_state_display()} · {task_page.when(task)} · {task_page.who(task)}",
            task.details,
        )
        for task in tasks_for(case, sight)
    ]
    return Section(_("Tasks and appointments"), entries=entries) if entries else None


def _ending(case: Case, sight: Sight) -> Section | None:
    facts = [Fact(str(key), str(value)) for key, value in ending_page.facts(case, sight)]
    return Section(_("How the case ended"), facts=facts) if facts else None


def _history(case: Case, sight: Sight) -> Section:
    """What happened and when; words that somebody wrote are notes, and are chosen as such."""
    found = sorted(panels.history_of(case, sight), key=lambda entry: entry.at)
    facts = [Fact(_moment(one.at), " · ".join(_told(one))) for one in found]
    return Section(_("History"), facts=facts)


def _told(entry: panels.HistoryEntry) -> Iterator[str]:
    yield str(entry.title)
    if entry.by:
        yield entry.by


def _notes(case: Case, sight: Sight, circles: Collection[str]) -> Section | None:
    found = list(notes_for(case, sight).filter(visibility__in=circles).order_by("created_at"))
    names = names_in(found)
    entries = [
        Entry(
            _moment(note.created_at),
            f"{page.author_of(note)} · {readers_of(note, sight, names)}",
            note.text,
        )
        for note in found
    ]
    return Section(_("Notes"), entries=entries) if entries else None


def _moment(at: datetime.datetime | None) -> str:
    return f"{timezone.localtime(at):%d.%m.%Y %H:%M}" if at else ""


def facts_of(pairs: list[tuple[str, str]]) -> list[Fact]:
    """Those that say anything."""
    return [Fact(str(key), str(value)) for key, value in pairs if value]


def circles() -> list[tuple[str, str]]:
    """Whose notes may be chosen, the widest circle first."""
    return [(one.value, str(one.label)) for one in reversed(NoteVisibility)]


def register_all() -> None:
    """Called when the app starts."""
    about, person = gettext_lazy("About the case"), Permission.CASE_PERSON
    register(10, Part("about", about, _about))
    register(20, Part("person", gettext_lazy("Name and contact of the person"), _person, person))
    register(30, Part("summary", gettext_lazy("What happened"), _summary, Permission.CASE_SUMMARY))
    register(40, Part("needs", gettext_lazy("Needs"), _needs))
    register(50, Part("tasks", gettext_lazy("Tasks and appointments"), _tasks))
    register(70, Part("ending", gettext_lazy("How the case ended"), _ending))
    register(90, Part("history", gettext_lazy("History without words of notes"), _history))
