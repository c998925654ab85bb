"""``ostoja openapi``: write the description of the API into the file that is committed."""

from typing import Any

from django.core.management.base import BaseCommand

from api.openapi.committed import FILE, written
from api.openapi.document import document


class Command(BaseCommand):
    """A test fails while the file differs from the code."""

    help = "Write api/openapi.json anew from the code."

    def handle(self, *args: Any, **options: Any) -> None:
        FILE.write_text(written(document()), encoding="utf-8")
        self.stdout.write(str(FILE))
