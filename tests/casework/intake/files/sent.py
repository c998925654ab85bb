"""Files as a browser sends them."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.intake.models import Conversation, MessageFile
from tests.casework.files.made import document, photo
from tests.casework.intake.reports import code_of, filled_form, phone

NAME = "../../Jan Kowalski wyrok.jpg"


def upload(content: bytes | None = None, name: str = NAME) -> SimpleUploadedFile:
    """A photograph, unless something else is given."""
    return SimpleUploadedFile(name, photo() if content is None else content, "text/html")


def send_report(*files: Any, client: Client | None = None, **fields: str) -> Any:
    """The last page of the guided start, with files."""
    form = {**filled_form(), "step": "check", "go": "send", **fields}
    return (client or phone()).post("/pl/info/", {**form, "files": list(files)})


def reply(conversation: Conversation, *files: Any, **fields: str) -> Any:
    """What a resident adds on the page of the conversation."""
    form = {"code": code_of(conversation), "text": "", "submission": str(uuid4()), **fields}
    return phone().post("/pl/info/2/", {**form, "files": list(files)})


def open_file(conversation: Conversation, one: MessageFile, **fields: str) -> Any:
    """The resident saves a file."""
    form = {"code": code_of(conversation), "file": str(one.pk), **fields}
    return phone().post("/pl/info/2/file/", form)


__all__ = ["document", "open_file", "photo", "reply", "send_report", "upload"]
