"""What a browser keeps of a sign-in with the provider."""

from typing import Any

from django.http import HttpRequest

from ostoja.identity.signing_in import BEGUN


def kept_by(client: Any) -> dict[str, Any]:
    """In the city that the test has entered."""
    request = HttpRequest()
    request.COOKIES = {BEGUN.cookie: client.cookies[BEGUN.cookie].value}
    found = BEGUN.read(request)
    assert found is not None
    return found
