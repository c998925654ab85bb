"""What the clock does with stores, a few times a day."""

from django.db.models import F
from django.utils import timezone

from casework.benefits import amounts
from casework.benefits.actions import warn_of_expiry, warn_of_low
from casework.benefits.models import Article, Batch
from tenants.fence.tasks import lone_city_task


@lone_city_task
def watch_stores() -> int:
    """Tell of articles that run low and of batches that expire soon; how many those were."""
    kept = Article.objects.filter(is_active=True, store__is_active=True)
    low = amounts.with_amounts(kept.filter(low_mark__isnull=False, low_told_at=None))
    near = Batch.objects.filter(
        article__in=kept.values("pk"),
        left__gt=0,
        told_at=None,
        expires_on__lte=amounts.soon(timezone.localdate()),
    )
    found = sum(warn_of_low(article=one) for one in low.filter(usable__lte=F("low_mark")))
    return found + sum(warn_of_expiry(batch=one) for one in near.select_related("article"))
