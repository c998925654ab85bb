"""How a noun of the API becomes addresses."""

from collections.abc import Mapping
from typing import Any

from django.urls import URLPattern, path
from django.views.decorators.common import no_append_slash

from api.resources import Resource

LIST: Mapping[str, str] = {"get": "list"}
LIST_CREATE: Mapping[str, str] = {"get": "list", "post": "create"}
READ: Mapping[str, str] = {"get": "retrieve"}
READ_CHANGE: Mapping[str, str] = {"get": "retrieve", "patch": "partial_update"}
READ_REMOVE: Mapping[str, str] = {**READ, "delete": "destroy"}
READ_CHANGE_REMOVE: Mapping[str, str] = {**READ_CHANGE, "delete": "destroy"}


def route(address: str, view: type[Resource], actions: Mapping[str, str], name: str) -> URLPattern:
    """One address of a noun; its name begins with ``api_``."""
    function: Any = view.as_view(dict(actions), basename=name)
    found: URLPattern = path(f"v1/{address}", no_append_slash(function), name=f"api_{name}")
    return found


def noun(
    address: str,
    view: type[Resource],
    name: str,
    *,
    many: Mapping[str, str] = LIST,
    one: Mapping[str, str] = READ,
    steps: Mapping[str, str] | None = None,
) -> list[URLPattern]:
    """A list, its single rows, and what may be done with one: address to method."""
    own = f"{address}<uuid:pk>/"
    return [
        route(address, view, many, name),
        route(own, view, one, f"{name}_one"),
        *(
            route(f"{own}{step}/", view, {"post": method}, f"{name}_{method}")
            for step, method in (steps or {}).items()
        ),
    ]
