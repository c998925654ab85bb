"""A city that comes back from a backup lets nobody in whom it has sent away since."""

from pathlib import Path

import pytest

from ostoja.accounts.models import User
from tenants.bundles.restoring import restore_bundle
from tenants.bundles.writing import write_bundle
from tenants.exports.content import left_out_here, tables_of_here
from tenants.fence import entered
from tenants.support import actions
from tenants.support.models import SupportConsent, SupportVisit
from tests.cast import make_cast
from tests.tenants.support.making import COLOURS, allow, make_operator, visitor


@pytest.fixture
def administrator(committed_database: str) -> User:
    with entered("gdansk"):
        return make_cast().administrator


@pytest.fixture
def consent(administrator: User) -> SupportConsent:
    with entered("gdansk"):
        return allow(administrator)


def test_a_withdrawn_consent_stays_withdrawn_and_a_visit_ended(
    administrator: User, consent: SupportConsent, tmp_path: Path
) -> None:
    visitor(make_operator())
    write_bundle("gdansk", tmp_path / "a.ostoja")
    with entered("gdansk"):
        actions.withdraw_consent(pk=consent.pk, by=administrator)
    restore_bundle(tmp_path / "a.ostoja", over=True)
    with entered("gdansk"):
        visit = SupportVisit.objects.select_related("consent", "person").get()
        assert not visit.consent.is_open
        assert visit.left_at is not None
        assert visit.person is not None and not visit.person.is_active


def test_an_open_visit_has_no_session_after_a_restore(
    consent: SupportConsent, tmp_path: Path
) -> None:
    client = visitor(make_operator())
    assert client.get(COLOURS).status_code == 200
    write_bundle("gdansk", tmp_path / "a.ostoja")
    restore_bundle(tmp_path / "a.ostoja", over=True)
    assert client.get(COLOURS).status_code == 302


def test_a_city_takes_its_consents_along_without_the_tickets(administrator: User) -> None:
    with entered("gdansk"):
        names = {table.name: table for table in tables_of_here()}
        hidden = {(one.table, one.column) for one in left_out_here()}
    assert "support_supportconsent" in names
    assert "operator_name" in {column.name for column in names["support_supportvisit"].columns}
    assert ("support_supportvisit", "ticket_hash") in hidden
