"""The provider of text messages, as ``SMS_URL`` names it."""

from ipaddress import ip_address
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MEND = (
    "SMS_URL is no provider of text messages. Set it to smsapi://TOKEN@api.smsapi.pl?from=NAME,"
    " or leave it out."
)
LONGEST_SENDER = 11  # letters and digits, GSM 03.40, 9.1.2.5


def provider(text: str) -> dict[str, str] | None:
    """``url`` to ask, ``token`` and ``sender``, the name under which messages go out; None where
    ``SMS_URL`` is empty. Raises ``ImproperlyConfigured``.
    """
    if not text:
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(MEND) from None
    token, host = unquote(parts.username or ""), parts.hostname or ""
    sender = dict(parse_qsl(parts.query)).get("from", "")
    if parts.scheme != "smsapi" or not token or not host or not _is_name(sender):
        raise ImproperlyConfigured(MEND)
    scheme = "http" if _is_here(host) else "https"
    where = f"{host}:{port}" if port else host
    return {"url": f"{scheme}://{where}/sms.do", "token": token, "sender": sender}


def _is_name(sender: str) -> bool:
    """What providers let stand in the place of a number."""
    return 0 < len(sender) <= LONGEST_SENDER and sender.isascii() and sender.isprintable()


def _is_here(host: str) -> bool:
    """Whether it is this machine, where a provider is tried."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
