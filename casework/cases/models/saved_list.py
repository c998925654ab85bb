"""A choice of cases that somebody gave a name."""

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class SavedList(CityModel):
    """What one person wants to see of the cases: which, in which order, with which columns.

    ``wish`` holds no more than the list's own form takes. ``shared_with`` is the group whose
    people see it too; nobody but its owner changes it.
    """

    submission = models.UUIDField(unique=True, default=uuid4)
    owner = models.ForeignKey(User, models.CASCADE, related_name="case_lists")
    name = models.CharField(_("Name of the list"), max_length=60)
    wish = models.JSONField(default=dict)
    shared_with = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "owner": FieldClass.STAFF,
        "name": FieldClass.STAFF,
        "wish": FieldClass.TECHNICAL,
        "shared_with": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="case_list_named_once")
        ]

    def __str__(self) -> str:
        return self.name
