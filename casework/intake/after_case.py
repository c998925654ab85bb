"""By which ways people whose conversations belong to a case may be asked after its end."""

from casework.cases import safe_ways
from casework.cases.choices_of_endings import ContactWay
from casework.cases.models import Case
from casework.intake.answers import Answer
from casework.intake.models import SafeContact


def allowed(case: Case) -> frozenset[ContactWay] | None:
    """What every conversation of the case allows; None where nobody was asked."""
    said = [_ways(one) for one in SafeContact.objects.filter(conversation__case=case)]
    return frozenset.intersection(*said) if said else None


def _ways(rules: SafeContact) -> frozenset[ContactWay]:
    """Only a yes is one."""
    ways = set()
    if rules.may_call == Answer.YES:
        ways.add(ContactWay.CALL)
    if rules.may_write == Answer.YES:
        ways |= {ContactWay.TEXT} if rules.phone else set()
        ways |= {ContactWay.EMAIL} if rules.email else set()
    return frozenset(ways)


def register_all() -> None:
    """Called when the app starts."""
    safe_ways.register(allowed)
