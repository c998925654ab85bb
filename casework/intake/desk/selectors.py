"""What is read about the desk: settings, who may take one more, what stands in a conversation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from casework.intake.choices import ConversationState
from casework.intake.models import Conversation, DeskSettings, OwnLimit, Pause, QuietTime
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES
from ostoja.accounts.models import User
from ostoja.privacy.receipts import normalise
from tenants.translated import TranslatedText

STEP = "- "


def desk_settings() -> DeskSettings:
    """The city's row; a city that was made before the desk was there begins with one."""
    found = DeskSettings.objects.first()
    return found or DeskSettings.objects.get_or_create(only=True)[0]


@dataclass(frozen=True, slots=True)
class Procedure:
    """What to do when a life is in danger: words to read, and steps to tick."""

    words: list[str]
    steps: list[str]


def procedure(settings: DeskSettings | None = None) -> Procedure:
    """In the language of the page, else in Polish."""
    text = (settings or desk_settings()).procedure or TranslatedText()
    lines = [line.strip() for line in str(text).splitlines() if line.strip()]
    steps = [line.removeprefix(STEP).strip() for line in lines if line.startswith(STEP)]
    return Procedure([line for line in lines if not line.startswith(STEP)], steps)


def is_paused(person: User) -> bool:
    """Whether they are on a break."""
    return Pause.objects.filter(person=person).exists()


def answered_now(person: User) -> int:
    """How many conversations they hold in which somebody waits for a word."""
    held = Conversation.objects.filter(state=ConversationState.CLAIMED, claimed_by=person)
    return held.count()


@dataclass(frozen=True, slots=True)
class AtTheDesk:
    """One consultant as colleagues see them."""

    person: User
    holds: int
    most: int
    paused_since: datetime | None

    @property
    def is_full(self) -> bool:
        """Whether they hold as many as the city lets one person hold."""
        return self.holds >= self.most

    @property
    def can_take(self) -> bool:
        """Whether a colleague may give them one more."""
        return not self.is_full and self.paused_since is None


def answering() -> QuerySet[User]:
    """Everybody whose role answers conversations; somebody with two such roles comes twice."""
    roles = [role for role, held in ROLES.items() if Permission.CONVERSATION_ANSWER in held]
    return User.objects.filter(is_active=True, visits_until=None, memberships__role__in=roles)


def who_answers(most: int) -> list[AtTheDesk]:
    """Everybody who answers conversations, in the order of their names; one query."""
    held = Q(conversations__state=ConversationState.CLAIMED)
    found = (
        answering()
        .select_related("pause", "own_limit")
        .annotate(held=Count("conversations", filter=held, distinct=True))
    )
    return [_at_the_desk(one, most) for one in found.order_by("full_name", "email")]


def _at_the_desk(one: User, most: int) -> AtTheDesk:
    own = one.own_limit.most if hasattr(one, "own_limit") else most
    paused_since = one.pause.since if hasattr(one, "pause") else None
    return AtTheDesk(one, one.held, min(own, most), paused_since)  # type: ignore[attr-defined]


def limit_of(person: User) -> int:
    """How many conversations they hold at most: the city's limit, or a lower one of their own."""
    own = OwnLimit.objects.filter(person=person).values_list("most", flat=True).first()
    most = desk_settings().most_at_once
    return most if own is None else min(own, most)


def quiet_now(conversation: Conversation) -> QuietTime | None:
    """The mute or ban that holds at this moment."""
    standing = conversation.quiet_times.filter(ended_at=None, until__gt=timezone.now())
    return standing.select_related("set_by").first()


def over_quiet_times() -> Iterable[UUID]:
    """Those whose time is over and that the clock has not ended yet."""
    over = QuietTime.objects.filter(ended_at=None, until__lte=timezone.now())
    return over.values_list("pk", flat=True)


def is_a_code(typed: str) -> bool:
    """Whether this can be a receipt code at all."""
    return normalise(typed) is not None
