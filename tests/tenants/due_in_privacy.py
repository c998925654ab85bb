"""What is due for the tasks that look after people's data."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from casework.intake.actions import receive_report
from casework.intake.models import Conversation
from ostoja.notifications.models import Notification
from ostoja.privacy.requests.choices import Outcome, RequestKind, RequestState
from ostoja.privacy.requests.models import DataRequest, RequestPart
from ostoja.privacy.retention.models import RetentionRun
from tests.isolation.world import World


def breaches(world: World) -> list[Any]:
    """A breach of which nothing is decided, with an hour left."""
    Notification.objects.exclude(pk=world.notification.pk).delete()
    world.breach.entries.all().delete()
    noticed = timezone.now() - timedelta(hours=71)
    type(world.breach).objects.filter(pk=world.breach.pk).update(noticed_at=noticed)
    return []


def run(world: World) -> list[Any]:
    """Somebody asked for a run of deletions."""
    return [str(RetentionRun.objects.create(asked_by=None).pk)]


def night(world: World) -> list[Any]:
    """Nothing was deleted tonight."""
    RetentionRun.objects.all().delete()
    return []


def erasures(world: World) -> list[Any]:
    """A conversation of which was decided that it is erased."""
    DataRequest.objects.filter(state=RequestState.ERASING).delete()
    conversation, _ = receive_report(submission=uuid4(), text="Co się stało", language="pl")
    Conversation.objects.filter(pk=conversation.pk).update(state="closed", waiting_since=None)
    request = DataRequest.objects.create(
        submission=uuid4(),
        kind=RequestKind.ERASURE,
        subject_type="intake.conversation",
        subject_id=conversation.pk,
        received_on=timezone.localdate(),
        identity="Dowód",
        state=RequestState.ERASING,
        outcome=Outcome.GRANTED,
        decided_at=timezone.now(),
    )
    facts = {"subject_type": "intake.conversation", "object_id": conversation.pk}
    RequestPart.objects.create(request=request, keeps=False, **facts)
    return [str(request.pk)]
