"""The private address at which one's calendar reads one's duties."""

import secrets

from casework.roster.feed_tokens import token_hash
from casework.roster.models import CalendarFeed
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def make_feed(*, by: User) -> str:
    """A new address for this person; gives its token, which is shown once. The old one ends."""
    token = secrets.token_urlsafe(32)
    feed, is_new = CalendarFeed.objects.update_or_create(
        person=by, defaults={"token_hash": token_hash(token)}
    )
    record("calendar_feed.made" if is_new else "calendar_feed.renewed", by=by, on=feed)
    return token


@action
def revoke_feed(*, person: User, by: User | None) -> None:
    """Nobody reads this person's duties at an address any more."""
    number, _rows = CalendarFeed.objects.filter(person=person).delete()
    record("calendar_feed.revoked", by=by, on=person, number=number)
