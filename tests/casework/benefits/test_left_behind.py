"""A body leaves the agreement, or is suspended: what is in its stores lies on somebody's desk."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from casework.benefits import selectors
from casework.benefits.actions import change_store
from casework.benefits.models import Article, Store
from casework.benefits.refusals import BenefitRefused
from casework.benefits.tasks import watch_stores
from casework.partners.actions import change_agreement
from casework.partners.choices import AgreementState
from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from ostoja.notifications.models import Notification
from tests.api.programs import program_of
from tests.api.v1.answers import ok, pointers
from tests.casework.benefits.making import deliver, left_of, make_article, make_store, told
from tests.casework.cases.situations import url, words
from tests.cast import Cast, browser_of, make_person

COORDINATOR = "second@city.example"
GONE = pytest.mark.parametrize("state", [AgreementState.LEFT, AgreementState.SUSPENDED])


@pytest.fixture
def soup(cast: Cast) -> Article:
    """Two of them, in a store of the partner."""
    article = make_article(make_store(cast, cast.partner, "Spiżarnia"), "Zupa")
    deliver(article, 2)
    return article


@pytest.fixture
def second(cast: Cast) -> User:
    """Another coordinator than the one who writes down that the body left."""
    return make_person(Role.COORDINATOR, cast.coordinating, COORDINATOR)


def goes(cast: Cast, state: AgreementState = AgreementState.LEFT) -> None:
    """The partner signed once."""
    body = cast.partner
    type(body).objects.filter(pk=body.pk).update(agreement_state=AgreementState.SIGNATORY)
    body.refresh_from_db()
    day = timezone.localdate()
    change_agreement(pk=body.pk, version=body.version, state=state, day=day, by=cast.coordinator)
    body.refresh_from_db()


@GONE
def test_who_coordinates_is_told_and_finds_it_on_the_first_page(
    cast: Cast, soup: Article, second: User, state: AgreementState
) -> None:
    assert "Spiżarnia" not in words(browser_of(second), "staff_home")
    goes(cast, state)
    assert told("left") == {COORDINATOR}  # who wrote it down knows
    for who in (second, cast.coordinator):
        assert "Spiżarnia, Fundacja Łąka" in words(browser_of(who), "staff_home")
    for who in (cast.consultant, cast.partner_worker):
        assert "Spiżarnia, Fundacja Łąka" not in words(browser_of(who), "staff_home")


def test_they_count_it_and_write_it_off_though_nobody_of_the_body_is_left(
    cast: Cast, soup: Article, second: User
) -> None:
    browser, batch = browser_of(second), soup.batches.get()
    count, off = url("benefit_count", batch.pk), url("benefit_write_off", batch.pk)
    assert browser.get(count).status_code == browser.get(off).status_code == 404
    goes(cast)
    User.objects.filter(memberships__group=cast.partner.group).update(is_active=False)
    assert "left the agreement" in words(browser, "benefit_store", soup.store.pk)
    assert count in words(browser, "benefit_article", soup.pk)
    assert browser.post(off, {"amount": "1", "why": "expired"}).status_code == 302
    batch.refresh_from_db()
    sent = {"amount": "1", "version": str(batch.version), "submission": str(uuid4())}
    assert browser.post(count, sent).status_code == 302 and left_of(soup) == 1
    assert browser_of(cast.consultant).get(count).status_code == 404
    assert not selectors.keeps(second, soup.store, Permission.BENEFIT_GIVE)


def test_a_body_of_theirs_takes_it_over(cast: Cast, soup: Article, second: User) -> None:
    browser, address = browser_of(second), url("benefit_store_edit", soup.store.pk)
    goes(cast)
    assert "Body that keeps it" in browser.get(address).content.decode()
    sent = {"name": "Spiżarnia", "is_active": "on", "version": "1"}
    other = browser.post(address, {**sent, "organisation": str(cast.centre.pk)})
    assert other.status_code == 422
    mine = {**sent, "organisation": str(cast.coordinating.pk)}
    assert browser.post(address, mine).status_code == 302
    store = Store.objects.get()
    assert store.organisation == cast.coordinating and left_of(soup) == 2
    assert selectors.keeps(second, store, Permission.BENEFIT_GIVE)
    assert Notification.objects.get(kind="benefit-left").read_at is not None
    assert "Spiżarnia, " not in words(browser, "staff_home")


def test_nobody_takes_over_the_store_of_a_body_that_takes_part(cast: Cast, soup: Article) -> None:
    facts = {"store": soup.store, "version": 1, "name": "S", "by": cast.partner_worker}
    with pytest.raises(BenefitRefused) as refused:
        change_store(is_active=True, organisation=cast.coordinating, **facts)  # type: ignore[arg-type]
    assert refused.value.field == "organisation"
    page = browser_of(cast.partner_worker).get(url("benefit_store_edit", soup.store.pk))
    assert "Body that keeps it" not in page.content.decode()


def test_a_program_takes_it_over(cast: Cast, soup: Article) -> None:
    program, path = program_of(cast.coordinator), f"benefit-stores/{soup.store.pk}/"
    goes(cast)
    other = {"organisation": str(cast.centre.pk)}
    assert pointers(program.patch(path, other, match='"1"')) == {"/organisation"}
    mine = {"organisation": str(cast.coordinating.pk)}
    changed = ok(program.patch(path, mine, match='"1"'))
    assert changed["organisation"] == str(cast.coordinating.pk)
    assert changed["name"] == "Spiżarnia" and changed["is_active"]


def test_who_coordinates_is_told_of_what_expires_where_nobody_else_is(
    cast: Cast, soup: Article
) -> None:
    Article.objects.filter(pk=soup.pk).update(low_mark=Decimal(5))
    User.objects.filter(memberships__group=cast.partner.group).update(is_active=False)
    deliver(soup, 1, 3)
    assert watch_stores.run() == 2
    assert told("low") == told("expires") == {cast.coordinator.email}


def test_a_body_without_a_store_leaves_nothing(cast: Cast) -> None:
    goes(cast)
    assert not told("left")
