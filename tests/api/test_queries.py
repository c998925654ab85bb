"""Lists and details ask the database as often for many rows as for one."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.intake.actions import receive_report
from casework.meetings.models import Attendance
from casework.partners.models import Contact, Location, Phone, Service
from casework.roster.models import Swap
from casework.shelter.models import BedClosure
from casework.telling.actions import raise_telling
from casework.telling.choices import What
from ostoja.access.roles import Role
from ostoja.accounts.models import Membership
from tests.api.programs import program_of
from tests.api.webhooks.making import make_webhook
from tests.casework.benefits.making import give, stocked
from tests.casework.cases.situations import make_case, make_note, need
from tests.casework.incidents.making import make_incident
from tests.casework.meetings.making import make_meeting, make_outcome
from tests.casework.minors.making import make_edition as make_standards
from tests.casework.minors.making import open_card
from tests.casework.referrals.situations import coordinated_case, hand_over, make_service, refer
from tests.casework.roster.making import make_absence, make_hours, make_shift
from tests.casework.roster.making import make_place as make_duty_place
from tests.casework.shelter.making import day, make_bed, make_house, make_stay
from tests.casework.visits.making import look, make_inside
from tests.cast import Cast, make_organisation, make_person

# The token with its person and roles; then what the noun itself needs.
LISTS = {
    "needs/": ("consultant", 2),
    "organisations/": ("coordinator", 2),
    "services/": ("coordinator", 2),
    "locations/": ("coordinator", 2),
    "phones/": ("coordinator", 2),
    "activities/": ("coordinator", 2),
    "applications/": ("coordinator", 4),
    "contacts/": ("coordinator", 2),
    "conversations/": ("consultant", 2),
    "cases/": ("consultant", 2),
    "case-lists/": ("consultant", 2),
    "easy-texts/": ("administrator", 3),
    "entry-points/": ("administrator", 2),
    "canned-replies/": ("supervisor", 2),
    "resident-texts/": ("administrator", 2),
    "referrals/": ("coordinator", 2),
    "playbooks/": ("consultant", 3),
    "duty-places/": ("consultant", 5),
    "shifts/": ("consultant", 2),
    "on-duty/": ("consultant", 2),
    "swaps/": ("consultant", 2),
    "absences/": ("consultant", 2),
    "facilities/": ("consultant", 2),
    "beds/": ("consultant", 2),
    "nights/": ("consultant", 2),
    "bed-closures/": ("supervisor", 2),
    "stays/": ("consultant", 3),
    "standards/": ("consultant", 5),
    "interventions/": ("consultant", 2),
    "incidents/": ("consultant", 2),
    "visits/": ("consultant", 5),  # and the audit of what was read
    "tellings/": ("consultant", 2),
    "visit-alarms/": ("consultant", 4),  # and the audit of what was read
    "visit-settings/": ("supervisor", 2),
    "benefit-stores/": ("consultant", 2),
    "benefit-articles/": ("consultant", 2),
    "benefit-batches/": ("consultant", 2),
    "benefit-movements/": ("consultant", 2),
    "benefit-givings/": ("consultant", 5),  # and the audit of what was read
    "meetings/": ("member", 2),
    "outcomes/": ("member", 2),
    "people/": ("administrator", 5),
    "invitations/": ("administrator", 2),
    "audit/": ("officer", 2),
    "notifications/": ("consultant", 5),
    "notification-choices/": ("consultant", 2),
    "webhooks/": ("coordinator", 2),
    "breaches/": ("officer", 2),
    "data-requests/": ("officer", 6),
    "controllers/": ("officer", 2),
}


def fill(cast: Cast, number: int) -> None:
    """So many of everything."""
    for at in range(number):
        body = make_organisation(f"body-{number}-{at}", f"Body {number} {at}", "partner")
        service = Service.objects.create(organisation=body, key=f"service-{number}-{at}", name={})
        place = Location.objects.create(organisation=body, key=f"place-{number}-{at}", name="P")
        service.needs.add(need(0))
        service.locations.add(place)
        service.schedules.create(by_day=["MO"], opens_at="08:00", closes_at="12:00")
        Phone.objects.create(organisation=body, number=f"+4858{number}{at}", display="1")
        Contact.objects.create(organisation=body, name="Jan")
        person = make_person(Role.PARTNER_WORKER, body, f"worker-{number}-{at}@city.example")
        Membership.objects.create(user=person, role=Role.ANALYST)
        receive_report(submission=body.pk, text="Pomocy", language="pl")
        case = coordinated_case(cast)
        make_service(cast, case)
        raise_telling(case=case, what=What.ACCEPTED, referral=refer(cast, case), by=None)
        hand_over(cast, make_case(cast))
        fill_roster(cast, f"{number}-{at}", number + at)
        make_webhook(body)
        house = make_house(cast.centre, f"house-{number}-{at}")
        make_stay(cast, house)
        BedClosure.objects.create(bed=make_bed(house, "4"), first_on=day(), reason="Rama")
        standards = make_standards(cast, body).standards
        open_card(standards, cast.consultant)
        make_incident(cast)
        look(make_inside(cast, -21, people=[cast.colleague]))
        give(cast, case, (stocked(cast), 1))
        meeting = make_meeting(cast.partner)
        Attendance.objects.create(meeting=meeting, organisation=body, people=2)
        make_outcome(meeting)


def fill_roster(cast: Cast, key: str, day: int) -> None:
    """A place with hours, a duty of now and one that somebody is asked to take, an absence."""
    now = timezone.now()
    place = make_duty_place(key, always=False)
    make_hours(place, "8:00", "20:00")
    make_shift(place, None, now)
    soon = make_shift(place, None, now + timedelta(days=day + 1))
    Swap.objects.create(submission=soon.pk, shift=soon, asker=cast.consultant, asked=cast.colleague)
    make_absence(cast.consultant, date(2030, 1, day + 1))


def test_lists_cost_the_same_for_one_and_for_many(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.API_A_MINUTE, "person", 10**9)  # nobody is held up
    programs = {path: program_of(getattr(cast, who)) for path, (who, _most) in LISTS.items()}
    fill(cast, 1)
    few = {path: cost(program, path) for path, program in programs.items()}
    fill(cast, 4)
    assert {path: cost(program, path) for path, program in programs.items()} == few
    assert {path: number for path, number in few.items() if number > LISTS[path][1]} == {}


def cost(program: Any, path: str) -> int:
    program.get(path)  # what the process remembers is fresh now
    with CaptureQueriesContext(connection) as asked:
        assert program.get(path).status_code == 200
    return len([one for one in asked.captured_queries if "set_config" not in one["sql"]])


def test_a_detail_costs_the_same_however_much_is_nested(cast: Cast) -> None:
    fill(cast, 1)
    for path, who, most in details(cast):
        program = program_of(getattr(cast, who))
        before = cost(program, path)
        grow(cast, path)
        assert cost(program, path) == before <= most, path


def details(cast: Cast) -> list[tuple[str, str, int]]:
    from casework.cases.models import Case
    from casework.intake.models import Conversation
    from casework.meetings.models import Meeting
    from casework.referrals.models import Referral

    referral = Referral.objects.filter(kind="referral").latest("created_at")
    case = Case.objects.get(pk=referral.case_id)
    conversation, meeting = Conversation.objects.latest("created_at"), Meeting.objects.latest("pk")
    service = Service.objects.latest("pk")
    return [
        (f"cases/{case.pk}/", "coordinator", 8),
        (f"cases/{case.pk}/notes/", "coordinator", 8),
        (f"referrals/{referral.pk}/", "partner_worker", 9),
        (f"conversations/{conversation.pk}/", "consultant", 7),
        (f"meetings/{meeting.pk}/", "member", 4),
        (f"services/{service.pk}/", "coordinator", 6),
        (f"people/{cast.colleague.pk}/", "administrator", 6),
    ]


def grow(cast: Cast, path: str) -> None:
    """More of what is nested there."""
    from casework.cases.models import Case, CaseNeed
    from casework.intake.actions import write_again
    from casework.intake.models import Conversation
    from casework.meetings.models import Meeting
    from casework.referrals.models import Referral, Step

    noun, pk = path.split("/")[:2]
    if noun == "cases":
        case = Case.objects.get(pk=pk)
        CaseNeed.objects.get_or_create(case=case, need=need(3))
        make_note(cast, case, "Jeszcze jedna.")
    if noun == "conversations":
        row = Conversation.objects.get(pk=pk)
        write_again(conversation=row, submission=cast.partner.pk, text="I jeszcze")
    if noun == "referrals":
        Step.objects.create(referral=Referral.objects.get(pk=pk), state="sent", by=cast.coordinator)
    if noun == "meetings":
        Attendance.objects.create(meeting=Meeting.objects.get(pk=pk), organisation=cast.centre)
    if noun == "services":
        Service.objects.get(pk=pk).needs.add(need(2))
    if noun == "people":
        Membership.objects.create(
            user=cast.colleague, role=Role.SUPERVISOR, group=cast.partner.group
        )
