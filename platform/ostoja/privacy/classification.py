"""What kind of data a field holds; a test holds that each field of each model says so."""

from enum import StrEnum


class FieldClass(StrEnum):
    """The classes follow who the data is about (GDPR art. 4 and 9)."""

    TECHNICAL = "technical"  # keys, states, versions, times of rows
    ORGANISATIONAL = "organisational"  # facts about bodies, mostly public
    STAFF = "staff"  # about people who work here
    CLIENT_DATA = "client data"  # about a client, but not telling who: urgency, kind of need
    CLIENT_IDENTIFYING = "client identifying"  # encrypted
    CLIENT_NARRATIVE = "client narrative"  # encrypted: free text may hold art. 9 categories
    SECRET = "secret"  # noqa: S105 - a class's name; hashed or encrypted


ENCRYPTED = frozenset({FieldClass.CLIENT_IDENTIFYING, FieldClass.CLIENT_NARRATIVE})
