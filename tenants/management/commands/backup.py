"""``ostoja backup``: backups of everything, and their trials."""

from tenants.commands import backups
from tenants.commands.action import ActionsCommand


class Command(ActionsCommand):
    """See the module of its actions."""

    help = "Back up all cities, try a backup out, list the newest ones."
    actions = backups.ACTIONS
