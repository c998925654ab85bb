"""Pages about the API: one's own tokens, the description for machines, the one for people."""

from uuid import UUID

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_POST, require_safe

from api import actions, scopes, selectors
from api.forms import TokenForm
from api.openapi import committed, reading
from api.openapi.books import CITIES, book_of
from ostoja.access.door import StaffRequest, staff_only


@require_safe
@staff_only
def tokens(request: StaffRequest) -> HttpResponse:
    """One's own tokens."""
    rows = [
        (token, [scopes.label_of(scope) for scope in token.scopes])
        for token in selectors.tokens_of(request.user)
    ]
    return render(request, "api/tokens.html", {"rows": rows})


@never_cache
@staff_only
def token_new(request: StaffRequest) -> HttpResponseBase:
    """Make a token, and show it this once."""
    raise_if_reauthentication_required(request, app="api")
    form = TokenForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "api/token_new.html", {"form": form}, status=status)
    row, token = actions.create_token(
        user=request.user,
        name=form.cleaned_data["name"],
        scopes=form.scopes,
        days=form.cleaned_data["days"],
        by=request.user,
    )
    return render(request, "api/token_made.html", {"row": row, "token": token})


@require_POST
@staff_only
def token_revoke(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Make one of one's own tokens useless."""
    token = selectors.own_token(request.user, pk)
    if token is None:
        raise Http404
    actions.revoke_token(token=token, by=request.user)
    messages.success(request, _("The token was revoked. Nothing opens with it any more."))
    return redirect("tokens")


@require_safe
@condition(etag_func=lambda request: committed.etag(book_of(request)))
def schema(request: HttpRequest) -> HttpResponse:
    """The whole description as OpenAPI 3.1 in JSON, the same for everybody."""
    return HttpResponse(
        committed.as_json(book_of(request)),
        content_type="application/vnd.oai.openapi+json",
        headers={"Cache-Control": "public, max-age=300"},
    )


@require_safe
def websockets(request: HttpRequest) -> HttpResponse:
    """What travels over WebSockets, as it is written for programmers."""
    return _written(request, "WEBSOCKETS.md")


@require_safe
def webhooks(request: HttpRequest) -> HttpResponse:
    """What webhooks send, and how their signatures are checked."""
    return _written(request, "WEBHOOKS.md")


def _written(request: HttpRequest, name: str) -> HttpResponse:
    """Plain text with Markdown; of the cities' hosts alone."""
    if book_of(request) is not CITIES:
        raise Http404
    text = (CITIES.file.parent / name).read_bytes()
    headers = {"Cache-Control": "public, max-age=300", "Content-Language": "en"}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The same description for people, with first steps."""
    book = book_of(request)
    base = request.build_absolute_uri("/").rstrip("/")
    context = {
        "book": book,
        "groups": reading.groups(book),
        "problems": reading.problems(),
        "steps": [step.at(base) for step in book.steps],
        "has_sockets": book is CITIES,
        "words": reading.WORDS,
    }
    return render(request, "api/docs.html", context)
