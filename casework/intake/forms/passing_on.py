"""The form with which a conversation is passed on."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.intake.desk.selectors import AtTheDesk
from casework.intake.forms.desk import REASON
from ostoja.accounts.models import User
from ostoja.ui.forms import HintedRadios, LongText, VersionedForm

QUEUE = "queue"


class PassOnForm(VersionedForm):
    """To whom, and what they should know."""

    receiver = forms.ChoiceField(label=gettext_lazy("To whom?"), widget=HintedRadios)
    note = LongText(
        label=gettext_lazy("Note for your colleague"),
        help_text=gettext_lazy("Only staff read it. What should they know before they write?"),
        error_messages={"required": gettext_lazy("Write what your colleague should know.")},
        max_length=REASON,
    )

    def __init__(
        self,
        *args: Any,
        colleagues: list[AtTheDesk],
        on_duty: frozenset[UUID] | None,
        to_queue: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        colleagues = sorted(colleagues, key=lambda one: _comes(one, on_duty))
        self.people = {str(one.person.pk): one.person for one in colleagues}
        field: Any = self.fields["receiver"]
        queue = [(QUEUE, _("Back to the queue, for whoever is free"))] if to_queue else []
        field.choices = queue + [(pk, str(one)) for pk, one in self.people.items()]
        field.widget.hints = {str(one.person.pk): _words_of(one, on_duty) for one in colleagues}
        field.error_messages["invalid_choice"] = gettext_lazy(
            "This colleague does not answer conversations any more. Choose again."
        )

    @property
    def chosen(self) -> User | None:
        """The colleague; None for the queue. Only for a valid form."""
        return self.people.get(self.cleaned_data["receiver"])


def _comes(one: AtTheDesk, on_duty: frozenset[UUID] | None) -> tuple[bool, bool, bool]:
    """On duty first, then who is at work, then who has room; names stay in their order."""
    is_away = on_duty is not None and one.person.pk not in on_duty
    return is_away, one.paused_since is not None, one.is_full


def _words_of(one: AtTheDesk, on_duty: frozenset[UUID] | None) -> str:
    """What a colleague does now; of duty nothing is said where the roster names nobody."""
    words = []
    if on_duty is not None:
        words.append(_("on duty") if one.person.pk in on_duty else _("not on duty now"))
    if one.paused_since is not None:
        words.append(_("on a break"))
    else:
        held = _("answers %(number)d of %(most)d")
        words.append(held % {"number": one.holds, "most": one.most})
    return " · ".join(words)
