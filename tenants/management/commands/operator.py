"""``ostoja operator``: who runs the platform and its console."""

from tenants.commands import operators
from tenants.commands.action import ActionsCommand


class Command(ActionsCommand):
    """See the module of its actions."""

    help = "Invite an operator of the platform, list the operators, or reset a second factor."
    actions = operators.ACTIONS
