"""Bodies outside the system that were asked for help, and the first meeting after an acceptance."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Day, Flag, Id, Moment, Shown, Text
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from casework.cases.models import Case as CaseRow
from casework.cases.selectors import case_for, case_to_change, sight_of
from casework.cases.views.phases import group_of
from casework.referrals import appointments, selectors
from casework.referrals.actions.appointments import name_appointment
from casework.referrals.actions.outside import ask_outside, end_outside
from casework.referrals.choices import LegalBasis
from casework.referrals.choices_of_outside import OutsideState, OutsideWay
from casework.referrals.forms_of_outside import OutsideEndForm, OutsideForm
from casework.referrals.models import OutsideReferral as OutsideRow
from ostoja.access.permissions import Permission

ENDS = [one for one in OutsideState.choices if one[0] != OutsideState.WAITING]


class OutsideReferral(Shown):
    """A need with which a body outside the system was asked to help."""

    id = serializers.UUIDField()
    case = serializers.UUIDField(source="case_id")
    case_need = serializers.UUIDField(source="case_need_id")
    body = serializers.CharField()
    contact = serializers.CharField()
    way = serializers.ChoiceField(choices=OutsideWay.choices)
    message = serializers.CharField()
    legal_basis = serializers.CharField(help_text="Empty where nothing was shared.")
    consent = serializers.UUIDField(source="consent_id", allow_null=True)
    asked_on = serializers.DateField()
    state = serializers.ChoiceField(choices=OutsideState.choices)
    outcome = serializers.CharField()
    task = serializers.UUIDField(source="task_id", allow_null=True, help_text="The reminder.")
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "6d7e8f90-1a2b-4c3d-8e4f-5a6b7c8d9e01",
        "case": "1d2b9a04-6d2e-4a8f-8c55-5b8f4b7f7b12",
        "case_need": "2e3f4a5b-6c7d-4e8f-9a0b-1c2d3e4f5a61",
        "body": "Fundacja Przykładowa",
        "contact": "ul. Zmyślona 1",
        "way": "letter",
        "message": "Prosimy o paczkę żywnościową.",
        "legal_basis": "statutory_task",
        "consent": None,
        "asked_on": "2026-11-22",
        "state": "waiting",
        "outcome": "",
        "task": "5c6d7e8f-9a0b-4c1d-8e2f-3a4b5c6d7e80",
        "version": 1,
    }


class NewOutsideReferral(Body):
    """What was asked of whom; `remind_on` is the day on which you ask what came of it."""

    case_need = Id(help_text="Id of an open need of the case.")
    body = Text(max_length=200)
    contact = Text(max_length=300, required=False, allow_blank=True)
    way = Choice(choices=OutsideWay.choices)
    message = Text(max_length=8_000, required=False, allow_blank=True)
    legal_basis = Choice(
        choices=LegalBasis.choices, required=False, help_text="Left out where nothing was shared."
    )
    consent = Id(required=False, help_text="With the basis `consent`: which one.")
    asked_on = Day()
    remind_on = Day()

    example: ClassVar = {
        "case_need": "2e3f4a5b-6c7d-4e8f-9a0b-1c2d3e4f5a61",
        "body": "Fundacja Przykładowa",
        "way": "letter",
        "legal_basis": "statutory_task",
        "asked_on": "2026-11-22",
        "remind_on": "2026-11-30",
    }


class OutsideEnd(Body):
    """What came of it."""

    state = Choice(choices=ENDS)
    outcome = Text(max_length=8_000, required=False, allow_blank=True)

    example: ClassVar = {"state": "helped", "outcome": "Paczka przyszła."}


class FirstMeeting(Body):
    """When and where the receiver meets the person."""

    at = Moment()
    place = Text(max_length=200, required=False, allow_blank=True)
    person_told = Flag(required=False)

    example: ClassVar = {"at": "2026-11-30T10:00:00+01:00", "place": "Pokój 4"}


class MeetingOfReferral(Shown):
    """The first meeting; `task` is the appointment of the case."""

    task = serializers.UUIDField(source="task_id")
    at = serializers.DateTimeField(source="task.due_at")
    place = serializers.CharField(source="task.place")
    person_told = serializers.BooleanField(source="task.person_told")

    example: ClassVar = {
        "task": "5c6d7e8f-9a0b-4c1d-8e2f-3a4b5c6d7e80",
        "at": "2026-11-30T10:00:00+01:00",
        "place": "Pokój 4",
        "person_told": False,
    }


class OutsideReferralView(Resource):
    """For those who lead or coordinate the case."""

    tag = "referrals"
    part = "referrals"
    permission = Permission.CASE_VIEW
    ordering = ("created_at", "id")

    @operation(
        "List whom outside the system somebody asked",
        "The earliest first. 404 for bodies that do not lead the case.",
        gives=OutsideReferral,
        page=True,
    )
    def list(self, request: Request, case_pk: UUID) -> Response:
        case = case_for(self.user, case_pk, Permission.CASE_VIEW)
        if not sight_of(case, self.user).leads:
            raise Http404
        return self.page(OutsideRow.objects.filter(case=case), OutsideReferral)

    @operation(
        "Note that a body outside the system was asked",
        "Nothing is sent. You are reminded by a task.",
        takes=NewOutsideReferral,
        gives=OutsideReferral,
        status=201,
    )
    def create(self, request: Request, case_pk: UUID) -> Response:
        case = case_to_change(self.user, case_pk)
        sent: dict[str, Any] = {**self.body(NewOutsideReferral)}
        data = data_for(OutsideForm, sent) | {"submission": str(self.submission)}
        form = checked(OutsideForm(case, data))
        group = group_of(case, self.user)
        asked = ask_outside(case=case, group=group, by=self.user, **form.cleaned_data)
        return given(OutsideReferral(asked).data, version=asked.version, status=201)

    @operation(
        "Say what came of it",
        "The need is met, or open again.",
        takes=OutsideEnd,
        gives=OutsideReferral,
        versioned=True,
    )
    def end(self, request: Request, case_pk: UUID, pk: UUID) -> Response:
        case, version = case_to_change(self.user, case_pk), self.version
        asked = _of(case, pk)
        form = checked(OutsideEndForm({**self.body(OutsideEnd), "version": version}))
        group = group_of(case, self.user)
        ended = end_outside(asked=asked, group=group, by=self.user, **form.cleaned_data)
        return given(OutsideReferral(ended).data, version=ended.version)


class FirstMeetingView(Resource):
    """For the receiver of a referral that was accepted."""

    tag = "referrals"
    part = "referrals"
    permission = Permission.REFERRAL_VIEW

    @operation(
        "Name the first meeting",
        "Again: another moment for it. It stands in the case where the deadline stood.",
        takes=FirstMeeting,
        gives=MeetingOfReferral,
    )
    def appoint(self, request: Request, pk: UUID) -> Response:
        found = selectors.referral_for(self.user, pk, Permission.REFERRAL_VIEW)
        if not appointments.may_name(self.user, found):
            raise Http404
        sent = self.body(FirstMeeting)
        named = name_appointment(
            referral=found,
            at=sent["at"],
            place=sent.get("place", ""),
            person_told=sent.get("person_told", False),
            by=self.user,
        )
        return given(MeetingOfReferral(named).data)


def _of(case: CaseRow, pk: UUID) -> OutsideRow:
    return get_object_or_404(OutsideRow.objects.select_related("case", "task"), pk=pk, case=case)
