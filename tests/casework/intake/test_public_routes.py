"""Anonymous means anonymous on every public route: a new one without a row here fails the build."""

import logging
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.core.cache import cache

from casework.intake.models import Conversation
from ostoja.ui.unseen import ADDRESS
from tenants.fence import Power, current_schema, entered_platform
from tenants.fence.place import PLATFORM_SCHEMA
from tests.casework.intake.reports import code_of, filled_form, make_entry_point, make_report, phone
from tests.casework.intake.test_privacy import CANARIES, DEVICE, _redis, everything_in, forms_of
from tests.isolation.routes import ROUTES

Ask = Callable[[], None]


def visits(*paths: str) -> Ask:
    """Look at pages with a device that can be recognised."""

    def ask() -> None:
        device = phone(**DEVICE)
        for path in paths:
            device.get(path)
            device.get(path, {"kanarek": "kanarek-query"})
            device.head(path)

    return ask


def send(path: str, *forms: dict[str, str]) -> None:
    device = phone(**DEVICE)
    for form in forms:
        device.post(path, form)


def contact(path: str) -> Ask:
    def ask() -> None:
        visits(path)()
        form = filled_form()
        send(path, form, form, filled_form(""), filled_form(subject="x"), {"text": "\x00"})
        conversation = Conversation.objects.order_by("created_at").first()
        assert conversation is not None
        send(path, {"submission": form["submission"], "code": code_of(conversation)})

    return ask


def returning(path: str) -> Ask:
    def ask() -> None:
        visits(path)()
        code = code_of(make_report())
        text = {"text": "Jeszcze jedno", "submission": str(uuid4())}
        send(
            path,
            {"code": "1"},
            {"code": "1111 2222 3333 4444"},
            {"code": code},
            {"code": code, **text},
        )

    return ask


def leaving() -> None:
    visits(ADDRESS)()
    send(ADDRESS, {})


def news() -> None:
    code = code_of(make_report())
    send("/pl/info/2/news/", {"code": code, "after": "0"}, {"code": "1"}, {"after": "x"})


def a_file() -> None:
    code, address = code_of(make_report()), "/pl/info/2/file/"
    visits(address)()
    send(address, {"code": code, "file": str(uuid4())}, {"code": "1"}, {"file": "x"})


def letter() -> None:
    visits("/r/nobodys/")()
    send("/r/nobodys/", {})


def a_link_to_answer() -> None:
    visits("/pl/answer/nobodys/")()
    send("/pl/answer/nobodys/", {"open": "yes"}, {"again": "yes"}, {"answer": "accepted"})


def easy() -> None:
    visits("/pl/accessibility/easy/on/", "/pl/accessibility/easy/off/?back=/pl/")()


def display() -> None:
    visits("/pl/accessibility/display/")()
    send("/pl/accessibility/display/", {"display": "dark", "back": "/pl/"}, {"display": "x"})


def a_body_that_joins() -> None:
    path = "/pl/partners/join/"
    visits(path)()
    send(path, {"submission": str(uuid4()), "name": "x"}, {"subject": "x", "name": "\x00"})


def standards_of_minors() -> dict[str, Ask]:
    nobodys = f"/pl/minors/{UUID(int=0)}/"
    return {
        "child_protection": visits("/pl/minors/"),
        "child_protection_body": visits(nobodys),
        "child_protection_full": visits(f"{nobodys}full/"),
        "child_protection_print": visits(f"{nobodys}print/"),
        "child_protection_file": visits(f"/pl/minors/files/{UUID(int=0)}/"),
    }


PUBLIC: dict[str, Ask] = {
    "front_door": visits("/"),
    "entry_point": visits("/q/HWP7K3", "/q/ZZZZZZ"),
    "short_address": visits("/kanarek", "/dworzec/"),
    "city_home": visits("/pl/"),
    "contact": contact("/pl/info/"),
    "return_with_code": returning("/pl/info/2/"),
    "contact_of_old": contact("/pl/contact/"),
    "return_of_old": returning("/pl/return/"),
    "staying_safe": visits("/pl/info/3/"),
    "chat_news": news,
    "resident_file": a_file,
    "from_letter": letter,
    "duty_calendar": visits("/calendar/nobodys/duties.ics"),
    "answer_link": a_link_to_answer,
    "easy_text_switch": easy,
    "leave": leaving,
    "display": display,
    "brand_css": visits("/brand/0e4a57-bd7d25.css"),
    "partner_directory": visits("/pl/partners/", "/pl/partners/?words=kanarek-words"),
    "activities": visits("/pl/partners/activities/"),
    "partner_join": a_body_that_joins,
    "partner": visits("/pl/partners/nobody/"),
    **standards_of_minors(),
    "accessibility_statement": visits("/pl/accessibility/statement/"),
    "privacy_notice": visits("/pl/privacy/"),
    "privacy_notice_easy": visits("/pl/privacy/easy/"),
}
# Open to who has not signed in, but for the staff: they say who they are, and it is on record.
FOR_STAFF = ("account_", "accept_invitation", "api_", "identity_", "support_", "passkey_", "mfa_")


def public_routes() -> set[str]:
    """The names of routes that ask nobody to sign in."""
    return {
        name for name, row in ROUTES.items() if row.who is None and not name.startswith(FOR_STAFF)
    }


def test_every_public_route_has_a_row() -> None:
    assert public_routes() == set(PUBLIC)


@pytest.mark.usefixtures("gdansk")
@pytest.mark.parametrize("name", PUBLIC)
def test_nothing_of_the_device_is_kept(
    name: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    cache.clear()
    make_entry_point()
    PUBLIC[name]()
    # A backup holds the rows of the city; the queue and the outbox are Redis and tables.
    kept = {"city": everything_in(current_schema())}
    with entered_platform(Power.OWNER):
        kept["platform"] = everything_in(PLATFORM_SCHEMA)
    # Django's own words of warning name the path of a refused request, never who sent it.
    kept["logs"] = caplog.text + "".join(capfd.readouterr())
    kept["redis"] = str([(key, _redis().dump(key)) for key in _redis().scan_iter()])
    kept["mail"] = str([(one.subject, one.body) for one in mail.outbox])
    for canary in CANARIES:
        for written in forms_of(canary):
            assert not [place for place, text in kept.items() if written in text], canary
