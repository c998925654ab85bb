"""What people meet in front of the application: certificates, static files, pauses."""

import re
import ssl

import pytest

from tests.deploy.browser import PRETENDED, Answer
from tests.deploy.server import DOMAIN, Server

pytestmark = pytest.mark.deploy

SOPOT = f"sopot.{DOMAIN}"
NUMBERS = ("tel:112", "tel:116111", "tel:116123", "tel:800702222", "tel:800120002")
SAFE = {
    "strict-transport-security": "max-age=63072000",
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=()",
}
WORDS = {"pl": "wkrótce wróci", "en": "back soon", "de": "bald", "uk": "Україн"}


def assert_safe(answer: Answer) -> None:
    assert {name: part for name, part in SAFE.items() if part not in answer.headers[name]} == {}
    assert "server" not in answer.headers


def test_a_citys_page_comes_over_https(server: Server) -> None:
    answer = server.browser.get(SOPOT, "/pl/")
    assert answer.status == 200
    assert "Sopot" in answer.text
    assert_safe(answer)


def test_plain_http_leads_to_https(server: Server) -> None:
    answer = server.browser.get_plain(SOPOT, "/pl/?a=b")
    assert answer.status == 308
    assert answer.headers["location"] == f"https://{SOPOT}:{server.browser.https_port}/pl/?a=b"


def test_the_operators_host_answers(server: Server) -> None:
    answer = server.browser.get(f"operator.{DOMAIN}", "/pl/staff/sign-in/")
    assert answer.status == 200


@pytest.mark.parametrize("host", [f"stranger.{DOMAIN}", "stranger.example", DOMAIN])
def test_a_host_of_nobody_gets_no_certificate(server: Server, host: str) -> None:
    with pytest.raises(ssl.SSLError):
        server.browser.get(host, "/pl/")
    names = [path.name for path in (server.var / "proxy/certificates").rglob("*")]
    assert host not in names


def test_a_new_city_is_reached_without_a_restart(server: Server) -> None:
    with pytest.raises(ssl.SSLError):
        server.browser.get(f"tczew.{DOMAIN}", "/pl/")
    pids = {name: one.process.pid for name, one in server.running.items()}
    host = server.onboard("tczew")
    # Processes remember for five seconds that a host was nobody's.
    answer = server.first_page(host)
    assert answer.status == 200
    assert "Tczew" in answer.text
    assert pids == {name: one.process.pid for name, one in server.running.items()}


@pytest.mark.parametrize(
    "path", ["/health/certificate?domain=" + SOPOT, "/health/certificate", "/metrics"]
)
def test_what_this_machine_alone_may_ask_is_closed_from_outside(server: Server, path: str) -> None:
    assert server.browser.get(SOPOT, path).status == 404


def test_what_the_page_needs_comes_from_the_proxy(server: Server) -> None:
    page = server.browser.get(SOPOT, "/pl/").text
    [sheet] = re.findall(r'href="(/static/ui/public\.[0-9a-f]{12}\.css)"', page)
    with server.without("web@1", "web@2"):
        answer = server.browser.get(SOPOT, sheet, **{"Accept-Encoding": "gzip"})
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == "max-age=315360000, public, immutable"
    assert_safe(answer)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/static/staticfiles.json", 404),
        ("/static/", 404),
        ("/static/nothing.css", 404),
        ("/static/../maintenance/pl.html", 404),
        ("/static/%2e%2e/%2e%2e/keys/", 404),
    ],
)
def test_nothing_else_does(server: Server, path: str, status: int) -> None:
    answer = server.browser.get(SOPOT, path)
    assert answer.status == status
    assert_safe(answer)


def test_while_the_application_is_away_people_see_whom_to_call(server: Server) -> None:
    with server.without("web@1", "web@2"):
        for language, words in WORDS.items():
            answer = server.browser.get(SOPOT, f"/{language}/contact/")
            assert answer.status == 503
            assert f'<html lang="{language}"' in answer.text
            assert words in answer.text
            assert [number for number in NUMBERS if f'"{number}"' not in answer.text] == []
            assert answer.headers["retry-after"] == "300"
            assert answer.headers["cache-control"] == "no-store"
            assert_safe(answer)


def test_what_is_sent_meanwhile_gets_the_same_page(server: Server) -> None:
    with server.without("web@1", "web@2"):
        sent = server.browser.ask("POST", SOPOT, "/pl/contact/", body=b"text=help")
        program = server.browser.get(SOPOT, "/api/v1/needs/")
        elsewhere = server.browser.get(SOPOT, "/q/ABC")
    assert sent.status == program.status == elsewhere.status == 503
    assert "tel:112" in sent.text
    assert "tel:112" in elsewhere.text
    assert program.headers["content-type"] == "application/problem+json"
    assert '"status": 503' in program.text
    assert server.browser.get(SOPOT, "/pl/").status == 200


def test_the_proxy_may_start_while_the_application_is_away(server: Server) -> None:
    """Also then people see whom to call, since it keeps the certificates that it has."""
    with server.without("web@1", "web@2"):
        with server.without("proxy"):
            pass
        assert server.browser.get(SOPOT, "/pl/").status == 503
        with pytest.raises(ssl.SSLError):
            server.browser.get(f"stranger.{DOMAIN}", "/pl/")


def test_without_its_database_too(server: Server) -> None:
    with server.without_database():
        with server.without("proxy"):
            pass
        answer = server.browser.get(SOPOT, "/pl/")
        assert answer.status in {500, 503}
        assert "tel:112" in answer.text
        assert_safe(answer)
    assert server.first_page(SOPOT).status == 200


def test_new_settings_are_taken_up_without_a_restart(server: Server) -> None:
    proxy = server.running["proxy"]
    done = server.as_user("-proxy", *proxy.unit.words("ExecReload"))
    assert done.returncode == 0, done.stderr
    assert proxy.process.poll() is None
    assert server.browser.get(SOPOT, "/pl/").status == 200


@pytest.mark.parametrize("away", ["web@1", "web@2"])
def test_one_of_the_two_web_servers_is_enough(server: Server, away: str) -> None:
    with server.without(away):
        answers = [server.browser.get(SOPOT, "/pl/").status for _ in range(6)]
    assert answers == [200] * 6


def test_an_answer_of_the_application_passes_as_it_is(server: Server) -> None:
    host = server.onboard("malbork")
    assert server.ostoja("city", "suspend", "malbork").returncode == 0
    answer = server.first_page(host, status=503)
    assert "Malbork" in answer.text
    assert "retry-after" not in answer.headers
    assert server.browser.get(SOPOT, "/pl/nowhere/").status == 404


def test_what_is_too_large_is_refused(server: Server) -> None:
    announced = {"Content-Length": "33000000"}
    answer = server.browser.ask("POST", SOPOT, "/pl/contact/", headers=announced)
    assert answer.status == 413
    assert_safe(answer)


def test_a_pretended_address_is_not_passed_on(server: Server) -> None:
    """Else everybody could escape the budget of their network: it is spent by one here."""
    pretending = {"X-Forwarded-For": PRETENDED, "X-Forwarded-Host": "gdansk.example"}
    answer = server.browser.get(SOPOT, "/pl/", **pretending)
    assert answer.status == 200
    assert "gdansk.example" not in answer.text
