"""A contact after a closed case: when, how and by whom, as far as the person allowed it."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases import safe_ways
from casework.cases.actions.follow_ups import FollowUpFacts
from casework.cases.choices_of_endings import ContactWay
from casework.cases.forms.tasks import people_with_bodies
from casework.cases.models import Case, FollowUp
from casework.cases.selectors import Sight
from casework.cases.task_selectors import bodies_for
from ostoja.ui.forms import DateField, LongText, VersionedForm

LONGEST = datetime.timedelta(days=366)
FOLLOW_UP = ("follow_up_day", "follow_up_way", "follow_up_who", "follow_up_details")


class FollowUpFields(VersionedForm):
    """The questions, for the page that closes a case and for a page of their own.

    ``follow_up_who`` is ``p-`` with the key of a person or ``b-`` with that of a body's group.
    """

    follow_up_day = DateField(
        label=gettext_lazy("On which day"),
        help_text=gettext_lazy("On that day it stands among the tasks of whoever asks."),
    )
    follow_up_way = forms.ChoiceField(label=gettext_lazy("How"), widget=forms.RadioSelect)
    follow_up_who = forms.ChoiceField(label=gettext_lazy("Who asks"))
    follow_up_details = LongText(
        label=gettext_lazy("What to mind"),
        help_text=gettext_lazy("For example: call in the morning, ask for Anna, leave no message."),
        max_length=2_000,
        required=False,
    )

    def __init__(self, case: Case, sight: Sight, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = bodies_for(case, sight)
        self.people = people_with_bodies(case, bodies, sight)
        self.bodies = {f"b-{body.pk}": body for body in bodies}
        people = [(key, person.full_name) for key, (person, _body) in self.people.items()]
        names = [(key, body.organisation.name) for key, body in self.bodies.items()]
        grouped = [(_("Organisations"), names)]
        if people:
            grouped.insert(0, (_("People of my organisation"), people))
        ways = [(way, way.label) for way in safe_ways.of(case)]
        self.fields["follow_up_who"].choices = grouped  # type: ignore[attr-defined]
        self.fields["follow_up_way"].choices = ways  # type: ignore[attr-defined]

    def clean_follow_up_day(self) -> datetime.date | None:
        """A day to come, within a year."""
        day: datetime.date | None = self.cleaned_data.get("follow_up_day")
        today = timezone.localdate()
        if day and not today <= day <= today + LONGEST:
            raise forms.ValidationError(_("Write a day to come, within a year."))
        return day

    def follow_up(self) -> FollowUpFacts | None:
        """What the actions take; None where no day was named."""
        given = self.cleaned_data
        if not given.get("follow_up_day"):
            return None
        worker, group = self.people.get(given["follow_up_who"], (None, None))
        return FollowUpFacts(
            day=given["follow_up_day"],
            way=given["follow_up_way"],
            details=given["follow_up_details"],
            group=group or self.bodies[given["follow_up_who"]],
            worker=worker,
        )


class FollowUpForm(FollowUpFields):
    """The same for a case that is closed."""

    @classmethod
    def values_of(cls, planned: FollowUp | None, sight: Sight) -> dict[str, Any]:
        """What was agreed on, or whoever looks at it, as the form's first values."""
        if planned is None:
            return {"follow_up_who": f"p-{sight.person.pk}", "version": 0}
        who = f"p-{planned.worker_id}" if planned.worker_id else f"b-{planned.group_id}"
        return {
            "follow_up_day": planned.day,
            "follow_up_way": ContactWay(planned.way),
            "follow_up_who": who,
            "follow_up_details": planned.details,
            "version": planned.version,
        }
