"""How much of an upload is read: never onto the disk, and no more than memory should hold."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class TooLargeHandler(FileUploadHandler):
    """After Django's handler for memory, which passes over requests beyond its limit: of these the
    files are counted and thrown away, so that the form can say so and keep the words.
    """

    chunk_size = 1024 * 1024

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: Mapping[str, Any],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Whether it is our turn."""
        self.is_on = content_length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return None if self.is_on else raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        if not self.is_on:
            return None
        return UploadedFile(
            BytesIO(), self.file_name or "", self.content_type or "", max(file_size, 1), None
        )
