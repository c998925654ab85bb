"""Who stands in the public directory, and what a resident finds there."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from casework.partners import directory
from casework.partners.choices import AgreementState, OrganisationRole, PhoneKind
from casework.partners.directory import Filters
from casework.partners.models import Need, Organisation, Phone
from tests.casework.partners.builders import (
    MONDAY_NOON,
    WEEKDAYS,
    hours,
    make_location,
    make_service,
    signatory,
)
from tests.cast import make_organisation

pytestmark = pytest.mark.usefixtures("gdansk")


@pytest.fixture(autouse=True)
def _monday_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    def now() -> datetime:
        return MONDAY_NOON

    monkeypatch.setattr("casework.partners.directory.timezone.now", now)


def listed(**asked: Any) -> list[str]:
    return [card.organisation.key for card in directory.public_organisations(Filters(**asked))]


class TestWhoIsListed:
    def test_a_signatory_with_a_service(self) -> None:
        make_service(signatory("body"))
        assert listed() == ["body"]

    @pytest.mark.parametrize(
        "facts",
        [
            {"is_public": False},
            {"is_fictional": True},
            {"agreement_state": AgreementState.INVITED},
            {"agreement_state": AgreementState.JOINING},
            {"agreement_state": AgreementState.LEFT},
            {"agreement_state": AgreementState.NONE},
        ],
        ids=str,
    )
    def test_others_are_absent(self, facts: dict[str, Any]) -> None:
        body = signatory("body", **facts)
        make_service(body)
        assert listed() == []
        assert not directory.is_listed(body)
        with pytest.raises(Http404):
            directory.public_organisation("body")

    def test_a_body_with_nothing_for_a_resident_is_absent(self) -> None:
        body = signatory("body")
        make_service(body, status="defunct")
        Phone.objects.create(organisation=body, number="1", display="1", kind=PhoneKind.FAX)
        assert listed() == []
        Phone.objects.create(organisation=body, number="112", display="112")
        assert listed() == ["body"]

    def test_crisis_centres_come_first_then_polish_order(self) -> None:
        for key, name in (("z", "Żuraw"), ("l", "Łąka"), ("m", "Mewa")):
            make_service(signatory(key, name), f"service-{key}")
        centre = make_organisation("centre", "Zespół", "crisis_centre")
        make_service(centre, "service-centre")
        assert listed() == ["centre", "l", "m", "z"]


class TestFilters:
    @pytest.fixture(autouse=True)
    def _two_bodies(self, gdansk: None) -> None:
        near = make_service(signatory("near"), "near", needs=["debt"], languages=["pl", "uk"])
        hours(near, WEEKDAYS, "08:00", "20:00")
        near.locations.add(
            make_location(near.organisation, accessibility=["step_free", "quiet_room"])
        )
        far = make_service(signatory("far"), "far", needs=["food"], languages=["pl"])
        hours(far, ["SU"], "08:00", "20:00")
        make_service(far.organisation, "unknown", needs=["debt"], languages=["en"])

    def need(self, key: str) -> Need:
        return Need.objects.get(key=key)

    def test_by_need(self) -> None:
        assert listed(need=self.need("food")) == ["far"]
        assert listed(need=self.need("debt")) == ["far", "near"]
        assert listed(need=self.need("grief")) == []

    def test_a_card_shows_only_what_fits(self) -> None:
        [card, _near] = directory.public_organisations(Filters(need=self.need("debt")))
        assert [offer.service.key for offer in card.offers] == ["unknown"]

    def test_by_language_accessibility_and_open_now(self) -> None:
        assert listed(language="uk") == ["near"]
        assert listed(accessibility=frozenset({"step_free", "quiet_room"})) == ["near"]
        assert listed(accessibility=frozenset({"step_free", "pjm"})) == []
        assert listed(open_now=True) == ["near"]

    def test_all_must_fit_one_and_the_same_service(self) -> None:
        assert listed(need=self.need("food"), language="en") == []

    def test_what_is_offered_to_choose_from(self) -> None:
        assert directory.languages_spoken() == ["pl", "uk", "en"]
        assert [need.key for need in directory.needs_met()] == ["food", "debt"]


class TestACard:
    def test_what_is_open_comes_first_and_what_is_unknown_last(self) -> None:
        body = signatory("body")
        make_service(body, "a-unknown")
        hours(make_service(body, "b-closed"), ["SU"], "10:00", "12:00")
        make_service(body, "c-open", always_open=True)
        card = directory.public_organisation("body")
        assert [one.service.key for one in card.offers] == ["c-open", "b-closed", "a-unknown"]

    def test_faxes_are_not_for_residents(self) -> None:
        body = signatory("body")
        for number, kind in (("1", PhoneKind.FAX), ("2", PhoneKind.SMS), ("3", PhoneKind.VOICE)):
            Phone.objects.create(organisation=body, number=number, display=number, kind=kind)
        card = directory.public_organisation("body")
        assert [phone.number for phone in card.phones] == ["2", "3"]

    def test_places_are_those_of_the_services_shown(self) -> None:
        body = signatory("body")
        here, _there = make_location(body, "here"), make_location(body, "there")
        make_service(body).locations.add(here)
        [place] = directory.public_organisation("body").places
        assert place.location == here

    @pytest.mark.parametrize("what", ["body", "description", "service", "place", "phone"])
    def test_anything_made_up_gives_it_the_badge(self, what: str) -> None:
        body = signatory("body")
        service = make_service(body, is_sample=what == "service")
        service.locations.add(make_location(body, is_sample=what == "place"))
        Phone.objects.create(organisation=body, number="1", display="1", is_sample=what == "phone")
        assert directory.public_organisation("body").is_sample is (
            what in {"service", "place", "phone"}
        )
        body.is_sample, body.description_is_sample = what == "body", what == "description"
        body.save()
        assert directory.public_organisation("body").is_sample


@pytest.mark.usefixtures("partners_of_gdansk")
def test_gdansk_lists_its_signatories_its_centre_and_its_coordinator(
    django_assert_num_queries: Any,
) -> None:
    with django_assert_num_queries(7):
        cards = list(directory.public_organisations())
        assert all(card.offers and card.places for card in cards)
        assert [offer.state for card in cards for offer in card.offers]
    assert cards[0].organisation.key == "oik-gdansk"
    states = [card.organisation.agreement_state for card in cards]
    assert (len(cards), states.count(AgreementState.SIGNATORY)) == (27, 25)
    assert Organisation.objects.filter(is_fictional=True).exists()


@pytest.mark.usefixtures("partners_of_gdansk")
def test_a_page_of_the_directory_reads_what_it_shows() -> None:
    cards = directory.public_organisations()
    assert len(cards) == 27
    with CaptureQueriesContext(connection) as asked:
        shown = [cards[:15], cards[15:30]]
    bodies = [one["sql"] for one in asked.captured_queries if '"sort_key"' in one["sql"]]
    assert [sql.partition("LIMIT")[2].split()[0] for sql in bodies] == ["15", "15"]
    keys = [card.organisation.key for page in shown for card in page]
    assert keys == listed() and len(set(keys)) == 27
    everybody = list(Organisation.objects.filter(key__in=keys).values_list("key", flat=True))
    assert keys[1:] == [key for key in everybody if key != "oik-gdansk"]
    assert cards[0].organisation.key == "oik-gdansk"


@pytest.mark.usefixtures("partners_of_gdansk")
def test_whom_to_turn_to_first_is_read_and_nobody_else() -> None:
    with CaptureQueriesContext(connection) as asked:
        cards = directory.first_to_turn_to(3)
    [bodies] = [one["sql"] for one in asked.captured_queries if '"sort_key"' in one["sql"]]
    assert bodies.partition("LIMIT")[2].split()[0] == "3"
    roles = [card.organisation.roles for card in cards]
    assert OrganisationRole.CRISIS_CENTRE in roles[0]
    assert OrganisationRole.COORDINATOR in roles[1] and len(roles) == 3
