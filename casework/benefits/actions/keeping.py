"""Opening a store, and what it keeps."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TypedDict, Unpack
from uuid import UUID, uuid5

from casework.benefits import refusals
from casework.benefits.actions.book import locked_article, settle
from casework.benefits.amounts import is_whole
from casework.benefits.models import Article, Batch, Store, UsualArticle
from casework.cases.actions import sent_before
from casework.partners.models import Organisation
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.audit import action, record


class ArticleFacts(TypedDict):
    """What an article is; ``low_mark`` is None where nobody wants to be told."""

    name: str
    kind: str
    unit: str
    low_mark: Decimal | None


@action
def open_store(
    *,
    submission: UUID,
    organisation: Organisation,
    name: str,
    by: User | None,
    with_usual: bool = False,
    is_sample: bool = False,
) -> Store:
    """A store of this body, empty or ``with_usual`` articles of the city's list; the same
    submission sent again gives the first.
    """
    # Two sendings of one form wait for the body's row.
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    first = sent_before(Store.objects.filter(organisation=organisation), submission, by=by)
    if first is not None:
        return first
    store = Store.objects.create(
        submission=submission, organisation=organisation, name=name, is_sample=is_sample
    )
    if with_usual:
        Article.objects.bulk_create(
            Article(
                submission=uuid5(submission, one.name),
                store=store,
                name=one.name,
                kind=one.kind,
                unit=one.unit,
                low_mark=one.low_mark,
                is_sample=is_sample,
            )
            for one in UsualArticle.objects.all()
        )
    record("benefit_store.opened", by=by, on=store)
    return store


def locked_store(pk: UUID) -> Store:
    """Whoever changes what a store keeps waits for the others. Who gives out of it does not, though
    a giving names its store: they hold articles, for which whoever changes those would wait.
    """
    return Store.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


@action
def change_store(*, store: Store, version: int, name: str, is_active: bool, by: User) -> Store:
    """Another name, or out of use; that only once it is empty. Raises ``StaleObject`` or
    ``BenefitRefused``.
    """
    row = locked_store(store.pk)
    if row.version != version:
        raise StaleObject(row)
    if row.is_active and not is_active:
        list(Article.objects.select_for_update().filter(store=row).order_by("pk"))
        if Batch.objects.filter(article__store=row, left__gt=0).exists():
            raise refusals.store_not_empty()
    row.name, row.is_active, row.version = name, is_active, version + 1
    row.save()
    record("benefit_store.changed", by=by, on=row)
    return row


def use_again(store: Store, articles: Iterable[Article], by: User | None) -> None:
    """Something stands there again, so that somebody must look for it; all are locked, the store
    before its articles.
    """
    if not store.is_active:
        store.is_active, store.version = True, store.version + 1
        store.save(update_fields=["is_active", "version"])
        record("benefit_store.changed", by=by, on=store)
    for article in articles:
        if not article.is_active:
            article.is_active, article.version = True, article.version + 1
            article.save(update_fields=["is_active", "version"])
            record("benefit_article.changed", by=by, on=article)


def _refuse_mark(facts: ArticleFacts) -> None:
    low = facts["low_mark"]
    if low is not None and not is_whole(Decimal(low), facts["unit"]):
        raise refusals.mark_in_parts()


@action
def add_article(
    *,
    submission: UUID,
    store: Store,
    by: User | None,
    is_sample: bool = False,
    **facts: Unpack[ArticleFacts],
) -> Article:
    """Something more that the store keeps. Raises ``BenefitRefused``."""
    store = locked_store(store.pk)
    first = sent_before(Article.objects.filter(store=store), submission, by=by)
    if first is not None:
        return first
    if not store.is_active:
        raise refusals.store_not_in_use()
    if Article.objects.filter(store=store, name=facts["name"]).exists():
        raise refusals.name_taken()
    _refuse_mark(facts)
    article = Article.objects.create(
        submission=submission, store=store, is_sample=is_sample, **facts
    )
    record("benefit_article.added", by=by, on=article)
    return article


@action
def change_article(
    *, article: Article, version: int, is_active: bool, by: User, **facts: Unpack[ArticleFacts]
) -> Article:
    """What it is called and when it runs low; out of use once there is none. How it is counted
    stays once there was some. Raises ``StaleObject`` or ``BenefitRefused``.
    """
    locked_store(article.store_id)
    row = locked_article(article)
    if row.version != version:
        raise StaleObject(row)
    others = Article.objects.filter(store=row.store_id).exclude(pk=row.pk)
    if others.filter(name=facts["name"]).exists():
        raise refusals.name_taken()
    if row.unit != facts["unit"] and row.batches.exists():
        raise refusals.unit_is_counted()
    _refuse_mark(facts)
    if row.is_active and not is_active and row.batches.filter(left__gt=0).exists():
        raise refusals.article_not_empty()
    for name, value in facts.items():
        setattr(row, name, value)
    row.is_active, row.version = is_active, version + 1
    row.save()
    settle(row)
    record("benefit_article.changed", by=by, on=row)
    return row
