"""Searching for a person or a case, and saying while somebody types who may be known."""

import re
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from casework.cases import searches
from casework.cases.finding import search
from casework.cases.forms.facts import CaseForm
from casework.cases.forms.finding import SearchForm
from casework.cases.models import Case
from casework.cases.other_person import OTHER_PERSON
from casework.cases.same_person import Person, cases_of_same_person, person_of
from casework.cases.views.answers import posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.privacy.search.numbers import bare, pesel_number, phone_number

_ELEVEN_DIGITS = re.compile(r"\d{11}", re.ASCII)


@requires(Permission.CASE_VIEW)
def case_search(request: StaffRequest) -> HttpResponseBase:
    """Whatever is known of a person or a case, in one box. What is found has a page of its own, so
    that one comes back to it from a case.
    """
    form = SearchForm(posted(request))
    if form.is_valid():
        return redirect("case_found", searches.keep(request, form.cleaned_data["words"]))
    return render(request, "cases/search.html", {"form": form}, status=status_of(form))


@require_safe
@requires(Permission.CASE_VIEW)
def case_found(request: StaffRequest, name: str) -> HttpResponse:
    """What a search finds now; see ``finding.search``. Forgotten or somebody else's: 404."""
    words = searches.words_under(request, name)
    if words is None:
        context: dict[str, object] = {"form": SearchForm(), "is_over": True}
        return render(request, "cases/search.html", context, status=404)
    context = {"form": SearchForm({"words": words}), "results": search(request.user, words)}
    context["looks_like_pesel"] = _is_mistyped_pesel(words)
    return render(request, "cases/search.html", context)


def _is_mistyped_pesel(words: str) -> bool:
    is_long_enough = _ELEVEN_DIGITS.fullmatch(bare(words)) is not None
    return is_long_enough and not (pesel_number(words) or phone_number(words))


@require_POST
@requires(Permission.CASE_VIEW)
def people_alike(request: StaffRequest) -> HttpResponseBase:
    """A part of a page: who may be the person whose name, telephone or PESEL is being typed."""
    if not any(holds(request.user, one) for one in (Permission.CASE_OPEN, Permission.CASE_CHANGE)):
        raise Http404
    typed = CaseForm(request.POST)
    typed.is_valid()  # the other fields may be empty still: only the person is looked at
    found = cases_of_same_person(
        request.user, _typed_person(typed), besides=_case_being_changed(request)
    )
    form = CaseForm()
    form.leads_to_notes = "notes" in request.GET
    if found:
        form.ask_who(found)
    context = {"question": form[OTHER_PERSON] if found else None}
    return render(request, "cases/people_alike_hint.html", context)


def _typed_person(form: CaseForm) -> Person:
    facts = form.cleaned_data
    return Person(facts.get("person_name", ""), facts.get("phone", ""), facts.get("pesel", ""))


def _case_being_changed(request: StaffRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("case", ""))
    except ValueError:
        return None


def is_asked_who(
    request: StaffRequest, form: CaseForm, *, besides: UUID | None = None, case: Case | None = None
) -> bool:
    """Whether the form now asks if it is about a known person, instead of being carried out.

    ``besides`` is the id or submission of the case that the form writes. A ``case`` whose
    person stays as they were is not asked about again.
    """
    person = _typed_person(form)
    if case is not None and person == person_of(case):
        return False
    found = cases_of_same_person(request.user, person, besides=besides, denied=form.denied)
    if found:
        form.ask_who(found)
    return bool(found)
