"""What is said in a handover, a referral or a transfer, by the rules of the pages' forms."""

from collections.abc import Mapping
from typing import Any, ClassVar

from api.fields import Body, Choice, Flag, Id, Text
from api.forms_of_rooms import checked, data_for
from casework.cases.models import Case
from casework.referrals.choices import Kind, LegalBasis
from casework.referrals.forms import HandOverForm, LetterForm, TransferForm, facts_of
from casework.referrals.models import Referral
from casework.referrals.selectors import bodies_that_can_lead


class LetterFacts(Body):
    """The message, what of the case is shared, and on which legal basis."""

    message = Text(required=False, allow_blank=True, help_text="What the receiver needs to know.")
    legal_basis = Choice(choices=LegalBasis.choices, required=False, allow_blank=True)
    consent = Id(
        required=False,
        allow_null=True,
        help_text="One of the case's consents; needed where sharing rests on consent.",
    )
    share_summary = Flag(required=False, help_text="Also share what happened.")
    share_person = Flag(required=False, help_text="Also share the name and contact.")

    by_link = Flag(
        required=False,
        help_text="In a referral: also send a link by e-mail, with which the receiver answers "
        "without an account. Where nobody there has one, it is sent anyway.",
    )

    despite_conflict = Text(
        required=False,
        allow_blank=True,
        max_length=2_000,
        help_text="Needed where a conflict of interest of the receiver is noted: why it is sent "
        "there all the same. The receiver never reads it.",
    )

    example: ClassVar = {
        "message": "Potrzebna rozmowa jeszcze w tym tygodniu.",
        "legal_basis": "statutory_task",
    }


def letter_facts(
    form: type[LetterForm], case: Case, sent: Mapping[str, Any], *, is_draft: bool, **options: Any
) -> dict[str, Any]:
    """What actions take. A draft may stay incomplete."""
    return _checked(form, case, sent, is_draft=is_draft, **options).facts()


def _checked(
    form: type[LetterForm], case: Case, sent: Mapping[str, Any], *, is_draft: bool, **options: Any
) -> LetterForm:
    data = data_for(form, {**sent, "submission": UNUSED})
    return checked(form(case, data, is_draft=is_draft, **options))


UNUSED = "00000000-0000-4000-8000-000000000000"
"""The page's own id of what it sends; here the Idempotency-Key stands for it."""


def form_of(draft: Referral, sent: Mapping[str, Any]) -> LetterForm:
    """A draft's form with what was sent in place of what stood there."""
    values = {**facts_of(draft), **sent}
    values["consent"] = getattr(values["consent"], "pk", values["consent"])
    if draft.kind == Kind.TRANSFER:
        values["receiver"] = getattr(values["receiver"], "pk", values["receiver"])
        receivers = bodies_that_can_lead(draft.case)
        return _checked(TransferForm, draft.case, values, is_draft=True, receivers=receivers)
    values.pop("receiver")
    form = HandOverForm if draft.kind == Kind.HANDOVER else LetterForm
    return _checked(form, draft.case, values, is_draft=True)
