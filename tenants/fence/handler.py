"""How a request goes through middleware and view."""

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class OneThreadHandler(ASGIHandler):
    """A request stays in one thread, with one connection, from the first middleware to the last.

    Django's own way goes back and forth between threads, and makes the page of a refusal (404)
    in yet another one, whose database connection nobody gives back to the pool.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        """Our middleware and views are ordinary functions: one chain without a crossing."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """The whole chain, in the request's own thread."""
        return await sync_to_async(self.get_response, thread_sensitive=True)(request)
