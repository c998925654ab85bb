"""What the clock tells the people of a store, each thing once."""

from django.utils import timezone

from casework.benefits import amounts, notices
from casework.benefits.actions.book import locked_article, locked_batch
from casework.benefits.models import Article, Batch
from ostoja.audit import action, record


@action
def warn_of_low(*, article: Article) -> bool:
    """Tell that it runs low, once until there is enough again; False where that was told."""
    row = locked_article(article)
    now = amounts.with_amounts(Article.objects.filter(pk=row.pk)).get()
    is_due = row.is_active and row.low_told_at is None and amounts.runs_low(now)
    record("benefit_article.watched", by=None, on=row, is_low=is_due)
    if is_due:
        row.low_told_at = timezone.now()
        row.save(update_fields=["low_told_at"])
        notices.runs_low(row)
    return is_due


@action
def warn_of_expiry(*, batch: Batch) -> bool:
    """Tell that it expires soon or did, once; False where that was told or nothing is left."""
    row = locked_batch(batch)
    until = amounts.soon(timezone.localdate())
    is_near = row.expires_on is not None and row.expires_on <= until
    is_due = is_near and row.told_at is None and row.left > 0
    record("benefit_article.watched", by=None, on=row.article, expires=is_due)
    if is_due:
        row.told_at = timezone.now()
        row.save(update_fields=["told_at"])
        notices.expires_soon(row)
    return is_due
