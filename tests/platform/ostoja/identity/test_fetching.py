"""Where the platform may be sent to ask by what an administrator writes."""

import socket
from ipaddress import ip_address, ip_network
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from ostoja.identity import fetching
from ostoja.identity.fetching import Forbidden, Unreachable, fetch_json, is_allowed, may_ask
from ostoja.settings.environment import networks


class TestForms:
    @pytest.mark.parametrize(
        ("url", "expected"),
        [
            ("https://login.city.example/realms/staff", True),
            ("https://login.city.example:8443", True),
            ("http://login.city.example", False),
            ("ftp://login.city.example", False),
            ("file:///etc/passwd", False),
            ("https://", False),
            ("https://user:word@city.example", False),
            ("https://city.example/#x", False),
            ("https://city.example:99999", False),
            ("https://city.example:0", False),
            ("https://[::1", False),
            ("https://city.example/\r\nX: y", False),
            ("https://żuraw.example", False),
            ("https://city.example/ x\x00", False),
            ("", False),
        ],
    )
    def test_outside_localhost(self, settings: Any, url: str, expected: bool) -> None:
        settings.IS_LOCAL = False
        assert is_allowed(url) is expected

    def test_on_localhost_http_will_do(self, settings: Any) -> None:
        settings.IS_LOCAL = True
        assert is_allowed("http://127.0.0.1:9400")


ADDRESSES = {
    "93.184.216.34": True,
    "2606:2800:220:1::1": True,
    "127.0.0.1": False,
    "::1": False,
    "10.20.0.5": False,
    "172.16.0.1": False,
    "192.168.1.1": False,
    "169.254.169.254": False,
    "100.64.0.1": False,
    "0.0.0.0": False,  # noqa: S104 - asked for, not listened on
    "224.0.0.1": False,
    "255.255.255.255": False,
    "fe80::1": False,
    "fd00::1": False,
    "ff02::1": False,
    "::": False,
    "::ffff:10.0.0.1": False,
    "::ffff:93.184.216.34": True,
    "2002:7f00:1::": False,
    "64:ff9b::a00:1": False,
    "2001:0:53aa:64c:0:0:f5ff:fffe": False,
    "64:ff9b:1::a00:1": False,  # of a translator of one's own network (RFC 8215)
    "::10.0.0.1": False,
    "::ffff:0:10.0.0.1": False,
    "fec0::1": False,
}


class TestAddresses:
    @pytest.mark.parametrize(("address", "expected"), ADDRESSES.items())
    def test_only_the_open_internet(self, settings: Any, address: str, expected: bool) -> None:
        settings.IS_LOCAL, settings.IDENTITY_PRIVATE_NETWORKS = False, []
        assert may_ask(ip_address(address)) is expected

    def test_networks_that_were_named(self, settings: Any) -> None:
        settings.IS_LOCAL = False
        settings.IDENTITY_PRIVATE_NETWORKS = networks("10.20.0.0/16, fd00::/8")
        allowed = ["10.20.0.5", "fd00::1", "::ffff:10.20.0.5", "93.184.216.34"]
        assert all(may_ask(ip_address(address)) for address in allowed)
        assert not may_ask(ip_address("10.21.0.5"))

    def test_a_network_that_is_none_stops_the_start(self) -> None:
        assert networks(" ") == []
        assert networks("10.0.0.0/8") == [ip_network("10.0.0.0/8")]
        with pytest.raises(ImproperlyConfigured, match="IDENTITY_PRIVATE_NETWORKS"):
            networks("10.0.0.1/8")

    @pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "0x7f.1", "2130706433", "[::1]"])
    def test_a_name_is_looked_up_before_it_is_asked(
        self, settings: Any, monkeypatch: pytest.MonkeyPatch, host: str
    ) -> None:
        settings.IS_LOCAL = False

        def never(*_given: Any, **_more: Any) -> Any:
            raise AssertionError("asked")

        monkeypatch.setattr(socket, "create_connection", never)
        with pytest.raises(Forbidden):
            fetch_json(f"https://{host}/")

    def test_what_was_looked_up_is_what_is_asked(
        self, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A name whose address changes between the two would lead inside."""
        settings.IS_LOCAL = False
        asked: list[str] = []
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 443))]
        open_internet = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found + open_internet)

        def connect(where: tuple[str, int], timeout: float) -> Any:
            asked.append(where[0])
            raise ConnectionRefusedError

        monkeypatch.setattr(socket, "create_connection", connect)
        with pytest.raises(Unreachable, match="connection"):
            fetch_json("https://rebinding.example/")
        assert asked == ["93.184.216.34"]

    def test_of_several_addresses_one_that_answers_will_do(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        line = object()

        def connect(where: tuple[str, int], timeout: float) -> Any:
            asked.append(where[0])
            if len(asked) == 1:
                raise ConnectionRefusedError
            return line

        monkeypatch.setattr(socket, "create_connection", connect)
        found: object = fetching._line_to(["::1", "127.0.0.1"], 1, 1e12)
        assert found is line
        assert asked == ["::1", "127.0.0.1"]


def test_a_certificate_that_is_not_valid_is_told(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        settings.IS_LOCAL = True
        with pytest.raises(Unreachable) as error:
            _against_a_plain_server(server, port)
    assert error.value.reason in {"certificate", "connection"}


def _against_a_plain_server(server: socket.socket, port: int) -> None:
    from threading import Thread

    def answer() -> None:
        line, _where = server.accept()
        line.recv(10)
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n{}")
        line.close()

    thread = Thread(target=answer)
    thread.start()
    try:
        fetch_json(f"https://127.0.0.1:{port}/")
    finally:
        thread.join()
