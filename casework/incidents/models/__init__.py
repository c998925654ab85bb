"""Tables of this room."""

from casework.incidents.models.entry import Entry
from casework.incidents.models.incident import Incident
from casework.incidents.models.mobilisation import Mobilisation
from casework.incidents.models.person import AffectedPeople, CaseBinding
from casework.incidents.models.report import ReportAddress, SituationReport

__all__ = [
    "AffectedPeople",
    "CaseBinding",
    "Entry",
    "Incident",
    "Mobilisation",
    "ReportAddress",
    "SituationReport",
]
