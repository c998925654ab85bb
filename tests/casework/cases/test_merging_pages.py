"""The pages on which two cases of one person become one, and are two again."""

import pytest
from django.test import Client

from casework.cases.models import Case, CaseMerge
from tests.casework.cases.situations import make_case, url, words
from tests.casework.referrals.situations import coordinated_case
from tests.cast import Cast, browser_of


@pytest.fixture
def both(cast: Cast) -> list[Case]:
    return [make_case(cast, pseudonym=name) for name in ("Wrzos", "Kalina")]


def send(client: Client, kept: Case, merged: Case, **data: object) -> str:
    """What the page says after the form was sent."""
    sent = {"version_kept": kept.version, "version_merged": merged.version, **data}
    answer = client.post(url("case_merge_with", kept.pk, merged.pk), sent, follow=True)
    return answer.content.decode()


def test_from_a_case_to_its_double_and_back(cast: Cast, both: list[Case]) -> None:
    kept, merged = both
    browser = browser_of(cast.consultant)
    assert "Merge with another case" in words(browser, "case", kept.pk)
    page = words(browser, "case_merge", kept.pk)
    assert "Kalina" in page and "the same name" in page
    found = browser.post(url("case_merge", kept.pk), {"number": merged.number.lower()})
    assert found.headers["Location"] == url("case_merge_with", kept.pk, merged.pk)
    page = words(browser, "case_merge_with", kept.pk, merged.pk)
    assert f"Wrzos (case {kept.number})" in page and f"Kalina (case {merged.number})" in page
    assert "Osoba" not in page and "What counts where they differ?" in page
    page = send(browser, kept, merged, pseudonym="merged")
    assert "The two cases are one now." in page and "Merged into this case" in page
    assert ">Kalina</h1>" in page
    signpost = browser.get(url("case", merged.pk), follow=True).content.decode()
    assert f"Case {merged.number} was merged into this one, {kept.number}." in signpost
    made = CaseMerge.objects.get()
    undone = browser.post(url("case_separate", kept.pk, made.pk), follow=True).content.decode()
    assert "They are two cases again" in undone and ">Wrzos</h1>" in undone
    assert "Merged into this case" not in undone


def test_without_an_answer_to_a_conflict_the_question_comes_back(
    cast: Cast, both: list[Case]
) -> None:
    page = send(browser_of(cast.consultant), *both)
    assert "govuk-error-summary" in page
    assert not CaseMerge.objects.exists()


def test_two_people_at_once_look_again_and_lose_no_answer(cast: Cast, both: list[Case]) -> None:
    kept, merged = both
    browser = browser_of(cast.consultant)
    Case.objects.filter(pk=merged.pk).update(version=2, urgency="urgent")
    page = send(browser, kept, merged, pseudonym="merged")
    assert "Somebody changed one of the cases in the meantime." in page
    assert 'name="version_merged" value="2"' in page
    assert "today" in page  # the new conflict is asked about
    assert not CaseMerge.objects.exists()
    merged.refresh_from_db()
    send(browser, kept, merged, pseudonym="merged", urgency="kept")
    assert CaseMerge.objects.count() == 1


@pytest.mark.parametrize("number", ["", "IK.999.2026", "\x00", "'; --"])
def test_a_number_that_is_nobody_s_is_said_so(cast: Cast, both: list[Case], number: str) -> None:
    answer = browser_of(cast.consultant).post(url("case_merge", both[0].pk), {"number": number})
    assert answer.status_code == 422


def test_one_s_own_number_is_no_other_case(cast: Cast, both: list[Case]) -> None:
    sent = {"number": both[0].number}
    answer = browser_of(cast.consultant).post(url("case_merge", both[0].pk), sent)
    assert "There is no other case with this number" in answer.content.decode()


@pytest.mark.parametrize("who", ["supervisor", "partner_worker", "coordinator", "administrator"])
def test_who_does_not_lead_both_cases_finds_no_way(cast: Cast, both: list[Case], who: str) -> None:
    browser = browser_of(getattr(cast, who))
    assert browser.get(url("case_merge", both[0].pk)).status_code == 404
    address = url("case_merge_with", both[0].pk, both[1].pk)
    assert browser.get(address).status_code == 404
    assert browser.post(address, {"pseudonym": "kept"}).status_code == 404


def test_the_other_case_must_be_one_s_own_too(cast: Cast, both: list[Case]) -> None:
    foreign = make_case(cast, lead=cast.partner, by=cast.partner_worker)
    address = url("case_merge_with", both[0].pk, foreign.pk)
    assert browser_of(cast.consultant).get(address).status_code == 404


def test_what_stands_in_the_way_is_said_before_anything_is_asked(cast: Cast) -> None:
    first, second = coordinated_case(cast), coordinated_case(cast)
    page = words(browser_of(cast.coordinator), "case_merge_with", first.pk, second.pk)
    assert "Both cases are coordinated." in page


def test_a_coordinator_merges_and_undoes(cast: Cast) -> None:
    kept = coordinated_case(cast, pseudonym="Wrzos")
    merged = make_case(cast, pseudonym="Kalina")
    browser = browser_of(cast.consultant)
    send(browser, kept, merged, pseudonym="kept")
    made = CaseMerge.objects.get()
    page = words(browser_of(cast.coordinator), "case", kept.pk)
    assert "Undo the merging" in page
    answer = browser_of(cast.coordinator).post(url("case_separate", kept.pk, made.pk), follow=True)
    assert "They are two cases again" in answer.content.decode()


def test_only_who_may_merge_sees_what_was_merged(cast: Cast, both: list[Case]) -> None:
    send(browser_of(cast.consultant), *both, pseudonym="kept")
    page = words(browser_of(cast.supervisor), "case", both[0].pk)
    assert "Merged into this case" not in page
    made = CaseMerge.objects.get()
    assert (
        browser_of(cast.supervisor).post(url("case_separate", both[0].pk, made.pk)).status_code
        == 404
    )
    assert (
        browser_of(cast.consultant).post(url("case_separate", both[1].pk, made.pk)).status_code
        == 404
    )


def test_a_form_sent_twice_merges_once(cast: Cast, both: list[Case]) -> None:
    kept, merged = both
    sent = {
        "version_kept": 1,
        "version_merged": 1,
        "pseudonym": "kept",
        "submission": "6f1c1a57-94a3-4a3e-9d2b-0c7f5f0c3f1e",
    }
    browser, address = browser_of(cast.consultant), url("case_merge_with", kept.pk, merged.pk)
    for _ in range(2):
        assert browser.post(address, sent).headers["Location"] == url("case", kept.pk)
    assert CaseMerge.objects.count() == 1
