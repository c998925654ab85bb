"""By which way somebody acts is told beside who it was."""

import pytest
from django.utils.translation import override

from ostoja.audit import origin, record
from ostoja.audit.models import AuditEvent
from ostoja.audit.presenters import actor_of, lines
from ostoja.command_line import main
from tests.cast import Cast


def test_a_way_lasts_as_long_as_it_is_kept() -> None:
    assert origin.way() == ""
    with origin.kept():
        origin.note(origin.COMMAND)
        with origin.kept():
            assert origin.way() == ""
        assert origin.way() == "command"
    assert origin.way() == ""


def test_it_is_forgotten_after_a_failure_too() -> None:
    def fail() -> None:
        with origin.kept():
            origin.note(origin.COMMAND)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert origin.way() == ""


@pytest.mark.parametrize(
    ("via", "by_somebody", "words"),
    [
        ("", True, "consultant person"),
        ("", False, "mieszkaniec lub system"),
        ("command", False, "polecenie operatora"),
        ("command", True, "consultant person"),
        ("token:1f0c9a7e", True, "consultant person (program z tokenem 1f0c9a7e)"),
        ("token:1f0c9a7e", False, "program z tokenem 1f0c9a7e"),
    ],
)
def test_who_it_was_is_said_in_words(cast: Cast, via: str, by_somebody: bool, words: str) -> None:
    with origin.kept(), override("pl"):
        origin.note(via)
        record(
            "person.reactivated", by=cast.consultant if by_somebody else None, on=cast.consultant
        )
        event = AuditEvent.objects.get(verb="person.reactivated")
        assert event.via == via
        assert actor_of(event) == lines([event])[0].who == words


def test_a_command_notes_itself_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(
        "ostoja.command_line.Ostoja.execute", lambda _self: seen.append(origin.way())
    )
    main()
    assert seen == ["command"] and origin.way() == ""
