"""The table of partners: one row for a body with its address, telephones and contact."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from casework.partners import workflow
from casework.partners.choices import AgreementState, LocationKind
from casework.partners.models import Contact, Location, Organisation
from casework.partners.tables import storing
from casework.partners.tables.bodies import Bodies
from casework.partners.tables.organisation_columns import (
    ADDRESS,
    AGREEMENT,
    CONTACT,
    FACTS,
    PUBLIC_FACTS,
    organisation_columns,
)
from casework.partners.tables.undoing import take_back
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.tables.columns import Column
from ostoja.tables.kinds import Existing, Kind, Ready, Sender, Store, Stored, Undoing, Values
from ostoja.tables.problems import Problem
from ostoja.ui.polish_order import fold


class OrganisationStore(Store):
    """The city's bodies with all that a row of the table says of them."""

    def __init__(self) -> None:
        self.columns = organisation_columns()
        found = Organisation.objects.prefetch_related("locations", "phones", "contacts")
        self.bodies = Bodies(found)

    def find(self, values: Values) -> Existing | None:
        body = self.bodies.find(values)
        if body is None:
            return None
        place, contact = place_meant(body, values), contact_meant(body, values)
        known = {**_facts(body), **_address(place), **_contact(contact)}
        return Existing(body.pk, known, storing.Known(body, place, contact))

    def identities(self, values: Values, existing: Existing | None) -> Iterable[str]:
        if existing is not None:
            return [str(existing.pk)]
        return [f"name {fold(values['name'])}", *_numbers(values)]

    def problems(self, values: Values, existing: Existing | None) -> Iterator[Problem]:
        whole = {**(existing.values if existing else {}), **values}
        if existing is None and not values.get("kind"):
            yield _must_be_filled("kind")
        if any(values.get(name) for name in ADDRESS) and not whole.get("town"):
            yield _must_be_filled("town")
        if any(values.get(name) for name in CONTACT) and not whole.get("contact_name"):
            yield _must_be_filled("contact_name")
        yield from _problems_of_the_agreement(values, existing)

    def store(self, rows: Sequence[Ready], sender: Sender) -> dict[int, Stored]:
        new = [row for row in rows if row.existing is None]
        stored = storing.add_organisations(rows=new, by=sender.user) if new else {}
        for row in rows:
            if row.existing is not None:
                stored[row.number] = storing.change(row.existing, row.values, sender.user)
        return stored

    def rows(self) -> Iterator[Values]:
        for body in self.bodies.all:
            place, contact = place_meant(body, {}), contact_meant(body, {})
            yield {**_facts(body), **_address(place), **_contact(contact)}


class Organisations(Kind):
    """Partners."""

    key = "organisations"
    order = 10
    module = "partners"
    page = "partner_staff"
    name = _("Partners")
    explanation = _("Organisations and people who help, with address, telephones and contact.")
    may_import, may_export = Permission.PARTNER_CHANGE, Permission.PARTNER_VIEW
    at_once = 500

    def columns(self) -> list[Column]:
        return organisation_columns()

    def open(self) -> OrganisationStore:
        return OrganisationStore()

    def lock(self) -> None:
        storing.one_at_a_time()

    def undo(self, rows: Sequence[Undoing], by: User) -> None:
        take_back(rows=rows, by=by)


def place_meant(body: Organisation, values: Values) -> Location | None:
    """The place at the address of the row, or the first one that can be visited."""
    places = [one for one in body.locations.all() if one.kind == LocationKind.PHYSICAL]
    wanted = fold(values.get("street", ""))
    at_address = [one for one in places if wanted and fold(one.street) == wanted]
    return next(iter([*at_address, *places]), None)


def contact_meant(body: Organisation, values: Values) -> Contact | None:
    """The contact of this name; without a name the first one."""
    contacts = list(body.contacts.all())
    name = fold(values.get("contact_name", ""))
    return next((one for one in contacts if not name or fold(one.name) == name), None)


def _facts(body: Organisation) -> dict[str, Any]:
    facts = {name: getattr(body, name) for name in (*FACTS, *PUBLIC_FACTS, *AGREEMENT, "key")}
    return facts | {"phones": [phone.display for phone in body.phones.all()]}


def _address(place: Location | None) -> dict[str, str]:
    return {name: getattr(place, name, "") for name in ADDRESS}


def _contact(contact: Contact | None) -> dict[str, str]:
    return {column: getattr(contact, name, "") for column, name in CONTACT.items()}


def _numbers(values: Values) -> Iterator[str]:
    if values.get("regon"):
        yield f"regon {values['regon']}"


def _must_be_filled(column: str) -> Problem:
    return Problem(gettext_noop("This cell must be filled in."), column=column)


def _problems_of_the_agreement(values: Values, existing: Existing | None) -> Iterator[Problem]:
    if not values.keys() & set(AGREEMENT):
        return
    before = existing.values if existing else {"agreement_state": AgreementState.NONE}
    state = AgreementState(values.get("agreement_state") or before["agreement_state"])
    day = values.get("agreement_date") or before.get("agreement_date")
    if existing is None:
        if day is None and state in storing.DATED:
            yield _must_be_filled("agreement_date")
    elif state != before["agreement_state"]:
        yield from _refused_step(before["agreement_state"], state, day)
    elif day != before.get("agreement_date"):
        message = gettext_noop("The date of an agreement changes only together with its state.")
        yield Problem(message, column="agreement_date")


def _refused_step(before: str, state: AgreementState, day: Any) -> Iterator[Problem]:
    try:
        workflow.check(before, state, day)
    except workflow.DateMissing:
        yield _must_be_filled("agreement_date")
    except workflow.NotAllowed:
        message = gettext_noop("An agreement cannot go from its present state to this one.")
        yield Problem(message, column="agreement_state")
