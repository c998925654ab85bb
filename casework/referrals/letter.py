"""The letter of a referral on paper: what its receiver may know, and no more.

It says what a link would show (``public_words``), the legal basis of the sharing, and where the
answer goes. Only a referral that is open has one: when it ends, so does the right to know.
"""

from collections.abc import Iterator
from html import unescape

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from casework.cases.models import Case
from casework.cases.page import person_of_body
from casework.cases.printing import Part, facts_of
from casework.cases.printing import register as register_part
from casework.cases.selectors import Sight
from casework.referrals import page, public_words
from casework.referrals.choices import LIVE, Kind, LegalBasis, State
from casework.referrals.links import address_of
from casework.referrals.models import Referral
from casework.referrals.selectors import of_case
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import groups_with
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.ui.printed import Document, Fact, Section
from tenants.profile.selectors import profile


def has_letter(referral: Referral) -> bool:
    """Whether there is anything to print: a need was referred, and somebody is to act on it."""
    return referral.kind == Kind.REFERRAL and referral.state in LIVE


@action
def print_letter(*, referral: Referral, by: User) -> Referral:
    """Note who takes the letter on paper."""
    record("referral.printed", by=by, on=referral, subject=referral.case)
    return referral


def document_of(referral: Referral, by: User, body: str, address: str) -> Document:
    """``body`` is that for which the person prints; ``address`` the page of the referral.

    It is in the language of the city's offices, where it is read, whoever prints it.
    """
    with override(settings.LANGUAGE_CODE):
        return _document_of(referral, by, body, address)


def _document_of(referral: Referral, by: User, body: str, address: str) -> Document:
    words = {"who": person_of_body(by, body), "when": f"{timezone.localtime():%d.%m.%Y %H:%M}"}
    rows = public_words.rows_of(referral)
    facts = [Fact(str(row["key"]), unescape(strip_tags(str(row["value"])))) for row in rows]
    summary = public_words.summary_of(referral)
    sections = [
        Section("", facts=facts),
        Section(_("What you need to know"), texts=[referral.message]),
        *([Section(_("What happened"), texts=[summary])] if summary else []),
        Section(_("On what the sharing rests"), texts=list(_basis(referral))),
        Section(_("Your answer"), facts=_answer(referral, address)),
    ]
    return Document(
        title=page.title_of(referral),
        city=profile().name,
        footer=_("Printed by %(who)s, %(when)s") % words,
        intro=_("Confidential: only for whoever works on it at the body named below."),
        sections=sections,
    )


def _basis(referral: Referral) -> Iterator[str]:
    yield str(referral.get_legal_basis_display())
    if referral.legal_basis == LegalBasis.CONSENT and referral.consent_given_on:
        day = f"{referral.consent_given_on:%d.%m.%Y}"
        yield _("The consent was given on %(day)s. If it is withdrawn, you are told.") % {
            "day": day
        }
    yield _("Use what stands here for this matter alone.")


def _answer(referral: Referral, address: str) -> list[Fact]:
    own = [
        (_("To whom"), referral.sender.name),
        (_("E-mail"), address_of(referral.sender)),
        (_("Address in the system"), address),
    ]
    return facts_of(own)


def body_of(user: User, referral: Referral) -> str:
    """For which of both bodies the person prints."""
    own = set(groups_with(user, Permission.REFERRAL_VIEW))
    sides = [one.name for one in (referral.sender, referral.receiver) if one.group_id in own]
    return sides[0] if sides else ""


def page_address(request: HttpRequest, referral: Referral) -> str:
    """Where somebody with an account answers."""
    with override(settings.LANGUAGE_CODE):
        return request.build_absolute_uri(reverse("referral", args=[referral.pk]))


def _on_paper(case: Case, sight: Sight) -> Section | None:
    """The case's referrals that this person may see, in the printout of the case."""
    pairs = [
        (
            f"{page.title_of(one)} -> {one.receiver.name}",
            f"{one.get_state_display()}, {timezone.localtime(one.created_at):%d.%m.%Y}",
        )
        for one in of_case(case, sight.person)
        if one.state != State.DRAFT
    ]
    return Section(_("Referrals"), facts=facts_of(pairs)) if pairs else None


def register_all() -> None:
    """Called when the app starts."""
    register_part(60, Part("referrals", gettext_lazy("Referrals"), _on_paper))
