"""Serves the built styles, scripts, fonts and icons."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise, except that a file goes out whole, and a part may be a single byte.

    Under ASGI Django would have to read an ordinary file to its end anyway before it sends the
    first byte, and warns of it. The largest of ours is a few hundred kB.
    """

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        """The file, a part of it, or what the browser has already."""
        found = static_file.get_response(request.method, request.META)
        if found.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return _one_byte(static_file, request) or _answer(found)
        return _answer(found)


def _answer(found: Any) -> HttpResponse:
    answer = HttpResponse(status=int(found.status))
    del answer["Content-Type"]  # a 304 has none
    for name, value in found.headers:
        answer[name] = value
    if found.file:
        with found.file as opened:
            answer.content = opened.read()
    return answer


def _one_byte(static_file: Any, request: HttpRequest) -> HttpResponse | None:
    """The only byte that is asked for, which WhiteNoise takes for none (RFC 9110, 14.1.2)."""
    asked = request.META["HTTP_RANGE"]
    whole = static_file.get_response(request.method, {**request.META, "HTTP_RANGE": ""})
    answer = _answer(whole)
    size = int(answer["Content-Length"])
    start, end = static_file.get_byte_range(asked, size)
    if start != end:
        return None
    answer.status_code = HTTPStatus.PARTIAL_CONTENT
    answer.content = answer.content[start : start + 1]
    answer["Content-Range"], answer["Content-Length"] = f"bytes {start}-{start}/{size}", "1"
    return answer
