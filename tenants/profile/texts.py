"""The city's own words to residents that stand on the pages of the contact."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Place:
    """What a text is called among staff, and where residents read it. ``stands_out``: in a box."""

    title: str | Promise
    where: str | Promise
    stands_out: bool = False


PLACES: Mapping[str, Place] = {
    "contact_notice": Place(
        _("Who reads what people write"),
        _("On the first page of the contact, before anybody writes."),
    ),
    "anonymity_limits": Place(
        _("Where anonymity ends"),
        _("On the same page, in a box."),
        stands_out=True,
    ),
    "what_happens_next": Place(
        _("What happens next"),
        _("Where people check their answers, and beside the code."),
    ),
}
"""By the key of the text; in the order in which a person reads them."""
