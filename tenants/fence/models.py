"""The base of every model of ours: UUID keys, fenced queries, and classified fields."""

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID, uuid4

from django.db import models

from tenants.fence.queries import CityManager, CityQuerySet

__all__ = ["CityManager", "CityModel", "CityQuerySet", "FencedModel", "new_id"]


def new_id() -> UUID:
    """The key of a new row."""
    return uuid4()


class FencedModel(models.Model):
    """A model whose queries run in no city but their own.

    That its rows keep to their city holds for every model: ``tenants.fence.rows``.
    """

    privacy: ClassVar[Mapping[str, str]] = {}
    """Field name to ``ostoja.privacy.classification.FieldClass``, for every field."""

    objects = CityManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class CityModel(FencedModel):
    """A fenced model with a UUID key, so that rows can move between databases unchanged."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta(FencedModel.Meta):
        abstract = True
