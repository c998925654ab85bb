"""What is noted of the call to 112."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.intake.desk.promise import WARSAW
from casework.intake.models import DangerRun
from ostoja.ui.forms import Form, TimeField


class EmergencyCallForm(Form):
    """The hour of the call, and the number that the dispatcher gave."""

    mark_optional = False

    called_at = TimeField(
        label=gettext_lazy("At what time did you call 112?"),
        help_text=gettext_lazy("For example 14:30. Yesterday, if that time has not come today."),
        required=False,
    )
    dispatcher = forms.CharField(
        label=gettext_lazy("Number that the dispatcher gave"),
        help_text=gettext_lazy("Leave it empty if they gave none."),
        required=False,
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-10"}),
    )

    def __init__(self, data: Any = None, *, run: DangerRun | None, must_say: bool = False) -> None:
        super().__init__(data, initial=_known(run))
        self.must_say = must_say

    def clean(self) -> dict[str, Any]:
        """A number without its hour is of no use; other buttons may leave both empty."""
        given = super().clean() or {}
        needs_it = self.must_say or bool(given.get("dispatcher"))
        if needs_it and given.get("called_at") is None and "called_at" not in self.errors:
            self.add_error("called_at", _("Write at what time 112 was called."))
        return given

    @property
    def moment(self) -> datetime | None:
        """The last time that the clock showed this in Poland. Only for a valid form."""
        clock = self.cleaned_data["called_at"]
        if clock is None:
            return None
        now = timezone.localtime(timezone=WARSAW)
        today = datetime.combine(now.date(), clock, tzinfo=WARSAW)
        return today if today <= now else today - timedelta(days=1)


def _known(run: DangerRun | None) -> dict[str, Any]:
    if run is None or run.called_at is None:
        return {}
    called_at = timezone.localtime(run.called_at, WARSAW)
    clock = called_at.time().replace(second=0, microsecond=0)
    return {"called_at": clock, "dispatcher": run.dispatcher}
