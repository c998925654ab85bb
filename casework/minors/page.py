"""What the pages of this room show, in words."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.minors import selectors
from casework.minors.choices import CardState, Standing
from casework.minors.marked import html_of
from casework.minors.models import Edition, EditionFile, Intervention, Standards
from casework.minors.notices import stage_of
from casework.minors.public_words import name_of
from ostoja.privacy.requests.document import day_in_words
from ostoja.ui.templatetags.ui import local_time

COLOURS = {
    Standing.DRAFT: "blue",
    Standing.COMING: "yellow",
    Standing.IN_FORCE: "green",
    Standing.REPLACED: "grey",
}
CARD_COLOURS = {CardState.OPEN: "red", CardState.ACTING: "yellow", CardState.CLOSED: "grey"}


def rows_of(every: Iterable[Standards]) -> list[list[Any]]:
    """The list of bodies: what is in force since when, and until when it is reviewed."""
    return [_row(one) for one in every]


def _row(standards: Standards) -> list[Any]:
    held = selectors.held_among(standards.editions.all())
    text, colour = review_tag(standards)
    url = reverse("minors_standards", args=[standards.pk])
    since = local_time(held.in_force_from) if held else _("nothing in force yet")
    return [
        {"text": name_of(standards), "url": url},
        since,
        {"tag_text": text, "tag_colour": colour} if text else "–",
    ]


def review_tag(standards: Standards) -> tuple[str, str]:
    """Until when the standards must be reviewed, and how pressing that is."""
    due = selectors.review_due(standards)
    if due is None:
        return "", ""
    day = day_in_words(due)
    if due < timezone.localdate():
        return _("review overdue since %(day)s") % {"day": day}, "red"
    colour = {None: "green", 90: "yellow"}.get(stage_of(due), "orange")
    return _("review until %(day)s") % {"day": day}, colour


def editions_of(standards: Standards, *, with_draft: bool) -> list[dict[str, Any]]:
    """Every edition as a task list shows it; a draft only to those who may change it."""
    every = list(standards.editions.all())
    rows = []
    for one in every:
        standing = selectors.standing_of(one, every)
        if standing == Standing.DRAFT and not with_draft:
            continue
        route = "minors_draft_edit" if standing == Standing.DRAFT else "minors_edition"
        rows.append(
            {
                "title": f"{_('Edition')} {one.number}: {one.title}",
                "url": reverse(route, args=[one.pk]),
                "hint": _hint(one),
                "state": standing.label,
                "state_colour": COLOURS[standing],
            }
        )
    return rows


def _hint(edition: Edition) -> str:
    if edition.in_force_from is None:
        return ""
    words = {"day": day_in_words(edition.in_force_from), "who": edition.approved}
    return _("In force from %(day)s. Approved: %(who)s") % words


def texts_of(edition: Edition, *, level: int) -> dict[str, Any]:
    """Both versions and the annexes as HTML, whose highest headings are of this level."""
    annexes = [(one, html_of(one.text, level=level + 1)) for one in edition.annexes.all()]
    return {
        "full": html_of(edition.full_text, level=level),
        "short": html_of(edition.short_text, level=level),
        "annexes": annexes,
    }


def files_of(edition: Edition, route: str) -> list[dict[str, Any]]:
    """Files that can be opened, each with its address; what waits to be checked says so."""
    return [_file(one, route) for one in edition.files.all()]


def _file(row: EditionFile, route: str) -> dict[str, Any]:
    url = reverse(route, args=[row.pk]) if row.is_ready else ""
    words = f"{row.get_part_display()}: {row.title} ({row.get_kind_display()})"
    return {"row": row, "text": words, "url": url, "state": row.get_state_display()}


def people_of(standards: Standards) -> list[dict[str, Any]]:
    """Who answers for what."""
    return [
        {"row": one, "key": one.get_duty_display(), "person": one.person.full_name}
        for one in standards.responsible.all()
    ]


def readers(rows: Iterable[selectors.Reader]) -> list[list[Any]]:
    """Who has read an edition and who has not, for the table."""
    return [
        [
            str(one.person),
            local_time(one.since),
            local_time(one.read_at) if one.read_at else {
                "tag_text": _("not read"), "tag_colour": "yellow"
            },
        ]
        for one in rows
    ]  # fmt: skip


def cards(found: Iterable[Intervention]) -> list[list[Any]]:
    """The register: no word of it says who the child is."""
    return [
        [
            {"text": one.register_number, "url": reverse("intervention", args=[one.pk])},
            name_of(one.standards),
            one.get_source_display(),
            local_time(one.opened_at),
            {
                "tag_text": one.get_state_display(),
                "tag_colour": CARD_COLOURS[CardState(one.state)],
            },
        ]
        for one in found
    ]


def facts_of(card: Intervention) -> list[tuple[str, Any]]:
    """What a card says, each with its name; what is empty is left out."""
    rows = [
        (_("Organisation"), name_of(card.standards)),
        (_("Where the harm comes from"), card.get_source_display()),
        (_("The child"), card.child),
        (_("What happened"), card.cause),
        (_("Who is suspected"), card.suspect),
        (_("Who reported it"), card.reporter),
        (_("When it became known"), local_time(card.learnt_on)),
        (_("Opened by"), card.opened_by.full_name if card.opened_by else ""),
        (_("How the intervention ended"), card.get_outcome_display() if card.outcome else ""),
        (_("What came of it"), card.result),
    ]
    return [(key, value) for key, value in rows if value]
