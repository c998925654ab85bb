"""SMSAPI.pl, a Polish provider: one HTTPS request for each message.

Its interface: https://www.smsapi.pl/docs, sections 2 (one message) and 19 (codes of errors).
"""

from ostoja.identity.fetching import Unreachable, fetch_json
from ostoja.notifications.gateways import NotSent, Refused, TextMessage

TAKEN_BEFORE = 53  # a message with this ``idx`` is there already
NEVER = frozenset({11, 12, 13, 17, 25, 26})  # too long, wrong in itself, no such number


class SmsApi:
    """``idx`` with ``check_idx`` makes a second attempt harmless; ``normalize`` writes Polish
    letters without their marks, so that one message stays one.
    """

    def __init__(self, *, url: str, token: str, sender: str) -> None:
        self._url, self._token, self._sender = url, token, sender

    def send(self, message: TextMessage) -> None:
        """Give it to the provider. Raises ``Refused`` and ``NotSent``."""
        form = {
            "to": message.to.removeprefix("+"),
            "message": message.words,
            "from": self._sender,
            "idx": str(message.key),
            "check_idx": "1",
            "normalize": "1",
            "encoding": "utf-8",
            "format": "json",
        }
        headers = {"Authorization": f"Bearer {self._token}"}
        try:
            answer = fetch_json(self._url, form=form, headers=headers)
        except Unreachable as error:
            raise NotSent(error.reason) from error
        _look_at(answer.get("error"))


def _look_at(code: object) -> None:
    """Without an error it was taken; the words of one may repeat the number."""
    if code is None or code == TAKEN_BEFORE:
        return
    if not isinstance(code, int):
        raise NotSent("format")
    raise (Refused if code in NEVER else NotSent)(f"code {code}")
