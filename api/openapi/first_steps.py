"""The first steps of a partner's programmer: a referral is received and completed.

A test walks them, command by command.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOKEN = '-H "Authorization: Token $TOKEN"'  # noqa: S105 - the shell's variable
KEY = '-H "Idempotency-Key: $(uuidgen)"'
MATCH = '-H "If-Match: $ETAG"'
JSON = '-H "Content-Type: application/json"'


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, and the command; ``{base}`` stands for the city's address."""

    text: Promise
    command: str = ""

    def at(self, base: str) -> dict[str, str | Promise]:
        """The step on one city's host."""
        return {"text": self.text, "command": self.command.replace("{base}", base)}


STEPS = (
    Step(
        _(
            "Make a token: sign in, open “Tokens for programs” in the menu under your name, choose"
            " what the program may do, and copy the token. An operator can also run the command."
        ),
        "ostoja token create --city gdansk --user partner-worker@gdansk.example",
    ),
    Step(
        _("See whether it works, and for whom."),
        f"curl {TOKEN} {{base}}/api/v1/me/",
    ),
    Step(
        _(
            "Ask what waits for your answer. Each one says who sent it, which need it is about, and"
            " by when you owe an answer. Ask every few minutes; with If-None-Match it costs little."
        ),
        f'curl {TOKEN} "{{base}}/api/v1/referrals/?waiting_for_us=true"',
    ),
    Step(
        _(
            "Read one with its message. “steps” names what you can do now; the header ETag is what"
            " the next step needs."
        ),
        f"curl -i {TOKEN} {{base}}/api/v1/referrals/$REFERRAL/",
    ),
    Step(
        _("Accept it, or decline it with a reason (…/decline/)."),
        f"curl -i -X POST {TOKEN} {KEY} {MATCH} {JSON} -d '{{}}' "
        "{base}/api/v1/referrals/$REFERRAL/accept/",
    ),
    Step(
        _("Read the case, as far as it was shared with your organisation."),
        f"curl {TOKEN} {{base}}/api/v1/cases/$CASE/",
    ),
    Step(
        _("Write what you did, for everybody who works on the case."),
        f"curl -X POST {TOKEN} {KEY} {JSON} "
        '-d \'{"text": "First talk on Wednesday.", "visibility": "everybody"}\' '
        "{base}/api/v1/cases/$CASE/notes/",
    ),
    Step(
        _(
            "Complete it: say what was achieved. The sender and the organisation that leads the"
            " case read it, and the need is met. Take the ETag from the answer to your last step."
        ),
        f"curl -X POST {TOKEN} {KEY} {MATCH} {JSON} "
        '-d \'{"outcome": "Three talks; the family supports her."}\' '
        "{base}/api/v1/referrals/$REFERRAL/complete/",
    ),
)
