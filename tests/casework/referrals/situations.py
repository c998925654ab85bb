"""Handovers, referrals and transfers as tests need them, each in the state a test asks for."""

from typing import Any
from uuid import uuid4

from django.test import Client

from casework.cases.models import Case
from casework.partners.models import Service
from casework.referrals.actions import draft_and_send, move, save_draft
from casework.referrals.choices import Kind, LegalBasis, Reason, State
from casework.referrals.models import Referral
from casework.referrals.workflow import Side, needs_of, side_into
from ostoja.accounts.models import User
from tenants.translated import TranslatedText
from tests.casework.cases.situations import make_case
from tests.cast import Cast

MESSAGE = "Potrzebna rozmowa jeszcze w tym tygodniu."
WAY: dict[State, list[State]] = {
    State.DRAFT: [],
    State.SENT: [State.SENT],
    State.CONSIDERED: [State.SENT, State.CONSIDERED],
    State.ACCEPTED: [State.SENT, State.ACCEPTED],
    State.IN_PROGRESS: [State.SENT, State.ACCEPTED, State.IN_PROGRESS],
    State.COMPLETED: [State.SENT, State.ACCEPTED, State.COMPLETED],
    State.NOT_ACHIEVED: [State.SENT, State.ACCEPTED, State.NOT_ACHIEVED],
    State.DECLINED: [State.SENT, State.DECLINED],
    State.EXPIRED: [State.SENT, State.EXPIRED],
    State.WITHDRAWN: [State.SENT, State.WITHDRAWN],
}
SAID: dict[State, dict[str, str]] = {
    State.COMPLETED: {"outcome": "Rozmowa się odbyła."},
    State.NOT_ACHIEVED: {"reason": Reason.NO_CONTACT},
    State.DECLINED: {"reason": Reason.NO_CAPACITY},
    State.WITHDRAWN: {"reason": Reason.MISTAKE},
}


def letter(**facts: Any) -> dict[str, Any]:
    """What every handover, referral or transfer says."""
    basis = {"message": MESSAGE, "legal_basis": LegalBasis.STATUTORY_TASK}
    return {"submission": uuid4(), **basis, **facts}


def hand_over(cast: Cast, case: Case, **facts: Any) -> Referral:
    """The consultant hands the case over to the coordinator."""
    who = {"receiver": cast.coordinating, "group": cast.centre.group, "by": cast.consultant}
    return draft_and_send(**letter(kind=Kind.HANDOVER, case=case, **{**who, **facts}))


def coordinated_case(cast: Cast, **facts: Any) -> Case:
    """A case that the coordinator has accepted."""
    case = make_case(cast, **facts)
    take(hand_over(cast, case), State.ACCEPTED, cast)
    return Case.objects.get(pk=case.pk)


def make_service(cast: Cast, case: Case, hours: int | None = None) -> Service:
    """A service of the partner for the first need of the case."""
    key = f"service-{uuid4().hex[:8]}"
    service = Service.objects.create(
        organisation=cast.partner,
        key=key,
        name=TranslatedText(pl="Rozmowa", en="Talk"),
        languages=["pl"],
        response_hours=hours,
    )
    service.needs.add(case.needs.all()[0].need)
    return service


def refer(cast: Cast, case: Case, **facts: Any) -> Referral:
    """The coordinator refers the first need to the partner."""
    who = {
        "receiver": cast.partner,
        "group": cast.coordinating.group,
        "by": cast.coordinator,
        "case_need": case.needs.all()[0],
    }
    return draft_and_send(**letter(kind=Kind.REFERRAL, case=case, **{**who, **facts}))


def transfer(cast: Cast, case: Case, **facts: Any) -> Referral:
    """The coordinator asks the partner to lead the case."""
    who = {"receiver": cast.partner, "group": cast.coordinating.group, "by": cast.coordinator}
    return draft_and_send(**letter(kind=Kind.TRANSFER, case=case, **{**who, **facts}))


def draft(cast: Cast, kind: Kind) -> Referral:
    """A draft of this kind, on a case where it may be sent."""
    case = make_case(cast) if kind == Kind.HANDOVER else coordinated_case(cast)
    by = cast.consultant if kind == Kind.HANDOVER else cast.coordinator
    group = cast.centre.group if kind == Kind.HANDOVER else cast.coordinating.group
    receiver = cast.coordinating if kind == Kind.HANDOVER else cast.partner
    case_need = case.needs.all()[0] if kind == Kind.REFERRAL else None
    facts = {"kind": kind, "case": case, "receiver": receiver, "case_need": case_need}
    return save_draft(**letter(group=group, by=by, **facts))


def in_state(cast: Cast, kind: Kind, state: State) -> Referral:
    """One of this kind that has come to this state."""
    referral = draft(cast, kind)
    for step in WAY[state]:
        referral = take(referral, step, cast)
    return referral


def take(referral: Referral, to: State, cast: Cast, **said: str) -> Referral:
    """Take a step as the person whose turn it is, saying what it needs."""
    needs = needs_of(referral.kind, referral.state, to)
    wanted = {name: text for name, text in SAID.get(to, {}).items() if name in needs}
    by = actor(referral, to, cast)
    return move(referral=referral, to=to, version=referral.version, by=by, **{**wanted, **said})


def actor(referral: Referral, to: State, cast: Cast) -> User | None:
    """Who takes steps into a state."""
    side = side_into(referral.kind, to)
    if side == Side.RECEIVER:
        return cast.coordinator if referral.kind == Kind.HANDOVER else cast.partner_worker
    if side == Side.SENDER:
        return cast.consultant if referral.kind == Kind.HANDOVER else cast.coordinator
    return None


def form(**more: Any) -> dict[str, Any]:
    """What the form of a handover, referral or transfer sends."""
    basis = {"message": MESSAGE, "legal_basis": "statutory_task"}
    return {"send": "yes", "submission": str(uuid4()), **basis, **more}


def press(client: Client, address: str, data: dict[str, Any]) -> str:
    """Send a form; gives the page that one lands on."""
    response = client.post(address, data, follow=True)
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()
