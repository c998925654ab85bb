"""A telephone: the code, its limits, and the pages."""

import re
from datetime import time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.actions import (
    CODES_A_DAY,
    MOST_TRIES,
    TooManyCodes,
    confirm_phone,
    send_code,
)
from ostoja.notifications.models import Choices, OutboxMessage, PhoneCode
from tests.cast import Cast, browser_of
from tests.platform.ostoja.notifications.news import kind

PHONE = "+48600100200"
CHOICES = "/pl/staff/notifications/choices/"
PAGE = f"{CHOICES}phone/"


def code_of() -> str:
    """The code of the newest text message."""
    message = OutboxMessage.objects.order_by("-created_at", "-pk").first()
    assert message is not None
    [found] = re.findall(r"\d{6}", message.body)
    return str(found)


def ask(person: User, phone: str = PHONE) -> str:
    OutboxMessage.objects.all().delete()
    send_code(person=person, phone=phone, by=person)
    return code_of()


def phone_of(person: User) -> str:
    return next((row.phone for row in Choices.objects.filter(person=person)), "")


class TestCodes:
    def test_the_right_one_brings_the_telephone(self, cast: Cast) -> None:
        code = ask(cast.consultant)
        assert phone_of(cast.consultant) == ""
        assert confirm_phone(
            person=cast.consultant, code=f"{code[:3]} {code[3:]}", by=cast.consultant
        )
        assert phone_of(cast.consultant) == PHONE
        verbs = AuditEvent.objects.filter(verb__startswith="notification.phone")
        assert set(verbs.values_list("verb", flat=True)) == {
            "notification.phone_code_sent",
            "notification.phone_confirmed",
        }

    def test_it_works_once(self, cast: Cast) -> None:
        code = ask(cast.consultant)
        assert confirm_phone(person=cast.consultant, code=code, by=cast.consultant)
        assert not confirm_phone(person=cast.consultant, code=code, by=cast.consultant)

    def test_it_is_nobody_elses(self, cast: Cast) -> None:
        code = ask(cast.consultant)
        assert not confirm_phone(person=cast.colleague, code=code, by=cast.colleague)

    def test_it_holds_fifteen_minutes(self, cast: Cast) -> None:
        code = ask(cast.consultant)
        PhoneCode.objects.update(sent_at=timezone.now() - timedelta(minutes=16))
        assert not confirm_phone(person=cast.consultant, code=code, by=cast.consultant)

    def test_after_five_wrong_ones_the_right_one_is_wrong(self, cast: Cast) -> None:
        code = ask(cast.consultant)
        wrong = "000000" if code != "000000" else "111111"
        for _ in range(MOST_TRIES):
            assert not confirm_phone(person=cast.consultant, code=wrong, by=cast.consultant)
        assert not confirm_phone(person=cast.consultant, code=code, by=cast.consultant)
        assert phone_of(cast.consultant) == ""

    def test_five_a_day_whatever_the_number(self, cast: Cast) -> None:
        for number in range(CODES_A_DAY):
            ask(cast.consultant, f"+4860010020{number}")
        with pytest.raises(TooManyCodes):
            send_code(person=cast.consultant, phone=PHONE, by=cast.consultant)
        PhoneCode.objects.update(first_sent_at=timezone.now() - timedelta(days=1))
        assert ask(cast.consultant)

    def test_a_code_lies_nowhere_in_words(self, cast: Cast) -> None:
        code = ask(cast.consultant)
        row = PhoneCode.objects.get()
        assert code.encode() not in bytes(row.code_hash or b"")
        assert not AuditEvent.objects.filter(details__icontains=code).exists()


class TestPages:
    @pytest.fixture
    def browser(self, cast: Cast) -> Client:
        return browser_of(cast.consultant)

    def test_from_the_number_to_the_choices(self, browser: Client, cast: Cast) -> None:
        assert "Odbieraj powiadomienia także SMS-em" in browser.get(CHOICES).content.decode()
        sent = browser.post(PAGE, {"phone": "600 100 200"})
        assert sent.headers["Location"] == f"{PAGE}code/"
        assert "+48 600 100 200" in browser.get(f"{PAGE}code/").content.decode()
        done = browser.post(f"{PAGE}code/", {"code": code_of()})
        assert done.headers["Location"] == CHOICES
        page = browser.get(CHOICES).content.decode()
        assert "SMS-y przychodzą na numer +48 600 100 200" in page
        assert "SMS-em" in page

    def test_a_wrong_code_says_so_and_stays(self, browser: Client, cast: Cast) -> None:
        code = ask(cast.consultant)
        answer = browser.post(f"{PAGE}code/", {"code": "12"})
        assert answer.status_code == 422
        assert "Ten kod się nie zgadza" in answer.content.decode()
        assert browser.post(f"{PAGE}code/", {"code": code}).status_code == 302

    @pytest.mark.parametrize("typed", ["", "12", "abc", "+48", "600 100 20x", "\x00"])
    def test_what_is_no_number_is_kept_and_explained(self, browser: Client, typed: str) -> None:
        answer = browser.post(PAGE, {"phone": typed})
        assert answer.status_code == 422
        assert not OutboxMessage.objects.exists()

    def test_too_many_are_refused_in_words(self, browser: Client, cast: Cast) -> None:
        for _ in range(CODES_A_DAY):
            ask(cast.consultant)
        answer = browser.post(PAGE, {"phone": "600100200"})
        assert answer.status_code == 422
        assert "Spróbuj jutro" in answer.content.decode()

    def test_the_code_page_without_a_code_leads_to_the_number(self, browser: Client) -> None:
        assert browser.get(f"{PAGE}code/").headers["Location"] == PAGE

    def test_no_more_of_them(self, browser: Client, cast: Cast) -> None:
        confirm_phone(person=cast.consultant, code=ask(cast.consultant), by=cast.consultant)
        assert browser.post(f"{PAGE}forget/").headers["Location"] == CHOICES
        assert phone_of(cast.consultant) == ""

    def test_choosing_them_and_quiet_hours(self, browser: Client, cast: Cast) -> None:
        made = kind("tested-texts")
        confirm_phone(person=cast.consultant, code=ask(cast.consultant), by=cast.consultant)
        version = Choices.objects.get(person=cast.consultant).version
        form = {
            "version": version,
            "quiet_from": "22",
            "quiet_to": "6.30",
            f"text-{made.key}": "on",
            **{f"mail-{key}": "digest" for key in keys_with_mail(browser)},
        }
        assert browser.post(CHOICES, form).status_code == 302
        row = Choices.objects.get(person=cast.consultant)
        assert (row.quiet_from, row.quiet_to) == (time(22), time(6, 30))
        assert row.channels[made.key] == {"in_app": False, "mail": "digest", "text": True}
        page = browser.get(CHOICES).content.decode()
        assert 'value="22:00"' in page and 'value="06:30"' in page

    @pytest.mark.parametrize(
        ("begins", "ends", "words"),
        [
            ("22", "", "Wpisz obie godziny albo żadnej."),
            ("", "6", "Wpisz obie godziny albo żadnej."),
            ("6", "6:00", "Cisza musi się kończyć o innej godzinie"),
            ("25", "6", "godzin"),
        ],
    )
    def test_hours_without_sense_are_explained(
        self, browser: Client, begins: str, ends: str, words: str
    ) -> None:
        mails = {f"mail-{key}": "digest" for key in keys_with_mail(browser)}
        answer = browser.post(
            CHOICES, {"version": 0, "quiet_from": begins, "quiet_to": ends, **mails}
        )
        assert answer.status_code == 422
        page = answer.content.decode()
        assert (words in page and f'value="{begins}"' in page) or not begins


def keys_with_mail(browser: Client) -> list[str]:
    """The kinds of which the person can choose how they come by e-mail."""
    return re.findall(r'name="mail-([^"]+)"', browser.get(CHOICES).content.decode())
