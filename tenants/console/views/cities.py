"""The list of cities, one city with all that is known of it, and the acts on it."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ostoja.access.door import StaffRequest, staff_only
from tenants.console import facts, presenters, selectors
from tenants.console.acts import ActRefused, CityAct, Outcome, act_named, acts_on
from tenants.console.forms import CityFilter
from tenants.console.panels import panels_of
from tenants.jobs import actions, tasks
from tenants.jobs.models import Job
from tenants.models import City
from tenants.safekeeping.lost import command, has_schema

ON_A_PAGE = 50
NEWEST = 10


@staff_only
def cities(request: StaffRequest) -> HttpResponseBase:
    """All cities, a page at a time."""
    form = CityFilter(request.GET)
    found = Paginator(selectors.cities(**form.wish), ON_A_PAGE)
    page = found.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "is_filtered": form.has_changed(),
        "headings": [fact.label for fact in facts.facts(in_list=True)],
        "rows": selectors.rows(list(page)),
        "page_obj": page,
        "number": found.count,
    }
    return render(request, "console/cities.html", context)


@staff_only
def city(request: StaffRequest, slug: str) -> HttpResponseBase:
    """Everything about one city that is known outside it."""
    found = selectors.city_with(slug)
    jobs, is_lost = selectors.jobs(city=slug)[:NEWEST], not has_schema(slug)
    context = {
        "shown": found,
        "known": facts.known_of(found),
        "acts": acts_on(found, is_lost=is_lost),
        "panels": [] if is_lost else panels_of(found),
        "upgrade": selectors.last_upgrade(found),
        "lost": command(slug) if is_lost else "",
        "jobs": presenters.job_views(jobs),
        "entries": presenters.entries(selectors.events(city=slug)[:NEWEST]),
    }
    return render(request, "console/city.html", context)


@staff_only
def city_act(request: StaffRequest, slug: str, act: str) -> HttpResponseBase:
    """Says what will happen, and does it once it is confirmed."""
    found, wanted = selectors.city_with(slug), act_named(act)
    if wanted is None:
        raise Http404
    if wanted not in acts_on(found, is_lost=not has_schema(slug)):
        messages.info(request, _("This cannot be done to the city as it is now."))
        return redirect("operator_city", slug)
    if wanted.is_grave:  # a console that somebody left open is not enough
        raise_if_reauthentication_required(request, app="console")
    form = wanted.form(request.POST if request.method == "POST" else None, city=found)
    if request.method == "POST" and form.is_valid():
        try:
            return _answer(request, found, wanted.do(found, form.cleaned_data, request.user))
        except ActRefused as refused:
            form.add_error(None, str(refused))
    return render(request, "console/act.html", _about(found, wanted, form))


def _about(city: City, act: CityAct, form: object) -> dict[str, object]:
    return {"shown": city, "act": act, "form": form, "known": act.tells(city)}


def _answer(request: StaffRequest, city: City, outcome: Outcome) -> HttpResponseBase:
    if isinstance(outcome, Job):
        return redirect("operator_job", outcome.pk)
    messages.success(request, str(outcome))
    if City.objects.filter(pk=city.pk).exists():
        return redirect("operator_city", city.slug)
    return redirect("staff_home")


@staff_only
def upgrade_all(request: StaffRequest) -> HttpResponseBase:
    """One job that brings every city up to date."""
    if request.method == "POST":
        try:
            job = actions.ask(kind="upgrade", arguments={}, by=request.user)
        except actions.AlreadyAsked as error:
            job = error.job
        else:
            tasks.wake()
        return redirect("operator_job", job.pk)
    return render(request, "console/upgrade_all.html", {"number": City.objects.count()})
