"""What the database writes is what the serializer would have written, member by member."""

import json
from typing import Any, ClassVar
from unittest import mock
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rest_framework import serializers

from api.fast_lists import FastPage, alone, is_plain, prepared
from api.fields import Shown
from api.json_rows import NotWritable, row
from api.pagination import PURPOSE
from api.resources import Resource
from api.v1.cases_shown import CaseInList
from api.v1.organisations import OrganisationRecord
from casework.cases.models import Case, CaseNeed
from casework.partners.models import Organisation
from casework.referrals.models import Referral
from tenants.fence import WrongCity, entered
from tenants.fence.signing import signer
from tests.api.polled import POLLED, Polled, facts_of, store
from tests.api.programs import Program, program_of
from tests.api.test_queries import LISTS, fill
from tests.casework.cases.situations import make_case, need
from tests.cast import Cast, make_organisation

NOT_POLLED = {"needs/", "locations/", "phones/", "contacts/", "entry-points/"}
NOT_POLLED |= {"people/", "invitations/", "audit/", "canned-replies/", "case-lists/"}
# Names in it are asked at each room's door; the choices are a handful.
NOT_POLLED |= {"notifications/", "notification-choices/"}
NOT_POLLED |= {"duty-places/", "shifts/", "on-duty/", "swaps/", "absences/", "easy-texts/"}
NOT_POLLED |= {"resident-texts/", "webhooks/"}
NOT_POLLED |= {"breaches/", "data-requests/", "controllers/"}
NOT_POLLED |= {"facilities/", "beds/", "nights/", "stays/", "bed-closures/"}
NOT_POLLED |= {"benefit-stores/", "benefit-articles/", "benefit-batches/"}
NOT_POLLED |= {"benefit-movements/", "benefit-givings/"}
NOT_POLLED |= {"tellings/"}
NOT_POLLED |= {"visits/", "visit-alarms/", "visit-settings/"}
NOT_POLLED |= {"playbooks/", "activities/", "applications/"}
NOT_POLLED |= {"standards/", "interventions/", "incidents/"}


@pytest.fixture(autouse=True)
def _nobody_is_held_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.API_A_MINUTE, "person", 10**9)


def by_serializer() -> Any:
    """The same addresses, answered by the serializers."""
    return mock.patch.object(Resource, "fast_page", Resource.page)


def read(program: Program, path: str) -> tuple[Any, Any]:
    """The page with the order of its members, and the place at which the next one begins."""
    answer = program.get(path)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "application/json"
    page = json.loads(answer.content)
    following = page["next"] and parse_qs(urlsplit(page["next"]).query)["cursor"][0]
    place = following and signer(PURPOSE).unsign_object(following)
    [results, _next] = json.loads(answer.content, object_pairs_hook=list)
    return results, place


def check(polled: Polled, cast: Cast, most: int) -> None:
    """So many pages with any content, each written in both ways."""
    polled.make(cast)
    rows: list[Any] = list(polled.model.objects.order_by("pk"))
    program = program_of(getattr(cast, polled.who)) if polled.who else Program()
    some = st.lists(facts_of(polled.shown, polled.model), min_size=len(rows), max_size=len(rows))

    @hypothesis_settings(
        max_examples=most, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(drawn=some, limit=st.integers(1, len(rows) + 1))
    def same(drawn: list[dict[str, Any]], limit: int) -> None:
        store(rows, drawn, polled.tie)
        path = f"{polled.path}?limit={limit}"
        with by_serializer():
            wanted = read(program, path)
        assert read(program, path) == wanted

    same()


LISTED = pytest.mark.parametrize("polled", POLLED, ids=lambda one: f"{one.path}{one.who or ''}")


@LISTED
def test_a_sample_of_pages_is_written_as_the_serializer_writes_them(
    polled: Polled, cast: Cast
) -> None:
    check(polled, cast, 30)


@pytest.mark.prove
@LISTED
def test_a_thousand_pages_are_written_as_the_serializer_writes_them(
    polled: Polled, cast: Cast
) -> None:
    check(polled, cast, 1_000)


def test_every_list_is_polled_or_said_not_to_be(cast: Cast) -> None:
    fill(cast, 1)
    fast = set()
    for path, (who, _most) in LISTS.items():
        with mock.patch.object(FastPage, "written", return_value=b"{}") as written:
            program_of(getattr(cast, who)).get(path)
        fast |= {path} if written.called else set()
    assert fast == {polled.path for polled in POLLED} == set(LISTS) - NOT_POLLED


def test_a_field_that_is_added_is_written_too(cast: Cast) -> None:
    class Wider(CaseInList):
        language = serializers.CharField()

    assert list(row(Wider, Case).names) == [*CaseInList().fields, "language"]


class Encrypted(Shown):
    summary = serializers.CharField()


class Worked(Shown):
    more = serializers.SerializerMethodField()


class Counted(Shown):
    pseudonym = serializers.IntegerField()


class Decimal(Shown):
    age = serializers.DecimalField(3, 0)


class FarAway(Shown):
    worker_name = serializers.CharField(source="worker.full_name")


class Property(Shown):
    sight = serializers.CharField()


class OwnWay(CaseInList):
    def to_representation(self, instance: Any) -> Any:
        return {}


@pytest.mark.parametrize(
    "shown", [Encrypted, Worked, Counted, Decimal, FarAway, Property, OwnWay], ids=str
)
def test_what_the_database_cannot_write_alike_is_refused_by_name(shown: type[Shown]) -> None:
    with pytest.raises(NotWritable, match=shown.__name__):
        row(shown, Case)


def test_the_members_of_the_nested_are_looked_at_too() -> None:
    class Step(Shown):
        by_name = serializers.CharField(source="by.full_name")

    class WithSteps(Shown):
        steps: ClassVar = Step(many=True)

    with pytest.raises(NotWritable, match="Step"):
        row(WithSteps, Referral)


def test_a_page_is_indented_where_the_program_asks_for_it(cast: Cast) -> None:
    program = program_of(cast.coordinator)
    plain = program.get("organisations/")
    wide = program.get("organisations/", Accept="application/json; indent=2")
    assert wide.json() == plain.json()
    assert wide.content.startswith(b'{\n  "results": [\n')
    assert b"\n" not in plain.content


def test_a_page_that_is_known_already_is_not_sent_again(cast: Cast) -> None:
    program = program_of(cast.coordinator)
    first = program.get("organisations/")
    again = program.get("organisations/", If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_without_rows_is_a_page(cast: Cast) -> None:
    assert program_of(cast.consultant).get("cases/").json() == {"results": [], "next": None}


def test_rows_that_are_joined_with_others_are_read_too(cast: Cast) -> None:
    mine, _other = make_case(cast), make_case(cast)
    CaseNeed.objects.create(case=mine, need=need(1))
    joined = Case.objects.filter(needs__need=need(1))
    known = prepared(CaseInList, Case, frozenset(), ("-opened_at", "-id"))
    assert not is_plain(joined.query)
    [(text, _place)] = known.read(alone(joined), 10)
    assert json.loads(text)["id"] == str(mine.pk)


def test_what_was_written_for_one_city_reads_each_citys_own(db: None) -> None:
    for slug in ("gdansk", "gdynia"):
        with entered(slug):
            make_organisation("centre", slug)
    known = prepared(OrganisationRecord, Organisation, frozenset(), ("sort_key", "id"))
    for slug in ("gdynia", "gdansk"):
        with entered(slug):
            [(text, _place)] = known.read(Organisation.objects.filter(key="centre"), 10)
            assert json.loads(text)["name"] == slug


def test_rows_of_another_city_are_refused(db: None) -> None:
    known = prepared(OrganisationRecord, Organisation, frozenset(), ("sort_key", "id"))
    with entered("gdansk"):
        rows = Organisation.objects.filter(key="centre")
    with entered("gdynia"), pytest.raises(WrongCity):
        known.read(rows, 10)
