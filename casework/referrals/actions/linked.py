"""What happens by a link: it is looked at, it takes an answer, another one is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.actions import locked_case
from casework.cases.refusal import NotAllowed
from casework.referrals import links
from casework.referrals.actions.appointments import Meeting, move_and_meet
from casework.referrals.choices import LIVE, Kind, State
from casework.referrals.links import ByLink
from casework.referrals.models import AnswerLink, Referral
from casework.referrals.workflow import Side, by_hand
from ostoja.accounts.models import User
from ostoja.audit import action, origin, record


class LinkSpent(Exception):
    """The link was used, has expired, or was withdrawn since its page was shown."""


@contextmanager
def _by_link() -> Iterator[None]:
    with origin.kept():
        origin.note(origin.LINK)
        yield


@action
def look_by_link(*, link: AnswerLink) -> None:
    """Somebody of the receiver looks at what was shared with them."""
    referral = link.referral
    facts = {"link": str(link.pk), "address": links.name_of_address(link.sent_to)}
    who = ByLink(referral.receiver.name)
    with _by_link():
        record("referral.seen", by=who, on=referral, subject=referral.case, **facts)


@action
def answer_by_link(
    *,
    link: AnswerLink,
    to: State,
    version: int,
    name: str,
    meeting: Meeting | None = None,
    **said: str,
) -> Referral:
    """Take a step of the receiver; the link is used up, and ``link_token`` is the next one's.

    Raises ``LinkSpent``, and what ``move`` raises: then the link can be used again.
    """
    locked_case(link.referral.case)
    row = AnswerLink.objects.select_for_update(of=("self",)).select_related("referral")
    used = row.get(pk=link.pk)
    if not links.is_valid(used):
        raise LinkSpent
    step = by_hand(used.referral.kind, used.referral.state, to)
    if step is None or step.side != Side.RECEIVER:
        raise NotAllowed(_("This answer is not possible now."))
    used.answered_at, used.answered_with = timezone.now(), to
    used.save(update_fields=["answered_at", "answered_with"])
    with _by_link():
        return move_and_meet(
            referral=link.referral,
            to=to,
            version=version,
            by=None,
            answered_by=name,
            meeting=meeting,
            **said,
        )


@action
def renew_link(*, referral: Referral, by: User | None) -> Referral:
    """Send a new link: the earlier ones end. From now on the receiver answers by links, too."""
    case = locked_case(referral.case)
    row = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if row.kind != Kind.REFERRAL or row.state not in LIVE:
        raise NotAllowed(_("Nobody has to answer it now, so no link was sent."))
    if links.is_closed_to_links(case, row.receiver):
        raise NotAllowed(_("Only certain people may see this case, so no link was sent."))
    row.by_link = True
    row.save(update_fields=["by_link"])
    if not links.follow(row, uuid4()):
        raise NotAllowed(
            _("%(receiver)s has no e-mail address here. Add one, or call them.")
            % {"receiver": row.receiver.name}
        )
    record("referral.link_asked", by=by, on=row, subject=case)
    return row


@action
def ask_for_another(*, link: AnswerLink) -> bool:
    """Who came with a link that works no more asks for a new one: it goes to the same body.

    Whether one was sent. Not while another one is young: the e-mail may be on its way.
    """
    case = locked_case(link.referral.case)
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=link.referral_id)
    latest = referral.answer_links.latest("created_at")
    is_young = latest.created_at > timezone.now() - links.BETWEEN_TWO
    with _by_link():
        record("referral.link_asked", by=ByLink(referral.receiver.name), on=referral, subject=case)
        if is_young or referral.state not in LIVE or not links.goes_by_link(referral):
            return False
        return bool(links.issue(referral, event=uuid4()))
