"""Bodies outside the system: on the page of the case, at closing, at merging, with consents."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases import closing, consents, merging, panels
from casework.cases.choices import NeedState
from casework.cases.closing import ClosingRule, OpenThing
from casework.cases.consents import ResultOfWithdrawal
from casework.cases.merging import Mover
from casework.cases.models import Case, Consent
from casework.cases.moved_needs import same_needs
from casework.cases.page import person_of_body
from casework.cases.panels import CaseButton, CasePanel, HistoryEntry, StoryKind
from casework.cases.phase_selectors import may_move
from casework.cases.selectors import Sight
from casework.referrals.actions.outside import end_with_consent
from casework.referrals.choices import LegalBasis
from casework.referrals.choices_of_outside import OutsideState
from casework.referrals.models import OutsideReferral
from casework.referrals.on_case import has_open_need
from ostoja.accounts.models import User

COLOURS = {
    OutsideState.WAITING: "yellow",
    OutsideState.HELPED: "green",
    OutsideState.REFUSED: "red",
    OutsideState.NO_ANSWER: "red",
    OutsideState.TAKEN_BACK: "grey",
}


def asked(case: Case, sight: Sight) -> QuerySet[OutsideReferral]:
    """Who outside was asked, for those who lead."""
    if not sight.leads:
        return case.outside_referrals.none()
    related = ("case_need__need", "created_by", "ended_by", "group__organisation")
    return case.outside_referrals.select_related(*related)


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """Each with how it stands."""
    rows = [_row(case, one) for one in sight.once(asked, case)]
    return CasePanel("referrals/outside_panel.html", {"rows": rows}) if rows else None


def _row(case: Case, one: OutsideReferral) -> dict[str, Any]:
    return {
        "title": f"{one.case_need.need}: {one.body}",
        "hint": f"{one.asked_on:%d.%m.%Y} · {one.get_way_display()}",
        "url": reverse("case_outside", args=[case.pk, one.pk]),
        "state": one.get_state_display(),
        "state_colour": COLOURS[OutsideState(one.state)],
    }


def buttons(case: Case, sight: Sight) -> Iterator[CaseButton]:
    """Where a need is open, whoever leads may ask somebody outside."""
    if may_move(case, sight) and has_open_need(case, sight):
        url = reverse("case_outside_new", args=[case.pk])
        yield CaseButton(_("Ask a body outside the system"), url, order=72)


def history(case: Case, sight: Sight) -> Iterator[HistoryEntry]:
    """When somebody outside was asked and what came of it."""
    for one in sight.once(asked, case):
        body, words = one.group.organisation.name, {"body": one.body}
        by = person_of_body(one.created_by, body)
        title = _("Asked outside the system: %(body)s") % words
        yield HistoryEntry(title, one.created_at, by=by, text=one.message)
        if one.ended_at:
            by = person_of_body(one.ended_by, body)
            title = f"{one.body}: {one.get_state_display()}"
            yield HistoryEntry(title, one.ended_at, by=by, text=one.outcome)


def _waiting(case: Case) -> Any:
    return case.outside_referrals.filter(state=OutsideState.WAITING)


def _obstacle(case: Case) -> str:
    if _waiting(case).exists():
        return _("A body outside the system was asked. Write down what came of it.")
    return ""


def _finish(case: Case, how_it_ended: str, by: User | None) -> None:
    """Nothing waits any more when a case is closed."""


def _open_things(case: Case, user: User) -> Iterator[OpenThing]:
    for one in _waiting(case):
        yield OpenThing(one.body, reverse("case_outside", args=[case.pk, one.pk]))


def _rests(consent: Consent) -> list[str]:
    resting = consent.outside_referrals.filter(
        state=OutsideState.WAITING, legal_basis=LegalBasis.CONSENT
    )
    return [one.body for one in resting]


def _obstacle_to_merging(kept: Case, merged: Case) -> str:
    for ours, theirs in same_needs(kept, merged):
        states = {ours.state, theirs.state}
        asked = OutsideReferral.objects.filter(
            case_need__in=[ours, theirs], state=OutsideState.WAITING
        )
        if asked.exists() and ours.state == theirs.state and NeedState.REFERRED in states:
            words = _("In both cases somebody works on “%(need)s”. End one of them first.")
            return words % {"need": ours}
    return ""


def _move(kept: Case, merged: Case) -> dict[str, str]:
    joined = {theirs.pk: ours.pk for ours, theirs in same_needs(kept, merged)}
    moved = {}
    for one in OutsideReferral.objects.filter(case=merged):
        moved[str(one.pk)] = str(one.case_need_id)
        one.case, one.case_need_id = kept, joined.get(one.case_need_id, one.case_need_id)
        one.save(update_fields=["case", "case_need"])
    return moved


def _back(kept: Case, merged: Case, moved: dict[str, str]) -> None:
    for one in OutsideReferral.objects.filter(case=kept, pk__in=moved):
        one.case, one.case_need_id = merged, moved[str(one.pk)]
        one.save(update_fields=["case", "case_need"])


def register_all() -> None:
    """Called when the app starts."""
    panels.register(105, panel)
    panels.register_buttons(buttons)
    panels.register_history(history, StoryKind.REFERRALS)
    rule = ClosingRule(_obstacle, _finish, open_things=_open_things)
    closing.register("outside", rule)
    consents.register(ResultOfWithdrawal(_rests, end_with_consent))
    merging.register("outside", Mover(_move, _back, _obstacle_to_merging), OutsideReferral)
