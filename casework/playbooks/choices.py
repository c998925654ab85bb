"""The values that describe playbooks, their steps and their runs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CrisisKind(TextChoices):
    """For which kind of crisis a playbook is."""

    DOMESTIC_VIOLENCE = "domestic_violence", _("domestic violence")
    SUICIDAL = "suicidal", _("suicidal crisis")
    CHILD = "child", _("child at risk")
    PEER_VIOLENCE = "peer_violence", _("violence among young people")
    EVICTION = "eviction", _("eviction")
    TRAFFICKING = "trafficking", _("trafficking in human beings")
    DISASTER = "disaster", _("disaster or accident")
    OTHER = "other", _("another crisis")


class EditionState(TextChoices):
    """Where an edition of a playbook stands."""

    DRAFT = "draft", pgettext_lazy("playbook", "draft")
    PUBLISHED = "published", pgettext_lazy("playbook", "in force")
    RETIRED = "retired", pgettext_lazy("playbook", "replaced")


class Doer(TextChoices):
    """Who does a step."""

    WORKER = "worker", _("who works on the case")
    TEAM = "team", _("anybody of the organisation that leads the case")
    SUPERVISOR = "supervisor", _("the supervisor")
    COORDINATOR = "coordinator", _("the coordinator")


class LeadsTo(TextChoices):
    """Which page of the case a step leads to."""

    NOTHING = "", _("no page")
    NOTE = "case_note", _("write a note")
    EDIT = "case_edit", _("change the case")
    HAND_OVER = "case_hand_over", _("hand over to the coordinator")
    REFER = "case_refer", _("refer to a partner")


OF_REFERRALS = frozenset({LeadsTo.HAND_OVER, LeadsTo.REFER})
"""Pages of a part that a city may lack."""


class RunState(TextChoices):
    """How far a playbook is in a case."""

    RUNNING = "running", pgettext_lazy("playbook in a case", "under way")
    FINISHED = "finished", pgettext_lazy("playbook in a case", "finished")
    STOPPED = "stopped", pgettext_lazy("playbook in a case", "stopped")
    CLOSED = "closed", pgettext_lazy("playbook in a case", "ended with the case")
