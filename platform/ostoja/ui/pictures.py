"""Pictures beside texts, each with its name in words; `assets/pictures.json` says from where."""

from typing import Final

from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

NAMES: Final[dict[str, Promise]] = {
    "ambulance": pgettext_lazy("picture", "ambulance"),
    "book": pgettext_lazy("picture", "book"),
    "bottle": pgettext_lazy("picture", "bottle"),
    "building": pgettext_lazy("picture", "office building"),
    "button": pgettext_lazy("picture", "finger that presses"),
    "calendar": pgettext_lazy("picture", "calendar"),
    "child": pgettext_lazy("picture", "pram"),
    "clock": pgettext_lazy("picture", "clock"),
    "code": pgettext_lazy("picture", "key"),
    "colours": pgettext_lazy("picture", "palette of colours"),
    "computer": pgettext_lazy("picture", "computer"),
    "danger": pgettext_lazy("picture", "warning triangle"),
    "door": pgettext_lazy("picture", "door with an arrow out"),
    "ear": pgettext_lazy("picture", "ear"),
    "easy": pgettext_lazy("picture", "large and small letter"),
    "eye": pgettext_lazy("picture", "eye"),
    "eye-off": pgettext_lazy("picture", "crossed-out eye"),
    "friends": pgettext_lazy("picture", "two people side by side"),
    "good": pgettext_lazy("picture", "tick"),
    "heart": pgettext_lazy("picture", "heart"),
    "help": pgettext_lazy("picture", "lifebelt"),
    "home": pgettext_lazy("picture", "house"),
    "house-of-care": pgettext_lazy("picture", "house with a heart"),
    "language": pgettext_lazy("picture", "letters of two languages"),
    "law": pgettext_lazy("picture", "scales of justice"),
    "letter": pgettext_lazy("picture", "letter"),
    "list": pgettext_lazy("picture", "list"),
    "lock": pgettext_lazy("picture", "padlock"),
    "map": pgettext_lazy("picture", "place on a map"),
    "message": pgettext_lazy("picture", "speech bubble"),
    "money": pgettext_lazy("picture", "coin"),
    "moon": pgettext_lazy("picture", "moon"),
    "night": pgettext_lazy("picture", "moon and stars"),
    "no": pgettext_lazy("picture", "cross"),
    "old-person": pgettext_lazy("picture", "person with a stick"),
    "page": pgettext_lazy("picture", "page with text"),
    "people": pgettext_lazy("picture", "several people"),
    "person": pgettext_lazy("picture", "person"),
    "phone": pgettext_lazy("picture", "telephone receiver"),
    "photo": pgettext_lazy("picture", "camera"),
    "printer": pgettext_lazy("picture", "printer"),
    "question": pgettext_lazy("picture", "question mark"),
    "safe": pgettext_lazy("picture", "shield"),
    "search": pgettext_lazy("picture", "magnifying glass"),
    "secret": pgettext_lazy("picture", "shield with a padlock"),
    "send": pgettext_lazy("picture", "paper plane"),
    "smartphone": pgettext_lazy("picture", "mobile phone"),
    "speech": pgettext_lazy("picture", "speech bubble with text"),
    "stop": pgettext_lazy("picture", "raised hand"),
    "support": pgettext_lazy("picture", "hands that hold a heart"),
    "tools": pgettext_lazy("picture", "tools"),
    "trash": pgettext_lazy("picture", "bin"),
    "unhappy": pgettext_lazy("picture", "sad face"),
    "wait": pgettext_lazy("picture", "hourglass"),
    "way-back": pgettext_lazy("picture", "arrow back"),
    "way-on": pgettext_lazy("picture", "arrow forward"),
    "wheelchair": pgettext_lazy("picture", "wheelchair"),
    "world": pgettext_lazy("picture", "globe"),
    "write": pgettext_lazy("picture", "pencil"),
}


def address_of(name: str) -> str:
    """Where the picture of this name lies; empty for a name that is none."""
    return static(f"ui/pictures/{name}.svg") if name in NAMES else ""
