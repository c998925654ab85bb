"""What is due for the clock in a store."""

from typing import Any

from casework.benefits.models import Article
from ostoja.notifications.models import Notification
from tests.isolation.world import World


def stores(world: World) -> list[Any]:
    """Of an article there is less than its people want, and nobody was told."""
    ours = Article.objects.filter(pk=world.benefits.article.pk)
    assert ours.update(low_mark=9_000, low_told_at=None, is_active=True)
    Notification.objects.exclude(pk=world.notification.pk).delete()
    return []
