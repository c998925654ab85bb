"""Work on large files."""

import logging
from uuid import UUID

from ostoja.accounts.models import User
from ostoja.tables import actions
from ostoja.tables.choices import Work
from ostoja.tables.kinds import Sender
from ostoja.tables.models import Batch
from tenants.fence.tasks import lone_city_task

logger = logging.getLogger(__name__)


@lone_city_task
def work_on(batch: str, work: str, by: str, origin: str) -> None:
    """Do what the batch waits for; nothing where that was done already."""
    found = Batch.objects.filter(pk=UUID(batch), work=work).defer("waiting").first()
    user = User.objects.filter(pk=UUID(by)).first()
    if found is None or user is None:
        return
    try:
        actions.carry_out(batch=found, work=Work(work), sender=Sender(user, origin))
    except Exception:  # the person is told, and may begin again
        logger.exception("work on a batch failed")
        actions.give_up(batch=found, by=user)
