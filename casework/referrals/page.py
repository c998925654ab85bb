"""What pages show of referrals: facts in words, cards, steps to take, and history."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from casework.cases.page import person_of_body
from casework.cases.panels import CaseButton, HistoryEntry
from casework.referrals import clock
from casework.referrals.choices import RETURNED, Kind, State
from casework.referrals.models import Referral, Step
from casework.referrals.workflow import Side, Transition, rows, side_into, transition
from ostoja.ui.templatetags.ui import local_time

STATE_COLOURS: Mapping[State, str] = {
    State.DRAFT: "grey",
    State.SENT: "yellow",
    State.CONSIDERED: "yellow",
    State.ACCEPTED: "blue",
    State.IN_PROGRESS: "blue",
    State.COMPLETED: "green",
    State.NOT_ACHIEVED: "red",
    State.DECLINED: "red",
    State.EXPIRED: "red",
    State.WITHDRAWN: "grey",
}
BUTTONS: Mapping[State, Promise] = {
    State.SENT: gettext_lazy("Send"),
    State.CONSIDERED: gettext_lazy("We are considering it"),
    State.ACCEPTED: gettext_lazy("Accept"),
    State.IN_PROGRESS: gettext_lazy("Start the work"),
    State.COMPLETED: gettext_lazy("Complete"),
    State.NOT_ACHIEVED: gettext_lazy("It was not achieved"),
    State.DECLINED: gettext_lazy("Decline"),
    State.WITHDRAWN: gettext_lazy("Withdraw"),
}
"""What a person presses to reach a state; ``State.EXPIRED`` is reached by the clock alone."""
MAIN_STEPS = (State.SENT, State.ACCEPTED, State.COMPLETED)


def buttons(
    referral: Referral, steps: Mapping[State, Transition], onward: Sequence[CaseButton] = ()
) -> list[CaseButton]:
    """The buttons for the steps this person can take now, the main ones first.

    Where the work goes on elsewhere (``onward``), that is the main thing and not the end.
    """
    found = [_button(referral, to, step) for to, step in steps.items()]
    if onward:
        return [*onward, *(replace(button, is_main=False) for button in found)]
    return sorted(found, key=lambda button: not button.is_main)


def onward_of(referral: Referral, *, has_open_need: bool) -> list[CaseButton]:
    """Where the work goes on for who has taken on the coordination or the lead of a case."""
    case = CaseButton(_("Go to the case"), reverse("case", args=[referral.case_id]))
    if referral.kind != Kind.HANDOVER or not has_open_need:
        return [replace(case, is_main=True)]
    url = reverse("case_refer", args=[referral.case_id])
    return [CaseButton(_("See who can help"), url, is_main=True), case]


def next_step(referral: Referral, *, has_open_need: bool) -> str:
    """The same in words."""
    if referral.kind == Kind.TRANSFER:
        return _("Your organisation leads this case now. Decide who works on it.")
    if has_open_need:
        return _("You coordinate this case now. Next: see who can help, and refer each need.")
    return _("You coordinate this case now. None of its needs is open.")


def _button(referral: Referral, to: State, step: Transition) -> CaseButton:
    """A step that must say something leads to a page of its own."""
    is_main = to in MAIN_STEPS
    if to == State.SENT:
        # Reading once more what one is about to send is part of sending it.
        url = reverse("referral_edit", args=[referral.pk])
        return CaseButton(_("Go on writing"), url, is_main=is_main)
    url = reverse("referral_move", args=[referral.pk, to.value])
    return CaseButton(BUTTONS[to], url, is_main=is_main, posts=not step.needs)


def acknowledging(referral: Referral) -> CaseButton:
    """Takes note of a change of lead that came back."""
    url = reverse("referral_acknowledge", args=[referral.pk])
    return CaseButton(_("Noted: leave the lead as it is"), url, posts=True)


def title_of(referral: Referral) -> str:
    """What it is about: its kind, and the need where it is about one."""
    kind = capfirst(referral.get_kind_display())
    return f"{kind}: {referral.case_need.need}" if referral.case_need else kind


def card_of(referral: Referral, *, names_case: bool = True) -> dict[str, Any]:
    """One in a list: of which case, from whom, to whom, and what the clock says."""
    facts = [
        (pgettext("referral", "From"), referral.sender.name),
        (pgettext("referral", "To"), referral.receiver.name),
    ]
    if names_case:
        facts.insert(0, (_("Case"), f"{referral.case.number} · {referral.case.pseudonym}"))
    return {
        "title": title_of(referral),
        "url": reverse("referral", args=[referral.pk]),
        "state": referral.get_state_display(),
        "state_colour": STATE_COLOURS[State(referral.state)],
        "facts": [{"key": key, "value": value} for key, value in facts],
        "text": clock.in_words(referral) or reason_of(referral),
        "sample": referral,
    }


def reason_of(referral: Referral) -> str:
    """Why nothing came of it, where somebody said so."""
    return referral.get_reason_display() if referral.reason else ""


def rows_of(referral: Referral, *, with_words: bool) -> list[dict[str, Any]]:
    """The facts for a summary list; without ``with_words`` nothing about the person."""
    facts = [*_open_facts(referral), *(_words(referral) if with_words else ())]
    return [{"key": key, "value": value} for key, value in facts if value]


def _open_facts(referral: Referral) -> Iterator[tuple[str, Any]]:
    yield pgettext("referral", "From"), referral.sender.name
    yield pgettext("referral", "To"), referral.receiver.name
    yield _("Service"), str(referral.service) if referral.service else ""
    if referral.respond_by:
        yield _("Answer by"), format_html("{}<br>{}", local_time(referral.respond_by), clock.WORDS)
    yield _("Legal basis of sharing"), referral.get_legal_basis_display()
    yield _("Day of the consent"), local_time(referral.consent_given_on)
    yield _("Also shared"), _shared(referral)
    yield _("Reason"), reason_of(referral)


def _words(referral: Referral) -> Iterator[tuple[str, Any]]:
    yield _("Explanation"), referral.explanation
    yield _("What was achieved"), referral.outcome


def _shared(referral: Referral) -> str:
    shared = [
        (referral.share_summary, _("what happened")),
        (referral.share_person, _("the name and how the person may be reached")),
    ]
    return ", ".join(words for is_shared, words in shared if is_shared)


def history_of(
    referral: Referral, steps: Iterable[Step], *, with_words: bool
) -> list[HistoryEntry]:
    """Every step with who took it and when, the newest first."""
    in_order = sorted(steps, key=lambda step: step.at)
    before: list[Step | None] = [None, *in_order]
    pairs = list(zip(before, in_order, strict=False))
    return [_entry(referral, step, last, with_words) for last, step in reversed(pairs)]


def _entry(referral: Referral, step: Step, last: Step | None, with_words: bool) -> HistoryEntry:
    if last and _goes_on(referral, last, step):
        by = step.by.full_name if step.by else ""
        return HistoryEntry(_("Coordinated again: the case was reopened"), step.at, by=by)
    text = _text_of(referral, State(step.state)) if with_words else ""
    title = capfirst(step.get_state_display())
    return HistoryEntry(title, step.at, by=taken_by(step, referral), text=text)


def _goes_on(referral: Referral, last: Step, step: Step) -> bool:
    taken = transition(referral.kind, last.state, step.state)
    return taken is not None and taken.side == Side.REOPENING


def taken_by(step: Step, referral: Referral) -> str:
    """The person with the body on whose side they stood, or the clock."""
    side = side_into(referral.kind, step.state)
    if side == Side.CLOCK:
        return _("the time to answer ran out")
    body = referral.sender if side == Side.SENDER else referral.receiver
    if step.answered_by:
        return _("%(name)s, %(body)s (by link)") % {"name": step.answered_by, "body": body.name}
    return person_of_body(step.by, body.name)


def _text_of(referral: Referral, state: State) -> str:
    if state == State.SENT:
        return str(referral.message)
    if state == State.COMPLETED:
        return str(referral.outcome)
    has_reason = state in {*RETURNED, State.WITHDRAWN}
    return (
        "\n".join(filter(None, [reason_of(referral), referral.explanation])) if has_reason else ""
    )


def case_history(referrals: Iterable[Referral]) -> Iterator[HistoryEntry]:
    """The steps of a case's referrals, for the history on the page of the case."""
    for referral in referrals:
        for entry in history_of(referral, referral.steps.all(), with_words=True):
            title = f"{title_of(referral)} → {referral.receiver.name}: {str(entry.title).lower()}"
            yield replace(entry, title=title)


def table_of(kind: Kind) -> list[list[str]]:
    """The table of one kind in words, a row for each step."""
    return [
        [str(state.label), str(to.label), str(step.side.label), _said(step)]
        for state, to, step in rows(kind)
    ]


def _said(step: Transition) -> str:
    words = {
        "message": _("what the receiver needs to know"),
        "legal_basis": _("the legal basis of sharing"),
        "reason": _("the reason"),
        "outcome": _("what was achieved"),
    }
    return ", ".join(words[need] for need in step.needs) or "–"
