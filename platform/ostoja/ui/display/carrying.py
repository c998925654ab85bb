"""Display settings in the midst of a form: nothing that was typed is lost, and nothing is sent.

Pages of the contact answer to POST, so a link away from them loses what they show. On such a page a
button of its form posts everything to the page's own address; the settings are chosen there, with
all that was typed in hidden fields; then the view shows its page again. What the view must know: a
``language`` in POST means "show this once more, do nothing".
"""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language

from ostoja.ui.display.forms import DisplayForm, initial_of
from ostoja.ui.display.settings import DisplaySettings
from ostoja.ui.display.store import forget, keep, settings_of

View = Callable[..., HttpResponse]
NAME = "display"  # of the button, and what the names of the settings' own fields begin with
SAVE, TRY, FORGET, CLOSE = "save", "try", "forget", "close"


def keeps_what_was_typed(view: View) -> View:
    """For a view whose forms have the button of ``ui/components/display_link.html``."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        pressed = request.POST.get(NAME) if request.method == "POST" else None
        if pressed is None:
            return view(request, *args, **kwargs)
        if pressed not in {SAVE, TRY, FORGET, CLOSE}:
            return _page(
                request, DisplayForm(initial=initial_of(settings_of(request)), prefix=NAME)
            )
        form = DisplayForm(request.POST, prefix=NAME)
        if pressed in {SAVE, TRY} and not form.is_valid():
            return _page(request, form)
        if pressed == TRY:
            return _page(request, form, tried=form.chosen())
        chosen = form.chosen() if pressed == SAVE else None
        return _again(request, chosen, pressed == FORGET, lambda: view(request, *args, **kwargs))

    return guarded


def _page(
    request: HttpRequest, form: DisplayForm, tried: DisplaySettings | None = None
) -> HttpResponse:
    carried = [
        (name, value) for name in _of_the_page(request.POST) for value in request.POST.getlist(name)
    ]
    context = {
        "form": form,
        "tried": tried or settings_of(request),
        "is_tried": bool(tried),
        "carried": carried,
        "has_files": bool(request.FILES),
        "languages": [],  # links would lose it all
        "display_url": "",
    }
    status = 422 if form.errors else 200
    return render(request, "ui/display_carrying.html", context, status=status)


def _again(
    request: HttpRequest,
    chosen: DisplaySettings | None,
    is_forgotten: bool,
    show: Callable[[], HttpResponse],
) -> HttpResponse:
    """The page as it was before, in the look that was chosen now."""
    kept = HttpResponse()
    if chosen is not None:
        keep(request, kept, chosen)
    elif is_forgotten:
        forget(request, kept)
    for name, cookie in kept.cookies.items():
        request.COOKIES[name] = cookie.value
    request.POST = _as_typed(request.POST)  # type: ignore[assignment]
    response = show()
    response.cookies.update(kept.cookies)
    return response


def _of_the_page(data: QueryDict) -> list[str]:
    return [name for name in data if name != NAME and not name.startswith(f"{NAME}-")]


def _as_typed(data: QueryDict) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name in _of_the_page(data):
        typed.setlist(name, data.getlist(name))
    typed["language"] = cast(str, get_language() or settings.LANGUAGE_CODE)
    return typed
