"""The demonstration's incident, loaded through the same actions as people use."""

from typing import Any

from casework.incidents.loading import load_addresses, load_incidents
from casework.incidents.models import AffectedPeople, Incident, ReportAddress
from tests.cast import Cast


def rows(cast: Cast) -> list[dict[str, Any]]:
    return [
        {
            "key": "pozar",
            "kind": "fire",
            "name": "Pożar (przykład)",
            "place": "ul. Zmyślona",
            "hours_from_now": -2,
            "by": cast.coordinator.email,
            "log": ["Ugaszono."],
            "numbers": {
                "affected": 9,
                "injured": 0,
                "evacuated": 9,
                "sheltered": 0,
                "missing": 0,
            },
            "people": [
                {"label": "Klon", "whereabouts": "at_home", "by": cast.consultant.email},
            ],
            "partners": [
                {
                    "organisation": cast.partner.key,
                    "asked_for": "koce",
                    "steps": ["confirm", "arrive"],
                }
            ],
            "sample": True,
        }
    ]


def test_it_is_loaded_once_and_marked_as_an_example(cast: Cast) -> None:
    addresses = [{"office": "Wydział", "email": "a@city.example", "sample": True}]
    for _twice in range(2):
        load_addresses(addresses)
        load_incidents(rows(cast))
    incident = Incident.objects.get()
    assert (incident.state, incident.affected, incident.is_sample) == ("running", 9, True)
    assert incident.mobilisations.get().state == "on_site"
    assert AffectedPeople.objects.get().is_sample and ReportAddress.objects.get().is_sample
    assert incident.entries.filter(kind="note").count() == 1
