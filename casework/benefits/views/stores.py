"""Stores and their articles: reading, opening, changing, and the sheet for stock-taking."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.benefits import actions, page, selectors
from casework.benefits.forms.stores import (
    ArticleForm,
    ChangeArticleForm,
    ChangeStoreForm,
    StoreForm,
)
from casework.benefits.models import Article, Store
from casework.benefits.views.answers import form_page, saved
from casework.cases.views.answers import posted
from casework.partners.selectors import organisations_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission

VIEW, STOCK = Permission.BENEFIT_VIEW, Permission.BENEFIT_STOCK
ON_A_PAGE = 50


@require_safe
@requires(VIEW)
def benefits(request: StaffRequest) -> HttpResponse:
    """The stores that one sees, with what presses in each."""
    user = request.user
    stores = page.stores_of(selectors.stores_visible_to(user))
    may_open = bool(organisations_of(user, STOCK))
    return render(request, "benefits/stores.html", {"stores": stores, "may_open": may_open})


@requires(STOCK)
def store_new(request: StaffRequest) -> HttpResponse:
    """A store of one's own body."""
    bodies = organisations_of(request.user, STOCK)
    if not bodies:
        raise Http404
    form = StoreForm(bodies, posted(request))
    made: list[Store] = []
    if form.is_valid() and saved(
        form, lambda: made.append(actions.open_store(by=request.user, **form.facts()))
    ):
        messages.success(request, _("The store is open. Take in the first deliveries."))
        return redirect("benefit_store", made[0].pk)
    back = reverse("benefits"), _("Benefits in kind")
    return form_page(request, form, title=_("Open a store"), back=back)


@require_safe
@requires(VIEW)
def store(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What there is, what presses first."""
    found = selectors.store_for(request.user, pk)
    rows = page.rows_of(found.articles.all())
    context = {
        "store": found,
        "pressing": [one for one in rows if one.presses],
        "others": [one for one in rows if not one.presses],
        "may_change": selectors.keeps(request.user, found),
    }
    return render(request, "benefits/store.html", context)


@requires(STOCK)
def store_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another name, or out of use."""
    found = selectors.store_for(request.user, pk, STOCK)
    form = ChangeStoreForm(found, organisations_of(request.user, STOCK), posted(request))
    if form.is_valid() and saved(
        form, lambda: actions.change_store(store=found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("The store is changed."))
        return redirect("benefit_store", pk)
    return form_page(request, form, title=_("Change the store"), back=_to(found))


@require_safe
@requires(VIEW)
def store_book(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everything that changed how much there is, the latest first."""
    found = selectors.store_for(request.user, pk)
    book = selectors.movements_visible_to(request.user).filter(batch__article__store=found)
    shown = Paginator(book, ON_A_PAGE).get_page(request.GET.get("page"))
    lines = page.book_of(shown, request.user)
    context = {"store": found, "lines": lines, "page_obj": shown}
    return render(request, "benefits/book.html", context)


@require_safe
@requires(VIEW)
def store_sheet(request: StaffRequest, pk: UUID) -> HttpResponse:
    """To print and to take along to the shelf."""
    found = selectors.store_for(request.user, pk)
    articles = found.articles.filter(is_active=True).prefetch_related("batches")
    rows = [(one, page.batches_of(one)) for one in page.by_name(articles)]
    context = {"store": found, "rows": rows, "today": timezone.localdate()}
    return render(request, "benefits/sheet.html", context)


@requires(STOCK)
def article_new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Something more that the store keeps."""
    found = selectors.store_for(request.user, pk, STOCK)
    form = ArticleForm(posted(request))
    made: list[Article] = []
    if form.is_valid() and saved(
        form,
        lambda: made.append(
            actions.add_article(
                submission=form.cleaned_data["submission"],
                store=found,
                by=request.user,
                **form.facts(),
            )
        ),
    ):
        messages.success(request, _("The article is there. Take in the first delivery."))
        return redirect("benefit_article", made[0].pk)
    return form_page(request, form, title=_("Add an article"), back=_to(found), caption=found.name)


@require_safe
@requires(VIEW)
def article(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How much there is with which date, and what changed it."""
    found = selectors.article_for(request.user, pk)
    [row] = page.rows_of(Article.objects.filter(pk=pk))
    book = selectors.movements_visible_to(request.user).filter(batch__article=found)
    shown = Paginator(book, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "article": found,
        "row": row,
        "batches": page.batches_to_count(found),
        "lines": page.book_of(shown, request.user),
        "page_obj": shown,
        "may_change": selectors.keeps(request.user, found.store),
    }
    return render(request, "benefits/article.html", context)


@requires(STOCK)
def article_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What it is called, when it runs low, whether it is in use."""
    found = selectors.article_for(request.user, pk, STOCK)
    form = ChangeArticleForm(found, posted(request))
    if form.is_valid() and saved(
        form,
        lambda: actions.change_article(
            article=found,
            version=form.cleaned_data["version"],
            is_active=form.cleaned_data["is_active"],
            by=request.user,
            **form.facts(),
        ),
    ):
        messages.success(request, _("The article is changed."))
        return redirect("benefit_article", pk)
    back = reverse("benefit_article", args=[pk]), found.name
    return form_page(request, form, title=_("Change the article"), back=back)


def _to(found: Store) -> tuple[str, str]:
    return reverse("benefit_store", args=[found.pk]), found.name
