"""The way out for text messages: one provider of the installation, named by ``SMS_URL``.

Another provider is a module here with a ``Gateway``, and a scheme in ``provider``.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.conf import settings


@dataclass(frozen=True, slots=True)
class TextMessage:
    """Words for one telephone. ``to`` is E.164; ``key`` is the same at each attempt."""

    to: str
    words: str
    key: UUID


class Refused(Exception):
    """The provider will never take this message: no telephone has that number, say."""


class NotSent(Exception):
    """Not now; it is tried again. Its words are the provider's code, never the number."""


class Gateway(Protocol):
    """What a provider can do for us."""

    def send(self, message: TextMessage) -> None:
        """Take the message once, however often it is given. Raises ``Refused`` and ``NotSent``."""


def gateway() -> Gateway:
    """The installation's provider; the log where none is set."""
    from ostoja.notifications.gateways.log_only import LogOnly
    from ostoja.notifications.gateways.smsapi import SmsApi

    provider = settings.SMS_PROVIDER
    return LogOnly() if provider is None else SmsApi(**provider)
