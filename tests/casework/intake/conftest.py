"""Budgets are kept in the process's memory, so each test begins with full ones."""

import pytest

from casework.intake.budget import REPORTS, WRONG_CODES


@pytest.fixture(autouse=True)
def _full_budgets() -> None:
    REPORTS.forget()
    WRONG_CODES.forget()
