"""What could not be taken is refused with words, whatever was wrong with it."""

import pytest
from django.utils import translation

from casework.intake.chat.resident import say_as_resident
from casework.intake.chat.staff import say_as_staff
from casework.intake.models import Conversation
from tests.casework.intake.reports import make_report
from tests.cast import Cast

WORDS = {
    "pl": "Wiadomość nie została wysłana.",
    "en": "Your message was not sent.",
    "de": "Die Nachricht wurde nicht gesendet.",
    "uk": "Повідомлення не надіслано.",
}


@pytest.fixture
def report(cast: Cast) -> Conversation:
    return make_report()


@pytest.mark.parametrize("own_id", ["", "x", "0" * 99, None, 7])
def test_a_message_without_a_number_of_its_own_is_told_so(
    cast: Cast, report: Conversation, own_id: object
) -> None:
    sent = {"id": own_id, "text": "Jestem."}
    for language, words in WORDS.items():
        with translation.override(language):
            for refused in (
                say_as_staff(cast.consultant, report, sent),
                say_as_resident(report, sent),
            ):
                assert refused["type"] == "refused" and refused["words"][0].startswith(words)
    assert report.messages.count() == 1


def test_an_empty_message_is_told_that_and_nothing_else(cast: Cast, report: Conversation) -> None:
    sent = {"id": "x", "text": " "}
    with translation.override("pl"):
        for refused in (say_as_staff(cast.consultant, report, sent), say_as_resident(report, sent)):
            assert len(refused["words"]) == 1 and WORDS["pl"] not in refused["words"][0]
