"""Serves the built styles, scripts, fonts and icons."""

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise, except that a file goes out whole.

    Under ASGI Django would have to read an ordinary file to its end anyway before it sends the
    first byte, and warns of it. The largest of ours is a few hundred kB.
    """

    @staticmethod
    def serve(static_file: object, request: HttpRequest) -> HttpResponse:
        """The file, a part of it, or what the browser has already."""
        found = static_file.get_response(request.method, request.META)  # type: ignore[attr-defined]
        answer = HttpResponse(status=int(found.status))
        del answer["Content-Type"]  # a 304 has none
        for name, value in found.headers:
            answer[name] = value
        if found.file:
            with found.file as opened:
                answer.content = opened.read()
        return answer
