"""Looking at a domain's certificate as a visitor's browser would, at the proxy of this server.

The answer is the proxy's own, whoever made the certificate, so a city's domain that leads
elsewhere is not taken for ours. A handshake may have the proxy get a certificate, as a visitor's
would: so each domain is looked at a few times a day and not for each view of a page.
"""

import socket
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone

from tenants.domains.models import Problem, SeenCertificate
from tenants.models import Domain

PATIENCE = 2.0  # seconds for one handshake
FRESH = timedelta(hours=6)
AT_ONCE = 100  # domains of one round
LASTS = 30.0  # seconds of one round


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen; without a problem there is a certificate for the name (UTC)."""

    issuer: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    problem: str = ""


def look(host: str) -> Look:
    """Ask the proxy for the certificate of this host. Never raises for what the proxy does."""
    try:
        raw = socket.create_connection(settings.TLS_PROXY, timeout=PATIENCE)
    except OSError:
        return Look(problem=Problem.SILENT)
    try:
        with raw, _any_issuer().wrap_socket(raw, server_hostname=host) as tls:
            content = tls.getpeercert(binary_form=True)
    except TimeoutError:
        return Look(problem=Problem.SILENT)
    except OSError:  # among them what TLS itself refuses
        return Look(problem=Problem.REFUSED)
    return _read(content or b"", host)


def _any_issuer() -> ssl.SSLContext:
    """The proxy may have an authority of its own; we want to see what it shows, not to trust it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _read(content: bytes, host: str) -> Look:
    try:
        found = x509.load_der_x509_certificate(content)
        issuer = _name_of(found.issuer)
    except ValueError:
        return Look(problem=Problem.REFUSED)
    return Look(
        issuer=issuer,
        valid_from=found.not_valid_before_utc,
        valid_until=found.not_valid_after_utc,
        problem="" if _is_for(found, host) else Problem.FOREIGN,
    )


def _name_of(issuer: x509.Name) -> str:
    """The organisation and the name of the key that signed, as far as they are given."""
    wanted = (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
    names = [str(one.value) for kind in wanted for one in issuer.get_attributes_for_oid(kind)]
    return ", ".join(names)[:200]


def _is_for(found: x509.Certificate, host: str) -> bool:
    try:
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    wanted = {host, f"*.{host.partition('.')[2]}"}
    return bool(wanted & {name.lower() for name in names.get_values_for_type(x509.DNSName)})


def look_at(hosts: Iterable[str], *, lasts: float = LASTS) -> int:
    """Look at these and keep what was seen; how many, since it ends after ``lasts`` seconds."""
    until, number = monotonic() + lasts, 0
    for host in hosts:
        if monotonic() > until:
            break
        _keep(host, look(host))
        number += 1
    return number


def _keep(host: str, seen: Look) -> None:
    """Where nothing was shown, the dates of the last one stay: they may still hold."""
    facts = {"looked_at": timezone.now(), "problem": seen.problem}
    if seen.valid_until:
        facts |= {
            "issuer": seen.issuer,
            "valid_from": seen.valid_from,
            "valid_until": seen.valid_until,
        }
    SeenCertificate.objects.update_or_create(host=host, defaults=facts)


def not_looked_at_lately() -> list[str]:
    """Hosts that have visitors, the longest forgotten first."""
    hosts = Domain.objects.filter(tenant__copy_of="").values_list("domain", flat=True)
    looked = dict(SeenCertificate.objects.values_list("host", "looked_at"))
    old = timezone.now() - FRESH
    waiting = [host for host in hosts if host not in looked or looked[host] < old]
    waiting.sort(key=lambda host: (host in looked, looked.get(host), host))
    return waiting[:AT_ONCE]


def forget_gone() -> int:
    """What was seen of domains that no city has any more; how many."""
    gone = SeenCertificate.objects.exclude(host__in=Domain.objects.values("domain"))
    return gone.delete()[0]
