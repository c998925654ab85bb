"""What the page of a case shows of consents."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.cases.choices import CaseState, ConsentData
from casework.cases.models import Case, Consent
from casework.cases.panels import CaseButton, CasePanel, HistoryEntry
from casework.cases.selectors import Sight, may_share
from ostoja.accounts.models import User
from ostoja.ui.templatetags.ui import local_time


def consents_for(case: Case, sight: Sight) -> QuerySet[Consent]:
    """All consents, for those who share the case with others."""
    if not may_share(sight):
        return case.consents.none()
    return case.consents.select_related("recorded_by", "withdrawn_by").prefetch_related("receivers")


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """All consents that this person may read."""
    consents = sight.once(consents_for, case)
    if not consents:
        return None
    return CasePanel("cases/consents_panel.html", {"cards": [_card(one) for one in consents]})


def _card(consent: Consent) -> dict[str, Any]:
    withdrawing = reverse("consent_withdraw", args=[consent.case_id, consent.pk])
    text, colour = _standing(consent)
    return {
        "rows": rows_of(consent),
        "standing": text,
        "colour": colour,
        "withdraw_url": "" if consent.withdrawn_at else withdrawing,
        "given_on": consent.given_on,
    }


def _standing(consent: Consent) -> tuple[str, str]:
    if consent.withdrawn_at is not None:
        return _("withdrawn"), "red"
    return (_("counts"), "green") if consent.holds else (_("its time is over"), "grey")


def rows_of(consent: Consent) -> list[dict[str, Any]]:
    """What was consented to, for a summary list."""
    return [{"key": key, "value": value} for key, value in _facts(consent) if value]


def _facts(consent: Consent) -> Iterator[tuple[str, Any]]:
    yield _("What for"), consent.purpose
    yield _("Who may learn it"), ", ".join(one.name for one in consent.receivers.all())
    yield _("What they may learn"), data_words(consent)
    yield _("Day of the consent"), local_time(consent.given_on)
    yield (
        _("How it was given"),
        f"{consent.get_given_by_display()}, {consent.get_way_display()}",
    )
    yield _("Last day on which it counts"), local_time(consent.expires_on)
    yield _("Recorded by"), str(consent.recorded_by or "")
    yield _("Withdrawn"), local_time(consent.withdrawn_at)


def data_words(consent: Consent) -> str:
    """What may be learned, in words."""
    return ", ".join(str(one.label) for one in ConsentData if one in consent.data)


def title_of(consent: Consent) -> str:
    """By which one is chosen among several: when, how, for whom, and what."""
    bodies = ", ".join(one.name for one in consent.receivers.all())
    when = f"{capfirst(consent.get_way_display())}, {consent.given_on:%d.%m.%Y}"
    return f"{when}: {bodies} ({data_words(consent)})"


def buttons(case: Case, sight: Sight) -> Iterator[CaseButton]:
    """Recording one."""
    if case.state != CaseState.CLOSED and may_share(sight):
        url = reverse("consent_new", args=[case.pk])
        yield CaseButton(_("Record a consent"), url, order=65)


def history(case: Case, sight: Sight) -> Iterator[HistoryEntry]:
    """When the person consented, and took it back."""
    for one in sight.once(consents_for, case):
        yield HistoryEntry(_("Consent recorded"), one.recorded_at, by=_name(one.recorded_by))
        if one.withdrawn_at:
            yield HistoryEntry(_("Consent withdrawn"), one.withdrawn_at, by=_name(one.withdrawn_by))


def _name(person: User | None) -> str:
    return person.full_name if person else ""
