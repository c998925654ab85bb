"""The page of one's choices."""

from typing import Any

import pytest
from django.test import Client

from ostoja.access.permissions import Permission
from ostoja.notifications import selectors
from ostoja.notifications.choices import Mail
from ostoja.notifications.models import Choices
from ostoja.notifications.selectors import channels
from tests.cast import Cast, browser_of
from tests.platform.ostoja.notifications.news import kind, modules

CHOICES = "/pl/staff/notifications/choices/"
ACCOUNT = "/pl/staff/account/"


@pytest.fixture
def browser(cast: Cast) -> Client:
    """The consultant's browser."""
    return browser_of(cast.consultant)


class TestChoices:
    def typed(self, **changes: str) -> dict[str, str]:
        """What the page sends when nothing is changed but this."""
        rows = [row for row in self.page.context["form"].rows() if row.mail is not None]
        on = {row.in_app.html_name: "on" for row in rows if row.chosen.channels.in_app}
        mails = {row.mail.html_name: row.chosen.channels.mail.value for row in rows}
        sent = {"version": str(self.page.context["form"]["version"].value()), **on, **mails}
        return {**sent, **changes}

    @pytest.fixture(autouse=True)
    def _page(self, browser: Client) -> None:
        self.made = kind("tested", title="Coś się stało")
        self.fixed = kind("fixed", title="Wymagane", always="Tak każe ustawa.")
        self.page = browser.get(CHOICES)
        self.browser = browser

    def kept(self, cast: Cast) -> Any:
        return channels(self.made, selectors.choices_of(cast.consultant).channels)

    def test_each_kind_has_its_row_and_says_where_nobody_can_choose(self) -> None:
        page = " ".join(self.page.content.decode().split())
        assert "Coś się stało" in page
        assert "Tak każe ustawa." in page and "zawsze, od razu" in page
        assert 'name="mail-tested"' in page and 'name="mail-fixed"' not in page

    def test_what_is_chosen_is_kept_and_shown(self, cast: Cast) -> None:
        sent = self.typed(**{"mail-tested": "digest"})
        del sent["in_app-tested"]
        page = self.browser.post(CHOICES, sent, follow=True)
        assert "Zapisano ustawienia powiadomień." in page.content.decode()
        assert (self.kept(cast).in_app, self.kept(cast).mail) == (False, Mail.DIGEST)
        row = next(row for row in page.context["form"].rows() if row.chosen.kind == self.made)
        assert row.mail is not None and row.mail.value() == "digest"

    def test_one_button_puts_everything_in_the_daily_e_mail(self, cast: Cast) -> None:
        self.browser.post(CHOICES, self.typed(all_to_digest="yes"))
        kept = selectors.choices_of(cast.consultant).channels
        assert {one["mail"] for one in kept.values()} == {"digest"}
        assert "fixed" not in kept and self.kept(cast).in_app

    @pytest.mark.parametrize("mail", ["", "pigeon", "\x00", "x" * 10_000, "none' or 1=1"])
    def test_a_way_that_there_is_not_is_refused_and_the_rest_kept(
        self, cast: Cast, mail: str
    ) -> None:
        sent = self.typed(**{"mail-tested": mail})
        del sent["in_app-tested"]
        page = self.browser.post(CHOICES, sent)
        assert page.status_code == 422
        assert "Błąd:" in page.content.decode()
        field = page.context["form"]["in_app-tested"]
        assert not field.value()
        assert not Choices.objects.exists()

    def test_nobody_switches_off_what_must_be_told(self, cast: Cast) -> None:
        self.browser.post(CHOICES, self.typed(**{"mail-fixed": "none", "in_app-fixed": ""}))
        assert "fixed" not in selectors.choices_of(cast.consultant).channels

    def test_who_chose_in_another_window_is_shown_and_nothing_is_lost(self, cast: Cast) -> None:
        old = self.typed(**{"mail-tested": "none"})
        self.browser.post(CHOICES, self.typed(**{"mail-tested": "digest"}))
        page = self.browser.post(CHOICES, old)
        assert page.status_code == 422
        assert page.context["form"]["mail-tested"].value() == "none"
        assert self.kept(cast).mail == Mail.DIGEST
        again = {**old, "version": str(page.context["form"]["version"].value())}
        assert self.browser.post(CHOICES, again).status_code == 302
        assert self.kept(cast).mail == Mail.NONE

    def test_only_what_ones_roles_are_told_is_there(self, cast: Cast) -> None:
        kind("people", permission=Permission.PEOPLE_MANAGE)
        kind("off", module="reports")
        modules("cases")
        page = self.browser.get(CHOICES).content.decode()
        assert "mail-people" not in page and "mail-off" not in page
        admin = browser_of(cast.administrator).get(CHOICES).content.decode()
        assert "mail-people" in admin

    def test_a_choice_of_another_version_shows_as_none(self, cast: Cast) -> None:
        kept = {"tested": {"in_app": True, "mail": "sms"}}
        Choices.objects.create(person=cast.consultant, channels=kept)
        page = self.browser.get(CHOICES)
        row = next(row for row in page.context["form"].rows() if row.chosen.kind == self.made)
        assert row.mail is not None and row.mail.value() == self.made.mail.value

    def test_the_account_leads_there(self) -> None:
        assert f'href="{CHOICES}"' in self.browser.get(ACCOUNT).content.decode()

    def test_it_costs_a_fixed_number_of_queries(self, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(4):
            self.browser.get(CHOICES)
