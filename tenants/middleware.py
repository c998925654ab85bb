"""Each request runs in the city of its host, in a language that the city speaks."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from ostoja.ui import errors
from tenants.fence import Entered, entered, entered_platform
from tenants.hosts import CityRequest, bare_host, city_at, is_open, operator_host
from tenants.models import Stage
from tenants.schemas.histories import is_behind

Answer = Callable[[HttpRequest], HttpResponse]


class CityMiddleware:
    """Enters the city before anything asks the database, and leaves it after the answer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: CityRequest) -> HttpResponse:
        host = bare_host(request.META.get("HTTP_HOST", ""))
        if host == operator_host():
            request.city = None
            request.urlconf = settings.OPERATOR_URLCONF
            return self._answer(request, entered_platform())
        city = city_at(host)
        if city is None:
            return errors.unknown_host(request)
        request.city = city
        if city.stage == Stage.SUSPENDED:
            return errors.maintenance(request)
        with entered(city.slug):
            return self._answer_or_maintenance(request)

    def _answer(self, request: CityRequest, place: Entered) -> HttpResponse:
        with place:
            return self.get_response(request)

    def _answer_or_maintenance(self, request: CityRequest) -> HttpResponse:
        """A city whose upgrade failed serves what it can; where it cannot, it says so.

        Search engines leave out what a city shows before it is open.
        """
        response = self.get_response(request)
        if response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR and is_behind():
            return errors.maintenance(request)
        if not is_open(request):
            response["X-Robots-Tag"] = "noindex"
        return response


class CityLocaleMiddleware(LocaleMiddleware):
    """The language of the address, else one the browser asks for; never a cookie or session.

    ``/q/<code>`` and ``/`` have no language in their address and are redirected to one.
    """

    def process_request(self, request: HttpRequest) -> None:
        from_path = translation.get_language_from_path(request.path_info)
        translation.activate(from_path or translation.get_language_from_request(request))
        request.LANGUAGE_CODE = translation.get_language()
