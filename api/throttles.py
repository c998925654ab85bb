"""How much a person, or a network without a token, may ask for in a minute."""

import logging
import time
from typing import Any, cast

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from ostoja.accounts.models import User
from ostoja.privacy.budget import Budget
from tenants.fence.caches import CityCache

logger = logging.getLogger(__name__)

MINUTE = 60
NETWORKS = Budget(limit=settings.API_A_MINUTE["network"], seconds=MINUTE, counts_unknown=False)
"""In this process's memory and under a key that dies with it: no address is kept anywhere.

Where a proxy does not tell networks apart nobody is counted, so that nobody is refused for others.
"""


class FairShare(BaseThrottle):
    """Counts by person in the cache, whose keys carry the city; without Redis nobody is held up.

    ``request.share`` is what the headers of the answer tell.
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        if isinstance(request.user, User):
            limit, used = settings.API_A_MINUTE["person"], _used_by(request.user)
        else:
            limit, used = NETWORKS.limit, _used_by_network(request._request)
        self.until = MINUTE - int(time.time()) % MINUTE
        headers = {
            "RateLimit-Limit": str(limit),
            "RateLimit-Remaining": str(max(0, limit - used)),
            "RateLimit-Reset": str(self.until),
        }
        request._request.share = headers  # type: ignore[attr-defined]
        return used <= limit

    def wait(self) -> float:
        return float(self.until)


def _used_by(user: User) -> int:
    key = f"api.share.{user.pk}.{int(time.time()) // MINUTE}"
    try:
        return cast(CityCache, cache).count(key, 2 * MINUTE)
    except Exception:  # noqa: BLE001 - Redis is only a hint: whatever ails it must hold up nobody
        logger.warning("The cache does not answer, so requests are not counted")
        return 0


def _used_by_network(request: HttpRequest) -> int:
    return NETWORKS.count(request)
