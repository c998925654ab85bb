"""What rests on a consent: rooms above this one say what it is, and end it with the consent."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.cases.choices import ConsentData
from casework.cases.models import Case, Consent
from casework.partners.models import Organisation
from ostoja.accounts.models import User


@dataclass(frozen=True, slots=True)
class ResultOfWithdrawal:
    """``rests`` names what rests on a consent, in the page's language; ``end`` ends it.

    ``end`` runs in the transaction of the withdrawal, with the case locked, and is given the
    consent, which does not hold any more, and who withdrew it (None: its time is over).
    """

    rests: Callable[[Consent], list[str]]
    end: Callable[[Consent, User | None], object]


_results: list[ResultOfWithdrawal] = []


def register(result: ResultOfWithdrawal) -> None:
    """Called by a room when the app starts."""
    _results.append(result)


def resting_on(consent: Consent) -> Iterator[str]:
    """What would end with it, in words."""
    for result in _results:
        yield from result.rests(consent)


def end_what_rests_on(consent: Consent, *, by: User | None) -> None:
    """Only what rests on this consent; everything else of the case goes on."""
    for result in _results:
        result.end(consent, by)


def holding(case: Case) -> QuerySet[Consent]:
    """Those of a case that count today."""
    in_time = Q(expires_on=None) | Q(expires_on__gte=timezone.localdate())
    return case.consents.filter(in_time, withdrawn_at=None)


def names(consent: Consent, receiver: Organisation) -> bool:
    """Whether the consent lets this body learn anything."""
    return consent.receivers.filter(pk=receiver.pk).exists()


def not_covered(consent: Consent, data: Collection[ConsentData]) -> list[ConsentData]:
    """What of this the consent does not let anybody learn."""
    return [one for one in data if one not in consent.data]
