"""The wizard that makes a city: a page for each question, one to check, and one that says done."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ostoja.access.door import StaffRequest, staff_only
from tenants.addresses import host_in_links, origin_of
from tenants.console.models import Draft
from tenants.console.onboarding import actions, presenters, refusals
from tenants.console.onboarding.actions import Made
from tenants.console.onboarding.forms import ColoursForm, PageForm
from tenants.console.onboarding.pages import ORDER, PAGES, open_pages, page_of, problems_with
from tenants.models import City
from tenants.new_cities.colours import nearest_readable
from tenants.new_cities.facts import LISTS
from tenants.profile.views.colours import looks


@staff_only
def onboarding(request: StaffRequest) -> HttpResponseBase:
    """Begin a city, or go on with a draft."""
    if request.method == "POST":
        draft = actions.begin_draft(by=request.user)
        return redirect("onboarding_page", draft.pk, ORDER[0])
    return render(
        request, "console/onboarding/start.html", {"drafts": Draft.objects.filter(made="")}
    )


@staff_only
def onboarding_page(request: StaffRequest, pk: UUID, page: str) -> HttpResponseBase:
    """One question; what was answered is kept as soon as it is right."""
    draft = _draft(pk)
    if page not in PAGES:
        raise Http404
    if draft.made:
        return redirect("onboarding_check", pk)
    if request.method == "POST":
        return _taken(request, draft, page)
    return _asked(request, draft, page, _form(request, draft, page))


def _form(request: StaffRequest, draft: Draft, page: str) -> PageForm:
    """As it is kept; with colours that are tried, or with what was refused a moment ago."""
    if page == "colours" and "colour" in request.GET:
        return PAGES[page](request.GET, draft=draft)
    refused = refusals.of(request, draft, page)
    if refused is None:
        return PAGES[page](draft=draft)
    return PAGES[page](refused.typed, draft=draft, refused=refused.of_files)


def _asked(request: StaffRequest, draft: Draft, page: str, form: PageForm) -> HttpResponseBase:
    context = {
        "form": form,
        "draft": draft,
        "number": ORDER.index(page) + 1,
        "all": len(ORDER),
        "back": ORDER[ORDER.index(page) - 1] if page != ORDER[0] else "",
        "to_check": "check" in request.GET,
    }
    if isinstance(form, ColoursForm):
        form.is_valid()
        context |= {**looks(form.tried), "nearest": nearest_readable(form.tried)}
        return render(request, "console/onboarding/colours.html", context)
    return render(request, "console/onboarding/page.html", context)


def _taken(request: StaffRequest, draft: Draft, page: str) -> HttpResponseBase:
    """Whatever was sent, the answer leads to a page that can be asked for again."""
    typed, way = request.POST.copy(), {"check": "1"} if "check" in request.GET else {}
    if "try" in typed:
        tried = {name: typed.get(name, "") for name in ColoursForm.base_fields}
        return redirect(f"{request.path}?{urlencode({**way, **tried})}")
    if "take" in typed:
        typed["colour"] = typed.get("take", "")
    before = refusals.of(request, draft, page)
    refused = before.of_files if before else None
    form = PAGES[page](typed, request.FILES, draft=draft, refused=refused)
    is_valid = form.is_valid()
    if files := form.changed_files():
        actions.keep_files(draft=draft, files=files, by=request.user)
        draft = _draft(draft.pk)
    if is_valid:
        refusals.forget(request)
        draft = actions.answer(draft=draft, page=page, answers=form.to_keep(), by=request.user)
        return _next(draft, page, request)
    said = form.said_of_files()
    if refusals.keep(request, draft, page, typed=dict(typed.lists()), of_files=said):
        return redirect(f"{request.path}?{urlencode(way)}".removesuffix("?"))
    return _asked(request, draft, page, form)


def _next(draft: Draft, page: str, request: StaffRequest) -> HttpResponseBase:
    """The page after, or the check where one came from it, unless an answer fell away."""
    following = ORDER[ORDER.index(page) + 1 :]
    if "check" in request.GET:
        following = open_pages(draft, problems_with(draft))
    if not following:
        return redirect("onboarding_check", draft.pk)
    return redirect("onboarding_page", draft.pk, following[0])


@staff_only
def onboarding_check(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """All answers once more, and the button that makes the city; then what happens next."""
    draft = _draft(pk)
    if draft.made:
        return _made(request, draft, Made(draft.made))
    problems = problems_with(draft)
    if missing := open_pages(draft, problems):
        return _asked_again(request, draft, missing[0], problems)
    if request.method != "POST":
        context = {"draft": draft, "rows": presenters.rows(draft), "back": ORDER[-1]}
        return render(request, "console/onboarding/check.html", context)
    try:
        made = actions.make_city(pk=pk, by=request.user)
    except ValidationError as error:  # somebody was faster, or a row is wrong
        problems = error.message_dict
        return _asked_again(request, draft, page_of(next(iter(problems))), problems)
    return _made(request, draft, made)


def _asked_again(
    request: StaffRequest, draft: Draft, page: str, problems: Mapping[str, list[str]]
) -> HttpResponseBase:
    """To the page that waits; one that was answered says what is wrong with its answers now."""
    if page in draft.answers.get("pages", ()):
        typed = {
            name: value if isinstance(value, list) else [value]
            for name, value in draft.answers.items()
        }
        of_files = {name: said for name, said in problems.items() if name in LISTS}
        refusals.keep(request, draft, page, typed=typed, of_files=of_files)
    return redirect("onboarding_page", draft.pk, page)


def _made(request: StaffRequest, draft: Draft, made: Made) -> HttpResponseBase:
    city = City.objects.filter(slug=made.slug).first()
    if city is None:
        raise Http404
    refusals.forget(request)
    context: dict[str, Any] = {
        "draft": draft,
        "shown": city,
        "made": made,
        "address": f"{origin_of(host_in_links(city.slug))}/",
        "email": draft.answers["admin_email"],
    }
    return render(request, "console/onboarding/done.html", context)


@require_POST
@staff_only
def onboarding_discard(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Throw a draft away."""
    actions.discard_draft(draft=_draft(pk), by=request.user)
    messages.success(request, _("The draft is gone."))
    return redirect("onboarding")


def _draft(pk: UUID) -> Draft:
    found = Draft.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
