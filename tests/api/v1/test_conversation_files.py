"""Programs read files of a conversation, and answer with files."""

import base64
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from casework.intake.models import Conversation, MessageFile
from ostoja.audit.models import AuditEvent
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import ok
from tests.casework.files.made import CANARY, SVG, document, photo
from tests.casework.intake.files.sent import send_report, upload
from tests.casework.intake.reports import make_report
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VIRUS_SCANNER = None


def b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def test_a_message_tells_of_its_files_and_one_is_read_on_record(cast: Cast) -> None:
    send_report(upload())
    found = Conversation.objects.get()
    program = program_of(cast.consultant)
    [message] = ok(program.get(f"conversations/{found.pk}/"))["messages"]
    [shown] = message["files"]
    assert (shown["kind"], shown["state"], shown["scan"]) == ("jpeg", "ready", "unscanned")
    assert "place" in shown["removed"]
    whole = ok(program.get(f"conversations/{found.pk}/files/{shown['id']}/"))
    content = base64.b64decode(whole["content"])
    assert content.startswith(b"\xff\xd8") and CANARY.encode() not in content
    assert AuditEvent.objects.get(verb="file.seen").actor_id == cast.consultant.pk


def test_an_answer_brings_files_once(cast: Cast) -> None:
    found, program = make_report(), program_of(cast.consultant)
    match = program.get(f"conversations/{found.pk}/").headers["ETag"]
    body = {"text": "Mapa", "files": [b64(document()), b64(photo())]}
    key = str(uuid4())
    for _attempt in range(2):
        said = ok(program.post(f"conversations/{found.pk}/files/", body, match=match, key=key))
        assert [one["kind"] for one in said["files"]] == ["pdf", "jpeg"]
    assert MessageFile.objects.count() == 2
    assert found.messages.count() == 2


@pytest.mark.parametrize(
    ("files", "detail"),
    [
        (["%%%"], "Not Base64."),
        ([b64(SVG)], "We cannot take this kind of file"),
        ([b64(b"x")] * 6, "no more than 5"),
        ([], "at least 1"),
        ([[5]], ""),
    ],
)
def test_what_is_not_taken_is_said(cast: Cast, files: list[Any], detail: str) -> None:
    found, program = make_report(), program_of(cast.consultant)
    match = program.get(f"conversations/{found.pk}/").headers["ETag"]
    answer = program.post(f"conversations/{found.pk}/files/", {"files": files}, match=match)
    problem = assert_problem(answer, 422)
    assert any(detail in one["detail"] for one in problem["errors"])
    assert not MessageFile.objects.exists() and found.messages.count() == 1


def test_others_find_no_file(cast: Cast) -> None:
    send_report(upload())
    found, one = Conversation.objects.get(), MessageFile.objects.get()
    address = f"conversations/{found.pk}/files/{one.pk}/"
    assert_problem(program_of(cast.stranger).get(address), 404)
    consultant = program_of(cast.consultant)
    assert_problem(consultant.get(f"conversations/{make_report().pk}/files/{one.pk}/"), 404)
    MessageFile.objects.update(state="waiting")
    assert_problem(consultant.get(address), 404)


def test_a_body_beyond_all_limits_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.parsers.FilesJSONParser.most_bytes", 100)
    found, program = make_report(), program_of(cast.consultant)
    body = {"files": [b64(photo())]}
    assert_problem(program.post(f"conversations/{found.pk}/files/", body, match='"1"'), 413)


def test_one_that_the_disk_has_lost_is_not_there(cast: Cast, settings: Any) -> None:
    send_report(upload())
    found, one = Conversation.objects.get(), MessageFile.objects.get()
    [lying] = Path(settings.MEDIA_ROOT).rglob(one.place)
    address = f"conversations/{found.pk}/files/{one.pk}/"
    program = program_of(cast.consultant)
    lying.write_bytes(lying.read_bytes()[:-1] + b"x")
    assert_problem(program.get(address), 404)
    lying.unlink()
    assert_problem(program.get(address), 404)
