"""``ostoja search renew``, and the clock that does the same."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casework.cases.models import CaseTerms
from casework.cases.tasks import renew_search_terms
from tenants.fence import entered
from tests.casework.cases.situations import make_case
from tests.cast import Cast, make_cast


def renew(*arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("search", "renew", *arguments, stdout=out)
    return out.getvalue()


def test_each_citys_missing_terms_are_made(cast: Cast) -> None:
    make_case(cast)
    with entered("gdynia"):
        make_case(make_cast())
        CaseTerms.objects.all().delete()
    CaseTerms.objects.all().delete()
    renewed = json.loads(renew("--json"))
    assert {slug for slug, number in renewed.items() if number} == {"gdansk", "gdynia"}
    assert "gdansk: 0 renewed" in renew()


def test_one_city_alone_and_all_its_cases(cast: Cast) -> None:
    case = make_case(cast)
    CaseTerms.objects.update(terms=[1])
    assert renew("--city", "gdansk") == "gdansk: 0 renewed\n"
    assert renew("--city", "gdansk", "--all") == "gdansk: 1 renewed\n"
    assert CaseTerms.objects.get(case=case).terms != [1]


def test_a_city_that_is_not_there_is_told(db: None) -> None:
    with pytest.raises(CommandError, match="ostoja city list"):
        renew("--city", "atlantis")


def test_the_clock_does_it_in_its_city(cast: Cast) -> None:
    make_case(cast)
    CaseTerms.objects.all().delete()
    assert renew_search_terms.run() == 1
    assert renew_search_terms.run() == 0
