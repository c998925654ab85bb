"""Making the search terms of cases anew."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from casework.cases.models import Case, CaseTerms
from casework.cases.terms import keep_terms, terms_of
from ostoja.audit import action, record_each
from ostoja.privacy.search.terms import SCHEME

BATCH = 200


def renew_terms(*, all_cases: bool = False) -> int:
    """Make the terms of cases that have none or old ones, or of ``all_cases``; how many changed.

    Running it again changes nothing. Each batch stands for itself, so a run that was stopped
    goes on where it ended.
    """
    found = Case.objects.order_by("pk")
    if not all_cases:
        found = found.filter(Q(search=None) | ~Q(search__scheme=SCHEME))
    keys = list(found.values_list("pk", flat=True))
    batches = [keys[at : at + BATCH] for at in range(0, len(keys), BATCH)]
    return sum(_renew(batch) for batch in batches)


def _renew(keys: list[UUID]) -> int:
    with transaction.atomic():
        # Under the lock: whoever changes such a case now writes its terms after us.
        # Terms are read after it, since another run may have made them meanwhile.
        cases = Case.objects.filter(pk__in=keys)
        locked = list(cases.select_for_update().values_list("pk", flat=True))
        found = Case.objects.filter(pk__in=locked).select_related("search")
        outdated = [case for case in found if _is_outdated(case)]
        return _write(outdated) if outdated else 0


@action
def _write(cases: list[Case]) -> int:
    keep_terms(*cases)
    record_each("case.terms_renewed", by=None, on=[(case, case) for case in cases])
    return len(cases)


def _is_outdated(case: Case) -> bool:
    kept: CaseTerms | None = getattr(case, "search", None)
    return kept is None or kept.scheme != SCHEME or kept.terms != terms_of(case)
