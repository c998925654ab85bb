"""The outbox, what people were told, and how each of them wants to be told."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from ostoja.notifications.choices import Channel, Mail
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class OutboxMessage(CityModel):
    """One e-mail or text message to one person. It never holds anything about a case.

    It waits until it was sent or given up, and never is both. A text message has no subject, and
    its number (E.164) lies in ``sealed_to``. ``attached`` names a file that goes along with an
    e-mail (``ostoja.notifications.attached``), ``guard`` who is asked before each attempt
    (``ostoja.notifications.guarded``).
    """

    channel = models.CharField(
        max_length=10, choices=Channel, default=Channel.MAIL, db_default=Channel.MAIL
    )
    to = models.EmailField(max_length=254, blank=True)
    # In the place of ``to`` for somebody who is not of the staff; emptied once it is done with.
    sealed_to = EncryptedTextField(blank=True, null=True)
    reply_to = models.EmailField(max_length=254, blank=True, default="", db_default="")
    subject = models.CharField(max_length=200)
    body = EncryptedTextField()
    attached = models.CharField(max_length=100, blank=True, default="", db_default="")
    guard = models.CharField(max_length=100, blank=True, default="", db_default="")
    created_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "channel": FieldClass.TECHNICAL,
        "to": FieldClass.STAFF,
        "sealed_to": FieldClass.CLIENT_IDENTIFYING,
        "reply_to": FieldClass.ORGANISATIONAL,
        "subject": FieldClass.TECHNICAL,
        "body": FieldClass.SECRET,
        "attached": FieldClass.TECHNICAL,
        "guard": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
        "attempts": FieldClass.TECHNICAL,
        "next_attempt_at": FieldClass.TECHNICAL,
        "sent_at": FieldClass.TECHNICAL,
        "given_up_at": FieldClass.TECHNICAL,
        "error": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(given_up_at__isnull=True),
                name="outbox_sent_or_given_up",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(sent_at__isnull=True),
                name="outbox_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Notification(CityModel):
    """That one person was told one thing: its kind and the key of what it is about, no words.

    ``event`` is the id of what happened, so a person is told of it once however often it is said.
    ``in_app``, ``mail`` and ``text`` are what the person had chosen by then; ``digested_at`` is
    when the daily e-mail took it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    kind = models.SlugField(max_length=40)
    event = models.UUIDField()
    about = models.UUIDField(null=True)
    in_app = models.BooleanField(default=True)
    mail = models.CharField(max_length=10, choices=Mail)
    text = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)
    digested_at = models.DateTimeField(null=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "person": FieldClass.STAFF,
        "kind": FieldClass.TECHNICAL,
        "event": FieldClass.TECHNICAL,
        "about": FieldClass.TECHNICAL,
        "in_app": FieldClass.STAFF,
        "mail": FieldClass.STAFF,
        "text": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "read_at": FieldClass.STAFF,
        "digested_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "event"], name="notification_once"),
            models.CheckConstraint(
                condition=models.Q(mail__in=Mail.values), name="notification_mail_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "-created_at", "-id"],
                condition=models.Q(in_app=True),
                name="notification_by_person",
            ),
            models.Index(
                fields=["person"],
                condition=models.Q(in_app=True, read_at__isnull=True),
                name="notification_unread",
            ),
            models.Index(
                fields=["about"],
                condition=models.Q(read_at__isnull=True),
                name="notification_open_about",
            ),
            models.Index(
                fields=["created_at"],
                condition=models.Q(mail=Mail.DIGEST, digested_at__isnull=True),
                name="notification_for_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.kind}"


class Choices(CityModel):
    """How one person wants to be told: the key of a kind to whether in the application, when by
    e-mail and whether by text message. What is not there is as the kind says.

    ``phone`` (E.164) is where text messages go, once the person proved that they read what comes
    there. Between ``quiet_from`` and ``quiet_to`` (Poland's clock, over midnight where the first is
    later) nothing leaves for them but what cannot wait.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_choices"
    )
    channels = models.JSONField(default=dict)
    phone = models.CharField(max_length=16, blank=True, default="", db_default="")
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "person": FieldClass.STAFF,
        "channels": FieldClass.STAFF,
        "phone": FieldClass.STAFF,
        "quiet_from": FieldClass.STAFF,
        "quiet_to": FieldClass.STAFF,
        "version": FieldClass.TECHNICAL,
        "changed_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_to__isnull=True)
                | (
                    models.Q(quiet_from__isnull=False, quiet_to__isnull=False)
                    & ~models.Q(quiet_to=models.F("quiet_from"))
                ),
                name="quiet_hours_begin_and_end",
            )
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class PhoneCode(CityModel):
    """A code that was sent to a number, to see that its person reads what comes there.

    One for each person; ``sent`` counts those sent since ``first_sent_at``, so that nobody makes
    us write to a stranger's telephone all day.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="phone_code"
    )
    phone = models.CharField(max_length=16)
    code_hash = models.BinaryField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    first_sent_at = models.DateTimeField()

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "person": FieldClass.STAFF,
        "phone": FieldClass.STAFF,
        "code_hash": FieldClass.SECRET,
        "tries": FieldClass.TECHNICAL,
        "sent": FieldClass.TECHNICAL,
        "sent_at": FieldClass.TECHNICAL,
        "first_sent_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        pass

    def __str__(self) -> str:
        return str(self.person_id)
