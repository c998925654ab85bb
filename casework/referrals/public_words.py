"""What a link shows of a referral: what was shared with the receiver, and no more."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from casework.partners.words import feature_words, language_name
from casework.referrals import appointments
from casework.referrals.choices import LIVE, State
from casework.referrals.models import Referral
from casework.referrals.workflow import Side, steps_from
from ostoja.privacy.search.numbers import shown_phone
from ostoja.ui.templatetags.ui import local_time, phone

ANSWERS: Mapping[State, Promise] = {
    State.ACCEPTED: gettext_lazy("We take it on"),
    State.CONSIDERED: gettext_lazy("We are considering it"),
    State.IN_PROGRESS: gettext_lazy("We have begun the work"),
    State.COMPLETED: gettext_lazy("We have finished: it worked"),
    State.NOT_ACHIEVED: gettext_lazy("We have finished: it did not work"),
    State.DECLINED: gettext_lazy("We cannot take it on"),
}
"""What somebody presses to reach a state, in the order of the page."""


def answers_to(referral: Referral) -> list[tuple[State, Promise]]:
    """The answers that the receiver can give now."""
    steps = steps_from(referral.kind, referral.state)
    possible = {to for to, step in steps.items() if step.side == Side.RECEIVER}
    return [(to, words) for to, words in ANSWERS.items() if to in possible]


def rows_of(referral: Referral) -> list[dict[str, Any]]:
    """The facts for a summary list, as far as they were shared."""
    facts = (*_of_referral(referral), *_of_case(referral), *_of_person(referral))
    told = [{"key": key, "value": value} for key, value in facts if value]
    return [*told, *appointments.rows_of(referral)]


def _of_referral(referral: Referral) -> Iterator[tuple[str, Any]]:
    yield pgettext("referral", "From"), referral.sender.name
    yield pgettext("referral", "To"), referral.receiver.name
    yield _("Service"), str(referral.service) if referral.service else ""
    yield _("Answer by"), local_time(referral.respond_by)


def _of_case(referral: Referral) -> Iterator[tuple[str, Any]]:
    case = referral.case
    yield _("Case"), f"{case.number} · {case.pseudonym}"
    yield _("How soon"), case.get_urgency_display()
    yield _("Age"), "" if case.age is None else str(case.age)
    yield _("Language of the person"), language_name(case.language)
    yield (
        _("What the person needs in order to come and to understand"),
        feature_words(case.accessibility),
    )


def _of_person(referral: Referral) -> Iterator[tuple[str, Any]]:
    """Only while the receiver works on it, and only what the sender shared."""
    case = referral.case
    if referral.state not in LIVE or not referral.share_person:
        return
    yield _("Name"), case.person_name
    yield _("Telephone"), phone(shown_phone(case.phone)) if case.phone else ""
    yield _("How the person may be reached safely"), case.contact_rules


def summary_of(referral: Referral) -> str:
    """What happened, where the sender shared it."""
    return str(referral.case.summary) if referral.share_summary else ""
