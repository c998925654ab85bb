"""Reads: what is due, what is kept back, what was deleted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.privacy.retention.classes import RetentionClass, Rows, Share, class_named, every_class
from ostoja.privacy.retention.models import Disposal, Hold, RetentionPeriod, RetentionRun

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Rule:
    """A class with the period that holds in the city; ``version`` is 0 until the city sets one."""

    kind: RetentionClass
    days: int
    is_on: bool = True
    version: int = 0

    def cutoff(self, now: datetime) -> datetime:
        """Rows older than this are due."""
        return now - timedelta(days=self.days)

    def due(self, now: datetime) -> Rows:
        """What may be deleted at ``now``: the period has passed and nobody holds it back."""
        held = Hold.objects.filter(key=self.kind.key, lifted_at__isnull=True)
        found = self.kind.due(self.cutoff(now))
        return found.exclude(pk__in=held.values("object_id")) if self.kind.find else found


@dataclass(frozen=True)
class Preview:
    """What the next run would delete of one class, and what follows within 30 days."""

    rule: Rule
    due: int
    soon: int
    oldest: datetime | None


@dataclass(frozen=True)
class SharePreview:
    """How many there are of a share, what goes when; ``first`` is when the next one goes."""

    share: Share
    number: int
    due: int = 0
    soon: int = 0
    first: datetime | None = None


def shares_of(rule: Rule, now: datetime | None = None) -> list[SharePreview]:
    """A class share by share, as the page of its period shows it."""
    moment = now or timezone.now()
    return [_share(one, _followed(one, rule), moment) for one in rule.kind.shares]


def _followed(share: Share, rule: Rule) -> Rule:
    other = class_named(share.follows)
    return rule_of(other) if other else rule


def _share(share: Share, rule: Rule, now: datetime) -> SharePreview:
    if not share.since or not rule.is_on:
        return SharePreview(share, share.rows().count())
    held = Hold.objects.filter(key=rule.kind.key, lifted_at__isnull=True).values("object_id")
    field = "case_id" if share.follows else "pk"
    free = ~Q(**{f"{field}__in": held})
    found = share.rows().aggregate(
        number=Count("pk", distinct=True),
        due=Count("pk", filter=free & Q(**{f"{share.since}__lt": rule.cutoff(now)})),
        later=Count("pk", filter=free & Q(**{f"{share.since}__lt": rule.cutoff(now + SOON)})),
        oldest=Min(share.since, filter=free),
    )
    first = found["oldest"] and found["oldest"] + timedelta(days=rule.days)
    return SharePreview(share, found["number"], found["due"], found["later"] - found["due"], first)


def rules() -> list[Rule]:
    """Every class with the city's period, in one query."""
    own = {period.key: period for period in RetentionPeriod.objects.all()}
    return [_rule(kind, own.get(kind.key)) for kind in every_class()]


def rule_of(kind: RetentionClass) -> Rule:
    """One class with the city's period."""
    return _rule(kind, RetentionPeriod.objects.filter(key=kind.key).first())


def _rule(kind: RetentionClass, period: RetentionPeriod | None) -> Rule:
    if period is None:
        return Rule(kind, kind.days)
    return Rule(kind, period.days, period.is_on, period.version)


def previews(now: datetime | None = None) -> list[Preview]:
    """What a run at ``now`` would do, class by class; nothing is changed."""
    moment = now or timezone.now()
    return [_preview(rule, moment) for rule in rules()]


def previews_about_clients() -> list[Preview]:
    """The same for the kinds of data about clients that are deleted at all."""
    moment = timezone.now()
    return [_preview(rule, moment) for rule in rules() if rule.kind.about_clients and rule.is_on]


def _preview(rule: Rule, now: datetime) -> Preview:
    """In one query: the first page asks it of each kind."""
    is_due = Q(**{f"{rule.kind.since}__lt": rule.cutoff(now)})
    found = (
        rule.due(now + SOON)
        .order_by()
        .aggregate(
            due=Count("pk", filter=is_due),
            later=Count("pk"),
            oldest=Min(rule.kind.since, filter=is_due),
        )
    )
    return Preview(rule, found["due"], found["later"] - found["due"], found["oldest"])


def holds_visible_to(user: User) -> QuerySet[Hold]:
    """What is kept back now, the newest first; nothing of a record that is kept from the person."""
    found = Hold.objects.filter(lifted_at__isnull=True).select_related("placed_by")
    for kind in every_class():
        found = found.exclude(key=kind.key, object_id__in=kind.kept_from(user))
    return found


def latest_runs(number: int = 10) -> list[tuple[RetentionRun, int]]:
    """The latest runs, each with how many records it deleted."""
    runs = list(RetentionRun.objects.select_related("asked_by")[:number])
    counted = Disposal.objects.filter(run__in=[run.pk for run in runs]).values_list("run")
    numbers: dict[UUID, int] = dict(counted.annotate(number=Count("pk")))
    return [(run, numbers.get(run.pk, 0)) for run in runs]


def disposals(identifier: str = "") -> QuerySet[Disposal]:
    """The log of deletions, the newest first; of one record if its identifier is given."""
    found = Disposal.objects.order_by("-at", "-id")
    return found.filter(object_id=identifier) if identifier else found
