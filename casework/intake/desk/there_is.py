"""What a conversation has beside its words, told with the conversation itself in one query.

Most conversations have little of it, so that a page asks the database only for what there is.
"""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from casework.intake.models import (
    Conversation,
    DangerRun,
    HelpCall,
    NeedTold,
    PassingOn,
    QuietTime,
    RiskFlag,
    SamePerson,
    SideMessage,
)

OF = {"conversation": OuterRef("pk")}
PREFIX = "has_"


def told_with(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """The conversations with the rules for safe contact and a mark for each thing there is."""
    aside = SideMessage.objects.filter(**OF).order_by().values("conversation")
    pairs = Q(conversation=OuterRef("pk")) | Q(other=OuterRef("pk"))
    quiet = QuietTime.objects.filter(**OF, ended_at=None, until__gt=timezone.now())
    return rows.select_related("safe_contact").annotate(
        has_quiet=Exists(quiet),
        has_risks=Exists(RiskFlag.objects.filter(**OF)),
        has_help=Exists(HelpCall.objects.filter(**OF)),
        has_danger=Exists(DangerRun.objects.filter(**OF, ended_at=None)),
        has_passings=Exists(PassingOn.objects.filter(**OF)),
        has_same=Exists(SamePerson.objects.filter(pairs)),
        has_needs=Exists(NeedTold.objects.filter(**OF)),
        asides=Coalesce(Subquery(aside.annotate(number=Count(F("pk"))).values("number")), 0),
    )


def there_is(conversation: Conversation, what: str) -> bool:
    """Whether it has this; of a conversation that was read without marks nobody knows, so yes."""
    return bool(getattr(conversation, f"{PREFIX}{what}", True))
