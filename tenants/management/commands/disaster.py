"""``ostoja disaster``: everything from backups and keys alone."""

from tenants.commands import disaster
from tenants.commands.action import ActionsCommand


class Command(ActionsCommand):
    """See the module of its actions."""

    help = "Bring everything back after the database is lost, and rehearse it."
    actions = disaster.ACTIONS
