"""All writes of this room: bodies, their places, services, numbers and contacts.

Forms that add a row carry its id, made before sending: the same form sent twice adds one row.
"""

from casework.partners.actions.accession import (
    Decided,
    accept_application,
    close_application,
    receive_application,
    remark_on,
)
from casework.partners.actions.bodies import (
    change_agreement,
    change_organisation,
    confirm_fresh,
    create_organisation,
)
from casework.partners.actions.contact_points import (
    add_activity,
    add_contact,
    add_location,
    add_phone,
    change_activity,
    change_contact,
    change_location,
    change_phone,
    remove,
)
from casework.partners.actions.merging import (
    merge_organisations,
    separate_organisations,
    tell_apart,
)
from casework.partners.actions.rows import (
    NotPossible,
)
from casework.partners.actions.rules import change_rules, recall_check
from casework.partners.actions.services import (
    add_service,
    change_service,
    remove_period,
    write_period,
)

__all__ = [
    "Decided",
    "NotPossible",
    "accept_application",
    "add_activity",
    "add_contact",
    "add_location",
    "add_phone",
    "add_service",
    "change_activity",
    "change_agreement",
    "change_contact",
    "change_location",
    "change_organisation",
    "change_phone",
    "change_rules",
    "change_service",
    "close_application",
    "confirm_fresh",
    "create_organisation",
    "merge_organisations",
    "recall_check",
    "receive_application",
    "remark_on",
    "remove",
    "remove_period",
    "separate_organisations",
    "tell_apart",
    "write_period",
]
