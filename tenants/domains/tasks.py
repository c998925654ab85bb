"""What the clock starts for domains."""

from tenants.domains import looking
from tenants.fence.tasks import platform_task


@platform_task
def look_at_certificates() -> int:
    """Look at those that nobody has looked at for some hours; how many."""
    looking.forget_gone()
    return looking.look_at(looking.not_looked_at_lately())
