"""What the proxy keeps for the time when the application does not answer."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from ostoja.ui import maintenance
from tests.platform.ostoja.ui.pages import Page
from tests.platform.ostoja.ui.test_errors import NATIONAL

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    call_command("proxy", "write", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_page_with_the_numbers_in_each_language(written: Path, language: str) -> None:
    page = Page((written / f"maintenance/{language}.html").read_text())
    assert page.one("html")["lang"] == language
    assert [link["href"] for link in page.all("a", "ostoja-phone")] == NATIONAL
    assert page.one("h1").text
    assert page.one("aside").text  # the way out


def test_a_page_stands_for_every_city_and_names_none(written: Path) -> None:
    text = (written / "maintenance/pl.html").read_text()
    assert not [
        name for name in ("Gdańsk", "Gdynia", "Słupsk", settings.BASE_DOMAIN) if name in text
    ]


def test_programs_get_what_they_can_read(written: Path) -> None:
    said = json.loads((written / "maintenance/program.json").read_text())
    assert said["status"] == 503


def test_the_headers_are_those_of_the_application(db: None, settings: Any, written: Path) -> None:
    settings.SECURE_HSTS_SECONDS = 60
    page = Client(HTTP_HOST="gdansk.localhost").get("/pl/", secure=True)
    of_this_page = {"Content-Type", "Content-Length", "Content-Language", "Vary", "Cache-Control"}
    common = {name: value for name, value in page.headers.items() if name not in of_this_page}
    assert directives(maintenance.common_headers()) == directives(common)
    assert "Strict-Transport-Security" in common


def directives(headers: dict[str, str]) -> dict[str, set[str]]:
    return {name: set(value.split("; ")) for name, value in headers.items()}


def test_the_proxy_reads_them_as_a_snippet(written: Path) -> None:
    lines = (written / "headers.caddy").read_text().splitlines()
    assert lines[:2] == ["(headers) {", "\theader {"]
    assert '\t\tX-Content-Type-Options "nosniff"' in lines
    assert lines[-2:] == ["\t}", "}"]


def test_a_quotation_mark_ends_no_value() -> None:
    assert '\t\tA "b \\"c\\""' in maintenance.caddy_headers({"A": 'b "c"'})


def test_writing_it_again_changes_nothing(written: Path) -> None:
    before = {path: path.read_bytes() for path in written.rglob("*.*")}
    call_command("proxy", "write", str(written))
    assert {path: path.read_bytes() for path in written.rglob("*.*")} == before


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "maintenance").write_text("a file")
    with pytest.raises(CommandError, match=r"cannot be written.*Mend the folder"):
        call_command("proxy", "write", str(tmp_path))
