"""E-mails to staff: in the person's language, plain, and without secrets but the one link."""

import re
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from ostoja.access.roles import Role
from ostoja.accounts.actions import send_invitation
from ostoja.accounts.notices import tell
from ostoja.local.checkout import ROOT
from ostoja.notifications.models import OutboxMessage
from tenants.fence import entered_platform
from tests.platform.ostoja.accounts.people import make_user

SUBJECTS = {
    "password_changed": ("Twoje hasło zostało zmienione", "Your password was changed"),
    "second_factor_set_up": (
        "Ustawiono aplikację uwierzytelniającą",
        "An authenticator app was set up",
    ),
    "second_factor_reset": (
        "Usunięto Twój drugi składnik logowania",
        "Your second factor was removed",
    ),
    "recovery_codes_made": ("Utworzono nowe kody zapasowe", "New recovery codes were made"),
    "recovery_code_used": ("Użyto kodu zapasowego", "A recovery code was used"),
    "passkey_added": ("Dodano klucz dostępu", "A passkey was added"),
    "passkey_removed": ("Usunięto klucz dostępu", "A passkey was removed"),
    "new_browser": ("Zalogowano się z nowej przeglądarki", "You signed in with a new browser"),
    "identity_bound": (
        "Twoje konto powiązano z dostawcą tożsamości miasta",
        "Your account was bound to the city's identity provider",
    ),
    "identity_released": (
        "Usunięto powiązanie z dostawcą tożsamości",
        "Your identity at the provider was released",
    ),
    "locked_out": (
        "Twoje logowanie jest na jakiś czas zablokowane",
        "Your sign-in is locked for a while",
    ),
    "token_made": ("Utworzono token dla programu", "A token for a program was made"),
    "switched_off": ("Twoje konto zostało wyłączone", "Your account was switched off"),
}
FACTS: dict[str, dict[str, object]] = {
    "recovery_code_used": {"left": 3},
    "token_made": {
        "beginning": "ostoja_0a1b2c3d",
        "until": datetime(2027, 2, 1, 9, 30, tzinfo=UTC),
    },
}
MOMENT = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
WHERE_AND_WHEN = {
    "pl": "Gdzie: Ostoja, Gdansk\nKiedy: 22 listopada 2026, 14:05\n",
    "en": "Where: Ostoja, Gdansk\nWhen: 22 November 2026, 14:05\n",
}


@pytest.mark.usefixtures("gdansk")
class TestSecurityEvents:
    @pytest.mark.parametrize("event", SUBJECTS)
    @pytest.mark.parametrize(("language", "place"), [("pl", 0), ("en", 1)])
    def test_each_is_told_in_the_persons_language(
        self, event: str, language: str, place: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(timezone, "now", lambda: MOMENT)
        tell(make_user(language=language, full_name="Zofia O'Hara"), event, **FACTS.get(event, {}))
        message = OutboxMessage.objects.get()
        assert message.to == "anna@city.example"
        assert message.subject == SUBJECTS[event][place]
        assert message.body.startswith("Zofia O'Hara,\n")
        assert WHERE_AND_WHEN[language] in message.body

    @pytest.mark.parametrize("event", SUBJECTS)
    def test_each_says_what_to_do_and_links_nowhere(self, event: str) -> None:
        tell(make_user(), event, **FACTS.get(event, {}))
        body = OutboxMessage.objects.get().body
        assert "Jeśli to nie Ty, od razu powiadom administratora." in body
        assert "http" not in body
        assert "&" not in body


def test_each_of_them_is_tried() -> None:
    """None is a link, none is without words on what to do: the tests above see all of them."""
    folder = ROOT / "platform/ostoja/accounts/templates/accounts/email"
    assert {path.stem for path in folder.glob("*.txt")} - {"signature", "invitation"} == set(
        SUBJECTS
    )


@pytest.mark.usefixtures("gdansk")
@pytest.mark.parametrize(
    ("language", "role"), [("pl", "w roli: Analityk"), ("en", "in the role: Analyst")]
)
def test_an_invitation_names_the_role_and_holds_one_link(language: str, role: str) -> None:
    send_invitation(
        email="ewa@city.example",
        full_name="Ewa <b>Lis</b> & Co",
        role=Role.ANALYST,
        group=None,
        language=language,
        link=lambda token, code: f"http://x.example/{code}/{token}/",
        by=make_user(),
    )
    body = OutboxMessage.objects.get().body
    assert role in body
    assert "Ostoja, Gdansk\n" in body
    assert "Ewa <b>Lis</b> & Co" in body
    assert len(re.findall(rf"http://x\.example/{language}/[\w-]{{43}}/", body)) == 1
    assert "7" in body


def test_operators_are_told_of_no_city(db: None) -> None:
    with entered_platform():
        tell(make_user(), "passkey_added")
        body = OutboxMessage.objects.get().body
    assert "Gdzie:" not in body
    assert "Kiedy:" in body
