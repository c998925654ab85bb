"""``ostoja city``: what operators do with cities."""

from tenants.commands import (
    blueprints,
    bundles,
    deleting,
    domains,
    exporting,
    looking,
    onboarding,
    opening,
    stages,
    upgrading,
)
from tenants.commands.action import ActionsCommand


class Command(ActionsCommand):
    """See the modules of its actions."""

    help = "Onboard cities, open them, upgrade them, back them up, bring one back, suspend it."
    actions = (
        *looking.ACTIONS,
        *onboarding.ACTIONS,
        *domains.ACTIONS,
        *blueprints.ACTIONS,
        *opening.ACTIONS,
        *upgrading.ACTIONS,
        *bundles.ACTIONS,
        *exporting.ACTIONS,
        *deleting.ACTIONS,
        *stages.ACTIONS,
    )
