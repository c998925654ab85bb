"""What holds of stores after each step of any history; each gives what is wrong, in words."""

from collections.abc import Callable
from decimal import Decimal

from django.db.models import F, Q, Sum

from casework.benefits.amounts import runs_low, with_amounts
from casework.benefits.choices import MovementKind
from casework.benefits.models import Article, Batch, Giving, GivingLine, Movement
from casework.benefits.selectors import givings_visible_to
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from tests.casework.histories.truths import Wrong
from tests.casework.histories.who_may import COORDINATE, VIEW, Picture

NOTHING = Decimal(0)
OF_ITS_ARTICLE = Q(giving__movements__batch__article=F("article"))


def stock_is_the_sum_of_its_movements(now: Picture) -> Wrong:
    """What there is, is what its book adds up to after each line of it: never below nothing."""
    left: dict[object, Decimal] = {}
    for line in Movement.objects.order_by("at", "pk"):
        before = left.get(line.batch_id, NOTHING)
        left[line.batch_id] = before + line.change
        if line.left != before + line.change or line.left < NOTHING:
            yield f"the book says {line.left} after {before} and {line.change}"
    for batch in Batch.objects.all():
        if batch.left != left.get(batch.pk, NOTHING) or batch.left < NOTHING:
            yield f"there are {batch.left} of {batch}, its book says {left.get(batch.pk)}"


def what_was_given_left_the_store(now: Picture) -> Wrong:
    """Each line of a giving as much as it says; what was taken back stands there again."""
    moved = Sum("giving__movements__change", filter=OF_ITS_ARTICLE)
    for line in GivingLine.objects.select_related("giving").annotate(moved=moved):
        due = NOTHING if line.giving.is_back else -line.amount
        if line.moved != due:
            yield f"{line} moved {line.moved}, due {due}"
    astray = Movement.objects.filter(kind__in=[MovementKind.GIVEN, MovementKind.BACK], giving=None)
    yield from (f"{line} was given to nobody" for line in astray)


def what_is_out_of_use_is_empty(now: Picture) -> Wrong:
    """Nothing stands where nobody looks for it."""
    idle = Q(article__is_active=False) | Q(article__store__is_active=False)
    for batch in Batch.objects.filter(idle, left__gt=0):
        yield f"{batch} stands in a store that is out of use"


def who_was_told_of_little_has_little(now: Picture) -> Wrong:
    """That it runs low is over once there is enough again, however it came."""
    told = Article.objects.filter(low_told_at__isnull=False)
    for article in with_amounts(told):
        if not runs_low(article):
            yield f"{article} does not run low any more, and its people are not told"


def givings_go_with_their_case(now: Picture) -> Wrong:
    """Where two cases became one, what was given belongs to the one that is left."""
    for giving in Giving.objects.filter(case__merged_into__isnull=False):
        yield f"{giving} was left with a case that is no more"


def givings_are_seen_by_whom_they_concern(now: Picture) -> Wrong:
    """Of a case that they see: all where they lead or coordinate it, else what their body gave."""
    givings = list(Giving.objects.select_related("store__organisation"))
    for person in now.world.people if givings else ():
        seen = set(givings_visible_to(person))
        for one in givings:
            if (one in seen) != _sees(now, person, one):
                yield f"{person} sees what {one.store} gave: {one in seen}"


def _sees(now: Picture, person: User, giving: Giving) -> bool:
    own, case = now.holds_for(person, Permission.BENEFIT_VIEW), now.cases[giving.case_id]
    if not own or not now.may(person, case.pk, VIEW):
        return False
    leads = case.lead.group_id in now.holds_for(person, VIEW)
    gave = giving.store.organisation.group_id in own
    return leads or gave or now.may(person, case.pk, COORDINATE)


TRUTHS: tuple[Callable[[Picture], Wrong], ...] = (
    stock_is_the_sum_of_its_movements,
    what_was_given_left_the_store,
    what_is_out_of_use_is_empty,
    who_was_told_of_little_has_little,
    givings_go_with_their_case,
    givings_are_seen_by_whom_they_concern,
)
