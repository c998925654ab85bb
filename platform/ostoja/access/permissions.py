"""Every permission there is. A value is Django's ``app_label.codename``."""

from enum import StrEnum


class Permission(StrEnum):
    """What a role may hold; those marked *object* also need a grant on the object itself."""

    PEOPLE_MANAGE = "accounts.change_user"
    AUDIT_VIEW = "audit.view_auditevent"
    RETENTION_MANAGE = "retention.change_retentionperiod"
    DATA_REQUESTS = "data_requests.change_datarequest"  # copies of a person's data, and erasure
    BREACHES = "breaches.change_breach"  # and who saw what between two moments
    PROCESSING = "processing.change_activity"  # the register of processing, the assessment
    CITY_SETTINGS = "profile.change_cityprofile"
    SIGN_IN_SETTINGS = "identity.change_identityprovider"  # whoever sets it could become anybody
    SUPPORT_CONSENT = "support.add_supportconsent"

    STATEMENT_CHANGE = "statement.change_statement"
    EASY_TEXT_CHANGE = "easy.change_easytext"
    PRIVACY_NOTICE_CHANGE = "privacy_notice.change_privacynotice"
    PRIVACY_NOTICE_CONFIRM = "privacy_notice.confirm_privacynotice"
    TABLES_IMPORT = "tables.add_batch"

    PARTNER_VIEW = "partners.view_organisation"
    PARTNER_CHANGE = "partners.change_organisation"
    WEBHOOKS = "webhooks.change_webhook"  # of the bodies for which one holds it

    CONVERSATION_VIEW = "intake.view_conversation"
    CONVERSATION_ANSWER = "intake.change_conversation"
    CONVERSATION_ADVISE = "intake.view_sidemessage"  # what staff say aside: risks, help, danger
    CANNED_REPLY_CHANGE = "intake.change_cannedreply"
    CONTACT_FIGURES = "intake.view_needtold"  # counts by hour, channel, language, need
    ENTRY_POINT_VIEW = "intake.view_entrypoint"
    ENTRY_POINT_CHANGE = "intake.change_entrypoint"

    MAILBOX_CHANGE = "intake.change_mailbox"  # with the password of the city's mailbox

    FIGURES_VIEW = "cases.view_unmetneed"  # counts without names

    CASE_OPEN = "cases.add_case"
    CASE_VIEW = "cases.view_case"  # object
    CASE_CHANGE = "cases.change_case"  # object
    CASE_ANNOTATE = "cases.annotate_case"  # object
    CASE_HAND_OVER = "cases.hand_over_case"  # object
    CASE_SUMMARY = "cases.read_summary"  # object: what happened
    CASE_PERSON = "cases.read_person"  # object: the name, and how the person may be reached
    CASE_BREAK_GLASS = "cases.break_glass"  # a restricted case, with a reason that others are told
    CASE_COORDINATE = "cases.coordinate_case"  # object: suggest, refer, transfer, close

    REPORT_VIEW = "referrals.view_step"  # what leaves the city: counts without names
    REPORT_EXACT = "cases.view_casestep"  # small numbers too, of the body that one acts for

    PLAYBOOK_VIEW = "playbooks.view_playbook"
    PLAYBOOK_CHANGE = "playbooks.change_playbook"
    PLAYBOOK_APPROVE = "playbooks.approve_playbook"
    PLAYBOOK_RUN = "playbooks.add_playbookrun"  # in cases that one's body leads or coordinates

    REFERRAL_VIEW = "referrals.view_referral"  # object
    REFERRAL_ANSWER = "referrals.answer_referral"  # object

    STANDARDS_VIEW = "minors.view_standards"
    STANDARDS_CHANGE = (
        "minors.change_standards"  # of all bodies; who answers in one changes its own
    )
    INTERVENTION_VIEW = "minors.view_intervention"  # to open one, and those one answers for

    SHELTER_VIEW = "shelter.view_facility"  # houses, and which beds are free
    SHELTER_CHANGE = "shelter.change_facility"  # of the bodies for which one holds it
    SHELTER_FIGURES = "shelter.view_bednight"  # counts without names
    STAY_VIEW = "shelter.view_stay"  # who stays, in the houses of one's bodies
    STAY_ADMIT = "shelter.add_stay"

    BENEFIT_VIEW = "benefits.view_store"  # stores of one's bodies; all for who coordinates
    BENEFIT_GIVE = "benefits.add_giving"  # out of the stores of one's bodies, in cases
    BENEFIT_STOCK = "benefits.change_store"  # articles, deliveries, counting, writing off
    BENEFIT_TAKE_BACK = "benefits.change_giving"  # later than on the day on which it was given

    ROSTER_VIEW = "roster.view_shift"
    ROSTER_PLAN = "roster.change_shift"

    INCIDENT_VIEW = "incidents.view_incident"  # those to which one's body is called up, or all
    INCIDENT_LOG = "incidents.add_entry"  # sees all incidents; people, cases, numbers, the log
    INCIDENT_LEAD = "incidents.change_incident"  # declare, move on, call up, report
    INCIDENT_ANSWER = "incidents.change_mobilisation"  # for one's body that is called up
    INCIDENT_ADDRESSES = "incidents.change_reportaddress"  # where situation reports go
    VISIT_VIEW = "visits.view_visit"  # of one's bodies, and where one is called to an alarm
    VISIT_CHANGE = "visits.change_visit"  # plan, go, see to an alarm
    VISIT_SETTINGS = "visits.change_visitsettings"

    MEETING_VIEW = "meetings.view_meeting"
    MEETING_LOG = "meetings.change_meeting"

    @property
    def codename(self) -> str:
        """Django's code name, without the app."""
        return self.value.partition(".")[2]

    @property
    def app_label(self) -> str:
        """The app whose model the permission is about."""
        return self.value.partition(".")[0]
