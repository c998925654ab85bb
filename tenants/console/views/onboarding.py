"""The wizard that makes a city: a page for each question, one to check, and one that says done."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ostoja.access.door import StaffRequest, staff_only
from tenants.addresses import host_in_links, origin_of
from tenants.console.models import Draft
from tenants.console.onboarding import actions, presenters
from tenants.console.onboarding.actions import Made
from tenants.console.onboarding.forms import FIELDS, PAGES, ColoursForm
from tenants.models import City
from tenants.profile.views.colours import looks

ORDER = list(PAGES)


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
    is_trial = page == "colours" and ("try" in request.POST or "colour" in request.GET)
    sent = request.POST if request.method == "POST" else request.GET if is_trial else None
    form = PAGES[page](sent, answers=draft.answers)
    is_valid = sent is not None and form.is_valid()
    if request.method == "POST" and is_valid and not is_trial:
        draft = actions.answer(draft=draft, answers=form.cleaned_data, by=request.user)
        return _next(draft, page, request)
    context = {
        "form": form,
        "draft": draft,
        "number": ORDER.index(page) + 1,
        "all": len(ORDER),
        "back": ORDER[ORDER.index(page) - 1] if page != ORDER[0] else "",
        "to_check": "check" in request.GET,
    }
    if isinstance(form, ColoursForm):
        context |= looks(form.tried)
    return render(request, f"console/onboarding/{_template(page)}.html", context)


def _template(page: str) -> str:
    return "colours" if page == "colours" else "page"


def _next(draft: Draft, page: str, request: StaffRequest) -> HttpResponseBase:
    """The page after, or the check where one came from it, unless an answer fell away."""
    following = ORDER[ORDER.index(page) + 1 :]
    if "check" in request.GET:
        following = [name for name in ORDER if presenters.is_open(draft, name)]
    if not following:
        return redirect("onboarding_check", draft.pk)
    return redirect("onboarding_page", draft.pk, following[0])


@staff_only
def onboarding_check(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """All answers once more, and the button that makes the city; then what happens next."""
    draft = _draft(pk)
    if draft.made:
        return _made(request, draft, Made(draft.made))
    missing = [name for name in ORDER if presenters.is_open(draft, name)]
    if missing:
        return redirect("onboarding_page", pk, missing[0])
    if request.method != "POST":
        context = {"draft": draft, "rows": presenters.rows(draft), "back": ORDER[-1]}
        return render(request, "console/onboarding/check.html", context)
    try:
        made = actions.make_city(pk=pk, by=request.user)
    except ValidationError as error:
        return _refused(request, draft, error)
    return _made(request, draft, made)


def _refused(request: StaffRequest, draft: Draft, error: ValidationError) -> HttpResponseBase:
    """Somebody was faster: back to the page of what is taken, which says it once more."""
    messages.error(request, " ".join(error.messages))
    field = actions.field_of(error)
    field = FIELDS.get(field, field)
    page = next((name for name, form in PAGES.items() if field in form.base_fields), ORDER[0])
    return redirect("onboarding_page", draft.pk, page)


def _made(request: StaffRequest, draft: Draft, made: Made) -> HttpResponseBase:
    city = City.objects.filter(slug=made.slug).first()
    if city is None:
        raise Http404
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
