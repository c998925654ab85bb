"""The values that describe meetings and what comes of them."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingKind(TextChoices):
    """What sort of meeting it is."""

    COALITION = "coalition", _("coalition meeting")
    WORKING_GROUP = "working_group", _("working group")
    STUDY_VISIT = "study_visit", _("study visit")
    TRAINING = "training", _("training")
    CONFERENCE = "conference", _("conference")
    CONSULTATION = "consultation", _("consultation")
    VIDEO_CONFERENCE = "video_conference", _("video conference")


class Presence(TextChoices):
    """Whether an organisation was there, as far as anybody noted."""

    EXPECTED = "expected", pgettext_lazy("at a meeting", "invited, nothing noted")
    CAME = "came", pgettext_lazy("at a meeting", "came")
    EXCUSED = "excused", pgettext_lazy("at a meeting", "excused")


class OutcomeKind(TextChoices):
    """What an outcome is."""

    DECISION = "decision", pgettext_lazy("outcome", "decision")
    ACTION = "action", pgettext_lazy("outcome", "action")
    INFORMATION = "information", pgettext_lazy("outcome", "information")
    SUCCESS = "success", pgettext_lazy("outcome", "success")
    PROBLEM = "problem", pgettext_lazy("outcome", "problem")

    @property
    def plural(self) -> Promise:
        """The heading of a list of these."""
        return _PLURALS[self]


_PLURALS: dict[OutcomeKind, Promise] = {
    OutcomeKind.DECISION: _("Decisions"),
    OutcomeKind.ACTION: pgettext_lazy("outcome", "Actions"),
    OutcomeKind.INFORMATION: pgettext_lazy("outcome", "Information"),
    OutcomeKind.SUCCESS: _("Successes"),
    OutcomeKind.PROBLEM: _("Problems"),
}


class OutcomeState(TextChoices):
    """Whether it still needs somebody. Information and successes are only ever noted."""

    OPEN = "open", pgettext_lazy("outcome", "open")
    DONE = "done", pgettext_lazy("outcome", "done")
    DROPPED = "dropped", pgettext_lazy("outcome", "dropped")
    NOTED = "noted", pgettext_lazy("outcome", "noted")


NOTED_KINDS = (OutcomeKind.INFORMATION, OutcomeKind.SUCCESS)
CLOSED_STATES = (OutcomeState.DONE, OutcomeState.DROPPED, OutcomeState.NOTED)
