"""A city's identity provider, and which of its people is whom there."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence.models import CityModel


class IdentityProvider(CityModel):
    """The one row that says through whom the city's staff may sign in."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    is_enabled = models.BooleanField(_("People may sign in with it"), default=False)
    name = models.CharField(_("Name on the button"), max_length=60)
    issuer = models.CharField(_("Address of the provider (issuer)"), max_length=255)
    client_id = models.CharField(_("Client ID"), max_length=255)
    client_secret = EncryptedTextField(_("Client secret"))
    email_domains = models.JSONField(_("E-mail domains"), default=list)
    trusts_second_factor = models.BooleanField(_("Trust its second factor"), default=False)
    # Identities that were bound before vouch for no second factor.
    trust_changed_at = models.DateTimeField(db_default=Now(), editable=False)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "only": FieldClass.TECHNICAL,
        "is_enabled": FieldClass.TECHNICAL,
        "name": FieldClass.ORGANISATIONAL,
        "issuer": FieldClass.ORGANISATIONAL,
        "client_id": FieldClass.ORGANISATIONAL,
        "client_secret": FieldClass.SECRET,
        "email_domains": FieldClass.ORGANISATIONAL,
        "trusts_second_factor": FieldClass.TECHNICAL,
        "trust_changed_at": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="identity_provider_only"),
        ]

    def __str__(self) -> str:
        return self.name


class BoundIdentity(CityModel):
    """One of the city's people as a provider knows them; its own name for them as a keyed hash."""

    user = models.ForeignKey(User, models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=255)
    subject_hash = models.BinaryField(max_length=32)
    created_at = models.DateTimeField(db_default=Now())
    last_used_at = models.DateTimeField(null=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "user": FieldClass.STAFF,
        "issuer": FieldClass.ORGANISATIONAL,
        "subject_hash": FieldClass.SECRET,
        "created_at": FieldClass.STAFF,
        "last_used_at": FieldClass.STAFF,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject_hash"], name="identity_of_one"),
            models.UniqueConstraint(fields=["issuer", "user"], name="identity_one_of_each"),
        ]

    def __str__(self) -> str:
        return str(self.user)
