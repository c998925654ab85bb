"""Three cities that look alike: the same ids everywhere, and a canary text in each. Rows are made
by the same actions in the same order; whatever shows another city's canary crossed the fence.
"""

import datetime
from dataclasses import dataclass
from itertools import count
from uuid import UUID, uuid5

from django.utils import timezone

from casework.cases.actions import add_note, open_case
from casework.cases.choices import NoteVisibility, Urgency
from casework.cases.models import Case, CaseNeed, Consent
from casework.intake.actions import answer, claim
from casework.intake.models import Conversation, EntryPoint, MessageFile
from casework.meetings.actions import add_outcome, log_meeting
from casework.meetings.models import Meeting, Outcome
from casework.partners.choices import Phase
from casework.partners.models import Contact, Location, Need, Organisation, Phone, Schedule, Service
from casework.partners.periods import Period
from casework.referrals.actions import accept, decline, draft_and_send
from casework.referrals.choices import Kind, LegalBasis, Reason
from casework.referrals.models import Referral
from ostoja.accounts.models import Invitation, Membership, User
from ostoja.identity.models import BoundIdentity
from ostoja.notifications.models import Choices, Notification
from ostoja.privacy.receipts import code_for
from ostoja.tables.models import Batch
from tenants.fence import entered
from tenants.profile.models import GrantNotice, PhoneNumber
from tenants.support.models import SupportConsent
from tests.casework.cases.consenting import consented
from tests.cast import Cast, make_cast
from tests.isolation.batches import make_batch
from tests.isolation.benefits import Benefits
from tests.isolation.case_rows import second_need
from tests.isolation.desk_rows import DeskRows, make_desk_rows
from tests.isolation.files import a_file
from tests.isolation.identity import bind_identity
from tests.isolation.ids import NAMESPACE, canary, same_ids
from tests.isolation.incidents import Incidents
from tests.isolation.invitations import invited
from tests.isolation.law import Privacy, of_privacy, publish_law
from tests.isolation.news import first_choices, told_of
from tests.isolation.numbers import add_number
from tests.isolation.opened import open_whole
from tests.isolation.reports import make_mailbox, told_report
from tests.isolation.rooms import of_rooms
from tests.isolation.rosters import Roster
from tests.isolation.shelters import Shelter
from tests.isolation.work import Work, make_work
from tests.tenants.support.making import ended_consent

CITIES = ("gdansk", "gdynia", "slupsk")
PERIOD = Period(datetime.date(2030, 1, 1), datetime.date(2030, 12, 31))


@dataclass(kw_only=True)
class World(Privacy):
    """Everything of one city that a route may ask for."""

    slug: str
    cast: Cast
    need: Need
    service: Service
    location: Location
    phone: Phone
    contact: Contact
    entry_point: EntryPoint
    conversation: Conversation
    file: MessageFile
    desk: DeskRows
    receipt_code: str
    case: Case
    person_consent: Consent
    referral: Referral
    transfer: Referral
    meeting: Meeting
    outcome: Outcome
    work: Work
    case_need: CaseNeed
    membership: Membership
    invitation: Invitation
    invitation_token: str
    batch: Batch
    notification: Notification
    choices: Choices
    identity: BoundIdentity
    number: PhoneNumber
    notice: GrantNotice
    consent: SupportConsent
    roster: Roster
    shelter: Shelter
    incidents: Incidents
    benefits: Benefits

    @property
    def canary(self) -> str:
        """This city's own text."""
        return canary(self.slug)


def make_world(slug: str, salt: str = "") -> World:
    """Fill one city; with the same salt every city gets the same ids."""
    with entered(slug), same_ids(salt):
        return _World(slug, salt).make()


class _World:
    """Makes the rows of one city, room after room."""

    def __init__(self, slug: str, salt: str) -> None:
        self.slug = slug
        self.canary = canary(slug)
        self.submissions = count()
        self.salt = salt

    def submission(self) -> UUID:
        return uuid5(NAMESPACE, f"{self.salt}submission {next(self.submissions)}")

    def make(self) -> World:
        open_whole(self.slug)
        self._rooms()
        invitation, token = invited(self.slug, self.canary, self.cast)
        return World(
            slug=self.slug,
            cast=self.cast,
            need=self.need,
            service=self.service,
            location=self.location,
            phone=self.phone,
            contact=self.contact,
            entry_point=self.entry_point,
            conversation=self.conversation,
            file=MessageFile.objects.get(),
            desk=self.desk,
            receipt_code=code_for(self.conversation.submission),
            case=self.case,
            person_consent=self.person_consent,
            referral=self.referral,
            meeting=self.meeting,
            outcome=self.outcome,
            **of_privacy(self),
            transfer=self.transfer,
            work=make_work(self.case, self.canary, self.submission, self.cast),
            case_need=self.case.needs.get(need__key="second"),
            membership=self.cast.colleague.memberships.get(),
            invitation=invitation,
            invitation_token=token,
            batch=make_batch(self.submission(), self.canary, self.cast.administrator),
            notification=told_of(self.cast.consultant, self.transfer),
            choices=first_choices(self.cast.consultant),
            identity=bind_identity(self.canary, self.cast),
            number=add_number(self.canary),
            notice=GrantNotice.objects.create(funder=self.canary, text={"pl": self.canary}),
            consent=ended_consent(self.canary, by=self.cast.administrator),
            **of_rooms(self.canary, self.cast, self.referral, self.submission),
        )

    def _rooms(self) -> None:
        self.cast = make_cast()
        publish_law(self.canary, by=self.cast.administrator)
        self._partners()
        self._contact()
        self._case()
        self._meeting()

    def _partners(self) -> None:
        texts = {"pl": self.canary}
        partner: Organisation = self.cast.partner
        partner.agreement_state, partner.description = "signatory", texts
        partner.name = f"Fundacja {self.canary}"
        partner.save()
        self.need, _ = Need.objects.get_or_create(key="canary", defaults={"name": texts})
        self.location = Location.objects.create(
            organisation=partner, key="place", name=self.canary, town=self.canary
        )
        self.phone = Phone.objects.create(
            organisation=partner, number="+48580000000", display=self.canary
        )
        self.contact = Contact.objects.create(organisation=partner, name=self.canary)
        self.service = Service.objects.create(organisation=partner, key="service", name=texts)
        self.service.needs.add(self.need)
        self.service.locations.add(self.location)
        Schedule.objects.create(
            service=self.service,
            by_day=["MO"],
            opens_at=datetime.time(8),
            closes_at=datetime.time(15),
            valid_from=PERIOD.first,
            valid_to=PERIOD.last,
        )

    def _contact(self) -> None:
        make_mailbox(self.canary)
        self.entry_point = EntryPoint.objects.create(
            key="canary", code="KNRK77", name={"pl": self.canary}, short_address="kanarek"
        )
        self.conversation = told_report(self.submission(), self.canary, self.entry_point, self.need)
        by = self.cast.consultant
        self.conversation = claim(conversation=self.conversation, by=by)
        answer(
            conversation=self.conversation,
            version=self.conversation.version,
            submission=self.submission(),
            text=self.canary,
            files=[a_file(self.canary)],
            by=by,
        )
        self.desk = make_desk_rows(self.conversation, self.canary, self.submission(), by=by)

    def _case(self) -> None:
        by, centre = self.cast.consultant, self.cast.centre
        self.case = open_case(
            lead=centre,
            pseudonym=self.canary,
            summary=self.canary,
            person_name=self.canary,
            contact_rules=self.canary,
            needs=[self.need, second_need(self.service, self.canary)],
            urgency=Urgency.URGENT,
            phase=Phase.INTERVENTION,
            age=30,
            language="pl",
            accessibility=[],
            by=by,
        )
        add_note(
            submission=self.submission(),
            case=self.case,
            text=self.canary,
            visibility=NoteVisibility.EVERYBODY,
            group=centre.group,
            by=by,
        )
        self._referrals()

    def _referrals(self) -> None:
        cast, purpose = self.cast, {"submission": self.submission(), "purpose": self.canary}
        self.person_consent = consented(cast, self.case, **purpose)
        handover = self._send(Kind.HANDOVER, cast.coordinating, cast.centre, cast.consultant)
        accept(referral=handover, version=handover.version, by=self.cast.coordinator)
        self.referral = self._send(
            Kind.REFERRAL,
            cast.partner,
            cast.coordinating,
            cast.coordinator,
            case_need=self.case.needs.get(need=self.need),
            service=self.service,
        )
        self._transfer_that_came_back()

    def _transfer_that_came_back(self) -> None:
        sent = self._send(
            Kind.TRANSFER, self.cast.other_partner, self.cast.coordinating, self.cast.coordinator
        )
        self.transfer = decline(
            referral=sent, version=sent.version, reason=Reason.NO_CAPACITY, by=self.cast.stranger
        )

    def _send(
        self, kind: Kind, receiver: Organisation, sender: Organisation, by: User, **facts: object
    ) -> Referral:
        return draft_and_send(
            submission=self.submission(),
            kind=kind,
            case=self.case,
            receiver=receiver,
            group=sender.group,
            message=self.canary,
            legal_basis=LegalBasis.STATUTORY_TASK,
            by=by,
            **facts,
        )

    def _meeting(self) -> None:
        by = self.cast.member
        self.meeting = log_meeting(
            submission=self.submission(),
            kind="coalition",
            title=self.canary,
            starts_at=timezone.now() - datetime.timedelta(days=2),
            ends_at=None,
            host=self.cast.partner,
            place=self.location,
            topic=self.canary,
            by=by,
        )
        self.outcome = add_outcome(
            submission=self.submission(),
            meeting=self.meeting,
            kind="action",
            text=self.canary,
            owner=self.cast.partner,
            due_on=timezone.localdate(),
            review_on=None,
            by=by,
        )
