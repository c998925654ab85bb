"""Whom a crisis centre helps: new and continuing people, by sex, age and reason; what was done."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Case as Which
from django.db.models import CharField, Count, Q, Value, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.cases.choices_of_tasks import TaskKind, TaskState
from casework.cases.models import CaseNeed, CaseTask
from casework.cases.restricted import kept_cases
from casework.intake.figures.periods import Period
from casework.reports.counting import Counts, counted
from casework.reports.of_cases import cases, continuing
from casework.reports.of_referrals import needs_by_key
from casework.reports.tables import Sheet

NOT_ASKED = ""
UNKNOWN = "unknown"
BANDS = ((0, 12), (13, 17), (18, 25), (26, 40), (41, 60), (61, None))
"""Years of age, both included."""
# Form A begins the procedure (Act on Counteracting Domestic Violence, art. 9d).
BLUE_CARD = Q(run_step__step__form__iregex=r"niebiesk\w+ kart\w+\W+a\s*$")


def sex() -> str | Combinable:
    """What a case says of the person's sex; empty where nobody asked."""
    return "sex"


def age_band() -> Combinable:
    """Of the person when the case was written down; nobody's age grows in a report."""
    bands = [
        When(age__gte=first, then=Value(_band(first, last))) for first, last in reversed(BANDS)
    ]
    return Which(*bands, default=Value(UNKNOWN), output_field=CharField())


def _band(first: int, last: int | None) -> str:
    return f"{first}-{last}" if last else f"{first}+"


def _names_of_sexes() -> dict[str, str]:
    return {
        "female": pgettext("people", "women"),
        "male": pgettext("people", "men"),
        "other": pgettext("sex", "otherwise"),
        "not_said": _("would rather not say"),
        NOT_ASKED: pgettext("sex", "not asked"),
    }


def _names_of_bands() -> dict[str, str]:
    names = {
        _band(first, last): _("%(first)s to %(last)s years") % {"first": first, "last": last}
        for first, last in BANDS
        if last
    }
    oldest = BANDS[-1][0]
    names[_band(oldest, None)] = _("%(first)s years and more") % {"first": oldest}
    return {**names, UNKNOWN: pgettext("age", "not known")}


def people(periods: Sequence[Period], lead: UUID) -> list[Sheet]:
    """New and continuing ones by sex and by age: four questions."""
    new = (_("New people, by sex"), _("New people, by age"))
    old = (_("Continuing people, by sex"), _("Continuing people, by age"))
    by_sex, by_age = _names_of_sexes(), _names_of_bands()
    sexes, ages = pgettext("people", "Sex"), pgettext("people", "Age")
    return [
        _new("new_sex", new[0], sexes, by_sex, counted(cases(lead), sex(), "opened_at", periods)),
        _new(
            "new_age", new[1], ages, by_age, counted(cases(lead), age_band(), "opened_at", periods)
        ),
        _old("old_sex", old[0], sexes, by_sex, _standing(lead, sex(), periods)),
        _old("old_age", old[1], ages, by_age, _standing(lead, age_band(), periods)),
    ]


def _new(key: str, title: str, head: str, names: dict[str, str], counts: Counts) -> Sheet:
    return Sheet(key, title, head, names, counts, groups=dict.fromkeys(names, ""))


def _old(key: str, title: str, head: str, names: dict[str, str], counts: Counts) -> Sheet:
    note = _("Those who were helped already on the first day.")
    return Sheet(key, title, head, names, counts, note, stock=frozenset(names))


def _standing(lead: UUID, key: str | Combinable, periods: Sequence[Period]) -> Counts:
    """Of cases that were open when each period began."""
    each = {f"in_{at}": Count("pk", filter=continuing(one, lead)) for at, one in enumerate(periods)}
    found: Any = cases(lead).values_list(key).annotate(**each)
    return {name: list(numbers) for name, *numbers in found}


def reasons(periods: Sequence[Period], lead: UUID) -> Sheet:
    """Needs that were noted: one question. One person may have several."""
    rows = CaseNeed.objects.filter(case__in=cases(lead).values("pk"))
    counts = counted(rows, "need__key", "created_at", periods)
    needs = needs_by_key()
    names = {key: needs[key] for key in sorted(counts, key=lambda key: -counts[key][0])}
    note = _("One person may come for several reasons.")
    groups = dict.fromkeys(names, "")
    return Sheet("reason", _("Reasons for coming"), _("Reason"), names, counts, note, groups)


def help_given(periods: Sequence[Period], lead: UUID) -> Sheet:
    """What was done for people: two questions."""
    rows = CaseTask.objects.exclude(case__in=kept_cases())
    done = rows.filter(state=TaskState.DONE, case__lead=lead)
    counts = counted(done, "kind", "ended_at", periods)
    cards = counted(done.filter(BLUE_CARD), "state", "ended_at", periods)
    names = {
        TaskKind.APPOINTMENT: _("appointments held"),
        TaskKind.TASK: _("tasks done"),
        "blue_card": _("“Blue Card” procedures begun (form A)"),
    }
    numbers = {**counts, "blue_card": cards.get(TaskState.DONE, [0] * len(periods))}
    title = _("Help given")
    note = _("A Blue Card counts once the step of its playbook with form A is done.")
    return Sheet("help", title, _("Kind of help"), names, numbers, note)
