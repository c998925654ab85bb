"""The first steps of a partner's programmer: a referral is received and completed.

A test walks them, command by command.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOKEN = '-H "Authorization: Token $TOKEN"'  # noqa: S105 - the shell's variable
# Eight bytes of chance by a program that every Unix has; uuidgen is not everywhere.
NEW_KEY = "$(od -An -N8 -tx8 /dev/urandom)"
KEY = f'-H "Idempotency-Key: {NEW_KEY}"'
MATCH = '-H "If-Match: $ETAG"'
JSON = '-H "Content-Type: application/json"'
NEXT_LINE = " \\\n  "


def curl(*parts: str) -> str:
    """A command, each part on a line of its own where there are many."""
    return "curl " + (NEXT_LINE if len(parts) > 3 else " ").join(parts)


def post(step: str, body: str, *headers: str) -> str:
    """A command that sends JSON."""
    return curl("-i -X POST", TOKEN, KEY, *headers, JSON, f"-d '{body}'", f"{{base}}/api/v1/{step}")


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
            " “only some of it”, and there to read and write handovers, referrals and transfers"
            " (referrals:write) and cases (cases:write). These steps need no more. Copy the token."
            " An operator can also run the command."
        ),
        "ostoja token create --city gdansk --user partner-worker@gdansk.example"
        " --scope referrals:write --scope cases:write",
    ),
    Step(
        _("See whether it works, and for whom."),
        curl(TOKEN, "{base}/api/v1/me/"),
    ),
    Step(
        _(
            "Ask what waits for your answer. Each one says who sent it, which need it is about, and"
            " by when you owe an answer. Ask every few minutes; with If-None-Match it costs little."
        ),
        curl(TOKEN, '"{base}/api/v1/referrals/?waiting_for_us=true"'),
    ),
    Step(
        _(
            "Read one with its message. “steps” names what you can do now; the header ETag is what"
            " the next step needs."
        ),
        curl("-i", TOKEN, "{base}/api/v1/referrals/$REFERRAL/"),
    ),
    Step(
        _("Accept it, or decline it with a reason (…/decline/)."),
        post("referrals/$REFERRAL/accept/", "{}", MATCH),
    ),
    Step(
        _("Read the case, as far as it was shared with your organisation."),
        curl(TOKEN, "{base}/api/v1/cases/$CASE/"),
    ),
    Step(
        _("Write what you did, for everybody who works on the case."),
        post(
            "cases/$CASE/notes/", '{"text": "First talk on Wednesday.", "visibility": "everybody"}'
        ),
    ),
    Step(
        _(
            "Complete it: say what was achieved. The sender and the organisation that leads the"
            " case read it, and the need is met. Take the ETag from the answer to your acceptance."
        ),
        post(
            "referrals/$REFERRAL/complete/",
            '{"outcome": "Three talks; the family supports her."}',
            MATCH,
        ),
    ),
)
