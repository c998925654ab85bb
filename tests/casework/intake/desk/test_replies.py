"""Canned replies: filled in, edited before sending, kept by supervisors; and the desk's rules."""

from datetime import time
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from casework.intake.desk.blueprint import export_desk, export_replies, load_desk, load_replies
from casework.intake.desk.replies import filled, replies_for, unknown_variables
from casework.intake.desk.selectors import desk_settings, procedure
from casework.intake.models import CannedReply, Conversation, DeskSettings
from tenants.parts import read_blueprint
from tests.casework.intake.reports import make_report, page_of
from tests.cast import Cast, browser_of

LIST = "/pl/staff/canned-replies/"
RULES = "/pl/staff/city/desk/"


def make_reply(text: str = "Dzień dobry z: {city}.", **facts: Any) -> CannedReply:
    texts = {"pl": text, "uk": "Добрий день"}
    return CannedReply.objects.create(
        key=uuid4().hex, title={"pl": "Powitanie"}, text=texts, **facts
    )


def written(text: str, **more: str) -> dict[str, str]:
    return {"title_pl": "Powitanie", "text_pl": text, "submission": str(uuid4()), **more}


def test_every_city_begins_with_samples_in_four_languages(cast: Cast) -> None:
    rows = read_blueprint("msik")["canned_replies"]
    assert len(rows) >= 4 and all(row["sample"] for row in rows)
    for row in rows:
        texts = [row["text"][code] for code in ("pl", "en", "de", "uk")]
        assert all(texts) and not any(unknown_variables(text) for text in texts)
    keys = set(CannedReply.objects.filter(is_sample=True).values_list("key", flat=True))
    assert {row["key"] for row in rows} <= keys


def test_loading_again_keeps_what_people_changed(cast: Cast) -> None:
    load_replies(read_blueprint("msik")["canned_replies"])
    number = CannedReply.objects.count()
    CannedReply.objects.filter(key="first-word").update(text={"pl": "Inaczej"})
    DeskSettings.objects.update(by_day=7, version=2)
    load_replies(read_blueprint("msik")["canned_replies"])
    load_desk(read_blueprint("msik")["desk"])
    assert CannedReply.objects.count() == number
    assert "Inaczej" in [row["text"].get("pl") for row in export_replies()]
    assert export_desk()["by_day"] == desk_settings().by_day == 7


def test_the_procedure_of_a_new_city_is_there_in_both_languages_of_staff(cast: Cast) -> None:
    text = read_blueprint("msik")["desk"]["procedure"]
    assert text["pl"] and text["en"]
    assert procedure().steps and "112" in procedure().steps[0]


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("{city} {phone}", []),
        ("{citty} {phone} {citty}", ["citty"]),
        ("{}", [""]),
        ("{{7*7}}", ["7*7"]),
        ("{0.__class__}", ["0.__class__"]),
        ("bez", []),
    ],
)
def test_unknown_variables_are_found(text: str, unknown: list[str]) -> None:
    assert unknown_variables(text) == unknown


def test_what_has_no_value_stays_to_be_seen() -> None:
    assert filled("{city}: {phone} {x}", {"city": "Gdańsk", "phone": ""}) == "Gdańsk: {phone} {x}"


def test_a_reply_is_in_the_persons_language_with_the_citys_facts(cast: Cast) -> None:
    CannedReply.objects.all().delete()
    make_reply()
    [polish], [german] = replies_for("pl"), replies_for("de")
    assert polish.text == "Dzień dobry z: Gdansk." and german.language == "pl"
    assert replies_for("uk")[0].text == "Добрий день"


def test_without_javascript_it_comes_under_what_was_typed(cast: Cast, report: Conversation) -> None:
    reply, client = make_reply(), browser_of(cast.consultant)
    page = client.post(page_of(report, "reply/"), {"reply": str(reply.pk), "text": "Halo."})
    text = page.content.decode()
    assert "Halo.\n\nDzień dobry z: Gdansk.</textarea>" in text.replace("\r", "")
    assert report.messages.count() == 1, "nothing is sent"
    assert f'data-text="{reply.text["pl"].replace("{city}", "Gdansk")}"' in text


@pytest.mark.parametrize("reply", ["", "nonsense", "0b6a6e0c-3c1f-4d36-9c0a-54f2a5a0a001"])
def test_no_reply_chosen_loses_nothing(cast: Cast, report: Conversation, reply: str) -> None:
    page = browser_of(cast.consultant).post(
        page_of(report, "reply/"), {"reply": reply, "text": "Halo."}
    )
    text = page.content.decode()
    assert "Halo.</textarea>" in text and "Najpierw wybierz odpowiedź" in text


@pytest.mark.parametrize("who", ["supervisor", "administrator"])
def test_supervisors_and_administrators_keep_them(cast: Cast, who: str) -> None:
    client = browser_of(getattr(cast, who))
    form = written("Dzień dobry, tu {centre}.")
    for _ in range(2):
        assert client.post(f"{LIST}new/", form).status_code == 302
    reply = CannedReply.objects.get(pk=form["submission"])
    address = f"{LIST}{reply.pk}/"
    changed = {"title_pl": "Inny tytuł", "text_pl": "Tekst", "version": "1"}
    assert client.post(address, changed).status_code == 302
    assert client.post(address, {**changed, "text_pl": "Spóźniony"}).status_code == 422
    assert "Inny tytuł" in client.get(LIST).content.decode()
    client.post(f"{address}remove/", {"version": "2"})
    assert not CannedReply.objects.filter(pk=reply.pk).exists()


@pytest.mark.parametrize("who", ["consultant", "coordinator", "stranger", "officer"])
def test_others_have_no_such_pages(cast: Cast, who: str) -> None:
    client = browser_of(getattr(cast, who))
    assert client.get(LIST).status_code == client.get(RULES).status_code == 404


@pytest.mark.parametrize("name", ["text_pl", "text_uk"])
def test_an_unknown_variable_is_named_and_nothing_is_lost(cast: Cast, name: str) -> None:
    form = written("Dobry tekst", **{name: "Zadzwoń: {telefon}"})
    page = browser_of(cast.supervisor).post(f"{LIST}new/", form)
    text = page.content.decode()
    assert page.status_code == 422 and "Nie ma zmiennej {telefon}" in text and "{phone}" in text
    assert "Zadzwoń: {telefon}</textarea>" in text
    assert not CannedReply.objects.filter(pk=form["submission"]).exists()


def rules(**more: str) -> dict[str, str]:
    own = {"by_day": "20", "by_night": "90", "day_begins": "7:00", "day_ends": "21:00"}
    form = {
        **own,
        "most_at_once": "3",
        "procedure_pl": "Czytaj.\n- Zadzwoń pod 112.",
        "version": "1",
    }
    return {**form, **more}


def test_the_city_says_what_it_promises(cast: Cast) -> None:
    DeskSettings.objects.update(version=1)
    client = browser_of(cast.administrator)
    assert client.post(RULES, rules()).status_code == 302
    row = desk_settings()
    assert (row.by_day, row.day_begins, row.most_at_once) == (20, time(7), 3)
    assert procedure().steps == ["Zadzwoń pod 112."]
    stale = client.post(RULES, rules(by_day="99"))
    assert stale.status_code == 422 and 'value="99"' in stale.content.decode()
    assert desk_settings().by_day == 20


@pytest.mark.parametrize(
    "wrong",
    [
        {"by_day": "0"},
        {"by_day": "x"},
        {"by_night": "9999999999"},
        {"day_ends": "06:00"},
        {"day_begins": "25:00"},
        {"most_at_once": "0"},
        {"procedure_pl": "Bez kroków"},
        {"procedure_pl": ""},
    ],
)
def test_what_cannot_be_promised_is_refused(cast: Cast, wrong: dict[str, str]) -> None:
    before = export_desk()
    page = browser_of(cast.administrator).post(RULES, rules(**wrong))
    assert page.status_code == 422 and "Błąd" in page.content.decode()
    assert export_desk() == before


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"by_day": 0}, "within_a_day"),
        ({"by_night": 1441}, "within_a_day"),
        ({"day_begins": time(21)}, "begins_before"),
        ({"most_at_once": 0}, "answers_one"),
        ({"only": False}, "only"),
    ],
)
def test_the_database_keeps_the_rules(cast: Cast, facts: dict[str, Any], name: str) -> None:
    desk_settings()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DeskSettings.objects.update(**facts)


def test_there_is_one_row_and_a_city_without_it_gets_one(cast: Cast) -> None:
    DeskSettings.objects.all().delete()
    assert desk_settings().by_day == 30 and desk_settings().pk == desk_settings().pk
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        DeskSettings.objects.create()


def test_a_city_without_replies_shows_none_in_the_conversation(cast: Cast) -> None:
    CannedReply.objects.all().delete()
    text = browser_of(cast.consultant).get(page_of(make_report())).content.decode()
    assert "data-replies" not in text
    assert "Nie ma jeszcze" in browser_of(cast.supervisor).get(LIST).content.decode()


def test_who_writes_a_reply_sees_how_it_reads(cast: Cast) -> None:
    text = browser_of(cast.supervisor).get("/pl/staff/canned-replies/new/").content.decode()
    assert text.count('data-plain="plain"') == 4  # the text in each language, the title in none
    assert "/pl/staff/plain/" in text
