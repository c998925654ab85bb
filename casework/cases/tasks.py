"""What the clock does with cases."""

from casework.cases.actions import renew_terms
from tenants.fence.tasks import city_task


@city_task
def renew_search_terms() -> int:
    """Make search terms that are missing or old, as after an upgrade; how many."""
    return renew_terms()
