"""Two at the same moment: what is sent twice is kept once."""

from uuid import uuid4

from casework.minors import actions
from casework.minors.choices import ReviewOutcome
from casework.minors.models import Review
from tenants.fence import entered
from tests.casework.cases.test_races import all_at_once
from tests.casework.minors.making import make_edition, today
from tests.cast import make_cast

ROUNDS = 5


def test_a_review_that_is_sent_by_eight_at_once_is_one(committed_database: str) -> None:
    with entered("gdansk"):
        cast = make_cast()
        standards = make_edition(cast).standards
    for number in range(1, ROUNDS + 1):
        key = uuid4()
        found = all_at_once(
            lambda _number, key=key: (
                actions.record_review(
                    submission=key,
                    standards=standards,
                    held_on=today(),
                    outcome=ReviewOutcome.STILL_RIGHT,
                    conclusions="Bez zmian.",
                    by=cast.administrator,
                ).pk
            )
        )
        assert len(set(found)) == 1
        with entered("gdansk"):
            assert Review.objects.count() == number
