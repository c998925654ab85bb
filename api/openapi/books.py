"""Which descriptions there are: the cities' API and the operators', each on hosts of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from api.openapi import first_steps, operators_steps
from api.openapi.first_steps import Step

FOLDER = Path(__file__).resolve().parents[1]
RULES_OF_ALL = (
    "Bodies are JSON. Lists come in pages: follow `next` until it is null. Each answer has an "
    "`ETag`; a change of something that has a version needs it in `If-Match`. Each POST needs an "
    "`Idempotency-Key`. Failures are problem details after RFC 9457."
)
LICENCE = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}


@dataclass(frozen=True, eq=False)
class Book:
    """One API's description. ``public`` are the tags that everybody reads without a token.

    ``problem_members`` are what its problems may hold besides; ``lead``, ``story`` and ``rules``
    stand on the page for people.
    """

    file: Path
    urlconf: str
    info: Mapping[str, Any]
    server: str
    tags: Mapping[str, str]
    lead: Promise
    story: Promise
    rules: Sequence[Promise]
    steps: Sequence[Step]
    public: frozenset[str] = frozenset()
    problem_members: Mapping[str, Any] = field(default_factory=dict)


CITIES = Book(
    file=FOLDER / "openapi.json",
    urlconf="ostoja.urls.city",
    info={
        "title": "Ostoja",
        "version": "1",
        "summary": "What a city's crisis help offers to programs of its partners.",
        "description": (
            "Every city has an address and tokens of its own; a token of one city opens nothing "
            "in another. A program acts for one person and sees and does what that person may. "
            f"What one may not see is not there: 404.\n\n{RULES_OF_ALL}"
        ),
        "license": LICENCE,
    },
    server="The city's own host.",
    tags={
        "me": "Whether the token works, and for whom.",
        "readiness": "What the city must have before it opens, and what of it is missing.",
        "needs": "The city's list of needs. Public.",
        "easy-texts": "Texts of the public pages that are easy to read. Public to read.",
        "organisations": "Bodies that help. Public to read.",
        "services": "What they offer, with hours. Public to read.",
        "activities": "What they do for prevention. Public to read.",
        "locations": "Where they are. Public to read.",
        "phones": "Their telephone numbers. Public to read.",
        "contacts": "People to speak to; for staff only.",
        "conversations": "The inbox: what residents wrote, and our answers.",
        "incoming": "What residents wrote on another page, for its server to send in.",
        "canned-replies": "Replies that consultants begin from.",
        "desk-settings": "The city's promise, the limit of each consultant, and breaks.",
        "resident-texts": "The city's own words to residents, before and after they write.",
        "statistics": "Counts of conversations by month, without names.",
        "reports": "What the help system and a crisis centre did, without names.",
        "entry-points": "QR codes and links through which residents come.",
        "cases": "Cases with their needs and notes.",
        "tasks": "Tasks and appointments of cases.",
        "playbooks": "What is done in each kind of crisis, and how far it is in a case.",
        "referrals": "Handovers, referrals and transfers, and every step they take.",
        "shelter": "Houses, their beds, and who stays there until when.",
        "incidents": "One event with many affected people: people, partners, log, reports.",
        "benefits": "Stores of benefits in kind: what there is, and what was given in cases.",
        "visits": "Who is out on a visit, who came back, and alarms about those who did not.",
        "roster": "Who is on duty where and when, swaps and absences.",
        "meetings": "Meetings of the coalition and who came.",
        "outcomes": "What meetings decided: the decision book.",
        "minors": "Standards for the protection of minors, and intervention cards.",
        "people": "The city's people, for administrators.",
        "notifications": "What you were told, and how you want to be told.",
        "audit": "Who saw or changed what.",
        "data-requests": "Who asks for a copy or the erasure of their data.",
        "breaches": "Breaches of personal data, each with its clock of 72 hours.",
        "processing": "What each kind of data is for, who decides, and the assessment.",
        "webhooks": "Which systems are told of what at once, and what they were told.",
        "hsds": "The public directory after Open Referral HSDS 3.",
    },
    lead=_(
        "Here a program of a partner receives referrals, answers them and reports what was"
        " achieved, without anybody copying by hand."
    ),
    story=_("A program of a partner receives a referral and completes it:"),
    rules=(
        _(
            "Each city has its own address and its own tokens. A token of one city opens nothing"
            " in another."
        ),
        _(
            "A program acts for one person and may do what that person may. What they may not see"
            " is not there: 404."
        ),
        _(
            "Every answer has an ETag. A change needs it in If-Match, so that nobody's work is"
            " overwritten: 428 without it, 412 when somebody was quicker. Only the number before"
            " the hyphen decides."
        ),
        _("A PATCH changes the members that you send; the others stay."),
        _(
            "Whatever you read about a client is recorded with the name of the person, as on the"
            " screen."
        ),
    ),
    steps=first_steps.STEPS,
    public=frozenset(
        {"needs", "organisations", "services", "locations", "phones", "easy-texts", "hsds"}
    ),
    problem_members={
        "candidates": {
            "type": "array",
            "description": "Cases that may be about the person whom you are entering.",
            "items": {"$ref": "#/components/schemas/FoundCase"},
        }
    },
)
OPERATORS = Book(
    file=FOLDER / "openapi-operators.json",
    urlconf="ostoja.urls.operator",
    info={
        "title": "Ostoja for operators",
        "version": "1",
        "summary": "What the platform offers to programs of those who run it.",
        "description": (
            "The operators' host has tokens of its own: they open nothing in a city, and a city's "
            "token opens nothing here. A program acts for one operator. It reaches what the "
            "platform knows about cities and nothing of their people. Long work answers 202 with "
            f"a job.\n\n{RULES_OF_ALL}"
        ),
        "license": LICENCE,
    },
    server="The operators' host.",
    tags={
        "me": "Whether the token works, and for whom.",
        "cities": "Which cities there are, new ones, and what is done to each.",
        "jobs": "Long work: upgrades, backups, restores.",
        "deletions": "Which cities are to be deleted or were. Programs ask, and never confirm.",
    },
    lead=_(
        "Here a program of an operator onboards cities, brings them up to date, backs them up and"
        " brings them back, without anybody at a terminal."
    ),
    story=_("A program lists the cities, onboards a county, backs it up and follows the work:"),
    rules=(
        _(
            "The operators' host has its own tokens. They open nothing in a city, and a city's"
            " token opens nothing here."
        ),
        _(
            "A program acts for one operator, and the record names both. Nothing of a city's"
            " people can be reached."
        ),
        _(
            "Long work answers 202 with a job, whose address stands in Location. It goes on when a"
            " process dies. Read the job until its state is done, failed or cancelled."
        ),
    ),
    steps=operators_steps.STEPS,
    problem_members={
        "job": {
            "type": "string",
            "format": "uuid",
            "description": "The job that is under way already.",
        }
    },
)
BOOKS = (CITIES, OPERATORS)


def book_of(request: HttpRequest) -> Book:
    """The one that belongs to the request's host."""
    return OPERATORS if getattr(request, "city", None) is None else CITIES
