"""What the demonstration's data protection officer and coordinator have on their desks."""

import datetime

from django.utils import timezone

from casework.cases.privacy_loading import load_breaches, load_requests
from casework.partners.accession_loading import load_applications
from casework.partners.choices import ApplicationState
from casework.partners.models import Application
from casework.referrals.conflict_loading import load_conflicts
from casework.referrals.models import Conflict
from ostoja.access.roles import Role
from ostoja.privacy.breaches.models import Breach
from ostoja.privacy.requests.models import DataRequest
from tenants.parts import read_seed
from tests.casework.cases.situations import make_case
from tests.cast import Cast, make_organisation, make_person

DAY = datetime.timedelta(days=1)


def test_a_request_and_a_breach_wait_with_their_clocks_and_come_once(cast: Cast) -> None:
    seed = read_seed("gdansk")
    load_requests(seed["data_requests"])
    assert not DataRequest.objects.exists()  # nobody is there who could have written it down
    make_person(Role.DPO, email="dpo@gdansk.example")
    case = make_case(cast, pseudonym="Osoba B", is_sample=True)
    make_case(cast, pseudonym="Osoba B")
    for _ in range(2):
        load_requests(seed["data_requests"])
        load_breaches(seed["breaches"])
    request, breach = DataRequest.objects.get(), Breach.objects.get()
    assert request.subject_id == case.pk
    assert request.received_on == timezone.localdate() - 6 * DAY
    assert breach.entries.count() == 2 and breach.closed_at is None and breach.authority == ""
    assert timezone.now() < breach.due_at < timezone.now() + 3 * DAY


def test_a_body_wants_to_join_and_one_is_not_impartial_and_both_come_once(cast: Cast) -> None:
    seed = read_seed("gdansk")
    make_person(Role.COORDINATOR, cast.coordinating, "coordinator@gdansk.example")
    body = make_organisation("latarnia-przykladowa", "Latarnia Przykładowa")
    case = make_case(cast, pseudonym="Bursztyn", is_sample=True)
    for _ in range(2):
        load_applications(seed["applications"])
        load_conflicts(seed["conflicts"])
    application, conflict = Application.objects.get(), Conflict.objects.get()
    assert (application.state, application.remarks.count()) == (ApplicationState.RECEIVED, 1)
    assert {need.key for need in application.needs.all()} == {"legal-advice", "family"}
    assert application.email.endswith(".example")
    assert (conflict.case, conflict.organisation) == (case, body)
