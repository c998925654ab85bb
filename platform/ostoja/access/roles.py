"""Roles as data: what each may do, readable by a data protection officer."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission as P


class Role(StrEnum):
    """A role of one person in one city."""

    CITY_ADMIN = "city-admin"
    COORDINATOR = "coordinator"
    CONSULTANT = "consultant"
    SUPERVISOR = "supervisor"
    PARTNER_WORKER = "partner-worker"
    COALITION_MEMBER = "coalition-member"
    ANIMATOR = "animator"
    INTERVIEWER = "interviewer"
    CONCEPT_AUTHOR = "concept-author"
    ANALYST = "analyst"
    DPO = "dpo"

    @property
    def label(self) -> Promise:
        """The role's name on a screen."""
        return LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, Promise]]:
        """Value and label of each, for a form."""
        return [(role.value, role.label) for role in cls]


LABELS: dict[Role, Promise] = {
    Role.CITY_ADMIN: _("City administrator"),
    Role.COORDINATOR: _("Coordinator"),
    Role.CONSULTANT: _("Consultant"),
    Role.SUPERVISOR: _("Supervisor"),
    Role.PARTNER_WORKER: _("Partner's worker"),
    Role.COALITION_MEMBER: _("Coalition member"),
    Role.ANIMATOR: _("Animator"),
    Role.INTERVIEWER: _("Interviewer"),
    Role.CONCEPT_AUTHOR: _("Concept author"),
    Role.ANALYST: _("Analyst"),
    Role.DPO: _("Data protection officer"),
}

_EVERYBODY = {P.PARTNER_VIEW}
_MEETINGS = {P.MEETING_VIEW, P.MEETING_LOG}
_CASEWORK = {P.CASE_OPEN, P.CASE_VIEW, P.CASE_CHANGE, P.CASE_ANNOTATE, P.CASE_HAND_OVER}

ROLES: dict[Role, frozenset[P]] = {
    Role.CITY_ADMIN: frozenset(
        _EVERYBODY | {P.PEOPLE_MANAGE, P.AUDIT_VIEW, P.PARTNER_CHANGE, P.MEETING_VIEW}
    ),
    Role.COORDINATOR: frozenset(
        _EVERYBODY
        | _CASEWORK
        | _MEETINGS
        | {P.CASE_COORDINATE, P.REFERRAL_VIEW, P.PARTNER_CHANGE, P.CONVERSATION_VIEW}
    ),
    Role.CONSULTANT: frozenset(
        _EVERYBODY
        | _CASEWORK
        | {P.CONVERSATION_VIEW, P.CONVERSATION_ANSWER, P.REFERRAL_VIEW}
    ),
    Role.SUPERVISOR: frozenset(
        _EVERYBODY | {P.CONVERSATION_VIEW, P.CASE_VIEW, P.CASE_ANNOTATE, P.REFERRAL_VIEW}
    ),
    Role.PARTNER_WORKER: frozenset(
        _EVERYBODY | {P.CASE_VIEW, P.CASE_ANNOTATE, P.REFERRAL_VIEW, P.REFERRAL_ANSWER}
    ),
    Role.COALITION_MEMBER: frozenset(_EVERYBODY | _MEETINGS),
    Role.ANIMATOR: frozenset(_EVERYBODY | _MEETINGS),
    Role.INTERVIEWER: frozenset(_EVERYBODY | {P.MEETING_VIEW}),
    Role.CONCEPT_AUTHOR: frozenset(_EVERYBODY | _MEETINGS),
    Role.ANALYST: frozenset(_EVERYBODY),
    Role.DPO: frozenset(_EVERYBODY | {P.AUDIT_VIEW}),
}
