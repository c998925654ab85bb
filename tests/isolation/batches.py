"""A file that somebody brought in, with a canary in its name and in its rows."""

from uuid import UUID

from casework.partners.tables.organisations import Organisations
from ostoja.accounts.models import User
from ostoja.tables.actions import import_rows, upload
from ostoja.tables.columns import Arranged
from ostoja.tables.kinds import Sender
from ostoja.tables.models import Batch


def make_batch(submission: UUID, canary: str, by: User) -> Batch:
    """One row was imported, one is to be mended."""
    rows = [
        (2, {"name": f"{canary} 2", "kind": "ngo"}),
        (3, {"name": f"{canary} 3", "kind": "?"}),
    ]
    batch = upload(
        submission=submission,
        kind=Organisations(),
        file_name=f"{canary}.xlsx",
        arranged=Arranged(["name", "kind"], rows),
        by=by,
    )
    import_rows(batch=batch, sender=Sender(by, ""))
    return batch
