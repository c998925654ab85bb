"""What programs read of a conversation, besides its messages."""

from uuid import uuid4

from casework.intake.actions import receive_report
from tests.api.programs import program_of
from tests.api.v1.answers import ok
from tests.cast import Cast


def test_a_conversation_says_how_the_person_may_be_reached(cast: Cast) -> None:
    program = program_of(cast.consultant)
    first, _is_new = receive_report(submission=uuid4(), text="Pomocy", language="uk")
    silent = ok(program.get(f"conversations/{first.pk}/"))
    assert (silent["needs"], silent["safe_contact"], silent["about"]) == ([], None, "")
    told, _is_new = receive_report(
        submission=uuid4(),
        text="Pomocy",
        language="uk",
        about="child",
        no_needs="unknown",
        safe_contact={"may_call": "yes", "phone": "+48600100200", "times": ["morning"]},
    )
    shown = ok(program.get(f"conversations/{told.pk}/"))
    assert (shown["about"], shown["no_needs"]) == ("child", "unknown")
    assert shown["safe_contact"]["phone"] == "+48600100200"
    assert shown["safe_contact"]["times"] == ["morning"]
