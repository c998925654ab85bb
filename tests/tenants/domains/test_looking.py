"""Certificates are seen as visitors see them, at a real TLS server on loopback."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from ostoja.settings.environment import address
from tenants.domains import looking, tasks
from tenants.domains.actions import remove_domain
from tenants.domains.models import Problem, SeenCertificate
from tenants.fence import entered_platform
from tenants.models import City, Domain

UNTIL = datetime(2031, 3, 1, tzinfo=UTC)


def certificate(folder: Path, *names: str) -> tuple[Path, Path]:
    """A self-made certificate for these names, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Test authority"),
            x509.NameAttribute(NameOID.COMMON_NAME, "R7"),
        ]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(UNTIL - timedelta(days=90))
        .not_valid_after(UNTIL)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in names]), False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[tuple[str, int]]:
    """A server on a free port of loopback, which answers each caller so."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    caller, _address = server.accept()
                    with caller, suppress(OSError):
                        answer(caller)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()
        server.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=5)


@pytest.fixture
def proxy(settings: Any, tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Has a proxy show a certificate for these names; without any it refuses every name."""
    with ExitStack() as stack:

        def show(*names: str) -> None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            if names:
                context.load_cert_chain(*certificate(tmp_path, *names))

            def answer(caller: socket.socket) -> None:
                context.wrap_socket(caller, server_side=True).close()

            settings.TLS_PROXY = stack.enter_context(listening(answer))

        yield show


def test_a_certificate_is_read_as_it_was_shown(proxy: Callable[..., None]) -> None:
    proxy("gdansk.localhost")
    seen = looking.look("gdansk.localhost")
    assert (seen.issuer, seen.valid_until, seen.problem) == ("Test authority, R7", UNTIL, "")
    assert seen.valid_from == UNTIL - timedelta(days=90)


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        (["*.localhost"], ""),
        (["GDANSK.LOCALHOST"], ""),
        (["gdynia.localhost"], Problem.FOREIGN),
        (["*.gdansk.localhost"], Problem.FOREIGN),
        ([], Problem.REFUSED),
    ],
)
def test_it_must_be_for_this_name(
    proxy: Callable[..., None], names: list[str], problem: str
) -> None:
    proxy(*names)
    assert looking.look("gdansk.localhost").problem == problem


def test_nobody_listens(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.TLS_PROXY = server.getsockname()
    assert looking.look("gdansk.localhost") == looking.Look(problem=Problem.SILENT)


def test_a_proxy_that_says_nothing_is_not_waited_for_long(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as server:  # accepts, and never answers
        settings.TLS_PROXY = server.getsockname()
        assert looking.look("gdansk.localhost").problem == Problem.SILENT


def test_something_else_than_tls_listens(settings: Any) -> None:
    with listening(lambda caller: caller.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as where:
        settings.TLS_PROXY = where
        assert looking.look("gdansk.localhost").problem == Problem.REFUSED


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hosts that were looked at; each has a certificate."""
    asked: list[str] = []

    def look(host: str) -> looking.Look:
        asked.append(host)
        return looking.Look("Test authority", UNTIL - timedelta(days=90), UNTIL)

    monkeypatch.setattr(looking, "look", look)
    return asked


@pytest.mark.django_db
def test_the_clock_looks_at_what_was_forgotten_longest(looks: list[str]) -> None:
    with entered_platform():
        City.objects.filter(slug="elblag").update(copy_of="gdansk")
        now = timezone.now()
        for host, hours in (("gdansk.localhost", 7), ("gdynia.localhost", 1)):
            SeenCertificate.objects.create(host=host, looked_at=now - timedelta(hours=hours))
        assert tasks.look_at_certificates() == 2
        assert looks == ["slupsk.localhost", "gdansk.localhost"]
        assert tasks.look_at_certificates() == 0


@pytest.mark.django_db
def test_a_round_ends_in_time_and_the_next_one_goes_on(looks: list[str]) -> None:
    with entered_platform():
        hosts = looking.not_looked_at_lately()
        assert looking.look_at(hosts, lasts=-1) == 0
        assert looking.look_at(hosts) == len(hosts) > 2


@pytest.mark.django_db
def test_dates_stay_while_the_proxy_is_silent(
    looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with entered_platform():
        looking.look_at(["gdansk.localhost"])
        monkeypatch.setattr(looking, "look", lambda host: looking.Look(problem=Problem.SILENT))
        looking.look_at(["gdansk.localhost"])
        kept = SeenCertificate.objects.get()
    assert (kept.problem, kept.valid_until) == (Problem.SILENT, UNTIL)


@pytest.mark.django_db
def test_what_was_seen_goes_with_its_domain(looks: list[str]) -> None:
    with entered_platform():
        gdansk = City.objects.get(slug="gdansk")
        Domain.objects.create(domain="pomoc.example.org", tenant=gdansk, is_primary=False)
        looking.look_at(["pomoc.example.org", "gdansk.localhost"])
    remove_domain(slug="gdansk", domain="pomoc.example.org")
    with entered_platform():
        assert looking.forget_gone() == 1
        assert SeenCertificate.objects.get().host == "gdansk.localhost"


@pytest.mark.parametrize("text", ["", "proxy", ":443", "proxy:", "proxy:0", "proxy:70000", "a:b"])
def test_a_wrong_address_stops_the_start(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="TLS_PROXY"):
        address(text)


@pytest.mark.parametrize(
    ("text", "found"), [("proxy:443", ("proxy", 443)), ("[::1]:8443", ("::1", 8443))]
)
def test_an_address_is_read(text: str, found: tuple[str, int]) -> None:
    assert address(text) == found
