"""What travels with a report: none of it can stop one."""

from typing import Any
from uuid import UUID

import pytest

from casework.intake.choices import Doubt
from casework.intake.envelope import Envelope, read_id
from tests.casework.intake.reports import filled_form

pytestmark = pytest.mark.usefixtures("gdansk")


def test_a_new_form_has_an_id_and_a_signed_time() -> None:
    envelope = Envelope.new("HWP7K3")
    assert envelope.made_at.startswith(str(envelope.submission))
    assert envelope.entry_point == "HWP7K3"
    assert not envelope.looks_automatic


def test_a_form_filled_in_at_leisure_looks_human() -> None:
    form = filled_form()
    envelope = Envelope.arrived(form)
    assert envelope.submission == UUID(form["submission"])
    assert not envelope.looks_automatic


def test_a_form_may_lie_open_for_a_year() -> None:
    assert not Envelope.arrived(filled_form(opened=365 * 86_400)).looks_automatic


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"opened": 0}, Doubt.QUICK),
        ({"subject": "Buy now"}, Doubt.HIDDEN),
        ({"made_at": ""}, Doubt.DAMAGED),
        ({"made_at": "\x00"}, Doubt.DAMAGED),
    ],
    ids=["too fast", "honeypot", "no time", "broken time"],
)
def test_what_a_machine_does_is_marked_with_the_reason(
    changes: dict[str, Any], doubt: Doubt
) -> None:
    form = filled_form(**changes)
    envelope = Envelope.arrived(form)
    assert envelope.looks_automatic and envelope.doubt == doubt
    assert envelope.submission == UUID(form["submission"])


def test_the_time_of_another_form_is_no_proof() -> None:
    form = {**filled_form(), "made_at": filled_form()["made_at"]}
    assert Envelope.arrived(form).looks_automatic


@pytest.mark.parametrize("submission", ["", "1", "x" * 36, "\x00", "🙂"])
def test_a_broken_id_is_replaced(submission: str) -> None:
    envelope = Envelope.arrived({"submission": submission, "entry_point": "HWP7K3"})
    assert isinstance(envelope.submission, UUID)
    assert envelope.looks_automatic
    assert envelope.entry_point == "HWP7K3"


def test_a_time_signed_in_another_city_is_no_proof() -> None:
    from tenants.fence import entered

    form = filled_form()
    with entered("gdynia"):
        assert Envelope.arrived(form).looks_automatic


def test_ids_are_read_in_their_usual_form() -> None:
    assert read_id("5d4e7b9e-5f5c-4d3a-9f6e-3a1d2c4b5a69") is not None
    assert read_id("5d4e7b9e") is None
