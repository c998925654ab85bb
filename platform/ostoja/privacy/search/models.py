"""The base of each table that keeps the terms of another one's rows."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class SearchTerms(CityModel):
    """Terms of one row. They lie beside it, so that nobody who reads the row reads them.

    A subclass names the row by a one-to-one key that is deleted with it, and adds the key to
    ``privacy``.
    """

    terms = ArrayField(models.IntegerField())
    scheme = models.PositiveSmallIntegerField()

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "terms": FieldClass.CLIENT_TERMS,
        "scheme": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        abstract = True
        indexes = [GinIndex(fields=["terms"], name="%(class)s_terms")]
