"""Health answers for supervisors and load balancers; they need no city."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from tenants.fence import entered_platform


class HealthMiddleware:
    """``/health/live``: the process answers. ``/health/ready``: the database does too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/health/live":
            return JsonResponse({"status": "live"})
        if request.path == "/health/ready":
            return ready()
        return self.get_response(request)


def ready() -> HttpResponse:
    """200 when the database answers, else 503. Redis is a hint and not asked."""
    try:
        with entered_platform(), connection.cursor() as cursor:
            cursor.execute("select 1 from tenants_city limit 1")
    except DatabaseError:
        return JsonResponse({"status": "database unavailable"}, status=503)
    return JsonResponse({"status": "ready"})
