"""What two records of one body say, and what the one record says in the end.

Values are kept as JSON: ids and days as text.
"""

import datetime
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from casework.partners.choices import AgreementState
from casework.partners.models import Organisation
from tenants.translated import TranslatedText

KEPT, MERGED, BOTH = "kept", "merged", "both"
FACTS = (
    "name",
    "short_name",
    "unit",
    "nip",
    "regon",
    "kind",
    "parent",
    "roles",
    "permanence",
    "agreement",
    "description",
    "email",
    "website",
    "is_public",
)
"""What a record says of its body, each of which somebody chooses where the two differ."""
JOINED = frozenset({"roles"})
"""Of which one may keep what both say."""
Facts = dict[str, Any]


def facts_of(body: Organisation) -> Facts:
    """All that a record says of its body."""
    return {name: said(body, name) for name in FACTS}


def said(body: Organisation, name: str) -> Any:
    """What a record says, as JSON."""
    if name == "parent":
        return str(body.parent_id) if body.parent_id else None
    if name == "agreement":
        day = body.agreement_date.isoformat() if body.agreement_date else None
        return [body.agreement_state, day, body.agreement_document]
    if name == "description":
        return [dict(body.description), body.description_is_sample]
    return getattr(body, name)


def write(body: Organisation, name: str, value: Any) -> None:
    """Set what a record says; the caller saves it."""
    if name == "parent":
        body.parent_id = UUID(value) if value else None
    elif name == "agreement":
        body.agreement_state, day, body.agreement_document = value
        body.agreement_date = datetime.date.fromisoformat(day) if day else None
    elif name == "description":
        body.description, body.description_is_sample = TranslatedText(value[0]), value[1]
    else:
        setattr(body, name, value)


def conflicts(kept: Organisation, merged: Organisation) -> list[str]:
    """The facts of which both say something, and not the same."""
    return [
        name
        for name in FACTS
        if _says(kept, name) and _says(merged, name) and _differ(kept, merged, name)
    ]


def decided(kept: Organisation, merged: Organisation, choices: Mapping[str, str]) -> Facts:
    """What the one record says: what only one of them knew, and of conflicts what was chosen."""
    contested = conflicts(kept, merged)
    return {
        name: _value(kept, merged, name, choices[name] if name in contested else "")
        for name in FACTS
    }


def _says(body: Organisation, name: str) -> bool:
    if name == "agreement":
        return body.agreement_state != AgreementState.NONE
    if name == "description":
        return any(body.description.values())
    return said(body, name) not in ("", None, [])


def _differ(kept: Organisation, merged: Organisation, name: str) -> bool:
    if name == "parent" and {kept.parent_id, merged.parent_id} & {kept.pk, merged.pk}:
        return False
    ours, theirs = said(kept, name), said(merged, name)
    return set(ours) != set(theirs) if name == "roles" else bool(ours != theirs)


def _value(kept: Organisation, merged: Organisation, name: str, choice: str) -> Any:
    ours, theirs = said(kept, name), said(merged, name)
    if name == "parent":
        own = {str(kept.pk), str(merged.pk)}  # neither is a part of the other one any more
        ours, theirs = (None if one in own else one for one in (ours, theirs))
        return theirs if choice == MERGED else ours or theirs
    if choice == BOTH and name in JOINED:
        return list(dict.fromkeys([*ours, *theirs]))
    if choice == MERGED or (not choice and not _says(kept, name)):
        return theirs
    return ours
