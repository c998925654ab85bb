"""The rows of rooms that make theirs from no more than a referral and its case."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from casework.referrals.models import Referral
from tests.cast import Cast
from tests.isolation.benefits import make_benefits
from tests.isolation.incidents import make_incident_rows
from tests.isolation.rosters import make_roster
from tests.isolation.shelters import make_shelter


def of_rooms(
    canary: str, cast: Cast, referral: Referral, submission: Callable[[], UUID]
) -> dict[str, Any]:
    """What the world of a city knows of these rooms."""
    return {
        "benefits": make_benefits(canary, cast, referral.case, submission),
        "roster": make_roster(canary, cast, submission),
        "shelter": make_shelter(canary, cast, referral, submission),
        "incidents": make_incident_rows(canary, cast, referral.case, submission),
    }
