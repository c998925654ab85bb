"""``ostoja job``: long work that was asked for."""

from tenants.commands import jobs
from tenants.commands.action import ActionsCommand


class Command(ActionsCommand):
    """See the module of its actions."""

    help = "List the jobs, show one, go on with one, stop one."
    actions = jobs.ACTIONS
