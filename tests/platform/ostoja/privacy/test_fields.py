"""Encrypted fields: unreadable in the database, ordinary text in Python."""

from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from ostoja.notifications.models import OutboxMessage
from tenants.fence import entered

CANARY = "Kanarek w kopalni, zażółć gęślą jaźń"


def make(body: str = CANARY) -> OutboxMessage:
    """A row with an encrypted text."""
    return OutboxMessage.objects.create(to="a@city.example", subject="x", body=body)


def raw(row: OutboxMessage) -> bytes:
    """What the database holds."""
    with connection.cursor() as cursor:
        cursor.execute("select body from notifications_outboxmessage where id = %s", [row.pk])
        return bytes(cursor.fetchone()[0])


@pytest.mark.usefixtures("gdansk")
class TestText:
    @pytest.mark.parametrize("text", [CANARY, "", " ", "\N{GRINNING FACE}" * 100, "x" * 50_000])
    def test_it_comes_back_as_it_was(self, text: str) -> None:
        assert OutboxMessage.objects.get(pk=make(text).pk).body == text

    def test_the_database_cannot_read_it(self) -> None:
        kept = raw(make())
        assert b"Kanarek" not in kept
        assert len(kept) == 12 + len(CANARY.encode()) + 16

    def test_nothing_stays_nothing(self) -> None:
        assert raw(make("")) == b""

    def test_changing_it_writes_it_anew(self) -> None:
        row = make()
        before = raw(row)
        row.save()
        assert raw(row) != before

    def test_an_update_of_many_rows_encrypts_too(self) -> None:
        row = make()
        OutboxMessage.objects.update(body="anew")
        assert b"anew" not in raw(row)
        assert OutboxMessage.objects.get().body == "anew"

    def test_values_are_decrypted(self) -> None:
        make()
        assert list(OutboxMessage.objects.values_list("body", flat=True)) == [CANARY]

    @pytest.mark.parametrize("lookup", ["body", "body__icontains", "body__in", "body__startswith"])
    def test_it_cannot_be_searched(self, lookup: str) -> None:
        with pytest.raises(TypeError, match="encrypted"):
            OutboxMessage.objects.filter(**{lookup: "x"}).first()

    def test_only_whether_there_is_any_can_be_asked(self) -> None:
        make()
        assert OutboxMessage.objects.filter(body__isnull=False).count() == 1


@pytest.mark.usefixtures("db")
def test_a_row_copied_to_another_city_stays_closed() -> None:
    with entered("gdansk"):
        kept = raw(make())
    with entered("gdynia"):
        row = make("other")
        with connection.cursor() as cursor:
            cursor.execute("update notifications_outboxmessage set body = %s", [kept])
        with pytest.raises(InvalidTag):
            OutboxMessage.objects.get(pk=row.pk)


def test_migrations_see_an_ordinary_field() -> None:
    field: Any = OutboxMessage._meta.get_field("body")
    _name, path, args, kwargs = field.deconstruct()
    assert path == "ostoja.privacy.fields.EncryptedTextField"
    assert (args, kwargs) == ([], {})
