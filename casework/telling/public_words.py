"""What a person could be told, in their own language: short sentences, which staff read and change.

A child reads them in a form of its own (``intake.to_a_child``).
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from casework.cases.models import Case
from casework.intake.models import Conversation
from casework.intake.to_a_child import is_a_child, speaking_to_a_child
from casework.moments import WARSAW
from casework.referrals.models import ReferralAppointment
from casework.telling.choices import What
from casework.telling.models import Telling


def language_for(case: Case, conversation: Conversation | None) -> str:
    """The one in which the person wrote, else that of the case, else Polish."""
    wanted = conversation.language if conversation is not None else case.language
    return wanted if wanted in dict(settings.LANGUAGES) else "pl"


def proposal(telling: Telling, conversation: Conversation | None) -> str:
    """A text for the conversation; it says no more than the person must know."""
    language = language_for(telling.case, conversation)
    to_child = conversation is not None and is_a_child(conversation)
    with translation.override(language), speaking_to_a_child(is_one=to_child):
        facts = _facts(telling)
        told = [sentence % facts for sentence in _sentences(telling, facts)]
    return "\n".join(told)


def neutral(language: str) -> str:
    """What a neutral message says: neither the city nor what it is about, nor that anybody must
    beware of anybody.
    """
    with translation.override(language):
        return _("There is a new message. It can be read later.")


def neutral_subject(language: str) -> str:
    """The subject of a neutral e-mail."""
    with translation.override(language):
        return _("A message")


def _facts(telling: Telling) -> dict[str, Any]:
    referral, outside = telling.referral, telling.outside
    if outside is not None:
        return {"body": outside.body, "need": str(outside.case_need.need)}
    if referral is None:
        return {"body": "", "need": ""}
    need = str(referral.case_need.need) if referral.case_need else ""
    return {"body": referral.receiver.name, "need": need, **_meeting(telling)}


def _meeting(telling: Telling) -> dict[str, str]:
    """When and where; a case that only named people see keeps the place out of the text."""
    found = ReferralAppointment.objects.filter(referral=telling.referral_id)
    named = found.select_related("task").first()
    if named is None or named.task.due_at is None:
        return {"day": "", "hour": "", "place": ""}
    at = timezone.localtime(named.task.due_at, WARSAW)
    place = "" if telling.case.is_restricted else named.task.place
    return {"day": f"{at:%d.%m.%Y}", "hour": f"{at:%H:%M}", "place": place}


def _sentences(telling: Telling, facts: dict[str, Any]) -> Iterator[str]:
    yield _("We have news for you.")
    yield from _about(What(telling.what), facts)
    yield _("You can write to us here at any time.")


def _about(what: What, facts: dict[str, Any]) -> list[str]:
    looking = _("We are looking for other help. As soon as we know more, we write to you here.")
    said = {
        What.ACCEPTED: [
            _("%(body)s will help you. It is about: %(need)s."),
            _("As soon as there is a day for a first meeting, we write to you here."),
        ],
        What.APPOINTMENT: _of_meeting(facts),
        What.CALLED_OFF: [_("The meeting at %(body)s does not take place."), looking],
        What.DECLINED: [_cannot(), _("It is not because of you."), looking],
        What.EXPIRED: [_("%(body)s has not answered us yet. It is about: %(need)s."), looking],
        What.NOT_ACHIEVED: [
            _("The help of %(body)s did not work out. It is about: %(need)s."),
            _("Write to us what you need now. We look for another way with you."),
        ],
        What.COMPLETED: [
            _("%(body)s told us that its help has ended. It was about: %(need)s."),
            _("Write to us how you are, and whether you need anything more."),
        ],
        What.WITHDRAWN: [_cannot(), looking],
        What.NEW_LEAD: [_("From now on %(body)s looks after your matter.")],
        What.OUTSIDE: [
            _("We have asked somebody for help: %(body)s. It is about: %(need)s."),
            _("As soon as there is an answer, we write to you here."),
        ],
        What.OUTSIDE_HELPED: [
            _("%(body)s told us that its help has ended. It was about: %(need)s."),
            _("Write to us how you are, and whether you need anything more."),
        ],
        What.OUTSIDE_REFUSED: [_cannot(), looking],
    }
    return said[what]


def _cannot() -> str:
    return _("%(body)s cannot help now. It is about: %(need)s.")


def _of_meeting(facts: dict[str, Any]) -> list[str]:
    if not facts.get("day"):
        return [_("%(body)s will help you. It is about: %(need)s.")]
    where = [_("Place: %(place)s.")] if facts["place"] else [_("Ask us here for the place.")]
    return [
        _("You have a meeting: %(body)s, %(day)s at %(hour)s."),
        *where,
        _("If this does not suit you, or is not safe, write to us. We will change it."),
    ]


# What is said to a child with another “you”.
SAID_TO_A_CHILD = (
    pgettext_lazy("to a child", "We have news for you."),
    pgettext_lazy("to a child", "You can write to us here at any time."),
    pgettext_lazy("to a child", "%(body)s will help you. It is about: %(need)s."),
    pgettext_lazy(
        "to a child", "As soon as there is a day for a first meeting, we write to you here."
    ),
    pgettext_lazy("to a child", "As soon as there is an answer, we write to you here."),
    pgettext_lazy(
        "to a child",
        "We are looking for other help. As soon as we know more, we write to you here.",
    ),
    pgettext_lazy("to a child", "It is not because of you."),
    pgettext_lazy("to a child", "Write to us what you need now. We look for another way with you."),
    pgettext_lazy("to a child", "Write to us how you are, and whether you need anything more."),
    pgettext_lazy("to a child", "From now on %(body)s looks after your matter."),
    pgettext_lazy("to a child", "You have a meeting: %(body)s, %(day)s at %(hour)s."),
    pgettext_lazy("to a child", "Ask us here for the place."),
    pgettext_lazy(
        "to a child",
        "If this does not suit you, or is not safe, write to us. We will change it.",
    ),
)
