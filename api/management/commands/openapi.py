"""``ostoja openapi``: write the descriptions of the APIs into the files that are committed."""

from typing import Any

from django.core.management.base import BaseCommand

from api.openapi.books import BOOKS
from api.openapi.committed import written
from api.openapi.document import document


class Command(BaseCommand):
    """A test fails while a file differs from the code."""

    help = "Write api/openapi.json and api/openapi-operators.json anew from the code."

    def handle(self, *args: Any, **options: Any) -> None:
        for book in BOOKS:
            book.file.write_text(written(document(book)), encoding="utf-8")
            self.stdout.write(str(book.file))
