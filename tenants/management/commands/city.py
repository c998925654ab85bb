"""``ostoja city``: what operators do with cities."""

from tenants.commands import bundles, domains, looking, onboarding, stages, upgrading
from tenants.commands.action import ActionsCommand


class Command(ActionsCommand):
    """See the modules of its actions."""

    help = "Onboard cities, upgrade them, back them up, bring one back, suspend it."
    actions = (
        *looking.ACTIONS,
        *onboarding.ACTIONS,
        *domains.ACTIONS,
        *upgrading.ACTIONS,
        *bundles.ACTIONS,
        *stages.ACTIONS,
    )
