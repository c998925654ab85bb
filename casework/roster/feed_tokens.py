"""How the address of a calendar is found without being kept."""

from ostoja.privacy.keys import keyed_hash

PURPOSE = "duty calendar"


def token_hash(token: str) -> bytes:
    """The hash under the city's own key, so that a copied row opens nothing elsewhere."""
    return keyed_hash(PURPOSE, token.encode("utf-8", "replace"))
