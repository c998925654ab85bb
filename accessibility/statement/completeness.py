"""What the statement still lacks: a city publishes all of it, in each of its languages, or none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy

from accessibility.statement.choices import Method
from accessibility.statement.models import Facts
from accessibility.statement.words import LABELS
from tenants.translated_forms import language_name

ALWAYS = (
    "body",
    "street",
    "postal_code",
    "town",
    "published_on",
    "updated_on",
    "status",
    "prepared_on",
    "method",
    "email",
    "phone",
)
TEXTS_ALWAYS = ("site_name", "conveniences", "contact", "architecture", "communication")
INACCESSIBLE = ("non_conformities", "outside_the_act", "burden")
# Where one language has them, all must.
TEXTS_IF_ANY = (*INACCESSIBLE, "burden_assessment", "shortcuts", "apps")


@dataclass(frozen=True, slots=True)
class Missing:
    """One answer that is not there; ``field`` is its name in the form."""

    field: str
    label: str | Promise

    @property
    def url(self) -> str:
        """Where it is filled in."""
        return f"{reverse('statement_edit')}#id_{self.field}"


class Incomplete(Exception):
    """The statement was not published. ``missing`` says what it lacks."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(", ".join(one.field for one in missing))
        self.missing = missing


def missing_of(facts: Facts, languages: Sequence[str]) -> list[Missing]:
    """What must be filled in before these languages can be shown, in the form's order."""
    found = [*_plain(facts), *_texts(facts, languages)]
    order = list(LABELS)
    return sorted(found, key=lambda one: order.index(_stem(one.field)))


def _plain(facts: Facts) -> Iterator[Missing]:
    needed = (*ALWAYS, "assessor") if facts.method == Method.EXTERNAL else ALWAYS
    for name in needed:
        if not getattr(facts, name):
            yield Missing(name, LABELS[name])


def _texts(facts: Facts, languages: Sequence[str]) -> Iterator[Missing]:
    for name in _texts_needed(facts):
        for language in languages:
            if not getattr(facts, name).get(language, "").strip():
                label = format_lazy("{} – {}", LABELS[name], language_name(language))
                yield Missing(f"{name}_{language}", label)


def _texts_needed(facts: Facts) -> Iterator[str]:
    yield from TEXTS_ALWAYS
    yield from (name for name in TEXTS_IF_ANY if any(getattr(facts, name).values()))
    if any(facts.burden.values()) and not any(facts.burden_assessment.values()):
        yield "burden_assessment"
    if facts.has_inaccessible_content and not _names_something(facts):
        yield INACCESSIBLE[0]


def _names_something(facts: Facts) -> bool:
    return any(any(getattr(facts, name).values()) for name in INACCESSIBLE)


def _stem(field: str) -> str:
    return field if field in LABELS else field.rpartition("_")[0]
