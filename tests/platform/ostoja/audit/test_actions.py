"""Recording: inside the transaction, without personal data, and never altered."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import QuerySet

from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.audit.actions import NotRecorded
from ostoja.audit.models import AuditEvent
from tests.platform.ostoja.accounts.people import make_user


def events() -> QuerySet[AuditEvent]:
    """What was recorded in the test; a new city has a few rows of its own."""
    return AuditEvent.objects.filter(verb__startswith="person.")


@pytest.fixture
def user(gdansk: None) -> User:
    """Somebody who does something."""
    return make_user()


class TestRecording:
    def test_it_says_who_did_what_to_what(self, user: User) -> None:
        record("person.seen", by=user, on=user, subject=user, number=3)
        event = events().get()
        assert (event.actor_id, event.actor_name) == (user.pk, "Anna Wróbel")
        assert (event.object_type, event.object_id) == ("accounts.user", str(user.pk))
        assert (event.subject_type, event.subject_id) == ("accounts.user", str(user.pk))
        assert event.details == {"number": 3}

    def test_a_resident_or_the_clock_is_nobody(self, user: User) -> None:
        record("person.seen", by=None, on=user)
        event = events().get()
        assert (event.actor_id, event.actor_name, event.subject_id) == (None, "", "")

    def test_it_outlives_what_it_is_about(self, user: User) -> None:
        record("person.seen", by=user, on=user)
        user.delete()
        assert events().get().actor_name == "Anna Wróbel"


class TestActions:
    def test_one_that_records_nothing_is_undone(self, user: User) -> None:
        @action
        def rename() -> None:
            User.objects.update(full_name="X")

        with pytest.raises(NotRecorded):
            rename()
        assert User.objects.get(pk=user.pk).full_name == "Anna Wróbel"

    def test_one_that_fails_leaves_no_row(self, user: User) -> None:
        @action
        def rename() -> None:
            record("person.renamed", by=user, on=user)
            raise ValueError

        with pytest.raises(ValueError):
            rename()
        assert not events().exists()

    def test_an_action_within_an_action_must_record_too(self, user: User) -> None:
        @action
        def inner() -> None:
            """Records nothing."""

        @action
        def outer() -> None:
            record("person.renamed", by=user, on=user)
            inner()

        with pytest.raises(NotRecorded):
            outer()
        assert not events().exists()

    def test_it_gives_back_what_the_function_gives(self, user: User) -> None:
        @action
        def count(*, by: User) -> int:
            record("person.counted", by=by, on=by)
            return 7

        assert count(by=user) == 7
        assert events().count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_auditevent set actor_name = 'X'",
        "delete from audit_auditevent",
        "truncate audit_auditevent",
    ],
)
def test_the_database_itself_refuses_to_alter_rows(user: User, statement: str) -> None:
    record("person.seen", by=user, on=user)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert events().count() == 1
