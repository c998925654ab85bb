"""Giving out in a case, and taking back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.benefits import actions, amounts, page, rights, selectors
from casework.benefits.forms.giving import BackForm, GivingForm, name_of
from casework.benefits.models import Giving, Store
from casework.benefits.refusals import back_already
from casework.benefits.views.answers import form_page, saved
from casework.cases.choices import CaseState
from casework.cases.selectors import case_for
from casework.cases.views.answers import closed, posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission

VIEW, GIVE = Permission.BENEFIT_VIEW, Permission.BENEFIT_GIVE


@requires(GIVE)
def case_giving(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Several articles out of one store, on one page."""
    case = case_for(request.user, pk, Permission.CASE_ANNOTATE)
    if case.state == CaseState.CLOSED and request.method != "POST":
        return closed(request, case)
    stores = list(selectors.own_stores(request.user, GIVE))
    if not stores:
        raise Http404
    store = _chosen(request, stores)
    form = GivingForm(_articles(store, request.POST), posted(request))
    if form.is_valid() and saved(
        form,
        lambda: actions.give_out(
            case=case,
            store=store,
            amounts=form.amounts(),
            by=request.user,
            **{name: form.cleaned_data[name] for name in FACTS},
        ),
    ):
        messages.success(request, _("Written down: it is given and off the store."))
        return redirect("case", pk)
    others = [one for one in stores if one != store]
    context = {"case": case, "store": store, "others": others, "form": form}
    return render(request, "benefits/case_giving.html", context, status=status_of(form))


FACTS = ("submission", "people", "given_on", "note")


def _chosen(request: StaffRequest, stores: list[Store]) -> Store:
    """The one in the address, else the first; one that is not theirs is not there."""
    wanted = request.GET.get("store", "")
    if not wanted:
        return stores[0]
    for one in stores:
        if str(one.pk) == wanted:
            return one
    raise Http404


def _articles(store: Store, typed: QueryDict) -> list[Any]:
    """Those in use; and one that went out of use after something was typed, which is refused."""
    listed = amounts.with_lately(store.articles.all())
    return page.by_name(one for one in listed if one.is_active or typed.get(name_of(one.pk)))


@require_safe
@requires(VIEW)
def giving(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was given, and whether it was taken back."""
    found = selectors.giving_for(request.user, pk)
    lines = [
        (one, amounts.in_words(one.amount, one.article.unit)) for one in selectors.lines_of(found)
    ]
    context = {
        "giving": found,
        "lines": lines,
        "may_take_back": rights.may_take_back(request.user, found),
    }
    return render(request, "benefits/giving.html", context)


@requires(VIEW)
def giving_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """All of it stands in the store again."""
    found = selectors.giving_for(request.user, pk)
    form = BackForm(posted(request), initial={"version": found.version})
    if not rights.may_take_back(request.user, found):
        if request.method != "POST":
            messages.warning(request, _why_not(found))
            return redirect("benefit_giving", found.pk)
        # What was typed while it was still possible is not lost.
        form.add_error(None, _why_not(found))
    elif form.is_valid() and saved(
        form, lambda: actions.take_back(giving=found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Taken back: it stands in the store again."))
        return redirect("benefit_giving", pk)
    back = reverse("benefit_giving", args=[pk]), _("What was given")
    fact = page.given_in_words(selectors.lines_of(found))
    return form_page(request, form, title=_("Take the giving back"), back=back, fact=fact)


def _why_not(found: Giving) -> str:
    """Whoever sees it may read why; it is no secret that it is there."""
    if found.is_back:
        return back_already().words
    return _("Only a coordinator or a supervisor takes it back now.")
