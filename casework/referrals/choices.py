"""Kinds, states and reasons of handovers, referrals and transfers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """Three different things; none of them stands for another."""

    HANDOVER = "handover", _("handover to the coordinator")
    REFERRAL = "referral", _("referral of a need")
    TRANSFER = "transfer", _("transfer of the lead")


class State(TextChoices):
    """Where it stands; casework.referrals.workflow says how it moves on."""

    DRAFT = "draft", pgettext_lazy("referral", "draft")
    SENT = "sent", pgettext_lazy("referral", "sent")
    CONSIDERED = "considered", pgettext_lazy("referral", "under consideration")
    ACCEPTED = "accepted", pgettext_lazy("referral", "accepted")
    IN_PROGRESS = "in_progress", pgettext_lazy("referral", "in progress")
    COMPLETED = "completed", pgettext_lazy("referral", "completed")
    NOT_ACHIEVED = "not_achieved", pgettext_lazy("referral", "not achieved")
    DECLINED = "declined", pgettext_lazy("referral", "declined")
    EXPIRED = "expired", pgettext_lazy("referral", "expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("referral", "withdrawn")


AWAITING = (State.SENT, State.CONSIDERED)
"""The receiver owes an answer, and the clock runs."""
WORKING = (State.ACCEPTED, State.IN_PROGRESS)
LIVE = (*AWAITING, *WORKING)
RETURNED = (State.DECLINED, State.EXPIRED, State.NOT_ACHIEVED)
"""Nothing came of it: it lies with the sender again."""


class Reason(TextChoices):
    """Why it was declined, withdrawn or not achieved."""

    NO_CAPACITY = "no_capacity", _("no free places or staff")
    NOT_COMPETENT = "not_competent", _("outside our competence")
    NOT_ELIGIBLE = "not_eligible", _("the person does not meet the conditions")
    NO_CONTACT = "no_contact", _("the person could not be reached")
    PERSON_REFUSED = "person_refused", _("the person did not want it")
    OTHER_HELP = "other_help", _("the person got other help")
    CONSENT_ENDED = "consent_ended", _("the consent was withdrawn or its time is over")
    LEFT_AGREEMENT = "left_agreement", _("the body left the agreement or is suspended")
    MISTAKE = "mistake", _("sent by mistake")
    OTHER = "other", _("another reason")


class LegalBasis(TextChoices):
    """On what the sharing of data rests."""

    STATUTORY_TASK = "statutory_task", _("statutory task (Social Assistance Act, art. 47)")
    DOMESTIC_VIOLENCE_ACT = "domestic_violence_act", _("Act on Counteracting Domestic Violence")
    VITAL_INTERESTS = "vital_interests", _("protection of life or health (GDPR art. 6(1)(d))")
    CONSENT = "consent", _("consent of the person")


class ConflictKind(TextChoices):
    """Why a body is not impartial in a case."""

    EMPLOYER = "employer", _("it employs somebody who does harm to the person")
    RELATIVE = "relative", _("somebody there is close to a person of the case")
    PARTY = "party", _("it is itself a side in the matter")
    OTHER = "other", pgettext_lazy("conflict", "something else")
