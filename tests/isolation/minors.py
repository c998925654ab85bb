"""A city's standards for the protection of minors with their canary: what is in force, a draft, who
answers, and an intervention card.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from casework.files.receiving import look_at
from casework.minors import actions
from casework.minors.choices import EntryKind, Source
from casework.minors.models import (
    Annex,
    Edition,
    EditionFile,
    Intervention,
    Responsible,
    Standards,
)
from casework.minors.public_choices import Duty, FilePart
from tests.cast import Cast


@dataclass(frozen=True, slots=True)
class Minors:
    """What a route of this room may ask for; ``kept`` is a file of the edition in force."""

    standards: Standards
    edition: Edition
    kept: EditionFile
    draft: Edition
    annex: Annex
    file: EditionFile
    responsible: Responsible
    card: Intervention


def make_minors(submission: Callable[[], UUID], canary: str, cast: Cast) -> Minors:
    """Of the crisis centre; the consultant opens the card."""
    by = cast.administrator
    standards = actions.add_standards(organisation=cast.centre, title=canary, by=by)
    edition = _adopted(standards, canary, submission(), cast)
    draft = actions.begin_draft(standards=standards, by=by)
    responsible = actions.name_responsible(
        standards=standards,
        person=cast.supervisor,
        duty=Duty.REPORTS,
        shown_as=canary,
        by=by,
    )
    card = _card(standards, canary, submission, cast)
    return Minors(
        standards=standards,
        edition=edition,
        kept=edition.files.get(),
        draft=draft,
        annex=draft.annexes.get(),
        file=draft.files.get(),
        responsible=responsible,
        card=card,
    )


def _adopted(standards: Standards, canary: str, submission: UUID, cast: Cast) -> Edition:
    by = cast.administrator
    draft = standards.editions.get()
    draft = actions.change_draft(
        draft=draft,
        version=draft.version,
        title=canary,
        language="pl",
        full_text=canary,
        short_text=canary,
        by=by,
    )
    actions.add_annex(draft=draft, submission=submission, title=canary, text=canary, by=by)
    arrived = look_at(canary.encode())
    actions.add_file(draft=draft, arrived=arrived, part=FilePart.FULL, title=canary, by=by)
    return actions.adopt(
        draft=draft,
        version=draft.version,
        in_force_from=timezone.localdate(),
        approved=canary,
        by=by,
    )


def _card(
    standards: Standards, canary: str, submission: Callable[[], UUID], cast: Cast
) -> Intervention:
    today, by = timezone.localdate(), cast.consultant
    card = actions.open_card(
        submission=submission(),
        standards=standards,
        excluded=[],
        case=None,
        by=by,
        source=Source.OTHER,
        child=canary,
        cause=canary,
        suspect=canary,
        reporter=canary,
        learnt_on=today,
    )
    facts: dict[str, Any] = {"kind": EntryKind.ACTION, "done_on": today, "text": canary}
    actions.add_entry(submission=submission(), card=card, by=by, **facts)
    card.refresh_from_db()
    return card
