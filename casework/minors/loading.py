"""Loads the standards of the demonstration's invented bodies, with who reads and answers."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from casework.minors import actions
from casework.minors.models import Edition, Standards
from casework.partners.models import Organisation
from ostoja.accounts.models import User

Row = Mapping[str, Any]


def load_standards(rows: Iterable[Row]) -> None:
    """Add those that are missing, adopted; what people changed stays."""
    for row in rows:
        body = Organisation.objects.filter(key=row["organisation"]).first()
        if body is None or Standards.objects.filter(organisation=body).exists():
            continue
        _load(body, row)


def _load(body: Organisation, row: Row) -> None:
    standards = actions.add_standards(
        organisation=body, title=row["title"], by=None, is_sample=True
    )
    draft = _written(standards.editions.get(), row)
    since = timezone.localdate() - datetime.timedelta(days=row["in_force_since_days"])
    edition = actions.adopt(
        draft=draft, version=draft.version, in_force_from=since, approved=row["approved"], by=None
    )
    for one in row.get("responsible", []):
        person = _person(one["person"])
        if person is not None:
            facts = {"duty": one["duty"], "shown_as": one.get("shown_as", ""), "by": None}
            actions.name_responsible(standards=standards, person=person, **facts)
    for email in row.get("read_by", []):
        person = _person(email)
        if person is not None:
            actions.confirm_reading(edition=edition, by=person)
    for card in row.get("interventions", []):
        _load_card(standards, card)


def _written(draft: Edition, row: Row) -> Edition:
    texts = {name: row[name].strip() for name in ("full_text", "short_text")}
    written = actions.change_draft(
        draft=draft, version=draft.version, title=row["title"], language="pl", **texts, by=None
    )
    for number, annex in enumerate(row.get("annexes", []), start=1):
        submission = _made(row["organisation"], f"annex {number}")
        facts = {"title": annex["title"], "text": annex["text"].strip()}
        actions.add_annex(draft=written, submission=submission, **facts, by=None)
    return written


def _load_card(standards: Standards, row: Row) -> None:
    by = _person(row["by"])
    if by is None:
        return
    day = timezone.localdate() - datetime.timedelta(days=row["days_ago"])
    key = str(standards.organisation)
    card = actions.open_card(
        submission=_made(key, row["child"]),
        standards=standards,
        excluded=[],
        case=None,
        by=by,
        is_sample=True,
        source=row["harm_from"],
        child=row["child"],
        cause=row["cause"],
        suspect=row.get("suspect", ""),
        reporter=row.get("reporter", ""),
        learnt_on=day,
    )
    for number, entry in enumerate(row.get("entries", []), start=1):
        submission = _made(key, f"{row['child']} {number}")
        facts = {"kind": entry["kind"], "text": entry["text"], "done_on": day}
        actions.add_entry(submission=submission, card=card, **facts, by=by)


def _person(email: str) -> User | None:
    return User.objects.filter(email=email, is_active=True).first()


def _made(body: str, what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"ostoja:minors/{body}/{what}")
