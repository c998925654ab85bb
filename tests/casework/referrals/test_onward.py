"""After taking on the coordination or the lead: where the work goes on."""

import pytest

from casework.cases.models import Case
from casework.referrals.choices import Kind, State
from tests.casework.cases.situations import url, words
from tests.casework.referrals.situations import in_state, press
from tests.cast import Cast, browser_of


@pytest.mark.parametrize(
    ("language", "button", "step"),
    [
        ("en", "See who can help", "You coordinate this case now."),
        ("pl", "Zobacz, kto może pomóc", "Sprawa jest teraz u Ciebie."),
    ],
)
def test_who_has_accepted_a_handover_is_led_to_the_suggestions(
    cast: Cast, language: str, button: str, step: str
) -> None:
    one = in_state(cast, Kind.HANDOVER, State.SENT)
    address = url("referral_move", one.pk, "accepted", language=language)
    page = press(browser_of(cast.coordinator), address, {"version": one.version})
    assert button in page and step in page
    onward = f'href="{url("case_refer", one.case_id, language=language)}"'
    completing = f'href="{url("referral_move", one.pk, "completed", language=language)}"'
    assert page.index(onward) < page.index(completing)
    assert f'href="{url("case", one.case_id, language=language)}"' in page
    [main] = [part for part in page.split("<a ") if part.startswith('class="govuk-button"')]
    assert onward in main


def test_without_an_open_need_the_way_leads_to_the_case(cast: Cast) -> None:
    one = in_state(cast, Kind.HANDOVER, State.ACCEPTED)
    one.case.needs.update(state="met")
    page = words(browser_of(cast.coordinator), "referral", one.pk)
    assert "None of its needs is open." in page and url("case_refer", one.case_id) not in page
    assert "Go to the case" in page


def test_who_has_taken_the_lead_is_led_to_the_case(cast: Cast) -> None:
    one = in_state(cast, Kind.TRANSFER, State.ACCEPTED)
    page = words(browser_of(cast.partner_worker), "referral", one.pk)
    assert "Your organisation leads this case now." in page and "Go to the case" in page


@pytest.mark.parametrize("who", ["consultant", "supervisor"])
def test_the_others_are_led_nowhere(cast: Cast, who: str) -> None:
    one = in_state(cast, Kind.HANDOVER, State.ACCEPTED)
    page = words(browser_of(getattr(cast, who)), "referral", one.pk)
    assert "You coordinate" not in page and "See who can help" not in page


@pytest.mark.parametrize("state", [State.SENT, State.COMPLETED])
def test_before_and_after_there_is_nothing_to_go_on_with(cast: Cast, state: State) -> None:
    one = in_state(cast, Kind.HANDOVER, state)
    assert "You coordinate" not in words(browser_of(cast.coordinator), "referral", one.pk)


def test_in_a_closed_case_there_is_nothing_to_go_on_with(cast: Cast) -> None:
    one = in_state(cast, Kind.TRANSFER, State.ACCEPTED)
    Case.objects.filter(pk=one.case_id).update(state="closed", closed_at=one.created_at)
    assert "leads this case now" not in words(browser_of(cast.partner_worker), "referral", one.pk)
