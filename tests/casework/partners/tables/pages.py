"""What a clerk does on the pages of imports, for the tests of this room's tables."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ostoja.tables.models import Batch
from tests.casework.partners.pages import address


def upload(
    client: Client, content: bytes, name: str = "partnerzy.xls", kind: str = "organisations"
) -> Any:
    """Bring in a file."""
    return client.post(address("table_import", kind), {"file": SimpleUploadedFile(name, content)})


def import_all(client: Client, content: bytes, kind: str = "organisations") -> Batch:
    """Bring in a file and confirm it."""
    sent = upload(client, content, kind=kind)
    assert sent.status_code == 302, sent.content.decode()
    batch = Batch.objects.latest("created_at")
    client.post(address("batch_confirm", batch.pk))
    batch.refresh_from_db()
    return batch


def states(batch: Batch) -> dict[str, int]:
    """How many rows are in which state."""
    found: dict[str, int] = {}
    for state in batch.rows.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found
