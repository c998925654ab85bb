"""What operators do to a city stands in the city's own record."""

import logging
from collections.abc import Mapping

from django.db import DatabaseError

from ostoja.accounts.models import User
from ostoja.audit import action, record
from tenants.fence import entered
from tenants.profile.models import CityProfile

logger = logging.getLogger(__name__)


def note(slug: str, verb: str, by: User | None = None, **details: str) -> None:
    """Record it in the city. Never in the way of what is done: a city that is behind or in ruins
    is backed up and suspended all the same, and the log says that its record lacks it.
    """
    try:
        with entered(slug):
            _note(verb=verb, by=by, details=details)
    except (DatabaseError, CityProfile.DoesNotExist):
        logger.exception("%s was not recorded in %s", verb, slug)


@action
def _note(*, verb: str, by: User | None, details: Mapping[str, str]) -> None:
    record(verb, by=by, on=CityProfile.objects.get(), subject=None, **details)
