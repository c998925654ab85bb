"""The columns of the table of services."""

from collections.abc import Iterable

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from casework.partners.choices import CapacityUnit, Phase, ServedSex, ServiceStatus, Situation
from casework.partners.models import Need
from casework.partners.tables.bodies import Bodies
from casework.partners.tables.cells import Names, Texts, Week
from casework.partners.words import SPOKEN_LANGUAGES, language_name
from ostoja.tables.cells import Day, Number, Text
from ostoja.tables.choosing import Choice, Reference, SeveralChoices
from ostoja.tables.columns import Column

OLDEST = 120
LONGEST_CLOCK = 24 * 60
LANGUAGES = {
    "pl": ("polski", "pl"),
    "uk": ("ukraiński", "ukrainski", "ua"),
    "en": ("angielski", "ang"),
    "de": ("niemiecki", "niem"),
    "ru": ("rosyjski", "ros"),
    "be": ("białoruski",),
    "fr": ("francuski",),
    "es": ("hiszpański",),
    "ar": ("arabski",),
    "vi": ("wietnamski",),
}
_language_name = lazy(language_name, str)


def service_columns(bodies: Bodies, needs: Iterable[Need]) -> list[Column]:
    """In the order of a template, for the present city's bodies and needs."""
    return [
        *_who(bodies),
        *_what(list(needs)),
        *_for_whom(),
        *_how_one_gets_there(),
        *_where_and_how_many(),
        *_when(),
    ]


def _who(bodies: Bodies) -> list[Column]:
    known = [
        (body.key, body.name, filter(None, (body.short_name, body.nip, body.regon)))
        for body in bodies.all
    ]
    return [
        Column(
            "organisation",
            _("Partner"),
            Reference(known),
            explanation=_("Who offers it: name, short name, NIP, REGON or identifier."),
            example=known[0][1] if known else "",
            is_required=True,
            also=("partner", "organizacja", "instytucja", "podmiot", "nazwa partnera"),
        ),
    ]


def _what(needs: list[Need]) -> list[Column]:
    return [
        Column(
            "name",
            _("Name of the service"),
            Texts(150),
            example="Poradnictwo psychologiczne",
            is_required=True,
            also=("usługa", "nazwa", "nazwa usługi"),
        ),
        Column(
            "description",
            _("Description"),
            Texts(1000),
            explanation=_("What happens there, in plain words."),
            example="Rozmowa z psychologiem, bez skierowania.",
        ),
        Column(
            "needs",
            _("Needs"),
            SeveralChoices([(need.key, need.name) for need in needs]),
            explanation=_("Which needs it is for. A new service must have one."),
            example=str(needs[0].name) if needs else "",
            also=("potrzeba", "potrzeby", "kategoria"),
        ),
        Column(
            "phases", _("Phases"), SeveralChoices(Phase.choices), example=Phase.INTERVENTION.label
        ),
        Column(
            "status",
            _("Status"),
            Choice(ServiceStatus.choices),
            explanation=_("A new service is active unless it says otherwise here."),
            example=ServiceStatus.ACTIVE.label,
        ),
    ]


def _for_whom() -> list[Column]:
    return [
        Column(
            "minimum_age",
            _("From age"),
            Number(0, OLDEST),
            example="18",
            also=("wiek od", "od wieku"),
        ),
        Column("maximum_age", _("To age"), Number(0, OLDEST), also=("wiek do", "do wieku")),
        Column(
            "sexes",
            _("Only for women or men?"),
            SeveralChoices(ServedSex.choices, {"female": ("kobieta",), "male": ("mężczyzna",)}),
            explanation=_("Empty: for everybody."),
            also=("płeć",),
        ),
        Column(
            "districts",
            _("Only for some districts?"),
            Names(),
            explanation=_("Names with semicolons between them. Empty: for the whole city."),
            also=("dzielnica", "dzielnice", "rejon"),
        ),
        Column(
            "situations",
            _("Only for some situations?"),
            SeveralChoices(Situation.choices),
            explanation=_("Empty: in any situation."),
            also=("sytuacja", "sytuacje"),
        ),
        Column(
            "eligibility",
            _("Only for some people?"),
            Texts(300),
            example="Osoby doznające przemocy domowej",
            also=("dla kogo", "warunki"),
        ),
    ]


def _how_one_gets_there() -> list[Column]:
    return [
        Column(
            "languages",
            _("Languages spoken"),
            SeveralChoices([(code, _language_name(code)) for code in SPOKEN_LANGUAGES], LANGUAGES),
            example="polski; ukraiński",
            also=("języki", "język"),
        ),
        Column(
            "limits",
            _("To mind before somebody comes"),
            Texts(500),
            example="Przyjęcia po wcześniejszym telefonie.",
            also=("ograniczenia", "zasady przyjęć"),
        ),
        Column(
            "documents",
            _("Documents needed"),
            Texts(300),
            example="Dokument tożsamości",
            also=("dokumenty", "wymagane dokumenty"),
        ),
    ]


def _where_and_how_many() -> list[Column]:
    return [
        Column(
            "places",
            _("Places"),
            Names(),
            explanation=_("Names of places that the partner has here already."),
            also=("miejsce", "miejsca", "lokalizacja"),
        ),
        Column("capacity", _("How many at a time"), Number(0, 30_000), example="10"),
        Column(
            "capacity_unit",
            _("Counted in"),
            Choice(CapacityUnit.choices),
            example=CapacityUnit.PLACE.label,
            also=("liczone w", "jednostka"),
        ),
        Column("free_places", _("How many are free"), Number(0, 9999), also=("wolne miejsca",)),
        Column(
            "free_said_on",
            _("Free places: said on"),
            Day(),
            explanation=_("On which day the partner said so."),
        ),
    ]


def _when() -> list[Column]:
    return [
        Column(
            "hours",
            _("Hours"),
            Week(),
            explanation=_("The whole week; hours for a set period are not touched."),
            example="pn–pt 8:00–16:00",
            also=("godziny", "godziny otwarcia", "czynne"),
        ),
        Column(
            "response_hours",
            _("Hours to answer a referral"),
            Number(1, LONGEST_CLOCK),
            explanation=_("Empty: as long as the need itself allows."),
            example="48",
        ),
        Column(
            "key",
            _("Identifier"),
            Text(80),
            explanation=_(
                "Stands in an export and says which service is meant. Leave it empty for a new one."
            ),
            also=("id", "klucz"),
        ),
    ]
