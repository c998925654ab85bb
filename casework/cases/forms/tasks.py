"""A task or an appointment of a case, and what became of it."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from casework.cases.actions.tasks import TaskFacts
from casework.cases.choices_of_tasks import TaskKind, TaskState
from casework.cases.models import Case, CaseTask, PlanGoal
from casework.cases.plan import goals_for
from casework.cases.selectors import Sight
from casework.cases.task_selectors import bodies_for, people_of
from casework.moments import RepeatedHour, SkippedHour, moment_of
from ostoja.accounts.models import User
from ostoja.ui.forms import DateField, LongText, SubmissionField, TimeField, VersionedForm

LAST_MINUTE = datetime.time(23, 59)
YEARS = range(2000, 2100)
_OF_TASKS = {
    "title": gettext_lazy("What is to be done"),
    "day": gettext_lazy("Until which day"),
    "hour": gettext_lazy("Until which hour"),
    "who": gettext_lazy("Who does it"),
}
LABELS = {
    TaskKind.TASK: _OF_TASKS,
    TaskKind.FOLLOW_UP: _OF_TASKS,
    TaskKind.APPOINTMENT: {
        "title": gettext_lazy("What the appointment is for"),
        "day": gettext_lazy("On which day"),
        "hour": gettext_lazy("At which hour"),
        "who": gettext_lazy("Who goes or receives the person"),
    },
}
OF_APPOINTMENTS = ("place", "with_whom", "person_told")


class TaskForm(VersionedForm):
    """What, who, until when; of an appointment also where and with whom.

    ``who`` is ``p-`` with the key of a person or ``b-`` with that of a body's group.
    """

    title = forms.CharField(max_length=200)
    details = LongText(
        label=pgettext_lazy("of a task", "Details"), max_length=4_000, required=False
    )
    goal = forms.ModelChoiceField(
        label=gettext_lazy("A step to which goal of the support plan"),
        queryset=PlanGoal.objects.none(),
        required=False,
        empty_label=gettext_lazy("to none"),
    )
    who = forms.ChoiceField()
    day = DateField(required=False)
    hour = TimeField(
        required=False,
        help_text=gettext_lazy("For example 14:30. Empty means: any hour."),
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    with_whom = forms.CharField(label=gettext_lazy("With whom"), max_length=200, required=False)
    person_told = forms.BooleanField(
        label=gettext_lazy("The person knows of this appointment"), required=False
    )
    reason = LongText(
        label=gettext_lazy("Why you depart from the playbook"), max_length=2_000, required=False
    )
    submission = SubmissionField()

    def __init__(
        self,
        case: Case,
        sight: Sight,
        kind: TaskKind,
        *args: Any,
        is_prescribed: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        bodies = bodies_for(case, sight)
        self.people = people_with_bodies(case, bodies, sight)
        self.bodies = {f"b-{body.pk}": body for body in bodies}
        self.fields["who"].choices = self._choices()  # type: ignore[attr-defined]
        self._ask_for_goal(goals_for(case, sight))
        for name, label in LABELS[kind].items():
            self.fields[name].label = label
        for name in () if kind == TaskKind.APPOINTMENT else OF_APPOINTMENTS:
            del self.fields[name]
        if kind == TaskKind.APPOINTMENT:
            self.fields["day"].required = self.fields["hour"].required = True
            self.fields["hour"].help_text = _("For example 14:30 or 1430.")
        if is_prescribed:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]

    @classmethod
    def values_of(cls, task: CaseTask) -> dict[str, Any]:
        """The task as it is now, as the form's first values."""
        due = timezone.localtime(task.due_at) if task.due_at else None
        return {
            "title": task.title,
            "goal": task.goal_id,
            "details": task.details,
            "who": f"p-{task.worker_id}" if task.worker_id else f"b-{task.group_id}",
            "day": due.date() if due else None,
            "hour": due.time() if due and task.has_hour else None,
            "place": task.place,
            "with_whom": task.with_whom,
            "person_told": task.person_told,
            "version": task.version,
        }

    def _ask_for_goal(self, goals: QuerySet[PlanGoal]) -> None:
        """Where the case has goals that this person may read."""
        if goals:
            field: Any = self.fields["goal"]
            field.queryset = goals
            field.label_from_instance = lambda goal: Truncator(goal.words).chars(80)
        else:
            del self.fields["goal"]

    def clean_day(self) -> datetime.date | None:
        """A year that can be meant."""
        day: datetime.date | None = self.cleaned_data.get("day")
        if day and day.year not in YEARS:
            raise forms.ValidationError(_("Write a year between 2000 and 2099."))
        return day

    def clean(self) -> dict[str, Any]:
        """Turns day and hour into one moment."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if hour and not day and "day" not in self.errors:
            self.add_error("day", _("Write the day, too."))
        self.cleaned_data |= {"due_at": None, "has_hour": bool(hour)}
        if day and "hour" not in self.errors:
            self.cleaned_data["due_at"] = self._moment(day, hour or LAST_MINUTE)
        return self.cleaned_data

    def _moment(self, day: datetime.date, hour: datetime.time) -> datetime.datetime | None:
        """Of an hour that comes twice the first one: nobody is late because of a clock."""
        try:
            return moment_of(day, hour)
        except RepeatedHour:
            return moment_of(day, hour, 0)
        except SkippedHour:
            words = _("This hour does not exist: that night the clock jumps from 2:00 to 3:00.")
            self.add_error("hour", words)
        return None

    def facts(self) -> TaskFacts:
        """What the actions take."""
        given = self.cleaned_data
        person, body = self._who(given["who"])
        facts = TaskFacts(
            title=given["title"],
            details=given["details"],
            group=body,
            worker=person,
            due_at=given["due_at"],
            has_hour=given["has_hour"],
        )
        if "goal" in given:
            facts["goal"] = given["goal"]
        if self.kind == TaskKind.APPOINTMENT:
            facts["place"], facts["with_whom"] = given["place"], given["with_whom"]
            facts["person_told"] = given["person_told"]
        return facts

    def _who(self, chosen: str) -> tuple[User | None, Group]:
        if chosen in self.people:
            return self.people[chosen]
        return None, self.bodies[chosen]

    def _choices(self) -> list[Any]:
        people = [(key, person.full_name) for key, (person, _body) in self.people.items()]
        bodies = [(key, body.organisation.name) for key, body in self.bodies.items()]
        grouped = [(_("Organisations"), bodies)]
        return [(_("People of my organisation"), people), *grouped] if people else grouped


class MoveForm(VersionedForm):
    """What was done, or why it is left out or open again."""

    words = LongText(max_length=2_000)

    def __init__(self, to: TaskState, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label, self.fields["words"].required = {
            TaskState.DONE: (_("What came of it (you may leave this empty)"), False),
            TaskState.CANCELLED: (_("Why it is left out"), True),
            TaskState.OPEN: (_("Why it is open again"), True),
        }[to]


def people_with_bodies(
    case: Case, bodies: Iterable[Group], sight: Sight
) -> dict[str, tuple[User, Group]]:
    """The people of those bodies for which the person looks at the case, each once; nobody who
    may not see it.
    """
    own = {body.pk: body for body in bodies if body.pk in sight.groups}
    found: dict[str, tuple[User, Group]] = {}
    for person in people_of(own).prefetch_related("memberships"):
        if not case.lets_in(person.pk):
            continue
        groups = [one.group_id for one in person.memberships.all() if one.group_id in own]
        found[f"p-{person.pk}"] = person, own[groups[0]]
    return found
