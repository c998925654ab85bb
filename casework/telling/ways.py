"""By which ways the person of a case may be told at this moment, by which not, and why.

What the person said decides, not what would be handy. What was not said is no. Where they said
something twice, both must allow it. The conversation is safe, since only who has the code reads it,
unless somebody is there now who has not given the check word.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.intake.answers import About, Answer
from casework.intake.choices import RECORDED, Author, Channel
from casework.intake.desk.check_word import awaits_check_word
from casework.intake.mail.letters import may_read
from casework.intake.models import Conversation, Message, SafeContact
from casework.intake.safe_contact import WARSAW, next_safe_time
from casework.intake.selectors import conversations_visible_to
from casework.telling.choices import Way
from casework.telling.refusals import CHECK_WORD_FIRST
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.privacy.keys import keyed_hash


class Standing(StrEnum):
    """Whether a way is open now."""

    OPEN = "open"
    LATER = "later"
    CLOSED = "closed"
    YOURS = "yours"  # nothing was said to the platform: whoever read the case decides


@dataclass(frozen=True, slots=True)
class WayNow:
    """One way at this moment: why it stands so in words, and when it is open next."""

    way: Way
    standing: Standing
    why: str
    until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether a message may be prepared: now, or for the next safe hour."""
        return self.standing in {Standing.OPEN, Standing.LATER}


@dataclass(frozen=True, slots=True)
class Rules:
    """All that the person said of being reached, the newest first, and what the case says of it."""

    said: Sequence[SafeContact]
    on_case: str = ""

    def address(self, way: Way) -> str:
        """Where a message goes; the newest that was given."""
        name = "email" if way == Way.EMAIL else "phone"
        found = (getattr(one, name) for one in self.said)
        return next((str(one) for one in found if one), "")

    @property
    def notes(self) -> list[str]:
        """What people must read before they decide."""
        return [one.note for one in self.said if one.note]

    def next_safe(self, at: datetime) -> datetime | None:
        """This moment or the next part of a day that every word of theirs calls safe, if any."""
        return next_safe_time([one.times for one in self.said], at) if self.said else None

    def as_read(self, way: Way) -> bytes:
        """The keyed hash of what somebody read before they prepared a message."""
        words = json.dumps([way.value, self.address(way), self.notes, self.on_case])
        return keyed_hash("telling.rules", words.encode())


def rules_of(case: Case) -> Rules:
    """What was said in any conversation of the case, or was written down in the case itself."""
    rows = SafeContact.objects.filter(conversation__case=case)
    said = list(rows.order_by("-conversation__created_at", "-pk"))
    return Rules(said, case.contact_rules)


def ways_of(case: Case, user: User, at: datetime | None = None) -> list[WayNow]:
    """All of them, in the order of the page."""
    now, rules = at or timezone.now(), rules_of(case)
    return [
        _conversation(case, user),
        *(notice_by(way, rules, now) for way in (Way.TEXT, Way.EMAIL)),
        _call(case, rules, now),
        WayNow(Way.MEETING, Standing.YOURS, _("When you meet, and nobody else hears it.")),
    ]


def conversation_to_write(case: Case, user: User) -> Conversation | None:
    """The newest that the person reads with their code, where this member of staff may write.

    A call that was written down is one only once the person wrote there themselves: else nobody
    knows whether they kept the code. Nor is one by e-mail whose person is sent no letter.
    """
    own = Message.objects.filter(
        conversation=OuterRef("pk"), author=Author.RESIDENT, staff__isnull=True
    )
    seen = conversations_visible_to(user, Permission.CONVERSATION_ANSWER).filter(case=case)
    found = seen.filter(Exists(own)).order_by("-created_at", "-pk")
    return next((one for one in found if may_read(one)), None)


def _conversation(case: Case, user: User) -> WayNow:
    found = conversation_to_write(case, user)
    if found is not None and awaits_check_word(found):
        return WayNow(Way.CONVERSATION, Standing.CLOSED, str(CHECK_WORD_FIRST))
    if found is not None and found.about == About.OTHER:
        why = _("Whoever writes there told us of somebody else. Read who it is, and decide.")
        return WayNow(Way.CONVERSATION, Standing.YOURS, why)
    if found is not None:
        return WayNow(Way.CONVERSATION, Standing.OPEN, _("Only who has the receipt code reads it."))
    calls = Conversation.objects.filter(case=case, channel__in=RECORDED)
    own = conversations_visible_to(user, Permission.CONVERSATION_ANSWER).filter(case=case)
    if calls.exists():
        why = _("The person called or came, and has not used the receipt code since.")
    elif own.filter(channel=Channel.EMAIL).exists():
        why = _("The person wrote by e-mail and has no receipt code. Call, or wait for them.")
    elif Conversation.objects.filter(case=case).exists():
        why = _("You do not answer conversations. Ask a colleague who does, or call.")
    else:
        why = _("The case has no conversation.")
    return WayNow(Way.CONVERSATION, Standing.CLOSED, why)


def notice_by(way: Way, rules: Rules, at: datetime) -> WayNow:
    """A neutral message: only on a yes, to an address that was given, at a time that is safe."""
    answers = {one.may_write for one in rules.said}
    if not rules.said:
        why = _("The person was not asked whether we may write.")
    elif Answer.NO in answers:
        why = _("The person said that we may not write.")
    elif answers != {Answer.YES.value}:
        why = _("The person did not say that we may write.")
    elif not rules.address(way):
        why = _("The person gave no number or address for it.")
    elif way == Way.TEXT and not sends_texts():
        why = _("The city sends no text messages.")
    else:
        return _by_time(way, rules, at)
    return WayNow(way, Standing.CLOSED, why)


def sends_texts() -> bool:
    """Whether a provider takes text messages; on a developer's machine they stand in the log."""
    return settings.SMS_PROVIDER is not None or settings.DEBUG


def _call(case: Case, rules: Rules, at: datetime) -> WayNow:
    answers = {one.may_call for one in rules.said}
    if not rules.said:
        why = _("Nothing was asked. Read what the case says, and decide.")
        return WayNow(Way.CALL, Standing.YOURS, why)
    if Answer.NO in answers:
        why = _("The person said that we may not call.")
    elif answers != {Answer.YES.value}:
        why = _("The person did not say that we may call.")
    elif not rules.address(Way.CALL):
        why = _("The person gave no number or address for it.")
    else:
        return _by_time(Way.CALL, rules, at)
    return WayNow(Way.CALL, Standing.CLOSED, why)


def _by_time(way: Way, rules: Rules, at: datetime) -> WayNow:
    when = rules.next_safe(at)
    if when is None:
        return WayNow(way, Standing.CLOSED, _("The person named no time at which it is safe."))
    if when <= at:
        return WayNow(way, Standing.OPEN, _("The person allowed it, and it is safe now."))
    words = _("The person allowed it, but now is not a safe time. It is from %(when)s.")
    moment = f"{when.astimezone(WARSAW):%d.%m.%Y %H:%M}"
    return WayNow(way, Standing.LATER, words % {"when": moment}, when)
