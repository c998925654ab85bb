"""``ostoja keys``: the keys of cities and of the installation."""

from tenants.commands import keys
from tenants.commands.action import ActionsCommand


class Command(ActionsCommand):
    """See the module of its actions."""

    help = "Put all cities' keys under a new key of the installation."
    actions = keys.ACTIONS
