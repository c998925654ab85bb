"""Routes of incidents: the board and what is written into it, partners, reports, addresses."""

from typing import Any

from tests.isolation.route import Arguments, Route, changes, pk_of
from tests.isolation.world import World


def of_incident(name: str, **more: Any) -> Arguments:
    """The key of something of the incident."""

    def arguments(world: World) -> dict[str, Any]:
        return {"pk": getattr(world.incidents, name).pk, **more}

    return arguments


BOARD = of_incident("incident")
INCIDENTS = {
    "incidents": Route("consultant", shows=True),
    "incident": Route("consultant", BOARD, shows=True),
    "incident_new": Route("supervisor"),
    "incident_edit": Route("coordinator", BOARD, shows=True),
    "incident_numbers": Route("consultant", BOARD, shows=True),
    "incident_step": Route("coordinator", of_incident("incident", step="start"), shows=True),
    "incident_log": Route("consultant", BOARD, shows=True),
    "incident_entry": Route("consultant", BOARD, shows=True),
    "affected_new": Route("consultant", BOARD, shows=True),
    "affected_edit": Route("consultant", of_incident("people"), shows=True),
    "affected_remove": Route("consultant", of_incident("people"), shows=True),
    "affected_case": Route("consultant", of_incident("people"), shows=True),
    "incident_bind": Route("consultant", BOARD, shows=True),
    "case_incident": Route("consultant", pk_of("case"), shows=True),
    "case_unbind": changes("consultant", of_incident("binding")),
    "mobilisation_new": Route("coordinator", BOARD, shows=True),
    "mobilisation_step": Route("partner_worker", of_incident("called", step="confirm"), shows=True),
    "situation_report_new": Route("coordinator", BOARD, shows=True),
    "situation_report": Route("consultant", of_incident("report"), shows=True),
    "situation_report_pdf": Route("consultant", of_incident("report")),
    "report_addresses": Route("administrator", shows=True),
    "report_address_remove": changes("administrator", of_incident("address")),
}
