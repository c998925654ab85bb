"""Entry points and reports from TOML."""

import pytest
from django.utils import timezone

from casework.intake.loading import load_entry_points, load_reports
from casework.intake.models import Conversation, EntryPoint, Message, SafeContact
from tenants import parts
from tenants.fence import entered
from tests.cast import Cast

GDANSK = parts.read_seed("gdansk")


@pytest.fixture
def loaded(cast: Cast) -> None:
    load_entry_points(GDANSK["entry_points"])
    load_reports(GDANSK["reports"])


def test_a_new_city_has_one_point_with_a_code(cast: Cast) -> None:
    point = EntryPoint.objects.get()
    assert (point.key, len(point.code), point.is_sample) == ("website", 6, False)


def test_the_citys_own_points_take_the_place_of_the_blueprints(loaded: None) -> None:
    codes = dict(EntryPoint.objects.values_list("key", "code"))
    assert codes == {"website": "M4RDN8", "oik-poczekalnia": "HWP7K3", "poradnia-plakat": "TZ6VBX"}
    website = EntryPoint.objects.get(key="website")
    assert website.name["pl"] == "Strona internetowa MOPR"
    assert not website.is_sample
    assert EntryPoint.objects.get(key="poradnia-plakat").audience == "children"


def test_loading_again_changes_nothing(loaded: None) -> None:
    before = [list(model.objects.values()) for model in (EntryPoint, Conversation, Message)]
    load_entry_points(GDANSK["entry_points"])
    load_reports(GDANSK["reports"])
    after = [list(model.objects.values()) for model in (EntryPoint, Conversation, Message)]
    assert [len(rows) for rows in before] == [len(rows) for rows in after]
    assert before[:2] == after[:2]


def test_what_people_changed_stays(loaded: None) -> None:
    EntryPoint.objects.filter(code="HWP7K3").update(is_active=False, place="Parter")
    load_entry_points(GDANSK["entry_points"])
    point = EntryPoint.objects.get(code="HWP7K3")
    assert (point.is_active, point.place) == (False, "Parter")


def test_reports_have_their_times_words_and_replies(loaded: None) -> None:
    assert Conversation.objects.count() == len(GDANSK["reports"])
    answered = Conversation.objects.get(state="answered", is_minor=True)
    first, reply = answered.messages.all()
    assert (first.author, reply.author, answered.last_number) == ("resident", "staff", 2)
    assert reply.text.startswith("Dziękuję, że to piszesz.")
    assert first.created_at == answered.created_at < reply.created_at < timezone.now()
    assert answered.waiting_since is None
    waiting = Conversation.objects.filter(state="waiting")
    assert all(one.waiting_since == one.created_at and one.is_sample for one in waiting)


def test_children_of_the_demonstration_are_marked(loaded: None) -> None:
    minors = Conversation.objects.filter(is_minor=True)
    assert {one.entry_point.key for one in minors if one.entry_point} == {"poradnia-plakat"}
    assert minors.filter(state="waiting").exists()
    assert Conversation.objects.filter(is_minor=False).exists()


def test_every_field_of_the_demonstrations_reports_is_loaded() -> None:
    known = {"key", "entry_point", "language", "days_from_now", "time", "is_minor", "state"}
    known |= {"message", "sample", "replies", "about", "needs", "safe_contact"}
    assert {name for row in GDANSK["reports"] for name in row} <= known


def test_what_they_answered_in_the_guided_start_is_loaded(loaded: None) -> None:
    answered = Conversation.objects.exclude(about="").values_list("about", flat=True)
    assert sorted(answered) == sorted(row["about"] for row in GDANSK["reports"] if "about" in row)
    rules = [row for row in GDANSK["reports"] if "safe_contact" in row]
    assert rules and SafeContact.objects.count() == len(rules)


def test_replies_are_by_the_people_of_the_demonstration(cast: Cast) -> None:
    cast.consultant.email = "consultant@gdansk.example"
    cast.consultant.save()
    load_entry_points(GDANSK["entry_points"])
    load_reports(GDANSK["reports"])
    replies = Message.objects.filter(author="staff")
    assert {reply.staff for reply in replies} == {cast.consultant}


def test_every_blueprint_loads() -> None:
    for name in parts.blueprint_names():
        for row in parts.read_blueprint(name).get("entry_points", []):
            assert row["key"] and row["name"]


@pytest.mark.django_db
def test_cities_without_contact_have_no_points() -> None:
    for slug in ("gdynia", "slupsk"):
        with entered(slug):
            assert not EntryPoint.objects.exists()
