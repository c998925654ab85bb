"""Loads the addresses for situation reports, and the incident of the demonstration.

Times count from the moment of loading. A second loading leaves everything as people have changed
it.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from casework.cases.models import Case
from casework.incidents import actions
from casework.incidents.models import Incident, Mobilisation, ReportAddress
from casework.partners.models import Need, Organisation
from casework.referrals.loading import NAMESPACE
from ostoja.accounts.models import User

Row = Mapping[str, Any]


def load_addresses(rows: Iterable[Row]) -> None:
    """Add those that are missing."""
    for row in rows:
        if not ReportAddress.objects.filter(email__iexact=row["email"]).exists():
            actions.add_address(
                office=row["office"],
                email=row["email"],
                by=None,
                is_sample=row.get("sample", False),
            )


def load_incidents(rows: Iterable[Row]) -> None:
    """Declare those that are not there yet, through the same actions as people."""
    for row in rows:
        submission = _id("incident", row["key"])
        if not Incident.objects.filter(submission=submission).exists():
            _load(row, submission)


def _load(row: Row, submission: UUID) -> None:
    by = _person(row["by"])
    incident = actions.declare(
        submission=submission,
        kind=row["kind"],
        name=row["name"],
        place=row["place"],
        began_at=timezone.now() + datetime.timedelta(hours=row["hours_from_now"]),
        leader=by,
        by=by,
        is_sample=row.get("sample", False),
    )
    incident = actions.start_incident(incident=incident, version=incident.version, by=by)
    if "numbers" in row:
        incident = actions.change_numbers(
            incident=incident, version=incident.version, by=by, **row["numbers"]
        )
    for one in row.get("people", ()):
        _load_people(row, incident, one)
    for one in row.get("partners", ()):
        _load_partner(row, incident, one, by)
    for at, text in enumerate(row.get("log", ())):
        actions.add_entry(
            submission=_id("entry", f"{row['key']}/{at}"),
            incident=incident,
            text=text,
            for_partners=True,
            by=by,
            is_sample=incident.is_sample,
        )


def _load_people(row: Row, incident: Incident, one: Row) -> None:
    people = actions.add_people(
        submission=_id("affected", f"{row['key']}/{one['label']}"),
        incident=incident,
        label=one["label"],
        number=one.get("number", 1),
        whereabouts=one["whereabouts"],
        place=one.get("place", ""),
        needs=list(Need.objects.filter(key__in=one.get("needs", ()))),
        remark=one.get("remark", ""),
        helper=_body(one["helper"]) if "helper" in one else None,
        by=_person(one["by"]),
        is_sample=incident.is_sample,
    )
    if "case" in one:
        case = Case.objects.get(submission=_id("case", one["case"]))
        actions.bind_case(incident=incident, case=case, people=people, by=_person(one["by"]))


def _load_partner(row: Row, incident: Incident, one: Row, by: User) -> None:
    called: Mobilisation = actions.mobilise(
        submission=_id("mobilisation", f"{row['key']}/{one['organisation']}"),
        incident=incident,
        organisation=_body(one["organisation"]),
        asked_for=one["asked_for"],
        by=by,
        is_sample=incident.is_sample,
    )
    for name in one.get("steps", ()):
        step = actions.STEPS_OF_BODY[name]
        called = step(mobilisation=called, version=called.version, by=by)


def _id(what: str, key: str) -> UUID:
    return uuid5(NAMESPACE, f"{what}/{key}")


def _body(key: str) -> Organisation:
    return Organisation.objects.get(key=key)


def _person(email: str) -> User:
    return User.objects.get(email=email)
