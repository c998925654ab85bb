"""What a consultant's pages ask the database: for what there is, and no more."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from casework.intake import actions
from casework.intake.desk.choices import Quiet, Risk
from casework.intake.desk.replies import replies_for
from casework.intake.desk.there_is import there_is, told_with
from casework.intake.models import CannedReply, Conversation
from casework.partners.models import Need
from ostoja.ui.city import forget
from tenants.profile.models import PhoneNumber
from tests.casework.intake.reports import code_of, make_report, page_of
from tests.cast import Cast, browser_of

THINGS = ("quiet", "risks", "help", "danger", "passings", "same", "needs")


def whole(cast: Cast) -> Conversation:
    """A conversation beside which everything is noted."""
    row, by = make_report(needs=[Need.objects.get(key="shelter")]), cast.consultant
    actions.claim(conversation=row, by=by)
    actions.set_risk(conversation=row, kind=Risk.SUICIDE, reason="Tak pisze.", by=by)
    actions.call_for_help(conversation=row, by=by)
    actions.begin_danger(conversation=row, by=by)
    actions.write_aside(conversation=row, submission=uuid4(), text="Pomóż.", by=by)
    row.refresh_from_db()
    actions.pass_on(
        conversation=row, version=row.version, receiver=cast.colleague, note="Zna.", by=by
    )
    other = make_report("Wcześniej.")
    actions.link_same_person(conversation=row, code=code_of(other), by=by)
    return row


def marks(row: Conversation) -> dict[str, bool]:
    found = told_with(Conversation.objects.filter(pk=row.pk)).get()
    return {what: there_is(found, what) for what in THINGS}


def test_nothing_is_marked_where_there_is_nothing(cast: Cast) -> None:
    assert marks(make_report()) == dict.fromkeys(THINGS, False)


def test_everything_is_marked_where_it_is(cast: Cast) -> None:
    row = whole(cast)
    assert marks(row) == {**dict.fromkeys(THINGS, True), "quiet": False}
    actions.keep_quiet(
        conversation=row,
        kind=Quiet.MUTE,
        until=timezone.now() + timedelta(hours=1),
        reason="Powtarza się.",
        by=cast.supervisor,
    )
    assert marks(row)["quiet"]
    found = told_with(Conversation.objects.filter(pk=row.pk)).get()
    assert found.asides == 1  # type: ignore[attr-defined]


def test_of_another_conversation_nothing_is_marked(cast: Cast) -> None:
    whole(cast)
    assert marks(make_report("Inna.")) == dict.fromkeys(THINGS, False)


def test_a_conversation_without_marks_may_have_anything(cast: Cast) -> None:
    row = Conversation.objects.get(pk=make_report().pk)
    assert all(there_is(row, what) for what in THINGS)


@pytest.mark.parametrize("is_whole", [False, True])
def test_the_page_shows_all_and_asks_only_for_what_there_is(
    cast: Cast, is_whole: bool, django_assert_max_num_queries: Any
) -> None:
    row = whole(cast) if is_whole else make_report()
    client = browser_of(cast.consultant)
    page = client.get(page_of(row)).content.decode()
    for words in ("Tak pisze.", "prosi teraz o pomoc"):
        assert (words in page) == is_whole
    with django_assert_max_num_queries(19 if is_whole else 12):
        client.get(page_of(row))


def test_replies_without_variables_ask_nothing_more(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    CannedReply.objects.update(text={"pl": "Jestem tutaj.", "en": "I am here."})
    with django_assert_num_queries(2):  # the city's promise, the replies
        replies_for("pl")


def test_replies_have_their_values(cast: Cast) -> None:
    PhoneNumber.objects.all().delete()
    PhoneNumber.objects.create(
        number="+48585550000", display="58 555 00 00", position=1, hours={"pl": "8–16"}
    )
    forget()
    text = {"pl": "{city} {centre} {phone} {hours} {minutes} {nothing}"}
    CannedReply.objects.update(text=text)
    filled = replies_for("pl")[0].text
    assert "{nothing}" in filled and filled.count("{") == 1
    for value in ("Gdansk", cast.centre.name, "58 555 00 00", "8–16", "30"):
        assert value in filled
    forget()
