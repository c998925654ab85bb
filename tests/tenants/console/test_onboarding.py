"""The wizard: page by page, nothing asked twice, nothing lost, the city made once."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from ostoja.accounts.models import Invitation, User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from ostoja.privacy.keys import has_key
from tenants.console.models import KEPT, Draft
from tenants.console.onboarding import actions
from tenants.console.tasks import forget_drafts
from tenants.fence import entered, entered_platform, schema_of
from tenants.models import City, Domain
from tenants.new_cities.facts import Table
from tenants.onboarding import NewCity, onboard
from tenants.profile.models import CityProfile
from tests.cast import sign_in

START = "/en/staff/onboarding/"
TCZEW: dict[str, dict[str, Any]] = {
    "name": {"name": "powiat tczewski", "slug": "", "teryt": "2214"},
    "address": {"domain": "", "languages": ["pl", "uk"]},
    "kind": {"blueprint": "msik"},
    "modules": {"modules": ["contact", "cases", "partners"]},
    "act": {"legal_act_title": "Zarządzenie starosty", "legal_act_date": "14.08.2019"},
    "controller": {
        "controller_name": "PCPR w Tczewie",
        "controller_street": "ul. Przykładowa 1",
        "controller_postal_code": "83-110",
        "controller_town": "Tczew",
    },
    "colours": {"colour": "#336699", "accent": "#aa5500"},
    "administrator": {"admin_email": " admin@tczew.example "},
    "lists": {},
}


def page_of(draft: Draft, page: str) -> str:
    return f"{START}{draft.pk}/{page}/"


def answer_all(console: Client, draft: Draft, answers: Mapping[str, dict[str, Any]] = TCZEW) -> str:
    """Go through all pages; where the last one led."""
    where = page_of(draft, "name")
    for page, typed in answers.items():
        assert where == page_of(draft, page)
        where = console.post(where, typed)["Location"]
    return where


def as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_it_makes_the_city_that_was_answered(console: Client, draft: Draft) -> None:
    check = answer_all(console, draft)
    assert check == page_of(draft, "check")
    shown = text(console.get(check))
    for words in (
        *("powiat-tczewski.localhost", "2214", "polski", "admin@tczew.example", "#336699"),
        *("Zarządzenie starosty, 14.08.2019", "PCPR w Tczewie"),
    ):
        assert words.lower() in shown.lower()
    done = text(console.post(check))
    link = re.search(r"http://powiat-tczewski\.localhost:\d+(/\w+/staff/invitation/[\w-]+/)", done)
    assert link is not None
    with entered_platform():
        city = City.objects.get(slug="powiat-tczewski")
        assert (city.name, city.teryt, city.blueprint) == ("powiat tczewski", "2214", "msik")
        made = AuditEvent.objects.filter(verb="city.onboarded", details__city="powiat-tczewski")
        assert made.get().actor_name == "Ewa Lis"
    with entered("powiat-tczewski"):
        profile = CityProfile.objects.get()
        assert profile.languages == ["pl", "uk"]
        assert profile.modules == ["contact", "cases", "partners"]
        assert (profile.brand_colour, profile.accent_colour) == ("#336699", "#aa5500")
        assert profile.legal_act == {"title": "Zarządzenie starosty", "date": "2019-08-14"}
        assert profile.controller["town"] == "Tczew"
        assert Invitation.objects.get().email == "admin@tczew.example"
        assert link[1] in OutboxMessage.objects.get().body
        invited = Client(HTTP_HOST="powiat-tczewski.localhost").get(link[1])
        assert invited.status_code == 200


def test_sent_twice_it_is_one_city_and_the_link_is_shown_once(
    console: Client, draft: Draft
) -> None:
    check = answer_all(console, draft)
    assert 'id="invitation"' in text(console.post(check))
    for answer in (console.post(check), console.get(check), console.get(page_of(draft, "name"))):
        if answer.status_code == 302:
            assert answer["Location"] == check
        else:
            assert 'id="invitation"' not in text(answer)
            assert "admin@tczew.example" in text(answer)
    with entered_platform():
        assert City.objects.filter(teryt="2214").count() == 1


def test_what_was_answered_outlives_the_session(console: Client, operator: User) -> None:
    console.post(START)
    with entered_platform():
        draft = Draft.objects.get()
    console.post(page_of(draft, "name"), TCZEW["name"])
    with entered_platform():
        console.logout()
        sign_in(console, operator)
    assert "powiat tczewski" in text(console.get(START))
    assert console.get(page_of(draft, "check"))["Location"] == page_of(draft, "address")
    assert 'value="powiat tczewski"' in text(console.get(page_of(draft, "name")))


@pytest.mark.parametrize(
    ("page", "typed", "words"),
    [
        ("name", {"name": "", "slug": "tczew"}, "Error:"),
        ("name", {"name": "Tczew", "slug": "gdansk"}, "is taken by another city"),
        ("name", {"name": "Tczew", "slug": "www"}, "is reserved"),
        ("name", {"name": "Tczew", "slug": "a--b"}, "small letters"),
        ("name", {"name": "!", "slug": ""}, "small letters"),
        ("name", {"name": "Tczew", "slug": "tczew", "teryt": "2299"}, "There is no TERYT code"),
        ("address", {"domain": "gdansk.localhost", "languages": ["pl"]}, "Error:"),
        ("address", {"domain": "nie wiem", "languages": ["pl"]}, "Error:"),
        ("address", {"domain": "", "languages": []}, "at least one language"),
        ("address", {"domain": "", "languages": ["xx"]}, "Error:"),
        ("address", {"domain": "", "languages": ["en", "uk"]}, "Polish is missing"),
        ("kind", {"blueprint": "none"}, "Error:"),
        ("modules", {"modules": ["everything"]}, "Error:"),
        ("colours", {"colour": "red", "accent": "#aa5500"}, "Error:"),
        ("colours", {"colour": "#ffff00", "accent": "#aa5500"}, "nearest colour that can be read"),
        ("modules", {"modules": ["referrals"]}, "needs"),
        ("act", {"legal_act_number": "1/26"}, "Fill in “Name of the act”"),
        ("act", {"legal_act_title": "x", "legal_act_date": "31.02.2019"}, "in digits"),
        ("controller", {"controller_name": "PCPR"}, "Fill in “Town”"),
        ("controller", {"controller_email": "nobody"}, "whole e-mail address"),
        ("kind", {"blueprint": "own"}, "Choose the file"),
        ("administrator", {"admin_email": "nobody"}, "is not an e-mail address"),
        ("administrator", {"admin_email": "a\x00@b.example"}, "Error:"),
    ],
)
def test_what_cannot_be_is_said_on_its_page_and_stays_typed(
    console: Client, draft: Draft, page: str, typed: dict[str, Any], words: str
) -> None:
    console.post(page_of(draft, "name"), TCZEW["name"])
    answer = console.post(page_of(draft, page), typed)
    assert (answer.status_code, answer["Location"]) == (302, page_of(draft, page))
    for _turn in ("first", "by Back or a reload"):
        shown = console.get(page_of(draft, page))
        assert words in text(shown)
        kept = shown.context["form"].data
        assert all(kept.getlist(name) == as_list(value) for name, value in typed.items())
    with entered_platform():
        kept = Draft.objects.get().answers
        assert kept == {**TCZEW["name"], "slug": "powiat-tczewski", "pages": ["name"]}


def test_what_was_refused_is_forgotten_once_it_is_answered(console: Client, draft: Draft) -> None:
    page = page_of(draft, "name")
    console.post(page, {"name": "Tczew", "slug": "www"})
    console.post(page, {"name": "Tczew", "slug": "tczew"})
    shown = text(console.get(page))
    assert 'value="tczew"' in shown
    assert "Error:" not in shown


def test_a_megabyte_is_refused_and_kept_nowhere(console: Client, draft: Draft) -> None:
    answer = console.post(page_of(draft, "name"), {"name": "x" * 1_000_000, "slug": "x"})
    assert answer.status_code == 200
    assert "Error:" in text(answer)
    assert "Error:" not in text(console.get(page_of(draft, "name")))


def test_an_empty_first_page_asks_for_the_name_alone(console: Client, draft: Draft) -> None:
    page = page_of(draft, "name")
    for typed, wrong in (("", {"name"}), ("a--b", {"name", "slug"})):
        answer = console.post(page, {"name": "", "slug": typed}, follow=True)
        assert set(answer.context["form"].errors) == wrong


def test_the_parts_are_those_of_the_kind_until_somebody_chooses(
    console: Client, draft: Draft
) -> None:
    for page in ("name", "address"):
        console.post(page_of(draft, page), TCZEW[page])
    console.post(page_of(draft, "kind"), {"blueprint": "coalition"})
    form = console.get(page_of(draft, "modules")).context["form"]
    assert "fieldwork" in form.initial["modules"]
    console.post(page_of(draft, "modules"), {"modules": ["meetings"]})
    console.post(page_of(draft, "kind"), {"blueprint": "coalition"})
    assert console.get(page_of(draft, "modules")).context["form"].initial["modules"] == ["meetings"]
    console.post(page_of(draft, "kind"), {"blueprint": "msik"})
    assert "cases" in console.get(page_of(draft, "modules")).context["form"].initial["modules"]


def test_a_changed_answer_leads_back_to_the_check(console: Client, draft: Draft) -> None:
    check = answer_all(console, draft)
    page = f"{page_of(draft, 'name')}?check=1"
    assert console.post(page, {**TCZEW["name"], "slug": "tczew"})["Location"] == check
    page = f"{page_of(draft, 'kind')}?check=1"
    assert console.post(page, {"blueprint": "planning"})["Location"] == page_of(draft, "modules")


def test_who_was_faster_wins_and_the_other_is_told(console: Client, draft: Draft) -> None:
    check = answer_all(console, draft)
    with entered_platform():
        onboard(NewCity("powiat-tczewski", "Other", "msik", "other@tczew.example"))
    answer = console.post(check, follow=True)
    assert answer.redirect_chain[-1][0] == page_of(draft, "name")
    assert 'value="powiat tczewski"' in text(answer)
    assert "is taken by another city" in text(answer)


def test_nothing_is_left_when_the_last_step_fails(
    console: Client, draft: Draft, operator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_all(console, draft)

    def full_disk(*_all: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(actions, "send_link", full_disk)
    with pytest.raises(OSError, match="No space left"):
        actions.make_city(pk=draft.pk, by=operator)
    assert not has_key(schema_of("powiat-tczewski"))
    with entered_platform():
        assert not City.objects.filter(slug="powiat-tczewski").exists()
        assert not Domain.objects.filter(domain="powiat-tczewski.localhost").exists()
    monkeypatch.undo()
    assert actions.make_city(pk=draft.pk, by=operator).invitation


def test_a_draft_is_thrown_away_and_one_that_became_a_city_is_not(
    console: Client, draft: Draft
) -> None:
    answer_all(console, draft)
    console.post(page_of(draft, "check"))
    console.post(page_of(draft, "discard"))
    with entered_platform():
        assert Draft.objects.exists()
    console.post(START)
    with entered_platform():
        fresh = Draft.objects.get(made="")
    console.post(page_of(fresh, "discard"))
    with entered_platform():
        assert not Draft.objects.filter(made="").exists()
    assert console.get(page_of(fresh, "name")).status_code == 404


def test_another_tab_adds_nothing_to_a_draft_that_is_a_city(
    console: Client, draft: Draft, operator: User
) -> None:
    check = answer_all(console, draft)
    console.post(check)
    with entered_platform():
        table = Table("kadra.csv", b"x")
        actions.keep_files(draft=draft, files={"staff": table}, by=operator)
        actions.answer(draft=draft, page="name", answers={"name": "x"}, by=operator)
        row = Draft.objects.get()
        assert row.answers == {"admin_email": "admin@tczew.example"}
        assert not row.files.exists()


def test_pages_that_are_not_there(console: Client, draft: Draft) -> None:
    assert console.get(page_of(draft, "nothing")).status_code == 404
    assert console.get(f"{START}{uuid4()}/name/").status_code == 404
    assert console.get(f"{START}{uuid4()}/check/").status_code == 404


def test_a_draft_of_last_month_is_forgotten(draft: Draft) -> None:
    with entered_platform():
        assert forget_drafts() == 0
        Draft.objects.update(begun_at=timezone.now() - KEPT - timedelta(hours=1))
        assert forget_drafts() == 1
        assert not Draft.objects.exists()
        assert AuditEvent.objects.filter(verb="onboarding.forgotten", actor_id=None).count() == 1
