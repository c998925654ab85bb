"""Runs of deletion: each night by the clock, and when somebody asks."""

from uuid import UUID

from ostoja.privacy.retention.actions import ask_for_run, carry_out_run
from ostoja.privacy.retention.models import RetentionRun
from tenants.fence.tasks import city_task


@city_task
def carry_out(pk: str) -> int:
    """Carry out one run that was asked for; 0 if it has ended already."""
    run = RetentionRun.objects.filter(pk=UUID(pk), ended_at__isnull=True).first()
    return carry_out_run(run) if run else 0


@city_task
def nightly() -> None:
    """Start this city's round."""
    ask_for_run(by=None)
