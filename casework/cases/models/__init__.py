"""A case: the situation of one person, known by name or only by a pseudonym."""

from casework.cases.models.case import Case, CaseGroupObjectPermission, CaseTerms
from casework.cases.models.consent import Consent
from casework.cases.models.need import CaseNeed, UnmetNeed
from casework.cases.models.note import Note
from casework.cases.models.numbering import CaseNumbering
from casework.cases.models.step import CaseStep
from casework.cases.models.task import CaseTask, TaskStep

__all__ = [
    "Case",
    "CaseGroupObjectPermission",
    "CaseNeed",
    "CaseNumbering",
    "CaseStep",
    "CaseTask",
    "CaseTerms",
    "Consent",
    "Note",
    "TaskStep",
    "UnmetNeed",
]
