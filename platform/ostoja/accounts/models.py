"""People who work with the platform, what they may do and for whom, and how they got in."""

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ostoja.access.roles import Role
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel, CityQuerySet, FencedModel, new_id

if TYPE_CHECKING:
    _FencedManager = BaseUserManager["User"]
else:
    _FencedManager = BaseUserManager.from_queryset(CityQuerySet)


class UserManager(_FencedManager):
    """Finds people by e-mail without regard to capital letters."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username or "")

    def of_the_city(self) -> "CityQuerySet[User]":
        """The city's own people, without operators whom it let in for a while."""
        found: CityQuerySet[User] = self.get_queryset().filter(visits_until=None)  # type: ignore[assignment]
        return found


class User(AbstractBaseUser, FencedModel):
    """One person of one city's staff (or, in the platform's schema, an operator)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("E-mail address"), max_length=254)
    full_name = models.CharField(_("Name and surname"), max_length=150)
    language = models.CharField(_("Language"), max_length=2, default="pl")
    shortcuts = models.BooleanField(_("Keyboard shortcuts"), default=True, db_default=True)
    # The text of ostoja.ui.display; empty as long as nothing was chosen.
    display = models.CharField(
        _("Display settings"), max_length=60, blank=True, default="", db_default=""
    )
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    # Set for an operator whom the city let in (tenants.support): from then on they are nobody.
    visits_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "email": FieldClass.STAFF,
        "full_name": FieldClass.STAFF,
        "language": FieldClass.STAFF,
        "shortcuts": FieldClass.STAFF,
        "display": FieldClass.STAFF,
        "password": FieldClass.SECRET,
        "last_login": FieldClass.STAFF,
        "is_active": FieldClass.TECHNICAL,
        "is_demo": FieldClass.TECHNICAL,
        "visits_until": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
    }

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta(FencedModel.Meta):
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            # allauth looks people up by the small letters of what was typed.
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_in_small_letters"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        return self.full_name

    @property
    def is_visitor(self) -> bool:
        """Whether this is an operator whom the city let in, and none of its own people."""
        return self.visits_until is not None


class Membership(CityModel):
    """A role of one person: city-wide, or on behalf of one organisation's group."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(_("Role"), max_length=30, choices=Role.choices())
    group = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    created_at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "user": FieldClass.STAFF,
        "role": FieldClass.STAFF,
        "group": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "group"], nulls_distinct=False, name="membership_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class Invitation(CityModel):
    """A way in for one person; the link's token is kept only as a hash, and works once.

    Without a role it is an operator's, who has none: it is made in the platform's schema.
    """

    email = models.EmailField(_("E-mail address"), max_length=254)
    full_name = models.CharField(_("Name and surname"), max_length=150)
    role = models.CharField(_("Role"), max_length=30, choices=Role.choices(), blank=True)
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=2, default="pl")
    token_hash = models.BinaryField(max_length=32, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "email": FieldClass.STAFF,
        "full_name": FieldClass.STAFF,
        "role": FieldClass.STAFF,
        "group": FieldClass.STAFF,
        "language": FieldClass.STAFF,
        "token_hash": FieldClass.SECRET,
        "invited_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "expires_at": FieldClass.TECHNICAL,
        "accepted_at": FieldClass.TECHNICAL,
        "revoked_at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        pass

    def __str__(self) -> str:
        return self.email

    @property
    def is_expired(self) -> bool:
        """Whether its term has run out."""
        return self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether its link still lets somebody in."""
        return not (self.accepted_at or self.revoked_at or self.is_expired)


class SignInFailure(CityModel):
    """One failed sign-in, by a keyed hash of the address typed: the lock-out counts these."""

    email_hash = models.BinaryField(max_length=32)
    at = models.DateTimeField(db_default=Now())

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "email_hash": FieldClass.SECRET,
        "at": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        indexes = [models.Index(fields=["email_hash", "at"], name="failure_by_email")]

    def __str__(self) -> str:
        return str(self.at)
