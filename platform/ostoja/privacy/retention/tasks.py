"""Runs of deletion: each night by the clock, and when somebody asks."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from ostoja.privacy.retention.actions import ask_for_run, carry_out_run
from ostoja.privacy.retention.models import RetentionRun
from tenants.fence.tasks import lone_city_task

A_NIGHT = timedelta(hours=12)


@lone_city_task
def carry_out(pk: str) -> int:
    """Carry out one run that was asked for; 0 if it has ended already."""
    run = RetentionRun.objects.filter(pk=UUID(pk), ended_at__isnull=True).first()
    return carry_out_run(run) if run else 0


@lone_city_task
def nightly() -> None:
    """Start this city's round, once each night."""
    tonight = timezone.now() - A_NIGHT
    if not RetentionRun.objects.filter(asked_by=None, asked_at__gt=tonight).exists():
        ask_for_run(by=None)
