"""What is to be told, when two cases of one person become one or are separated again."""

from django.db.models import OuterRef, Subquery

from casework.cases import merging
from casework.cases.merging import Mover
from casework.cases.models import Case
from casework.referrals.models import OutsideReferral, Referral
from casework.telling.models import Telling


def _nothing(kept: Case, merged: Case) -> None:
    """Each goes where its referral goes; see ``_settle``."""


def _stay(kept: Case, merged: Case, moved: object) -> None:
    """So does one that arose while both were one."""


def _settle(kept: Case, merged: Case) -> None:
    """It is told in the case in which its referral lies by now."""
    own = Telling.objects.filter(case__in=[kept, merged])
    for name, model in (("referral", Referral), ("outside", OutsideReferral)):
        about = model._default_manager.filter(pk=OuterRef(f"{name}_id"))
        rows = own.exclude(**{name: None})
        rows.update(case_id=Subquery(about.order_by().values("case_id")[:1]))


def register_all() -> None:
    """Called when the app starts."""
    merging.register("telling", Mover(_nothing, _stay, settle=_settle), Telling)
