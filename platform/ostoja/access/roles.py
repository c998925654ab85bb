"""Roles as data: what each may do, readable by a data protection officer."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


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

    @property
    def hint(self) -> Promise:
        """What the role is for, for whoever gives it to somebody."""
        return HINTS[self]

    @property
    def is_city_wide(self) -> bool:
        """Whether the role is always held for the whole city."""
        return self in CITY_WIDE

    @property
    def needs_organisation(self) -> bool:
        """Whether the role is always held on behalf of an organisation; some may be either."""
        return self in OF_ORGANISATIONS

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

HINTS: dict[Role, Promise] = {
    Role.CITY_ADMIN: _("Looks after people, partners and settings. Sees no case."),
    Role.COORDINATOR: _("Receives cases that exceed one organisation and refers them to partners."),
    Role.CONSULTANT: _("Answers people in crisis and leads cases."),
    Role.SUPERVISOR: _("Supports consultants: reads cases of the organisation and advises."),
    Role.PARTNER_WORKER: _("Answers referrals; sees only the cases shared with the organisation."),
    Role.COALITION_MEMBER: _("Takes part in meetings and writes down what was agreed."),
    Role.ANIMATOR: _("Prepares and leads the coalition's meetings."),
    Role.INTERVIEWER: _("Visits places and carries out surveys."),
    Role.CONCEPT_AUTHOR: _("Writes the concept of the future system."),
    Role.ANALYST: _("Sees figures without names."),
    Role.DPO: _("Checks who saw or changed what. Sees no case, but for a stated reason."),
}

CITY_WIDE = frozenset({Role.CITY_ADMIN, Role.ANALYST, Role.DPO})

# Access to cases and the members' voice follow the organisation.
OF_ORGANISATIONS = frozenset(
    {
        Role.COORDINATOR,
        Role.CONSULTANT,
        Role.SUPERVISOR,
        Role.PARTNER_WORKER,
        Role.COALITION_MEMBER,
    }
)

# Anybody may learn that a child was harmed: what they then see is decided card by card.
_EVERYBODY = {Permission.PARTNER_VIEW, Permission.STANDARDS_VIEW, Permission.INTERVENTION_VIEW}
_MEETINGS = {Permission.MEETING_VIEW, Permission.MEETING_LOG}
_INBOX = {Permission.CONVERSATION_VIEW, Permission.ENTRY_POINT_VIEW}
_ON_DUTY = {Permission.ROSTER_VIEW}
_PLANS_DUTIES = {Permission.ROSTER_VIEW, Permission.ROSTER_PLAN}
_SHELTER = {Permission.SHELTER_VIEW, Permission.STAY_VIEW}
_RUNS_HOUSES = _SHELTER | {Permission.SHELTER_CHANGE, Permission.SHELTER_FIGURES}
_STORES = {Permission.BENEFIT_VIEW, Permission.BENEFIT_GIVE, Permission.BENEFIT_STOCK}
_ANSWERS_FOR_STORES = _STORES | {Permission.BENEFIT_TAKE_BACK}
_VISITS = {Permission.VISIT_VIEW, Permission.VISIT_CHANGE}
_REPORTS = {Permission.REPORT_VIEW, Permission.REPORT_EXACT}
_EDITS_PLAYBOOKS = {Permission.PLAYBOOK_VIEW, Permission.PLAYBOOK_CHANGE}
_RUNS_PLAYBOOKS = {Permission.PLAYBOOK_VIEW, Permission.PLAYBOOK_RUN}
_LOGS_INCIDENTS = {Permission.INCIDENT_VIEW, Permission.INCIDENT_LOG}
_LEADS_INCIDENTS = _LOGS_INCIDENTS | {Permission.INCIDENT_LEAD}
_CALLED_UP = {Permission.INCIDENT_VIEW, Permission.INCIDENT_ANSWER}
_INVOLVED = {
    Permission.CASE_VIEW,
    Permission.CASE_SUMMARY,
    Permission.CASE_PERSON,
    Permission.CASE_ANNOTATE,
    Permission.REFERRAL_VIEW,
}
_CASEWORK = _INVOLVED | {
    Permission.CASE_OPEN,
    Permission.CASE_CHANGE,
    Permission.CASE_HAND_OVER,
    Permission.REFERRAL_ANSWER,
}

ROLES: dict[Role, frozenset[Permission]] = {
    Role.CITY_ADMIN: frozenset(
        _EVERYBODY
        | {
            Permission.PEOPLE_MANAGE,
            Permission.CITY_SETTINGS,
            Permission.SIGN_IN_SETTINGS,
            Permission.SUPPORT_CONSENT,
            Permission.AUDIT_VIEW,
            Permission.RETENTION_MANAGE,
            Permission.PROCESSING,
            Permission.TABLES_IMPORT,
            Permission.PARTNER_CHANGE,
            Permission.WEBHOOKS,
            Permission.MEETING_VIEW,
            Permission.ENTRY_POINT_VIEW,
            Permission.ENTRY_POINT_CHANGE,
            Permission.MAILBOX_CHANGE,
            Permission.CANNED_REPLY_CHANGE,
            Permission.STATEMENT_CHANGE,
            Permission.EASY_TEXT_CHANGE,
            Permission.PRIVACY_NOTICE_CHANGE,
            Permission.STANDARDS_CHANGE,
            Permission.INCIDENT_ADDRESSES,
        }
        | _PLANS_DUTIES
        | _EDITS_PLAYBOOKS
        | {Permission.VISIT_SETTINGS}
    ),
    Role.COORDINATOR: frozenset(
        _EVERYBODY
        | _CASEWORK
        | _MEETINGS
        | _INBOX
        | _PLANS_DUTIES
        | _RUNS_HOUSES
        | _ANSWERS_FOR_STORES
        | _VISITS
        | {Permission.STAY_ADMIT}
        | _RUNS_PLAYBOOKS
        | _REPORTS
        | _LEADS_INCIDENTS
        | {Permission.INCIDENT_ADDRESSES}
        | {Permission.CASE_COORDINATE, Permission.PARTNER_CHANGE, Permission.CONTACT_FIGURES}
        | {Permission.WEBHOOKS}
    ),
    Role.CONSULTANT: frozenset(
        _EVERYBODY
        | _CASEWORK
        | _INBOX
        | _ON_DUTY
        | _SHELTER
        | _STORES
        | _VISITS
        | {Permission.STAY_ADMIT}
        | _RUNS_PLAYBOOKS
        | _LOGS_INCIDENTS
        | {Permission.CONVERSATION_ANSWER, Permission.CONVERSATION_ADVISE}
    ),
    Role.SUPERVISOR: frozenset(
        _EVERYBODY
        | _INVOLVED
        | _INBOX
        | _PLANS_DUTIES
        | _RUNS_HOUSES
        | _ANSWERS_FOR_STORES
        | _VISITS
        | {Permission.VISIT_SETTINGS}
        | {Permission.CONVERSATION_ADVISE, Permission.CANNED_REPLY_CHANGE}
        | {Permission.CONTACT_FIGURES}
        | _REPORTS
        | _LEADS_INCIDENTS
        | _EDITS_PLAYBOOKS
        | {Permission.PLAYBOOK_APPROVE}
    ),
    # Opens no case, but may be given the lead of one: the grants on it say what that means.
    Role.PARTNER_WORKER: frozenset(
        (
            (_EVERYBODY | _CASEWORK | _RUNS_HOUSES | _STORES | _CALLED_UP | _VISITS)
            | {Permission.STAY_ADMIT, Permission.WEBHOOKS}
        )
        - {Permission.CASE_OPEN}
    ),
    Role.COALITION_MEMBER: frozenset(_EVERYBODY | _MEETINGS),
    Role.ANIMATOR: frozenset(_EVERYBODY | _MEETINGS),
    Role.INTERVIEWER: frozenset(_EVERYBODY | {Permission.MEETING_VIEW}),
    Role.CONCEPT_AUTHOR: frozenset(_EVERYBODY | _MEETINGS),
    Role.ANALYST: frozenset(
        _EVERYBODY
        | {Permission.FIGURES_VIEW, Permission.CONTACT_FIGURES, Permission.SHELTER_FIGURES}
        | {Permission.REPORT_VIEW}
    ),
    Role.DPO: frozenset(
        _EVERYBODY
        | {
            Permission.AUDIT_VIEW,
            Permission.CASE_BREAK_GLASS,
            Permission.RETENTION_MANAGE,
            Permission.DATA_REQUESTS,
            Permission.BREACHES,
            Permission.PROCESSING,
            Permission.PRIVACY_NOTICE_CHANGE,
            Permission.PRIVACY_NOTICE_CONFIRM,
        }
    ),
}

# What an operator may whom the city let in for a while (decision 0041). It is no role: nobody can
# give it to anybody, and whoever has it has nothing else.
SUPPORT: frozenset[Permission] = frozenset(
    {
        Permission.CITY_SETTINGS,
        Permission.STATEMENT_CHANGE,
        Permission.EASY_TEXT_CHANGE,
        Permission.PRIVACY_NOTICE_CHANGE,
        Permission.ENTRY_POINT_VIEW,
        Permission.ENTRY_POINT_CHANGE,
    }
)
