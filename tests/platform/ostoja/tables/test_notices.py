"""Who gave a task a file to work on is told when that has ended."""

from uuid import UUID, uuid4

import pytest

from casework.partners.tables.organisations import Organisations
from ostoja.accounts.models import User
from ostoja.notifications.models import Notification
from ostoja.tables.actions import begin, give_up, hand_over, upload
from ostoja.tables.choices import Work
from ostoja.tables.columns import Arranged
from ostoja.tables.kinds import Sender
from ostoja.tables.models import Batch
from ostoja.tables.notices import WORK_ENDED, file_names
from ostoja.tables.tasks import work_on
from tests.cast import Cast

ROWS = [(2, {"name": "Fundacja Sowa", "kind": "ngo"})]


@pytest.fixture
def batch(cast: Cast) -> Batch:
    """A file that waits to be imported."""
    return upload(
        submission=uuid4(),
        kind=Organisations(),
        file_name="podmioty.xlsx",
        arranged=Arranged(["name", "kind"], ROWS),
        by=cast.administrator,
    )


def told() -> list[tuple[str, str, UUID | None]]:
    rows = Notification.objects.values_list("person__email", "kind", "about")
    return [(email.partition("@")[0], kind, about) for email, kind, about in rows]


def carry_out(batch: Batch, by: User, work: Work = Work.IMPORT) -> None:
    hand_over(batch=batch, work=work, sender=Sender(by, ""))
    work_on.run(str(batch.pk), work.value, str(by.pk), "")


def test_after_a_task_the_person_is_told_once(cast: Cast, batch: Batch) -> None:
    carry_out(batch, cast.administrator)
    work_on.run(str(batch.pk), Work.IMPORT.value, str(cast.administrator.pk), "")
    assert told() == [("city-admin", WORK_ENDED.key, batch.pk)]


def test_each_task_is_told_of(cast: Cast, batch: Batch) -> None:
    carry_out(batch, cast.administrator)
    carry_out(Batch.objects.get(), cast.administrator, Work.UNDO)
    assert len(told()) == 2


def test_a_task_that_failed_is_told_of_too(cast: Cast, batch: Batch) -> None:
    sender = Sender(cast.administrator, "")
    hand_over(batch=batch, work=Work.IMPORT, sender=sender)
    give_up(batch=Batch.objects.get(), by=cast.administrator)
    assert len(told()) == 1


def test_who_waited_for_the_page_has_seen_it(cast: Cast, batch: Batch) -> None:
    begin(batch=batch, work=Work.IMPORT, sender=Sender(cast.administrator, ""))
    assert Batch.objects.get().rows.get().state == "added"
    assert told() == []


def test_a_file_is_called_by_its_name_for_who_may_import_it(cast: Cast, batch: Batch) -> None:
    assert file_names(cast.administrator, {batch.pk}) == {batch.pk: "podmioty.xlsx"}
    assert file_names(cast.coordinator, {batch.pk}) == {}
