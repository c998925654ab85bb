"""Records are confirmed in the city's time; who can do so is told, once, with the reason."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from casework.partners import selectors
from casework.partners.choices import AgreementState
from casework.partners.freshness import Freshness
from casework.partners.models import Organisation, PartnerRules
from casework.partners.tasks import recall_checks
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tests.casework.partners.builders import make_service
from tests.casework.partners.pages import address, text
from tests.cast import Cast, browser_of

KIND = "record-check-due"


@pytest.fixture
def body(cast: Cast) -> Organisation:
    """A signatory whose record was confirmed 40 days ago; the others today."""
    today = timezone.localdate()
    Organisation.objects.update(verified_on=today)
    body = cast.partner
    body.agreement_state = AgreementState.SIGNATORY
    body.verified_on = today - timedelta(days=40)
    body.save()
    return body


def set_days(client: Client, days: int, version: int = 1) -> Any:
    given = {"confirm_every_days": str(days), "version": str(version)}
    return client.post(address("partner_rules"), given)


def test_the_city_sets_the_days(cast: Cast) -> None:
    admin = browser_of(cast.administrator)
    assert 'value="180"' in text(admin.get(address("partner_rules")))
    assert set_days(admin, 5).status_code == 422
    assert set_days(admin, 30).status_code == 302
    assert PartnerRules.objects.get().confirm_every_days == 30
    assert set_days(admin, 60).status_code == 422  # somebody changed it meanwhile
    assert browser_of(cast.coordinator).get(address("partner_rules")).status_code == 404


def test_freshness_and_score_follow_the_rule(cast: Cast, body: Organisation) -> None:
    make_service(body, verified_on=timezone.localdate())
    [row] = [one for one in selectors.partner_rows() if one.organisation == body]
    assert (row.freshness, row.score) == (Freshness.FRESH, 100)
    PartnerRules.objects.create(confirm_every_days=30)
    [row] = [one for one in selectors.partner_rows() if one.organisation == body]
    assert (row.freshness, row.score) == (Freshness.AGEING, 50)
    PartnerRules.objects.update(confirm_every_days=14)
    [row] = [one for one in selectors.partner_rows() if one.organisation == body]
    assert row.freshness == Freshness.STALE
    page = text(browser_of(cast.coordinator).get(address("partners")))
    assert "Potwierdzone na czas: 50%" in page


def test_its_own_people_are_told_once_until_somebody_confirms(
    cast: Cast, body: Organisation
) -> None:
    assert recall_checks.run() == 0
    PartnerRules.objects.create(confirm_every_days=30)
    assert recall_checks.run() == 1
    assert recall_checks.run() == 0
    told = set(Notification.objects.filter(kind=KIND).values_list("person", flat=True))
    assert told == {cast.partner_worker.pk, cast.member.pk}
    own = browser_of(cast.partner_worker)
    assert "Przeczytaj wpis o swojej organizacji." in text(
        own.get(address("partner_staff", body.pk))
    )
    assert own.post(address("partner_checked", body.pk)).status_code == 302
    body.refresh_from_db()
    assert body.verified_on == timezone.localdate() and recall_checks.run() == 0
    assert AuditEvent.objects.filter(verb="partner.checked").count() == 1


def test_where_it_has_nobody_those_who_keep_partners_are_told(
    cast: Cast, body: Organisation
) -> None:
    PartnerRules.objects.create(confirm_every_days=30)
    body.group.memberships.all().delete()
    assert recall_checks.run() == 1
    told = set(Notification.objects.filter(kind=KIND).values_list("person", flat=True))
    assert cast.coordinator.pk in told and cast.partner_worker.pk not in told


def test_nobody_confirms_another_bodys_record(cast: Cast, body: Organisation) -> None:
    stranger = browser_of(cast.stranger)
    page = text(stranger.get(address("partner_staff", body.pk)))
    assert address("partner_checked", body.pk) not in page
    assert stranger.post(address("partner_checked", body.pk)).status_code == 404
