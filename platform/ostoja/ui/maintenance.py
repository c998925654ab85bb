"""What the proxy says while the application does not answer: the application's own page, kept."""

from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from ostoja.ui import errors

Respond = Callable[[HttpRequest], HttpResponse]

# Named, not imported: they are wiring, and put the headers on every response.
OUTERMOST = (
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ostoja.headers.ContentPolicyMiddleware",
    "ostoja.headers.HeadersMiddleware",
)
# These belong to one answer; the others to every answer.
OF_ONE_ANSWER = frozenset({"Content-Type", "Content-Length", "Cache-Control", "Retry-After"})


def write(folder: Path) -> None:
    """Write ``maintenance/<language>.html``, ``maintenance/program.json`` and ``headers.caddy``."""
    pages = folder / "maintenance"
    pages.mkdir(parents=True, exist_ok=True)
    for code, _name in settings.LANGUAGES:
        (pages / f"{code}.html").write_bytes(answer(f"/{code}/").content)
    (pages / "program.json").write_bytes(answer("/api/v1/").content)
    (folder / "headers.caddy").write_text(caddy_headers(common_headers()), encoding="utf-8")


class _SafeRequest(HttpRequest):
    """A request that came over https, with or without a proxy's word on it."""

    def _get_scheme(self) -> str:
        return "https"


def answer(path: str) -> HttpResponse:
    """The maintenance page of this address, as the application sends it over https."""
    respond: Respond = errors.pause
    for name in reversed(OUTERMOST):
        respond = import_string(name)(respond)
    request = _SafeRequest()
    request.method = "GET"
    request.path = request.path_info = path
    request.META |= {"HTTP_HOST": settings.BASE_DOMAIN, "HTTP_X_FORWARDED_PROTO": "https"}
    return respond(request)


def common_headers() -> dict[str, str]:
    """The headers that every response of the application carries."""
    headers = answer("/").headers.items()
    return {name: value for name, value in headers if name not in OF_ONE_ANSWER}


def caddy_headers(headers: Mapping[str, str]) -> str:
    """A snippet for the Caddyfile, used with ``import headers``."""
    lines = [
        f'\t\t{name} "{value.replace(chr(34), chr(92) + chr(34))}"'
        for name, value in headers.items()
    ]
    return "\n".join(("(headers) {", "\theader {", *lines, "\t}", "}", ""))
