"""Stores, when two records of a body become one: all of them are kept by the one that stays."""

from django.utils.translation import gettext_lazy as _

from casework.benefits.models import Store
from casework.partners import merging


def register_all() -> None:
    """Called when the app starts."""
    merging.follow(Store, label=_("stores of benefits in kind"))
