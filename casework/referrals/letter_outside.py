"""The letter to a body outside the system on paper: what it was told, and no more.

It names no person and no magic link: whoever reads it answers by e-mail or telephone. While
somebody waits for the answer it can be printed; once that has come, or the consent has ended, it
cannot.
"""

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from casework.cases.page import person_of_body
from casework.cases.printing import facts_of
from casework.cases.selectors import case_to_change
from casework.partners.choices import PhoneKind
from casework.partners.models import Organisation
from casework.referrals.choices import LegalBasis
from casework.referrals.choices_of_outside import OutsideState, OutsideWay
from casework.referrals.links import address_of
from casework.referrals.models import OutsideReferral
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.ui.printed import Document, Fact, Section
from tenants.profile.selectors import profile


def has_letter(asked: OutsideReferral) -> bool:
    """Whether its answer is still waited for, and the sharing still rests on something."""
    if asked.legal_basis == LegalBasis.CONSENT and not (asked.consent and asked.consent.holds):
        return False
    return asked.state == OutsideState.WAITING


def letter_for(user: User, pk: UUID, outside_pk: UUID) -> OutsideReferral:
    """What is printed, for who leads or coordinates the case; ``Http404`` without a letter."""
    case = case_to_change(user, pk)
    related = ("case_need__need", "consent", "case", "group__organisation")
    rows = OutsideReferral.objects.select_related(*related)
    asked = get_object_or_404(rows, pk=outside_pk, case=case)
    if not has_letter(asked):
        raise Http404
    return asked


@action
def print_outside_letter(*, asked: OutsideReferral, by: User) -> OutsideReferral:
    """Note who takes the letter on paper."""
    record("outside.printed", by=by, on=asked, subject=asked.case)
    return asked


def document_of(asked: OutsideReferral, by: User) -> Document:
    """In the name of the body that asked; of the case it bears the number alone.

    It is in the language of the country's offices, whoever prints it.
    """
    with override(settings.LANGUAGE_CODE):
        return _document_of(asked, by)


def _document_of(asked: OutsideReferral, by: User) -> Document:
    body: Organisation = asked.group.organisation
    words = {"who": person_of_body(by, body.name), "when": f"{timezone.localtime():%d.%m.%Y %H:%M}"}
    facts = facts_of(
        [
            (pgettext("referral", "From"), body.name),
            (pgettext("referral", "To"), asked.body),
            (_("Its address or telephone"), asked.contact),
            (_("Day on which it was asked"), f"{asked.asked_on:%d.%m.%Y}"),
            (_("What we ask for"), str(asked.case_need.need)),
            (_("Our number"), asked.case.number),
        ]
    )
    return Document(
        title=_("Request for help: %(need)s") % {"need": asked.case_need.need},
        city=profile().name,
        footer=_("Printed by %(who)s, %(when)s") % words,
        intro=_("Confidential: only for whoever works on it at the body named below."),
        sections=[
            Section("", facts=facts),
            *(
                [Section(_("What you need to know"), texts=[asked.message])]
                if asked.message
                else []
            ),
            Section(_("On what the sharing rests"), texts=list(_basis(asked))),
            Section(_("Your answer"), texts=[_("Please name our number.")], facts=_answer(body)),
        ],
    )


def _basis(asked: OutsideReferral) -> Iterator[str]:
    if asked.way == OutsideWay.PERSON and not asked.legal_basis:
        yield _("The person brings this letter themselves. We have shared nothing about them.")
        return
    yield str(asked.get_legal_basis_display())
    if asked.legal_basis == LegalBasis.CONSENT and asked.consent is not None:
        day = f"{asked.consent.given_on:%d.%m.%Y}"
        yield _("The consent was given on %(day)s. If it is withdrawn, you are told.") % {
            "day": day
        }
    yield _("Use what stands here for this matter alone.")


def _answer(body: Organisation) -> list[Fact]:
    numbers = [one.display for one in body.phones.all() if one.kind != PhoneKind.FAX]
    return facts_of(
        [
            (_("To whom"), body.name),
            (_("E-mail"), address_of(body)),
            (_("Telephone"), ", ".join(numbers)),
        ]
    )
