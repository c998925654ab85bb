"""The columns of the table of partners."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.partners.choices import (
    AgreementState,
    OrganisationKind,
    OrganisationRole,
    Permanence,
)
from casework.partners.tables.cells import Phone, Phones, Texts
from ostoja.tables.cells import Day, Email, Text, WebAddress, YesNo
from ostoja.tables.choosing import Choice, SeveralChoices
from ostoja.tables.columns import Column
from ostoja.tables.numbers import Nip, PostalCode, Regon

KINDS: dict[str, tuple[str, ...]] = {
    OrganisationKind.INSTITUTION: (
        *("instytucja", "jednostka miejska", "jednostka samorządowa", "urząd", "szpital"),
        *("jednostka budżetowa", "publiczna"),
    ),
    OrganisationKind.NGO: (
        *("ngo", "fundacja", "stowarzyszenie", "organizacja", "organizacja pozarządowa"),
        *("caritas", "kościelna osoba prawna"),
    ),
    OrganisationKind.NATURAL_PERSON: ("osoba", "osoba prywatna"),
    OrganisationKind.BUSINESS: ("firma", "spółka", "przedsiębiorstwo", "działalność gospodarcza"),
}
AGREEMENTS: dict[str, tuple[str, ...]] = {
    AgreementState.NONE: ("brak", "brak porozumienia", "nie"),
    AgreementState.SIGNATORY: ("podpisane", "podpisał", "sygnatariusz porozumienia", "tak"),
    AgreementState.JOINING: ("w trakcie",),
}

FACTS = ("name", "short_name", "unit", "kind", "roles", "permanence", "nip", "regon")
PUBLIC_FACTS = ("description", "email", "website", "is_public", "source")
AGREEMENT = ("agreement_state", "agreement_date")
ADDRESS = ("street", "postal_code", "town", "district")
CONTACT = {
    "contact_name": "name",
    "contact_title": "title",
    "contact_email": "email",
    "contact_phone": "phone",
}


def organisation_columns() -> list[Column]:
    """In the order of a template."""
    return [*_who(), *_numbers(), *_part(), *_reach(), *_contact(), *_rest()]


def _who() -> list[Column]:
    return [
        Column(
            "name",
            pgettext_lazy("of an organisation", "Name"),
            Text(200),
            explanation=_("The full name; of a natural person, the name and surname."),
            example="Fundacja Przykładowa Przystań",
            is_required=True,
            also=("nazwa partnera", "nazwa organizacji", "nazwa podmiotu", "pełna nazwa"),
        ),
        Column(
            "short_name",
            _("Short name"),
            Text(60),
            example="Przystań",
            also=("skrót", "nazwa skrócona"),
        ),
        Column(
            "unit",
            _("Unit"),
            Text(200),
            explanation=_("The department or team that does this work."),
            also=("dział", "wydział", "komórka"),
        ),
        Column(
            "kind",
            _("Kind"),
            Choice(OrganisationKind.choices, KINDS),
            explanation=_("A new partner must have one."),
            example=OrganisationKind.NGO.label,
            also=("typ", "forma prawna", "rodzaj podmiotu"),
        ),
    ]


def _numbers() -> list[Column]:
    return [
        Column(
            "nip",
            _("NIP"),
            Nip(),
            explanation=_("Helps to find a partner that is here already."),
            example="583-000-00-03",
            also=("numer nip", "nr nip"),
        ),
        Column(
            "regon",
            _("REGON"),
            Regon(),
            explanation=_("Helps to find a partner that is here already."),
            also=("numer regon", "nr regon"),
        ),
    ]


def _part() -> list[Column]:
    return [
        Column(
            "roles",
            _("Roles"),
            SeveralChoices(OrganisationRole.choices),
            explanation=_("What it is in the city's system; a new one is a partner."),
            example=OrganisationRole.PARTNER.label,
            also=("rola", "rola w systemie"),
        ),
        Column(
            "permanence",
            _("Takes part"),
            Choice(Permanence.choices),
            example=Permanence.PERMANENT.label,
        ),
        Column(
            "agreement_state",
            _("Agreement"),
            Choice(AgreementState.choices, AGREEMENTS),
            example=AgreementState.SIGNATORY.label,
            also=("stan porozumienia", "porozumienie podpisane"),
        ),
        Column(
            "agreement_date",
            _("Date of the agreement"),
            Day(),
            explanation=_("Must be there for signatories and for those that left."),
            example="06.09.2019",
            also=("data podpisania", "data przystąpienia"),
        ),
    ]


def _reach() -> list[Column]:
    return [
        Column(
            "phones",
            _("Telephones"),
            Phones(),
            explanation=_("Those that are not known yet are added; none is taken away."),
            example="58 511 01 21; 116 123",
            also=("telefon", "tel", "nr telefonu", "numer telefonu", "telefon kontaktowy"),
        ),
        Column(
            "email",
            _("E-mail address"),
            Email(),
            example="biuro@przystan.example",
            also=("e-mail", "mail", "adres e-mail", "poczta"),
        ),
        Column(
            "website",
            _("Website"),
            WebAddress(),
            example="www.przystan.example",
            also=("www", "strona www", "strona", "adres www"),
        ),
        Column(
            "street",
            _("Street and number"),
            Text(150),
            example="ul. Przykładowa 7",
            also=("ulica", "adres", "ulica i nr", "siedziba"),
        ),
        Column("postal_code", _("Postal code"), PostalCode(), example="80-001", also=("kod",)),
        Column("town", _("Town"), Text(100), example="Gdańsk", also=("miasto",)),
        Column("district", _("District"), Text(100), example="Wrzeszcz"),
    ]


def _contact() -> list[Column]:
    only_staff = _("Only staff see it.")
    return [
        Column(
            "contact_name",
            _("Contact person"),
            Text(150),
            explanation=only_staff,
            example="Jan Przykładowy",
            also=("kontakt", "osoba do kontaktu", "przedstawiciel"),
        ),
        Column(
            "contact_title",
            _("Contact person: position"),
            Text(150),
            explanation=only_staff,
            example="koordynator",
            also=("stanowisko", "funkcja"),
        ),
        Column(
            "contact_email",
            _("Contact person: e-mail"),
            Email(),
            explanation=only_staff,
            example="jan@przystan.example",
        ),
        Column(
            "contact_phone",
            _("Contact person: telephone"),
            Phone(),
            explanation=only_staff,
            example="600 000 000",
        ),
    ]


def _rest() -> list[Column]:
    return [
        Column(
            "description",
            _("Description"),
            Texts(500),
            explanation=_("What residents read: one or two plain sentences."),
            example="Pomaga osobom w kryzysie.",
            also=("opis działalności", "czym się zajmuje"),
        ),
        Column(
            "is_public",
            _("In the public directory"),
            YesNo(),
            explanation=_("A new natural person is not, unless it says so here."),
            example=_("yes"),
            also=("publiczny", "widoczny"),
        ),
        Column(
            "source",
            _("Source"),
            Text(200),
            explanation=_("Where this is known from: a call, a website, a list."),
            also=("skąd wiadomo",),
        ),
        Column(
            "key",
            _("Identifier"),
            Text(80),
            explanation=_(
                "Stands in an export and says which partner is meant. Leave it empty for a new one."
            ),
            also=("id", "klucz"),
        ),
    ]
