"""Standards and interventions as tests need them."""

import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from casework.files.receiving import look_at
from casework.minors import actions
from casework.minors.models import Edition, EditionFile, Intervention, Responsible, Standards
from casework.minors.public_choices import Duty, FilePart
from casework.partners.models import Organisation
from ostoja.accounts.models import User
from tests.cast import Cast

A_DAY = datetime.timedelta(days=1)


def today() -> datetime.date:
    return timezone.localdate()


def make_draft(cast: Cast, body: Organisation | None = None, text: str = "Standardy") -> Edition:
    """A draft that can be adopted; of the centre, unless another body is named."""
    standards = actions.add_standards(
        organisation=body or cast.centre, title=text, by=cast.administrator
    )
    draft = standards.editions.get()
    return actions.change_draft(
        draft=draft,
        version=draft.version,
        title=text,
        language="pl",
        full_text=f"# Zasady\n\nSzanuj dzieci. {text}\n\n- nie krzycz\n- nie bij",
        short_text=f"Nikt nie może Cię krzywdzić. {text}",
        by=cast.administrator,
    )


def adopt(draft: Edition, by: User, **facts: Any) -> Edition:
    """From today, unless the facts say another day."""
    given = {"in_force_from": today(), "approved": "Dyrektor, zarządzenie 5/2026", **facts}
    return actions.adopt(draft=draft, version=draft.version, by=by, **given)


def make_edition(cast: Cast, body: Organisation | None = None, **facts: Any) -> Edition:
    """In force from today, unless the facts say another day."""
    return adopt(make_draft(cast, body), cast.administrator, **facts)


def next_edition(cast: Cast, standards: Standards, **facts: Any) -> Edition:
    """One more, adopted."""
    draft = actions.begin_draft(standards=standards, by=cast.administrator)
    return adopt(draft, cast.administrator, **facts)


def name(
    cast: Cast, standards: Standards, person: User, duty: Duty = Duty.REPORTS, shown_as: str = ""
) -> Responsible:
    """Somebody who answers for something there."""
    return actions.name_responsible(
        standards=standards, person=person, duty=duty, shown_as=shown_as, by=cast.administrator
    )


def make_file(draft: Edition, by: User, text: str = "Podpisany dokument") -> EditionFile:
    """A file of the whole standards."""
    return actions.add_file(
        draft=draft, arrived=look_at(text.encode()), part=FilePart.FULL, title="Dokument", by=by
    )


def card_facts(**facts: Any) -> dict[str, Any]:
    """What is known of an incident in the common room."""
    return {
        "source": "worker",
        "child": "Zuzia, 7 lat",
        "cause": "Dziecko mówi, że było szarpane.",
        "suspect": "Pracownik X",
        "reporter": "Ciocia Zuzi",
        "learnt_on": today(),
        **facts,
    }


def open_card(
    standards: Standards, by: User, excluded: tuple[User, ...] = (), **facts: Any
) -> Intervention:
    """A card under these standards."""
    case = facts.pop("case", None)
    return actions.open_card(
        submission=facts.pop("submission", uuid4()),
        standards=standards,
        excluded=[one.pk for one in excluded],
        case=case,
        by=by,
        **card_facts(**facts),
    )


def add_entry(card: Intervention, by: User, **facts: Any) -> Any:
    """Something that was done today."""
    given = {"kind": "action", "done_on": today(), "text": "Rozdzielono osoby.", **facts}
    return actions.add_entry(submission=uuid4(), card=card, by=by, **given)
