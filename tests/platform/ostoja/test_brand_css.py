"""The style sheet of a city's brand, as a browser fetches it."""

import pytest
from django.test import Client


def test_it_holds_both_displays_and_is_kept_for_good(gdansk: None) -> None:
    answer = Client(HTTP_HOST="gdansk.localhost").get("/brand/0e4a57-bd7d25.css")
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["Cache-Control"]
    css = answer.content.decode()
    assert "--govuk-brand-colour:#0e4a57" in css
    assert "prefers-color-scheme:dark" in css


def test_for_one_display_nothing_is_asked_of_the_device(gdansk: None) -> None:
    client = Client(HTTP_HOST="gdansk.localhost")
    day, night = (
        client.get(f"/brand/0e4a57-bd7d25.css?display={name}").content.decode()
        for name in ("light", "dark")
    )
    assert "--govuk-brand-colour:#0e4a57" in day
    assert day != night
    assert "@media" not in day + night


@pytest.mark.parametrize("text", ["0e4a57", "0e4a57-", "x-y", "0E4A57-bd7d25", "0e4a57-bd7d2"])
def test_anything_else_is_absent(gdansk: None, text: str) -> None:
    client = Client(HTTP_HOST="gdansk.localhost")
    assert client.get(f"/brand/{text}.css").status_code == 404
