"""Answers to requests that failed: each says in plain words what to do, and whom to call."""

import logging
import sys
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.module_loading import import_string

from ostoja.ui.city import CityFacts, facts_of, remembered_facts_of
from ostoja.ui.context import frame
from ostoja.ui.languages import language_of_path, public_languages
from ostoja.ui.phones import NATIONAL
from ostoja.ui.problems import is_for_programs, problem_response

logger = logging.getLogger(__name__)

RETRY_AFTER = 300  # seconds
# Named, not imported: accounts stand beside the design system and use it themselves.
HAS_PASSED = "ostoja.accounts.second_factor.has_passed"
# The help of a page, and a form with its token, would tell what is forbidden from what is absent.
ALIKE: Mapping[str, Any] = {"page_help": None, "request": None}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """``handler400``."""
    return _answer(request, "ui/errors/400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """``handler403``."""
    return _answer(request, "ui/errors/403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """``CSRF_FAILURE_VIEW``: mostly a form that lay open for long, or a browser without cookies."""
    return _answer(request, "ui/errors/csrf.html", 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """``handler404``: what is forbidden and what is absent look the same."""
    return _answer(request, "ui/errors/404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """``handler500``: touches neither database nor session, and fails to plain text itself. A
    database that is away, or for which too many wait, is back soon: that is a pause.
    """
    if isinstance(sys.exc_info()[1], OperationalError):
        return pause(request)
    return _answer(request, "ui/errors/500.html", 500)


def maintenance(request: HttpRequest) -> HttpResponse:
    """The page of a suspended city, or of one that its upgrade left behind; touches no database.

    Nobody knows when it ends, so it promises no time; and other pages may not answer, so it links
    to none.
    """
    return _answer(request, "ui/errors/503.html", HTTPStatus.SERVICE_UNAVAILABLE)


def pause(request: HttpRequest) -> HttpResponse:
    """The page for a while in which the application or its database does not answer; the proxy
    keeps it, too.
    """
    response = _answer(request, "ui/errors/pause.html", HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def unknown_host(request: HttpRequest) -> HttpResponse:
    """The answer on an address that belongs to no city: it names none."""
    return _plain_text(404)


def _answer(request: HttpRequest, template: str, status: int) -> HttpResponse:
    if is_for_programs(request):
        return problem_response(request, status)
    try:
        text = _page(request, template, _facts(request, status), status)
    except Exception:
        # Whoever asked may be in danger: numbers in plain text are better than an empty page.
        logger.exception("The page for status %s could not be rendered", status)
        return _plain_text(status)
    return HttpResponse(text, status=status, headers={"Cache-Control": "no-store"})


def _page(request: HttpRequest, template: str, facts: CityFacts, status: int) -> str:
    with translation.override(_language(request, facts)):
        is_staff_page = request.path.startswith(f"/{translation.get_language()}/staff/")
        keeps_frame = is_staff_page and status < HTTPStatus.INTERNAL_SERVER_ERROR
        is_signed_in = keeps_frame and _is_signed_in(request)  # first, so that `frame` knows them
        context = frame(request, facts)
        context["home_url"] = context["staff_home_path" if is_staff_page else "home_path"]
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            context |= {"footer_links": [], "display_url": ""}
        if is_signed_in:
            context |= {"error_frame": "ui/staff.html", **ALIKE}
            return render_to_string(template, context, request=request)
        return render_to_string(template, context)


def _is_signed_in(request: HttpRequest) -> bool:
    """Such a person keeps the navigation, but not after the password alone: no middleware asked
    for an address that is not there. Where sessions cannot be read nobody has signed in.
    """
    try:
        user = getattr(request, "user", None)
        if not (user and user.is_authenticated):
            return False
        return bool(import_string(HAS_PASSED)(request, user))
    except Exception:
        logger.exception("The session of a request that failed could not be read")
        return False


def _facts(request: HttpRequest, status: int) -> CityFacts:
    """The city's facts; what was last read of them where the database must not be asked."""
    if status >= 500:
        return remembered_facts_of(request)
    try:
        return facts_of(request)
    except Exception:
        logger.exception("The facts of the city could not be read")
        return remembered_facts_of(request)


def _language(request: HttpRequest, facts: CityFacts) -> str:
    """The language of the address, else the one in use, if the city speaks it."""
    languages = public_languages(facts.languages)
    wished = (language_of_path(request.path), translation.get_language())
    return next((code for code in wished if code in languages), languages[0])


def _plain_text(status: int) -> HttpResponse:
    numbers = "\n".join(phone.number for phone in NATIONAL)
    text = f"Nie ma takiej strony. / This page is not here.\n\nPomoc / Help:\n{numbers}\n"
    if status != 404:
        text = text.replace("Nie ma takiej strony. / This page is not here.", "Błąd / Error")
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
