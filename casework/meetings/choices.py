"""The values that describe meetings and what comes of them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingKind(TextChoices):
    """What sort of meeting it is."""

    COALITION = "coalition", _("coalition meeting")
    WORKING_GROUP = "working_group", _("working group")
    STUDY_VISIT = "study_visit", _("study visit")
    TRAINING = "training", _("training")
    CONFERENCE = "conference", _("conference")
    CONSULTATION = "consultation", _("consultation")
    VIDEO_CONFERENCE = "video_conference", _("video conference")


class OutcomeKind(TextChoices):
    """What an outcome is."""

    DECISION = "decision", _("decision")
    ACTION = "action", _("action")
    INFORMATION = "information", _("information")
    SUCCESS = "success", _("success")
    PROBLEM = "problem", _("problem")


class OutcomeState(TextChoices):
    """Whether it still needs somebody. Information and successes are closed at once."""

    OPEN = "open", _("open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")
