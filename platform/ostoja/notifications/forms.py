"""The form of a person's choices: for each kind whether in Ostoja, and when by e-mail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind
from ostoja.notifications.selectors import Channels, Chosen
from ostoja.ui.forms import BoundField, VersionedForm

IN_APP = _("Show in Ostoja")
BY_MAIL = _("By e-mail")


@dataclass(frozen=True, slots=True)
class Row:
    """One kind with its fields; none where nobody can choose."""

    chosen: Chosen
    in_app: BoundField | None
    mail: BoundField | None


class ChoicesForm(VersionedForm):
    """Two fields for each kind of which the person can choose."""

    mark_optional = False

    def __init__(self, *args: Any, chosen: Sequence[Chosen], version: int, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"version": version}, **kwargs})
        self.chosen = chosen
        for one in chosen:
            if one.can_choose:
                self._add(one)

    def _add(self, one: Chosen) -> None:
        key, title = one.kind.key, one.kind.title
        self.fields[f"in_app-{key}"] = forms.BooleanField(
            label=f"{IN_APP}: {title}", required=False, initial=one.channels.in_app
        )
        self.fields[f"mail-{key}"] = forms.ChoiceField(
            label=f"{BY_MAIL}: {title}", choices=Mail.choices, initial=one.channels.mail.value
        )

    def rows(self) -> Iterator[Row]:
        """The kinds in order, for the table."""
        for one in self.chosen:
            key = one.kind.key
            fields = [self[f"{name}-{key}"] if one.can_choose else None for name in NAMES]
            yield Row(one, *fields)  # type: ignore[arg-type]

    def channels(self) -> dict[Kind, Channels]:
        """What was chosen; only for a valid form."""
        said = self.cleaned_data
        return {
            one.kind: Channels(said[f"in_app-{one.kind.key}"], Mail(said[f"mail-{one.kind.key}"]))
            for one in self.chosen
            if one.can_choose
        }


NAMES = ("in_app", "mail")
