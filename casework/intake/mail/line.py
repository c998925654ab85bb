"""A line to the city's mail server: IMAP over TLS, plain only to this very machine.

Where it may lead is looked at as for a city's identity provider: no city reaches what lies behind
the platform's own walls. A mail is fetched without marking it, and marked once it is stored.
"""

import imaplib
import re
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

from casework.intake.models import Mailbox
from casework.intake.models.mail import MailTrouble
from ostoja.identity.fetching import may_ask

TIMEOUT = 20.0  # seconds
LARGEST = 10 * 1024 * 1024  # bytes; of a larger one only the beginning is fetched
BEGINNING = 256 * 1024
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_OTHER_LETTERS = re.compile("[^\x20-\x7e]+")


class NotReadable(Exception):
    """The mailbox cannot be read now; ``trouble`` says why."""

    def __init__(self, trouble: MailTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


class _Line(imaplib.IMAP4):
    """To an address that was looked at: no second look-up can change it."""

    def __init__(self, host: str, port: int) -> None:
        self._address = _address_of(host, port)
        super().__init__(host, port, timeout=TIMEOUT)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        line = socket.create_connection((self._address, self.port), timeout=TIMEOUT)
        if ip_address(self._address).is_loopback:
            return line
        try:
            context = ssl.create_default_context()
            return context.wrap_socket(line, server_hostname=self.host)
        except BaseException:
            line.close()
            raise


def _address_of(host: str, port: int) -> str:
    found = [str(where[0]) for *_kind, where in socket.getaddrinfo(host, port)]
    allowed = [one for one in found if may_ask(ip_address(one.partition("%")[0]))]
    if not allowed:
        raise NotReadable(MailTrouble.ADDRESS)
    return allowed[0]


@contextmanager
def opened(mailbox: Mailbox) -> Iterator["OpenMailbox"]:
    """The mailbox's folder, signed in. Raises ``NotReadable``, also while it is read."""
    try:
        line = _Line(mailbox.host, mailbox.port)
        try:
            yield OpenMailbox(line, mailbox)
        finally:
            _leave(line)
    except (socket.gaierror, UnicodeError) as error:
        raise NotReadable(MailTrouble.ADDRESS) from error
    except ssl.SSLError as error:
        raise NotReadable(MailTrouble.CERTIFICATE) from error
    except OSError as error:
        raise NotReadable(MailTrouble.CONNECTION) from error
    except imaplib.IMAP4.error as error:
        raise NotReadable(MailTrouble.ANSWER) from error


def _leave(line: imaplib.IMAP4) -> None:
    try:
        line.logout()
    except (OSError, imaplib.IMAP4.error):
        line.shutdown()


class OpenMailbox:
    """What is done with the folder: which mails are new, one of them, that it was stored."""

    def __init__(self, line: imaplib.IMAP4, mailbox: Mailbox) -> None:
        self._line = line
        try:
            _sign_in(line, mailbox.username, mailbox.password)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise NotReadable(MailTrouble.PASSWORD) from error
        folder = _on_the_line(mailbox.folder).replace("\\", "\\\\").replace('"', '\\"')
        status, _data = line.select(f'"{folder}"')
        if status != "OK":
            raise NotReadable(MailTrouble.FOLDER)
        self.uid_validity = int(_first(line.response("UIDVALIDITY")[1]) or b"0")

    def newer_than(self, uid: int) -> list[int]:
        """The UIDs above this one, in order."""
        data = self._asked("SEARCH", f"UID {uid + 1}:*")
        found = [int(one) for one in _first(data).split()]
        return sorted(one for one in found if one > uid)  # n:* always gives the last one

    def fetch(self, uid: int) -> tuple[bytes | None, bool]:
        """The mail, and whether it was too large and only its beginning came; None for one that
        somebody has deleted.
        """
        data = self._asked("FETCH", str(uid), "(RFC822.SIZE)")
        size = _SIZE.search(b" ".join(one for one in data if isinstance(one, bytes)))
        is_large = size is not None and int(size[1]) > LARGEST
        part = f"(BODY.PEEK[]<0.{BEGINNING}>)" if is_large else "(BODY.PEEK[])"
        parts = self._asked("FETCH", str(uid), part)
        raw = next((one[1] for one in parts if isinstance(one, tuple)), None)
        return raw, is_large

    def _asked(self, command: str, *args: str) -> list[Any]:
        """What it answers. One that cannot answer now must not look like one that has nothing."""
        status, data = self._line.uid(command, *args)
        if status != "OK":
            raise NotReadable(MailTrouble.ANSWER)
        return data

    def mark(self, uid: int) -> None:
        """As read: it has been stored."""
        self._line.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")


def _sign_in(line: imaplib.IMAP4, username: str, password: str) -> None:
    if (username + password).isascii():
        line.login(username, password)
    else:  # LOGIN knows no other letters; this way they are UTF-8 (RFC 4616)
        line.authenticate("PLAIN", lambda _said: f"\0{username}\0{password}".encode())


def _on_the_line(folder: str) -> str:
    """Its name in modified UTF-7 (RFC 3501, 5.1.3); one of ASCII alone is written so already."""
    if folder.isascii():
        return folder
    return _OTHER_LETTERS.sub(_shifted, folder.replace("&", "&-"))


def _shifted(letters: re.Match[str]) -> str:
    packed = b64encode(letters[0].encode("utf-16-be")).decode("ascii")
    return f"&{packed.rstrip('=').replace('/', ',')}-"


def _first(data: list[Any]) -> bytes:
    return data[0] if data and isinstance(data[0], bytes) else b""
