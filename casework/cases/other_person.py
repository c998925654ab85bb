"""The question whether somebody who is being entered is a person already known."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.finding import Found

OTHER_PERSON = "other_person"
"""The field's name. Its value are the ids of the cases that were shown: others ask again."""
KNOWN = "known_person"
"""What the button “it is this person” sends along with the form of a new case."""

SAY_WHO = _(
    "This may be a person you already help. Look at the cases shown. If it is another person, "
    "tick that and send the form again."
)


class PeopleAlike(forms.CheckboxSelectMultiple):
    """The cases, and below them one box for all of them."""

    template_name = "cases/people_alike.html"

    def __init__(self, found: Sequence[Found], *, leads_to_notes: bool) -> None:
        super().__init__()
        self.more = {"found": found, "leads_to_notes": leads_to_notes, "known": KNOWN}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the cases."""
        return {**super().get_context(name, value, attrs), **self.more}


class OtherPersonField(forms.MultipleChoiceField):
    """“It is another person”, of all cases found."""

    def __init__(self, found: Sequence[Found], *, leads_to_notes: bool = False) -> None:
        shown = " ".join(str(one.case.pk) for one in found)
        super().__init__(
            label=_("Is it one of these people?"),
            choices=[(shown, _("No, it is another person"))],
            widget=PeopleAlike(found, leads_to_notes=leads_to_notes),
        )


def ids_in(value: str) -> Iterator[UUID]:
    """The ids that a ticked box sends; what is none is left out."""
    for part in value.split()[:100]:
        try:
            yield UUID(part)
        except ValueError:
            continue
