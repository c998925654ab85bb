"""Finding a person or a case, and refusing to enter somebody who may be known already."""

from collections.abc import Collection, Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Number, Shown, Text
from api.openapi.operations import operation
from api.problems import Refused
from api.resources import Resource, given
from api.v1.cases_shown import CaseInList
from casework.cases.finding import LONGEST_QUERY, MOST_FOUND, Found, Reason, search
from casework.cases.models import Case as CaseRow
from casework.cases.same_person import Person, cases_of_same_person, person_of
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User

MOST = 50
MAY_BE_KNOWN = _(
    "This may be a person who is known already: see “candidates”. If it is another person, send "
    "the ids of those cases in “other_than”."
)
REASONS = [reason.name.lower() for reason in Reason]
_REASON = "Why it was found, from the weakest reason to the strongest."


class Search(Body):
    """Whatever is known: words of a name or their beginnings, a telephone, a PESEL, a number."""

    words = Text(max_length=LONGEST_QUERY)
    limit = Number(required=False, min_value=1, max_value=MOST, help_text="Default 20.")

    example: ClassVar = {"words": "kowalska janina", "limit": 20}


class FoundCase(Shown):
    """A case, why it was found, and the person's name as far as it is needed to choose."""

    case = CaseInList()
    reason = serializers.ChoiceField(choices=REASONS, help_text=_REASON)
    of_person = serializers.BooleanField(
        help_text="Found by what is known of the person, not by the case's number or pseudonym."
    )
    why = serializers.CharField(help_text="The reason in words.")
    name = serializers.CharField(
        help_text="Whole where it was found by the name, initials where by a number, else empty."
    )

    example: ClassVar = {
        "case": CaseInList.example,
        "reason": "sound",
        "of_person": True,
        "why": "a name that sounds alike",
        "name": "Janina Zmyślona",
    }

    def to_representation(self, instance: Found) -> dict[str, Any]:
        return {
            "case": CaseInList(instance.case).data,
            "reason": instance.reason.name.lower(),
            "of_person": instance.of_person,
            "why": instance.why,
            "name": instance.name,
        }


class FoundCases(Shown):
    """The likeliest first; with ``more`` others fit as well: send more words."""

    results = FoundCase(many=True)
    more = serializers.BooleanField()

    example: ClassVar = {"results": [FoundCase.example], "more": False}


class CaseSearchView(Resource):
    """Posted, so that no address and no log keeps what was looked for."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW
    questions = frozenset({"find"})

    @operation(
        "Find a person or a case",
        "Among the cases you may see; by the person only where you may read who it is. Slips, "
        "sounds and other scripts are forgiven. Posted, so that no address keeps what was looked "
        "for; a token that may only read is enough. That you searched is recorded, not for what.",
        takes=Search,
        gives=FoundCases,
    )
    def find(self, request: Request) -> Response:
        sent = self.body(Search)
        found = search(self.user, sent["words"], sent.get("limit", MOST_FOUND))
        return given({"results": _shown(found.found), "more": found.more})


def _shown(found: Iterable[Found]) -> list[dict[str, Any]]:
    return [FoundCase(one).data for one in found]


def refuse_known_person(
    user: User,
    facts: dict[str, Any],
    *,
    other_than: Collection[UUID],
    besides: UUID,
    case: CaseRow | None = None,
) -> None:
    """409 with the candidates where the person may be known; see ``cases_of_same_person``.

    A ``case`` whose person stays as they were is not asked about again.
    """
    person = Person(facts["person_name"], facts["phone"], facts["pesel"])
    if case is not None and person == person_of(case):
        return
    found = cases_of_same_person(user, person, besides=besides, denied=other_than)
    if found:
        raise Refused(409, MAY_BE_KNOWN, candidates=_shown(found))
