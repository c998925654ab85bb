"""The budgets of the contact; what a budget is stands in ``ostoja.privacy.budget``."""

from ostoja.privacy.budget import Budget

__all__ = ["PROGRAM_REPORTS", "REPORTS", "WRONG_CODES"]

# Over it reports are still stored, but wait behind the others in the inbox.
REPORTS = Budget(limit=10, seconds=10 * 60, counts_unknown=False)
# The same for a program that sends in what people wrote on its page: by token, not by network.
PROGRAM_REPORTS = Budget(limit=60, seconds=10 * 60)
# Over it codes go through the slow lane, right or wrong.
WRONG_CODES = Budget(limit=20, seconds=60)
