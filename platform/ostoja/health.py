"""Health answers for supervisors and load balancers; they need no city."""

import re
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from ostoja.metrics import metrics
from tenants.domains.certificates import may_have_certificate
from tenants.fence import entered_platform
from tenants.hosts import bare_host

FORWARDED = frozenset({"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Via"})
HOST = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+"
)


class HealthMiddleware:
    """``/health/live``: the process answers. ``/health/ready``: the database does too.
    ``/health/certificate``: whether the proxy may get a certificate for a domain.
    ``/metrics``: figures. The last two are for this machine, not for what a proxy passes on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path, self.get_response)
        return answer(request)


def live(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all."""
    return JsonResponse({"status": "live"})


def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, else 503. Redis is a hint and not asked."""
    try:
        with entered_platform(), connection.cursor() as cursor:
            cursor.execute("select 1 from tenants_city limit 1")
    except DatabaseError:
        return JsonResponse({"status": "database unavailable"}, status=503)
    return JsonResponse({"status": "ready"})


def certificate(request: HttpRequest) -> HttpResponse:
    """What Caddy's on-demand TLS asks: 200 for a host of ours, 404 for any other, 400 for nonsense.

    Only the proxy itself is answered, which asks without the marks that it puts on what it passes
    on from outside. Nothing is said but yes or no.
    """
    if _is_passed_on(request):
        return _certificate("no", 404)
    asked = request.GET.getlist("domain")
    host = bare_host(asked[0]) if len(asked) == 1 else ""
    if not HOST.fullmatch(host):
        return _certificate("nonsense", 400)
    try:
        is_ours = may_have_certificate(host)
    except DatabaseError:
        return _certificate("database unavailable", 503)
    return _certificate("yes", 200) if is_ours else _certificate("no", 404)


def _certificate(answer: str, status: int) -> HttpResponse:
    return JsonResponse({"certificate": answer}, status=status)


def figures(request: HttpRequest) -> HttpResponse:
    """For Prometheus, which asks a web server directly; 404 for whoever came through the proxy."""
    return HttpResponse(status=404) if _is_passed_on(request) else metrics()


def _is_passed_on(request: HttpRequest) -> bool:
    return bool(FORWARDED & request.headers.keys())


ANSWERS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/health/live": live,
    "/health/ready": ready,
    "/health/certificate": certificate,
    "/metrics": figures,
}
