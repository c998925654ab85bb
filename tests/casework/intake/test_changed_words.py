"""The same form sent again with other words: what was acknowledged is kept, and nothing twice."""

from uuid import uuid4

from casework.files.choices import FileKind
from casework.files.receiving import Arrived
from casework.intake import actions
from casework.intake.models import Conversation, MessageFile
from tests.casework.intake.reports import code_of, make_report, page_of, phone, send_answer
from tests.cast import Cast, browser_of

FIRST, CHANGED = "Jestem w domu.", "Jestem w domu i się boję."


def words_of(conversation: Conversation) -> list[str]:
    return [message.text for message in conversation.messages.order_by("number")][1:]


def test_who_goes_back_and_changes_the_words_loses_none(cast: Cast) -> None:
    row = make_report()
    sent = {"code": code_of(row), "submission": str(uuid4())}
    for words in (FIRST, CHANGED, CHANGED, FIRST):
        page = phone().post("/pl/info/2/", {**sent, "text": words})
        assert page.status_code == 200 and page.context["was_sent"]
    assert words_of(row) == [FIRST, CHANGED]


def test_a_file_that_was_added_meanwhile_is_kept(cast: Cast) -> None:
    row, submission = make_report(), uuid4()
    photo = Arrived(b"\xff\xd8\xff", FileKind.JPEG, b"1" * 32)
    for files in ([], [photo], [photo], []):
        actions.write_again(conversation=row, submission=submission, text=FIRST, files=files)
    assert words_of(row) == [FIRST, ""]
    assert MessageFile.objects.get().message.number == 3


def test_each_way_back_brings_only_what_is_new(cast: Cast) -> None:
    row, submission = make_report(), uuid4()
    photos = [Arrived(b"\xff\xd8\xff", FileKind.JPEG, bytes([number]) * 32) for number in (1, 2)]
    sent = [
        (FIRST, []),
        (CHANGED, []),
        (CHANGED, photos[:1]),
        (CHANGED, photos),
        (CHANGED, photos),
        (FIRST, photos[:1]),
        (CHANGED, []),
    ]
    for words, files in sent:
        actions.write_again(conversation=row, submission=submission, text=words, files=files)
    assert words_of(row) == [FIRST, CHANGED, "", ""]
    numbers = MessageFile.objects.order_by("message__number").values_list("message__number")
    assert list(numbers) == [(4,), (5,)]


def test_words_that_were_sent_before_are_sent_again_with_another_form(cast: Cast) -> None:
    row = make_report()
    for words in (FIRST, CHANGED, FIRST):
        actions.write_again(conversation=row, submission=uuid4(), text=words)
    assert words_of(row) == [FIRST, CHANGED, FIRST]


def test_a_consultant_who_goes_back_is_told_and_loses_nothing(cast: Cast) -> None:
    row, submission, client = make_report(), str(uuid4()), browser_of(cast.consultant)
    assert send_answer(client, row, submission=submission, text=FIRST).status_code == 302
    again = send_answer(client, row, submission=submission, text=CHANGED)
    assert again.status_code == 409 and CHANGED in again.content.decode()
    row.refresh_from_db()
    version = str(row.version)
    for _twice in range(2):
        send_answer(client, row, submission=submission, text=CHANGED, version=version)
    assert words_of(row) == [FIRST, CHANGED]
    assert page_of(row) in again.request["PATH_INFO"]


def test_in_a_live_talk_other_words_are_another_message(cast: Cast) -> None:
    row, submission = make_report(), uuid4()
    actions.claim(conversation=row, by=cast.consultant)
    actions.enter_chat(conversation=row)
    for words in (FIRST, CHANGED, CHANGED):
        actions.say(conversation=row, submission=submission, text=words, by=cast.consultant)
    assert words_of(row) == [FIRST, CHANGED]


def test_a_word_aside_that_was_changed_is_another_one(cast: Cast) -> None:
    row, submission = make_report(), uuid4()
    for words in (FIRST, CHANGED, CHANGED, FIRST):
        actions.write_aside(conversation=row, submission=submission, text=words, by=cast.consultant)
    assert [one.text for one in row.side_messages.order_by("number")] == [FIRST, CHANGED]
