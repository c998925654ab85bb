"""An invitation that nobody has taken, in each world."""

from ostoja.access.roles import Role
from ostoja.accounts.actions import invite
from ostoja.accounts.models import Invitation
from tests.cast import Cast


def invited(slug: str, canary: str, cast: Cast) -> tuple[Invitation, str]:
    """The invitation and its token."""
    return invite(
        email=f"new@{slug}.example",
        full_name=canary,
        role=Role.CONSULTANT,
        group=cast.centre.group,
        language="pl",
        by=cast.administrator,
    )
