"""The values that describe a case."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Urgency(TextChoices):
    """How soon somebody must act."""

    IMMEDIATE = "immediate", _("immediate: now")
    URGENT = "urgent", _("urgent: today")
    SOON = "soon", _("soon: within three days")
    ROUTINE = "routine", _("can wait for an appointment")


class CaseState(TextChoices):
    """Whether somebody still works on it, and where it lies."""

    OPEN = "open", pgettext_lazy("case", "open")
    COORDINATED = "coordinated", pgettext_lazy("case", "with the coordinator")
    CLOSED = "closed", pgettext_lazy("case", "closed")


class NeedState(TextChoices):
    """What became of a need."""

    OPEN = "open", pgettext_lazy("need", "open")
    REFERRED = "referred", pgettext_lazy("need", "referred")
    MET = "met", pgettext_lazy("need", "met")
    PARTLY = "partly", pgettext_lazy("need", "met in part")
    UNMET = "unmet", pgettext_lazy("need", "unmet")
    DROPPED = "dropped", pgettext_lazy("need", "no longer needed")


UNSETTLED = (NeedState.OPEN, NeedState.REFERRED)
"""Somebody must still do something about it."""


class UnmetReason(TextChoices):
    """Why nobody could meet a need; the city's strategy is fed with the counts."""

    NO_SERVICE = "no_service", _("there is no such help in the city")
    NO_CAPACITY = "no_capacity", _("there are no free places or staff")
    NOT_ELIGIBLE = "not_eligible", _("the person does not meet the conditions")
    NO_CONTACT = "no_contact", _("the person could not be reached")
    PERSON_REFUSED = "person_refused", _("the person did not want the help")
    OTHER = "other", _("another reason")


class StepKind(TextChoices):
    """What happens to a case as a whole, beside its opening."""

    TAKEN = "taken", _("Case taken over by a worker")
    ASSIGNED = "assigned", _("Case given to a worker")
    RELEASED = "released", _("Case given back to the team")
    CLOSED = "closed", _("Case closed")
    REOPENED = "reopened", _("Case reopened")
    MERGED = "merged", _("Another case of the same person merged into this one")
    PHASE = "phase", _("Phase of the case changed")
    SEPARATED = "separated", _("Merging of two cases undone")


class ConsentData(TextChoices):
    """What of a case a consent lets others see."""

    BASICS = "basics", _("what help is needed, age and language")
    SUMMARY = "summary", _("what happened")
    PERSON = "person", _("the name and how the person may be reached")


class ConsentGiver(TextChoices):
    """Who consented."""

    PERSON = "person", _("the person")
    GUARDIAN = "guardian", _("a parent or guardian of a child")
    REPRESENTATIVE = "representative", _("a legal representative")


class ConsentWay(TextChoices):
    """How the consent was given."""

    IN_PERSON = "in_person", _("in person, by word of mouth")
    WRITING = "writing", _("in writing")
    PHONE = "phone", _("by telephone")
    CONVERSATION = "conversation", _("in the written conversation")


class NoteKind(TextChoices):
    """What a note tells of."""

    NOTE = "note", pgettext_lazy("kind of note", "Note")
    CONVERSATION = "conversation", pgettext_lazy("kind of note", "Talk in person")
    PHONE = "phone", pgettext_lazy("kind of note", "Telephone call")
    VISIT = "visit", pgettext_lazy("kind of note", "Visit")
    MEETING = "meeting", pgettext_lazy("kind of note", "Meeting of those who help")
    DECISION = "decision", pgettext_lazy("kind of note", "Decision")
    OBSERVATION = "observation", pgettext_lazy("kind of note", "Observation")


class NoteVisibility(TextChoices):
    """Who of those involved in the case reads a note."""

    NAMED = "named", _("only people whom I name")
    OWN = "own", _("only my organisation")
    COORDINATOR = "coordinator", _("my organisation and the coordinator")
    LEADING = "leading", _("my organisation, the lead and the coordinator")
    EVERYBODY = "everybody", _("everybody who works on the case")
