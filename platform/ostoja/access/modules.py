"""Parts of the platform that a city has or has not: pages of a part that it lacks are absent."""

from collections.abc import Iterable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern

from ostoja.access.door import View
from ostoja.ui.city import facts_of


def pages_of(module: str, patterns: Iterable[URLPattern]) -> list[URLPattern]:
    """The routes of a module, as they are mounted: 404 in every city that does not have it.

    The modules of a city stand in its blueprint, and then in its profile. "" is in every city.
    """
    if not module:
        return list(patterns)
    return [
        URLPattern(one.pattern, in_module(module, one.callback), one.default_args, one.name)
        for one in patterns
    ]


def in_module(module: str, view: View) -> View:
    """The view, which is absent in cities without the module."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not facts_of(request).has(module):
            raise Http404
        return view(request, *args, **kwargs)

    guarded.module = module  # type: ignore[attr-defined]
    return guarded
