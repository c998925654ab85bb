"""Reads the environment once; a missing or bad variable stops the start with its mend."""

import base64
import binascii
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env

from ostoja.local.addresses import load_found_services

ROOT = Path(__file__).resolve().parents[3]
LOCAL = ROOT / ".local"

load_found_services()
env = Env()


def required(name: str, mend: str) -> str:
    """The variable's text; raises ``ImproperlyConfigured`` that says what to set."""
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {mend}")
    return value


def database_settings(url: str) -> dict[str, object]:
    """A PostgreSQL address as Django's settings; a socket folder may stand in ``?host=``."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "DATABASE_URL is not a PostgreSQL address. Set it to "
            "postgresql://user:password@host:5432/database."
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "tenants.fence.backend",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": parts.port or "",
        "OPTIONS": query,
    }


def encryption_keys(text: str) -> list[bytes]:
    """Comma-separated base64 keys of 32 bytes; the first one wraps, the others still unwrap."""
    try:
        keys = [base64.b64decode(part, validate=True) for part in text.split(",")]
    except binascii.Error:
        keys = []
    if not keys or any(len(key) != 32 for key in keys):
        raise ImproperlyConfigured(
            "ENCRYPTION_KEYS holds no usable key. Set it to the output of `openssl rand -base64 32`"
            " (several are separated by commas, the newest first)."
        )
    return keys


def networks(text: str, name: str = "IDENTITY_PRIVATE_NETWORKS") -> list[IPv4Network | IPv6Network]:
    """Comma-separated networks, such as 10.20.0.0/16; ``name`` is that of the setting."""
    try:
        return [ip_network(part.strip()) for part in text.split(",") if part.strip()]
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} holds something that is no network. Set it to networks such"
            " as 10.20.0.0/16, separated by commas, or leave it out."
        ) from None


def address(text: str) -> tuple[str, int]:
    """A host and a port, such as proxy:443."""
    host, _colon, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise ImproperlyConfigured(
            "TLS_PROXY is not a host and a port. Set it to where the proxy answers with TLS, such"
            " as 127.0.0.1:443, or leave it out."
        )
    return host.strip("[]"), int(port)


def virus_scanner(text: str) -> str | tuple[str, int] | None:
    """Where clamd listens: the path of a socket, or a host and a port; None without one."""
    parts = urlsplit(text)
    if not text:
        return None
    if parts.scheme == "unix" and parts.path.strip("/"):
        return parts.path
    try:
        if parts.scheme == "tcp" and parts.hostname and parts.port:
            return parts.hostname, parts.port
    except ValueError:  # no port of this world
        pass
    raise ImproperlyConfigured(
        "VIRUS_SCANNER is not where a clamd listens. Set it to unix:///run/clamav/clamd.ctl or"
        " tcp://127.0.0.1:3310, or leave it out."
    )


def backups_kept(text: str) -> tuple[int, int, int]:
    """How many days, weeks and months of backups stay, such as 7,5,12."""
    try:
        days, weeks, months = (int(part) for part in text.split(","))
    except ValueError:
        days = weeks = months = -1
    if min(days, weeks, months) < 0 or not days + weeks + months:
        raise ImproperlyConfigured(
            "BACKUP_KEEP is not three numbers of backups to keep. Set it to days, weeks and months,"
            " such as 7,5,12."
        )
    return days, weeks, months
