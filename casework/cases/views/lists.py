"""The list of cases, and the lists that people keep under a name."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casework.cases import actions, lists
from casework.cases.forms.finding import SearchForm
from casework.cases.forms.lists import ListForm, SaveListForm, known_wish, query_of
from casework.cases.models import SavedList
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import cases_visible_to, chosen
from casework.cases.views.answers import posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.memberships import holds

ON_A_PAGE = 25
FILTERS = frozenset(ListForm.base_fields) - {"sort", "columns"}


@requires(Permission.CASE_VIEW)
def cases(request: StaffRequest) -> HttpResponse:
    """The cases this person may see, what is overdue first; nobody's name is on it."""
    user, form = request.user, ListForm(request.GET)
    wish, columns = form.wish(), form.chosen_columns()
    found = lists.ordered(chosen(cases_visible_to(user), user, wish), wish.get("sort", ""))
    pages = lists.CappedPages(lists.listed(found, columns), ON_A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    query = query_of(wish)
    context = {
        "form": _with_usual_columns(form),
        "search": SearchForm(),
        "page_obj": shown,
        "rows": lists.rows_of(shown, columns, user),
        "headings": [lists.COLUMNS[key] for key in columns],
        "number": pages.count,
        "is_capped": pages.is_capped,
        "order": lists.ORDERS[wish.get("sort", "")],
        "is_filtered": not FILTERS.isdisjoint(wish),
        "query": query,
        "saved": [_link(one, query, user.pk) for one in lists.lists_of(user)],
        "may_open": holds(user, Permission.CASE_OPEN),
        "may_change": holds(user, Permission.CASE_CHANGE),
    }
    return render(request, "cases/cases.html", context)


def _with_usual_columns(form: ListForm) -> ListForm:
    """Where none were asked for, those are ticked that are shown."""
    if not form.errors and not form.data.getlist("columns"):  # type: ignore[attr-defined]
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data.setlist("columns", form.chosen_columns())  # type: ignore[attr-defined]
    return form


def _link(saved: SavedList, query: str, user: UUID) -> dict[str, Any]:
    asked = query_of(known_wish(saved.wish))
    return {
        "list": saved,
        "url": f"{reverse('cases')}?{asked}",
        "is_here": asked == query,
        "is_own": saved.owner_id == user,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_VIEW)
def case_list_new(request: StaffRequest) -> HttpResponseBase:
    """Keep the list as it was asked for, under a name."""
    wish, user = ListForm(request.GET).wish(), request.user
    form = SaveListForm(user, posted(request))
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("submission", "name", "shared_with")}
        try:
            saved = actions.save_list(wish=wish, by=user, **facts)
        except NotAllowed as refusal:
            form.add_error("name", str(refusal))
        else:
            return _kept(request, saved)
    return _list_page(request, form, wish)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_VIEW)
def case_list_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Another name or other readers; with a query also other cases."""
    saved = _own(request, pk)
    wish = ListForm(request.GET).wish() or known_wish(saved.wish)
    form = SaveListForm(request.user, posted(request), initial=SaveListForm.facts_of(saved))
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("version", "name", "shared_with")}
        try:
            changed = actions.change_list(saved=saved, wish=wish, by=request.user, **facts)
        except StaleObject as stale:
            form.overtaken(stale.current)
        except NotAllowed as refusal:
            form.add_error("name", str(refusal))
        else:
            return _kept(request, changed)
    return _list_page(request, form, wish, saved)


@require_POST
@requires(Permission.CASE_VIEW)
def case_list_remove(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Remove one's own list; the cases stay."""
    saved = _own(request, pk)
    actions.remove_list(saved=saved, version=saved.version, by=request.user)
    messages.success(request, _("The list was removed. The cases stay as they are."))
    return redirect("cases")


def _own(request: StaffRequest, pk: UUID) -> SavedList:
    found = lists.list_of(request.user, pk)
    if found is None:
        raise Http404
    return found


def _kept(request: StaffRequest, saved: SavedList) -> HttpResponseBase:
    messages.success(request, _("The list is kept as “%(name)s”.") % {"name": saved.name})
    return redirect(f"{reverse('cases')}?{query_of(known_wish(saved.wish))}")


def _list_page(
    request: StaffRequest, form: SaveListForm, wish: dict[str, Any], saved: SavedList | None = None
) -> HttpResponse:
    asked = ListForm(initial=wish)
    words = {bound.name: bound for bound in asked}
    rows = [
        {"key": words[name].label, "value": _in_words(words[name], value)}
        for name, value in wish.items()
    ]
    back = f"{reverse('cases')}?{query_of(wish)}"
    context = {"form": form, "rows": rows, "saved": saved, "back": back}
    return render(request, "cases/case_list.html", context, status=status_of(form))


def _in_words(bound: Any, value: Any) -> str:
    if value is True:
        return _("yes")
    labels = {str(key): str(label) for key, label in bound.field.choices}
    return ", ".join(labels[one] for one in (value if isinstance(value, list) else [value]))
