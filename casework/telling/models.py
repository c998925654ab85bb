"""That a person is to be told of something, and each try to tell them."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.intake.models import Message
from casework.referrals.models import OutsideReferral, Referral
from casework.telling.choices import NOTICES, Result, State, Stopped, Way, What, WhyNot
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel

WAITS = models.Q(state=State.WAITING)


class Telling(CityModel):
    """One thing that somebody tells the person of a case: the newest of a referral, or of what a
    body outside the system was asked.

    It waits since ``since`` and is late after ``due_at``; ``remind_at`` is when somebody is
    reminded next, ``reminders`` how often they were. What overtakes it is a row of its own.
    ``again_on`` is the day on which somebody tries again to reach them.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="tellings")
    referral = models.ForeignKey(Referral, models.CASCADE, null=True, related_name="tellings")
    outside = models.ForeignKey(OutsideReferral, models.CASCADE, null=True, related_name="tellings")
    what = models.CharField(_("What the person is to be told"), max_length=20, choices=What)
    since = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField()
    remind_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    again_on = models.DateField(_("Try again on"), null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    way = models.CharField(_("How the person was told"), max_length=12, choices=Way, blank=True)
    why_not = models.CharField(
        _("Why the person was not told"), max_length=12, choices=WhyNot, blank=True
    )
    remarks = EncryptedTextField(_("Remarks"), blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "case": FieldClass.TECHNICAL,
        "referral": FieldClass.TECHNICAL,
        "outside": FieldClass.TECHNICAL,
        "what": FieldClass.CLIENT_DATA,
        "since": FieldClass.TECHNICAL,
        "due_at": FieldClass.TECHNICAL,
        "remind_at": FieldClass.TECHNICAL,
        "reminders": FieldClass.TECHNICAL,
        "again_on": FieldClass.TECHNICAL,
        "state": FieldClass.CLIENT_DATA,
        "way": FieldClass.CLIENT_DATA,
        "why_not": FieldClass.CLIENT_DATA,
        "remarks": FieldClass.CLIENT_NARRATIVE,
        "ended_at": FieldClass.TECHNICAL,
        "ended_by": FieldClass.STAFF,
        "is_sample": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-since"]
        indexes = [
            models.Index(fields=["case", "-since"], name="telling_by_case"),
            models.Index(fields=["due_at", "id"], condition=WAITS, name="telling_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(referral=None, outside__isnull=False)
                | models.Q(referral__isnull=False, outside=None),
                name="telling_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.WAITING, ended_at=None)
                | (~WAITS & models.Q(ended_at__isnull=False)),
                name="telling_end_has_a_time",
            ),
            models.CheckConstraint(
                condition=(models.Q(state=State.TOLD) & ~models.Q(way=""))
                | (~models.Q(state=State.TOLD) & models.Q(way="")),
                name="telling_told_in_some_way",
            ),
            models.CheckConstraint(
                condition=(models.Q(state=State.NOT_TOLD) & ~models.Q(why_not=""))
                | (~models.Q(state=State.NOT_TOLD) & models.Q(why_not="")),
                name="telling_not_told_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["referral"], condition=WAITS, name="telling_one_waits_for_a_referral"
            ),
            models.UniqueConstraint(
                fields=["outside"], condition=WAITS, name="telling_one_waits_for_outside"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.what}"


class Attempt(CityModel):
    """One try to tell the person, or a neutral message that asks them to look.

    A neutral message lies in the outbox under this row's key. ``seen`` is the keyed hash of what
    the person had said of being reached when somebody read it: another one stops the message.
    """

    submission = models.UUIDField(unique=True)
    telling = models.ForeignKey(Telling, models.CASCADE, related_name="attempts")
    way = models.CharField(_("How"), max_length=12, choices=Way)
    result = models.CharField(_("How it went"), max_length=15, choices=Result)
    note = EncryptedTextField(_("Remarks"), blank=True, default="")
    message = models.OneToOneField(Message, models.SET_NULL, null=True, related_name="telling")
    seen = models.BinaryField(max_length=32, null=True)
    stopped = models.CharField(max_length=15, choices=Stopped, blank=True, default="")
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "telling": FieldClass.TECHNICAL,
        "way": FieldClass.CLIENT_DATA,
        "result": FieldClass.CLIENT_DATA,
        "note": FieldClass.CLIENT_NARRATIVE,
        "message": FieldClass.TECHNICAL,
        "seen": FieldClass.TECHNICAL,
        "stopped": FieldClass.TECHNICAL,
        "at": FieldClass.TECHNICAL,
        "by": FieldClass.STAFF,
    }

    class Meta(CityModel.Meta):
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(way__in=NOTICES, result=Result.SENT)
                | (~models.Q(way__in=NOTICES) & ~models.Q(result=Result.SENT)),
                name="telling_notice_is_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.telling_id} {self.way} {self.result}"
