"""The register of processing (GDPR, art. 30) and the assessment (art. 35), from the models.

Which data there is, how it is protected and how long it is kept is read from the classes of the
fields and of retention; the city adds its purpose, basis and whom it tells. No row is read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from ostoja.privacy.fields import EncryptedTextField
from ostoja.privacy.processing.choices import CLASSES
from ostoja.privacy.processing.models import Activity, Assessment, Controller
from ostoja.privacy.requests import holdings, subjects
from ostoja.privacy.requests.document import day_in_words
from ostoja.privacy.retention.selectors import Rule, rules

Pairs = list[tuple[str, str]]
WORDS = ("purpose", "basis", "people", "recipients", "transfers", "measures")
NEEDED = ("purpose", "basis", "people")
"""Without these an entry is no entry (art. 30(1))."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of data: what is generated, and what the city says of it."""

    rule: Rule
    classes: list[str]
    activity: Activity | None

    @property
    def is_whole(self) -> bool:
        """Whether the city said what it has to."""
        return bool(self.activity and all(getattr(self.activity, name) for name in NEEDED))


def entries() -> list[Entry]:
    """Every kind of data with a period, those about clients first."""
    said = {one.key: one for one in Activity.objects.select_related("controller")}
    ordered = sorted(rules(), key=lambda one: not one.kind.about_clients)
    return [Entry(rule, _classes(rule), said.get(rule.kind.key)) for rule in ordered]


def models_of(key: str, own: type[Model]) -> list[type[Model]]:
    """The model of a class of retention, and all that is deleted with it."""
    roots = {one.key for one in subjects.every_subject() if one.retention == key}
    more = [one.model for one in holdings.every_holding() if one.root in roots]
    return [own, *(model for model in more if model is not own)]


def _classes(rule: Rule) -> list[str]:
    found = {
        value
        for model in models_of(rule.kind.key, rule.kind.rows().model)
        for value in getattr(model, "privacy", {}).values()
    }
    return [str(label) for value, label in CLASSES.items() if value in found]


def pairs_of(entry: Entry) -> Pairs:
    """An entry in words: what is generated, then the city's words."""
    kind, said = entry.rule.kind, entry.activity
    period = _("Days: %(days)s, counted from: %(event)s") % {
        "days": entry.rule.days,
        "event": kind.counted_from,
    }
    if not entry.rule.is_on:
        period = _("It is not deleted by itself.")
    pairs = [
        (_("Categories of data"), "; ".join(entry.classes) or _("technical data alone")),
        (_("How long it is kept"), period),
        (_("Why so long"), str(kind.why)),
        (_("Who decides"), str(said.controller) if said and said.controller else ""),
    ]
    own = [(_label(Activity, name), getattr(said, name)) for name in WORDS] if said else []
    return [(label, text) for label, text in [*pairs, *own] if text]


def _label(model: type[Model], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def controller_pairs(controller: Controller) -> Pairs:
    """A body in words."""
    facts = [
        (_label(Controller, "part"), controller.get_part_display()),
        *(
            (_label(Controller, name), getattr(controller, name))
            for name in ("address", "contact", "officer", "arrangement")
        ),
    ]
    return [(label, text) for label, text in facts if text]


def register_document() -> list[dict[str, Any]]:
    """The whole register as headings with pairs, for a page of paper."""
    bodies = [
        [(_("Name of the body"), one.name), *controller_pairs(one)]
        for one in Controller.objects.all()
    ]
    return [
        {"heading": _("Who decides about the data"), "entries": bodies},
        *({"heading": str(one.rule.kind.label), "entries": [pairs_of(one)]} for one in entries()),
        {"heading": _("Security measures of the platform"), "entries": [measures()]},
    ]


def measures() -> Pairs:
    """What holds in every city (GDPR, art. 32)."""
    return [
        (
            _("Encryption"),
            _(
                "What tells who a client is, and all free text about clients, is encrypted under"
                " a key of the city; files have a key each."
            ),
        ),
        (
            _("Access"),
            _(
                "A second factor for all staff; a case is seen by the bodies that work on it;"
                " a restricted one by people who are named."
            ),
        ),
        (
            _("What is recorded"),
            _("Each look at a case, each change and each file is on record for two years."),
        ),
        (
            _("Separation"),
            _("Each city has a schema and roles of its own in the database."),
        ),
        (_("Deleting"), _("What is past its period is deleted each night.")),
    ]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One model in the assessment: its fields about clients, by class."""

    label: str
    rows: Pairs


def sheets() -> Iterator[Sheet]:
    """Every model about clients that a copy for a person holds."""
    for holding in holdings.every_holding():
        classes: Mapping[str, Any] = holding.model.privacy  # type: ignore[attr-defined]
        known = [*holding.fields(), *holding.withheld]
        rows = [
            (str(label), ", ".join(_field(holding, name) for name in known if classes[name] == one))
            for one, label in CLASSES.items()
        ]
        yield Sheet(str(holding.label), [pair for pair in rows if pair[1]])


def _field(holding: holdings.Holding, name: str) -> str:
    field = holding.model._meta.get_field(name)
    label = holding.label_of(name)
    if isinstance(field, EncryptedTextField):
        return _("%(field)s (encrypted)") % {"field": label}
    return label


def assessment() -> Assessment:
    """The city's words; empty where it said nothing yet."""
    return Assessment.objects.first() or Assessment(version=0)


def assessment_pairs(found: Assessment) -> Pairs:
    """The city's words in the order of art. 35(7)."""
    names = ("necessity", "risks", "measures", "opinion")
    pairs = [(_label(Assessment, name), getattr(found, name)) for name in names]
    reviewed = day_in_words(found.reviewed_on) if found.reviewed_on else ""
    pairs.append((_label(Assessment, "reviewed_on"), reviewed))
    return [(label, text or _("not written yet")) for label, text in pairs]


def assessment_document() -> list[dict[str, Any]]:
    """The whole assessment as headings with pairs."""
    periods = [
        (str(one.rule.kind.label), dict(pairs_of(one))[_("How long it is kept")])
        for one in entries()
    ]
    return [
        {"heading": _("The city's assessment"), "entries": [assessment_pairs(assessment())]},
        *({"heading": one.label, "entries": [one.rows]} for one in sheets()),
        {"heading": _("How long it is kept"), "entries": [periods]},
        {"heading": _("Security measures of the platform"), "entries": [measures()]},
    ]
