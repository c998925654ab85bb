"""Consultants say how many conversations they answer at once, and are asked for a reason beyond."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casework.cases.refusal import NotAllowed
from casework.intake import actions
from casework.intake.desk.selectors import limit_of, who_answers
from casework.intake.models import DeskSettings, OwnLimit
from ostoja.audit.models import AuditEvent
from tests.casework.intake.reports import make_report, page_of
from tests.cast import Cast, browser_of

PAGE = "/pl/staff/inbox/limit/"


def save(cast: Cast, most: str) -> Any:
    return browser_of(cast.consultant).post(PAGE, {"most": most})


def test_it_is_set_seen_by_colleagues_and_lifted_again(cast: Cast) -> None:
    assert save(cast, "2").status_code == 302
    assert limit_of(cast.consultant) == 2 and limit_of(cast.colleague) == 5
    page = browser_of(cast.colleague).get("/pl/staff/inbox/").content.decode()
    assert "prowadzi rozmów: 0 z 2" in " ".join(page.split())
    assert save(cast, "").status_code == 302
    assert limit_of(cast.consultant) == 5 and not OwnLimit.objects.exists()
    verbs = AuditEvent.objects.filter(verb__startswith="desk.own").order_by("at")
    assert list(verbs.values_list("verb", flat=True)) == [
        "desk.own_limit_set",
        "desk.own_limit_lifted",
    ]


@pytest.mark.parametrize("typed", ["0", "-1", "6", "dwa", "1.5", "9" * 30, "\x00"])
def test_what_is_no_limit_is_refused_and_stays(cast: Cast, typed: str) -> None:
    page = save(cast, typed)
    assert page.status_code == 422
    assert not OwnLimit.objects.exists()
    assert "Błąd: " in page.content.decode()


def test_the_page_shows_what_holds_now(cast: Cast) -> None:
    actions.set_own_limit(most=3, by=cast.consultant)
    page = browser_of(cast.consultant).get(PAGE).content.decode()
    assert 'value="3"' in page


def test_a_lower_limit_of_the_city_comes_first(cast: Cast) -> None:
    actions.set_own_limit(most=4, by=cast.consultant)
    DeskSettings.objects.update(most_at_once=2)
    assert limit_of(cast.consultant) == 2
    mine = next(one for one in who_answers(2) if one.person == cast.consultant)
    assert mine.most == 2


def test_beyond_it_a_reason_is_asked_for(cast: Cast) -> None:
    actions.set_own_limit(most=1, by=cast.consultant)
    actions.claim(conversation=make_report(), by=cast.consultant)
    more = make_report("Druga.")
    client = browser_of(cast.consultant)
    assert client.post(page_of(more, "claim/")).status_code == 409
    assert client.post(page_of(more, "claim/"), {"reason": "Znam tę osobę."}).status_code == 302
    more.refresh_from_db()
    assert more.claimed_by == cast.consultant


def test_what_somebody_holds_stays_with_them(cast: Cast) -> None:
    held = [make_report(), make_report("Druga.")]
    for one in held:
        actions.claim(conversation=one, by=cast.consultant)
    assert save(cast, "1").status_code == 302
    for one in held:
        one.refresh_from_db()
        assert one.claimed_by == cast.consultant


def test_whoever_holds_more_than_that_reads_how_many_it_really_is(cast: Cast) -> None:
    for number in range(2):
        actions.claim(conversation=make_report(f"{number}"), by=cast.consultant)
    actions.set_own_limit(most=1, by=cast.consultant)
    more = make_report("Jeszcze jedna.")
    with pytest.raises(actions.OverLimit, match=r"\b2\b"):
        actions.claim(conversation=more, by=cast.consultant)
    facts: Any = {"conversation": more, "version": more.version, "note": "Weź, proszę."}
    with pytest.raises(NotAllowed, match=r"\b2\b"):
        actions.pass_on(**facts, receiver=cast.consultant, by=cast.colleague)


@pytest.mark.parametrize("who", ["supervisor", "coordinator", "administrator"])
def test_only_who_answers_has_one(cast: Cast, who: str) -> None:
    client = browser_of(getattr(cast, who))
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"most": "1"}).status_code == 404


def test_the_database_refuses_a_limit_of_none(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="own_limit_answers_one"), transaction.atomic():
        OwnLimit.objects.create(person=cast.consultant, most=0)
