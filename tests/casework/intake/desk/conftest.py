"""Budgets are kept in the process's memory, so each test begins with full ones."""

import pytest

from casework.intake.budget import REPORTS, WRONG_CODES
from casework.intake.models import Conversation
from tests.casework.intake.reports import make_report
from tests.cast import Cast


@pytest.fixture
def report(cast: Cast) -> Conversation:
    """Somebody has just written."""
    REPORTS.forget()
    WRONG_CODES.forget()
    return make_report()
