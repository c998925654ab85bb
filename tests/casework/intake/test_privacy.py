"""Anonymous means anonymous: nothing of a resident's device is kept anywhere."""

import logging
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from redis import Redis

from casework.intake.models import Conversation
from ostoja.settings.services import REDIS_URL
from tenants.fence import Power, current_schema, entered_platform
from tenants.fence.place import PLATFORM_SCHEMA
from tests.casework.intake.reports import code_of, filled_form, make_entry_point, phone

WORDS = "kanarek Ż7391"
ADDRESS, FORWARDED = "198.51.100.217", "203.0.113.94"
DEVICE = {
    "REMOTE_ADDR": ADDRESS,
    "HTTP_X_FORWARDED_FOR": FORWARDED,
    "HTTP_USER_AGENT": "KanarekBrowser/7391",
    "HTTP_REFERER": "http://gdansk.localhost/kanarek-referrer",
    "HTTP_COOKIE": "kanarek-cookie=1",
}
CANARIES = [ADDRESS, FORWARDED, "198.51.100", "203.0.113", "KanarekBrowser", "kanarek-"]


def walk_the_public_pages() -> None:
    """Everything that a resident can do, with a device that can be recognised."""
    make_entry_point()
    device = phone(**DEVICE)
    for path in ("/", "/pl/", "/q/hwp7k3", "/q/ZZZZZZ", "/pl/contact/?e=HWP7K3", "/pl/return/"):
        device.get(path)
    form = filled_form(WORDS)
    device.post("/pl/contact/", form)
    code = code_of(Conversation.objects.get())
    device.post("/pl/contact/", {"submission": form["submission"], "code": code})
    device.post("/pl/contact/", filled_form("", subject="x"))
    device.post("/pl/return/", {"code": "1111 2222 3333 4444"})
    device.post("/pl/return/", {"code": code})
    device.post("/pl/return/", {"code": code, "text": WORDS, "submission": str(uuid4())})


def everything_in(schema: str) -> str:
    """All rows of all tables of a schema, as text."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = %s", [schema])
        tables = [table for (table,) in cursor.fetchall()]
        assert len(tables) > 5
        return "\n".join(_rows(cursor, schema, table) for table in tables)


def _rows(cursor: Any, schema: str, table: str) -> str:
    cursor.execute(
        f"select coalesce(string_agg(t::text, E'\\n'), '') from \"{schema}\".\"{table}\" t"
    )
    text: str = cursor.fetchone()[0]
    return text


def forms_of(text: str) -> list[str]:
    """As PostgreSQL would print it: plain, and inside bytes."""
    return [text, text.encode().hex()]


@pytest.mark.usefixtures("gdansk")
def test_nothing_of_the_device_reaches_database_logs_cache_or_mail(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    cache.clear()
    walk_the_public_pages()
    kept = {"city": everything_in(current_schema())}
    with entered_platform(Power.OWNER):
        kept["platform"] = everything_in(PLATFORM_SCHEMA)
    kept["logs"] = caplog.text + "".join(capfd.readouterr())
    kept["cache"] = str([(key, _redis().dump(key)) for key in _redis().scan_iter()])
    kept["mail"] = str(mail.outbox)
    for canary in [*CANARIES, WORDS]:
        for written in forms_of(canary):
            assert not [name for name, text in kept.items() if written in text], canary


def _redis() -> Any:
    return Redis.from_url(REDIS_URL)


@pytest.mark.usefixtures("gdansk")
def test_the_search_for_canaries_finds_what_is_there() -> None:
    make_entry_point(place="kanarek-here")
    assert "kanarek-here" in everything_in(current_schema())


@pytest.mark.usefixtures("gdansk")
def test_the_code_is_kept_nowhere() -> None:
    phone().post("/pl/contact/", filled_form())
    code = code_of(Conversation.objects.get())
    kept = everything_in(current_schema())
    for shape in (code, code.replace(" ", ""), code.replace(" ", "-")):
        assert not [written for written in forms_of(shape) if written in kept]


@pytest.mark.usefixtures("gdansk")
@override_settings(
    CACHES={
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "unix:///nowhere/redis.sock",
            "KEY_FUNCTION": "tenants.fence.caches.make_key",
        }
    },
    CELERY_BROKER_URL="redis+socket:///nowhere/redis.sock",
)
def test_everything_works_without_redis() -> None:
    form = filled_form()
    assert phone().get("/pl/").status_code == 200
    assert phone().get("/pl/contact/").status_code == 200
    sent = phone().post("/pl/contact/", form)
    assert sent.status_code == 200 and sent.context["code"]
    assert phone().post("/pl/return/", {"code": sent.context["code"]}).status_code == 200
    assert phone().post("/pl/return/", {"code": "1"}).status_code == 422
