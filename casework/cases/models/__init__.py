"""A case: the situation of one person, known by name or only by a pseudonym."""

from casework.cases.models.broken_glass import BrokenGlass
from casework.cases.models.case import Case, CaseGroupObjectPermission, CaseTerms
from casework.cases.models.consent import Consent
from casework.cases.models.ending import CaseClosing, FollowUp
from casework.cases.models.merge import CaseMerge
from casework.cases.models.need import CaseNeed, UnmetNeed
from casework.cases.models.note import Note
from casework.cases.models.numbering import CaseNumbering
from casework.cases.models.person import CasePerson
from casework.cases.models.phase_mark import PhaseMark
from casework.cases.models.plan import PlanGoal, PlanReview
from casework.cases.models.saved_list import SavedList
from casework.cases.models.step import CaseStep
from casework.cases.models.task import CaseTask, TaskStep

__all__ = [
    "BrokenGlass",
    "Case",
    "CaseClosing",
    "CaseGroupObjectPermission",
    "CaseMerge",
    "CaseNeed",
    "CaseNumbering",
    "CasePerson",
    "CaseStep",
    "CaseTask",
    "CaseTerms",
    "Consent",
    "FollowUp",
    "Note",
    "PhaseMark",
    "PlanGoal",
    "PlanReview",
    "SavedList",
    "TaskStep",
    "UnmetNeed",
]
