"""Desks, reminders, merging, retention, a person's copy, and the demonstration."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.cases.actions.merging import separate_cases
from casework.cases.models import Case
from casework.telling import actions, loading, public_words
from casework.telling.choices import State, What
from casework.telling.models import Telling
from casework.telling.retention import delete_tellings
from casework.telling.selectors import late_now
from ostoja.notifications.models import Notification
from ostoja.privacy.requests import holdings
from tests.casework.cases.doubles import merge
from tests.casework.cases.situations import make_case, url, words
from tests.casework.telling.making import accepted, talk
from tests.cast import Cast, browser_of


def late(telling: Telling) -> None:
    past = timezone.now() - timedelta(hours=1)
    Telling.objects.filter(pk=telling.pk).update(due_at=past, remind_at=past)


def told_of(telling: Telling) -> set[str]:
    rows = Notification.objects.filter(kind="telling-late", about=telling.pk)
    return set(rows.values_list("person__email", flat=True))


def test_it_lies_on_the_desk_of_who_works_on_the_case(cast: Cast) -> None:
    telling = accepted(cast)
    address = url("telling", telling.pk)
    assert address in words(browser_of(cast.consultant), "staff_home")
    assert address not in words(browser_of(cast.coordinator), "staff_home")
    late(telling)
    assert address in words(browser_of(cast.coordinator), "staff_home")
    assert address not in words(browser_of(cast.partner_worker), "staff_home")
    assert address in words(browser_of(cast.coordinator), "tellings")
    assert address not in words(browser_of(cast.partner_worker), "tellings")


def test_the_worker_is_reminded_first_and_then_those_above(cast: Cast) -> None:
    telling = accepted(cast)
    late(telling)
    remind()
    assert told_of(telling) == {cast.consultant.email}
    remind()
    assert told_of(telling) == {cast.consultant.email}
    late(telling)
    remind()
    assert {cast.coordinator.email, cast.colleague.email} <= told_of(telling)
    assert cast.partner_worker.email not in told_of(telling)
    late(telling)
    Telling.objects.filter(pk=telling.pk).update(remind_at=None)
    remind()
    assert Telling.objects.get(pk=telling.pk).reminders == 2


def remind() -> None:
    for one in late_now():
        actions.remind(telling=one)


def test_samples_ring_for_nobody(cast: Cast) -> None:
    telling = accepted(cast)
    late(telling)
    Telling.objects.update(is_sample=True)
    remind()
    assert told_of(telling) == set()


def test_it_follows_its_referral_into_another_case_and_back(cast: Cast) -> None:
    telling = accepted(cast)
    kept = make_case(cast, pseudonym="Osoba Z")
    merged = Case.objects.get(pk=telling.case_id)
    made = merge(cast, kept, merged)
    telling.refresh_from_db()
    assert telling.case_id == kept.pk
    separate_cases(merge=made, by=cast.coordinator)
    telling.refresh_from_db()
    assert telling.case_id == merged.pk


def test_it_goes_with_its_case(cast: Cast) -> None:
    telling = accepted(cast)
    delete_tellings([telling.case])
    assert not Telling.objects.exists()


def test_a_copy_says_what_the_person_was_told(cast: Cast) -> None:
    models = {one.model._meta.label for one in holdings.every_holding()}
    assert {"telling.Telling", "telling.Attempt"} <= models


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
@pytest.mark.parametrize("what", What)
def test_a_proposal_is_written_in_the_persons_language(
    cast: Cast, what: What, language: str
) -> None:
    telling = accepted(cast)
    telling.what = what
    text = public_words.proposal(telling, talk(telling.case, language=language))
    assert "%(" not in text and text.count("\n") >= 2
    if language != "en":
        assert "We have news" not in text


def test_a_child_is_spoken_to_as_one(cast: Cast) -> None:
    telling = accepted(cast)
    conversation = talk(telling.case, language="de")
    adult = public_words.proposal(telling, conversation)
    conversation.is_minor = True
    assert "Ihnen" in adult and "Ihnen" not in public_words.proposal(telling, conversation)


def test_the_demonstration_has_one_who_waits(cast: Cast) -> None:
    telling = accepted(cast)
    Case.objects.filter(pk=telling.case_id).update(pseudonym="Jedyna")
    Telling.objects.all().delete()
    row = {"pseudonym": "Jedyna", "state": "accepted", "what": "accepted"}
    for _turn in range(2):
        loading.load_tellings([{**row, "by": cast.coordinator.email}])
    assert Telling.objects.get().state == State.WAITING
