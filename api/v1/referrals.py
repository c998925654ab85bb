"""Handovers, referrals and transfers: read, write, and every step of their workflow."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Id, Nothing
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from api.v1.letters import LetterFacts, form_of
from api.v1.referral_steps import STEPS, taken
from api.v1.referrals_shown import Referral, ReferralInList
from casework.cases.selectors import PROTECTED, acting_group
from casework.referrals import actions, selectors
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral as ReferralRow
from casework.referrals.passing_on import fitting
from casework.referrals.public_forms import MoveForm
from casework.referrals.suggesting import chosen
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.audit import record

NOT_SUGGESTED = _("This service is not among those suggested for the need.")
VIEW = Permission.REFERRAL_VIEW


class DraftFacts(LetterFacts):
    """What may be changed in a draft; ``receiver`` only in a transfer."""

    receiver = Id(required=False)


class OnwardTo(Body):
    """Whom to ask next."""

    service = Id(help_text="One of the services suggested for the need.")

    example: ClassVar = {"service": "e4f5a6b7-8c9d-4e0f-a1b2-3c4d5e6f7a81"}


class ReferralFilter(django_filters.FilterSet):
    """Which to list."""

    kind = django_filters.ChoiceFilter(choices=Kind.choices, help_text="One of the three kinds.")
    state = django_filters.ChoiceFilter(choices=State.choices, help_text="Where it stands.")
    case = django_filters.UUIDFilter(field_name="case_id", help_text="Only those of this case.")
    waiting_for_us = django_filters.BooleanFilter(
        method="waiting", help_text="true: only those that your organisation owes an answer."
    )

    def waiting(self, rows: Any, name: str, value: bool) -> Any:
        """The same that the person's desk shows first."""
        user: Any = self.request.user  # type: ignore[union-attr]
        return rows.filter(pk__in=selectors.waiting_for_us(user).values("pk")) if value else rows


class ReferralView(Resource):
    """The table of steps says who may do what, and what it must be told; see ``taking``."""

    tag = "referrals"
    part = "referrals"
    permission = VIEW
    ordering = ("-created_at", "-id")
    filters = ReferralFilter

    @operation(
        "List handovers, referrals and transfers",
        "Sent by your organisations or to them, the latest first. "
        "`?waiting_for_us=true` is your desk.",
        gives=ReferralInList,
        page=True,
    )
    def list(self, request: Request) -> Response:
        return self.fast_page(selectors.referrals_visible_to(self.user), ReferralInList)

    @operation(
        "Read one",
        "With the steps that you can take now. That you read it is recorded.",
        gives=Referral,
    )
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return shown(selectors.referral_for(self.user, pk, VIEW), self.user)

    @operation(
        "Change a draft",
        "What was sent cannot be changed. Members that you leave out stay as they are.",
        takes=DraftFacts,
        gives=Referral,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        draft = selectors.referral_to_move(self.user, pk, State.SENT)
        version, sent = self.version, self.body(DraftFacts, partial=True)
        form = form_of(draft, sent)
        changed = actions.change_draft(
            referral=draft, version=version, by=self.user, **form.facts()
        )
        return self._seen(changed)

    @operation(
        "Take note that it came back",
        "A handover or transfer that came back leaves the sender's desk.",
        takes=Nothing,
        gives=Referral,
    )
    def acknowledge(self, request: Request, pk: UUID) -> Response:
        found = selectors.referral_for(self.user, pk, VIEW)
        if not selectors.can_acknowledge(self.user, found):
            raise Http404
        self.body(Nothing)
        return self._seen(actions.acknowledge(referral=found, by=self.user))

    @operation(
        "Send on what came back",
        "The same letter to one of the services suggested for the need; those who returned it "
        "are not among them. Gives the new referral.",
        takes=OnwardTo,
        gives=Referral,
        status=201,
    )
    def send_on(self, request: Request, pk: UUID) -> Response:
        found = selectors.referral_to_move(self.user, pk, State.SENT)
        service = chosen(fitting(found, self.user), self.body(OnwardTo)["service"])
        if service is None:
            raise Invalid([{"pointer": "/service", "detail": str(NOT_SUGGESTED)}])
        group = acting_group(found.case, self.user, Permission.CASE_COORDINATE)
        sent = actions.send_on(
            referral=found,
            receiver=service.organisation,
            service=service,
            group=group,
            by=self.user,
        )
        return shown(selectors.referral_for(self.user, sent.pk, VIEW), self.user, status=201)

    @operation(
        "Send a link to answer by",
        "The receiver reads and answers without an account. The links sent before end.",
        takes=Nothing,
        gives=Referral,
    )
    def link(self, request: Request, pk: UUID) -> Response:
        found = selectors.referral_to_move(self.user, pk, State.WITHDRAWN)
        self.body(Nothing)
        return self._seen(actions.renew_link(referral=found, by=self.user))

    def move(self, pk: UUID, to: State) -> Response:
        """Take the step into this state."""
        found = selectors.referral_to_move(self.user, pk, to)
        version, sent = self.version, self.body(taken(to))
        data = data_for(MoveForm, {**sent, "version": version})
        said = checked(MoveForm(found, to, data)).cleaned_data
        said["version"] = version
        return self._seen(actions.move_and_meet(referral=found, to=to, by=self.user, **said))

    def _seen(self, moved: ReferralRow) -> Response:
        """As it is now; that somebody read it is recorded."""
        found = listed(self.user).filter(pk=moved.pk).first()
        if found is None:  # whoever took the last step may see it no more
            raise Http404
        record("referral.seen", by=self.user, on=found, subject=found.case)
        return shown(found, self.user)


def taking(to: State) -> Callable[..., Response]:
    """The operation of one step."""

    @operation(STEPS[to].summary, STEPS[to].more, takes=taken(to), gives=Referral, versioned=True)
    def step(view: ReferralView, request: Request, pk: UUID) -> Response:
        return view.move(pk, to)

    step.__name__ = STEPS[to].address
    return step


for _to, _step in STEPS.items():
    setattr(ReferralView, _step.address, taking(_to))


def listed(user: User) -> Any:
    """What the person may see, without decrypting what the case says about somebody."""
    hidden = [f"case__{name}" for name in PROTECTED]
    return selectors.referrals_visible_to(user).defer(*hidden)


def shown(referral: ReferralRow, user: User, status: int = 200) -> Response:
    """All of it, as this person may see it."""
    location = f"/api/v1/referrals/{referral.pk}/" if status == 201 else ""
    data = Referral(referral, context={"user": user}).data
    return given(data, version=referral.version, status=status, location=location)
