"""Sessions that only their own city can read, even from a copied row."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from tenants.fence.place import current_schema


class SessionStore(DatabaseStore):
    """The city is in the salt of the signature: elsewhere the session reads as empty."""

    @property
    def key_salt(self) -> str:
        return f"tenants.fence.sessions.{current_schema()}"
