"""Rows for the lists that programs poll, holding whatever their columns can hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

from django.db.models import Field, Model
from hypothesis import strategies as st

from api.fields import LANGUAGES, Shown
from api.v1.cases_shown import CaseInList
from api.v1.conversations_shown import ConversationRowShown
from api.v1.meetings import MeetingInList
from api.v1.organisations import OrganisationRecord
from api.v1.outcomes import Outcome
from api.v1.referrals_shown import ReferralInList
from api.v1.services import Service
from casework.cases.choices import CaseState
from casework.cases.models import Case as CaseRow
from casework.intake.actions import receive_report
from casework.intake.choices import WAITS, ConversationState
from casework.intake.models import Conversation as ConversationRow
from casework.intake.models import EntryPoint
from casework.meetings.choices import NOTED_KINDS, OutcomeKind, OutcomeState
from casework.meetings.models import Meeting as MeetingRow
from casework.meetings.models import Outcome as OutcomeRow
from casework.partners.choices import Day
from casework.partners.models import Organisation as OrganisationRow
from casework.partners.models import Service as ServiceRow
from casework.referrals.choices import AWAITING, Kind
from casework.referrals.models import Referral as ReferralRow
from tenants.fence.models import CityModel
from tenants.translated import TranslatedTextField
from tests.casework.cases.situations import make_case, need
from tests.casework.meetings.making import make_meeting, make_outcome, make_place
from tests.casework.referrals.situations import coordinated_case, make_service, refer
from tests.cast import Cast

MANY = 3
NOW = datetime(2026, 11, 22, 9, 55, tzinfo=UTC)

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
ODD = ("", "\u2028\u2029", "\x01\x1f\x7f", '"\\/\b', "\U0001f33f", "\u200f\u05d0", "null", "{}")
# Python knows no later moment in Warsaw than the last of 9999, and no earlier than the first of 1.
WIDE = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
NEAR = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
MOMENTS = WIDE | NEAR.map(
    lambda moment: moment.replace(microsecond=moment.microsecond % 10 * 10**5)
)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


def texts(longest: int) -> st.SearchStrategy[str]:
    """Any words that fit."""
    odd = [text for text in ODD if len(text) <= longest]
    return st.text(LETTERS, max_size=min(longest, 40)) | st.sampled_from(odd)


def content_of(column: "Field[Any, Any]") -> st.SearchStrategy[Any]:
    """Anything that the column can hold."""
    some = _content_of(column)
    return st.none() | some if column.null else some


def _content_of(column: "Field[Any, Any]") -> st.SearchStrategy[Any]:
    if column.choices:
        return st.sampled_from([value for value, _label in column.flatchoices])
    if isinstance(column, TranslatedTextField):
        return st.dictionaries(st.sampled_from([*LANGUAGES, "fr"]), texts(30))
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "BooleanField": st.booleans(),
        "DateField": DAYS,
        "DateTimeField": MOMENTS,
        "JSONField": st.lists(texts(20), max_size=4),
        "PositiveIntegerField": st.integers(0, 2**31 - 1),
        "PositiveSmallIntegerField": st.integers(0, 2**15 - 1),
    }
    kind = column.get_internal_type()
    return kinds[kind] if kind in kinds else texts(column.max_length or 2_000)


def facts_of(shown: type[Shown], model: type[Model]) -> st.SearchStrategy[dict[str, Any]]:
    """Content for every column of its own that the list shows; False for a relation left out."""
    sources = {field.source_attrs[0] for field in shown().fields.values()}
    own = [column for column in model._meta.concrete_fields if _names(column) & sources]
    return st.fixed_dictionaries(
        {
            column.attname: st.booleans() if column.is_relation else content_of(column)
            for column in own
            if not column.unique and (column.null or not column.is_relation)
        }
    )


def _names(column: "Field[Any, Any]") -> set[str]:
    return {column.name, column.attname}


def store(
    rows: list[Any], drawn: list[dict[str, Any]], tie: Callable[[dict[str, Any]], None]
) -> None:
    """Give each row its content; ``tie`` makes the columns agree that constraints bind."""
    for row, facts in zip(rows, drawn, strict=True):
        found = {
            name: (getattr(row, name) if value else None)
            if row._meta.get_field(name).is_relation
            else value
            for name, value in facts.items()
        }
        tie(found)
        type(row).objects.filter(pk=row.pk).update(**found)


def _tie_case(facts: dict[str, Any]) -> None:
    facts["closed_at"] = facts["closed_at"] or NOW if facts["state"] == CaseState.CLOSED else None


def _tie_referral(facts: dict[str, Any]) -> None:
    if facts["state"] in AWAITING:
        facts["respond_by"] = facts["respond_by"] or NOW
    if facts["case_need_id"] is None and facts["kind"] == Kind.REFERRAL:
        facts["kind"] = Kind.TRANSFER


def _tie_conversation(facts: dict[str, Any]) -> None:
    if facts["state"] == ConversationState.CLAIMED and facts["claimed_by_id"] is None:
        facts["state"] = ConversationState.WAITING
    waits = facts["state"] in WAITS
    facts["waiting_since"] = facts["waiting_since"] or NOW if waits else None


def _tie_outcome(facts: dict[str, Any]) -> None:
    if facts["owner_id"] is None and facts["kind"] == OutcomeKind.ACTION:
        facts["kind"] = OutcomeKind.DECISION
    if facts["kind"] in NOTED_KINDS:
        facts["state"] = OutcomeState.NOTED
    elif facts["state"] == OutcomeState.NOTED:
        facts["state"] = OutcomeState.OPEN
    is_open = facts["state"] == OutcomeState.OPEN
    facts["due_on"] = facts["due_on"] or NOW.date()
    facts["closed_at"] = None if is_open else facts["closed_at"] or NOW


def _tie_meeting(facts: dict[str, Any]) -> None:
    if facts["ends_at"] is not None and facts["ends_at"] <= facts["starts_at"]:
        facts["ends_at"] = None


def _tie_service(facts: dict[str, Any]) -> None:
    if facts["free_places"] is not None:
        facts["free_said_on"] = facts["free_said_on"] or NOW.date()
    ages = [facts["minimum_age"], facts["maximum_age"]]
    if None not in ages:
        facts["minimum_age"], facts["maximum_age"] = sorted(ages)


def _free(facts: dict[str, Any]) -> None:
    """Nothing binds these."""


def _cases(cast: Cast) -> None:
    for _ in range(MANY):
        make_case(cast)
    CaseRow.objects.update(worker=cast.consultant)


def _referrals(cast: Cast) -> None:
    for _ in range(MANY):
        case = coordinated_case(cast, pseudonym=ODD[1] + ODD[3])
        made = refer(cast, case, service=make_service(cast, case))
        ReferralRow.objects.exclude(pk=made.pk).filter(case=case).delete()
    ReferralRow.objects.update(reason="other")


def _conversations(cast: Cast) -> None:
    point = EntryPoint.objects.create(key="wall", code="KNRK77", name={"pl": "Ściana"})
    for _ in range(MANY):
        receive_report(submission=uuid4(), text="Pomocy", language="pl", entry_point=point)
    ConversationRow.objects.update(claimed_by=cast.consultant, case=make_case(cast))


def _organisations(cast: Cast) -> None:
    OrganisationRow.objects.filter(pk=cast.partner.pk).update(parent=cast.centre)


def _services(cast: Cast) -> None:
    places = [make_place(cast.partner, name) for name in ("b", "a")]
    for at in range(MANY):
        service = ServiceRow.objects.create(organisation=cast.partner, key=f"s{at}", name={})
        service.needs.set([need(at) for at in range(at)])
        service.locations.set(places[:at])
        for hour in range(at):
            hours = {"opens_at": time(hour), "closes_at": time(23, 59, 59, 5)}
            days = {"valid_from": None, "valid_to": date(9999, 12, 31)}
            service.schedules.create(by_day=list(Day.values)[:hour], **hours, **days)


def _meetings(cast: Cast) -> None:
    place = make_place(cast.partner)
    for day in range(MANY):
        make_meeting(cast.partner, in_days=day, place=place)


def _outcomes(cast: Cast) -> None:
    meeting = make_meeting(cast.partner)
    for _ in range(MANY):
        make_outcome(meeting, owner=cast.partner)


@dataclass(frozen=True)
class Polled:
    """A list that programs poll, as somebody (None: without a token) reads it."""

    path: str
    who: str | None
    shown: type[Shown]
    model: type[CityModel]
    make: Callable[[Cast], None]
    tie: Callable[[dict[str, Any]], None] = _free


POLLED = (
    Polled("cases/", "consultant", CaseInList, CaseRow, _cases, _tie_case),
    Polled("referrals/", "coordinator", ReferralInList, ReferralRow, _referrals, _tie_referral),
    Polled(
        "conversations/",
        "consultant",
        ConversationRowShown,
        ConversationRow,
        _conversations,
        _tie_conversation,
    ),
    Polled("organisations/", "coordinator", OrganisationRecord, OrganisationRow, _organisations),
    Polled("organisations/", None, OrganisationRecord, OrganisationRow, _organisations),
    Polled("services/", "coordinator", Service, ServiceRow, _services, _tie_service),
    Polled("meetings/", "member", MeetingInList, MeetingRow, _meetings, _tie_meeting),
    Polled("outcomes/", "member", Outcome, OutcomeRow, _outcomes, _tie_outcome),
)
