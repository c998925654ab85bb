"""One person asks another to take a duty over, alone or in return for one of theirs."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.roster.choices import OPEN_SWAPS, SwapState
from casework.roster.models.shift import Shift
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.fence.models import CityModel


class Swap(CityModel):
    """``asker`` has ``shift`` and wants ``asked`` to take it; ``in_return`` is one of theirs."""

    submission = models.UUIDField(unique=True)
    shift = models.ForeignKey(Shift, models.CASCADE, related_name="swaps")
    in_return = models.ForeignKey(
        Shift, models.CASCADE, null=True, blank=True, related_name="swaps_in_return"
    )
    asker = models.ForeignKey(User, models.CASCADE, related_name="+")
    asked = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("Whom"))
    state = models.CharField(max_length=9, choices=SwapState, default=SwapState.ASKED)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "id": FieldClass.TECHNICAL,
        "submission": FieldClass.TECHNICAL,
        "shift": FieldClass.TECHNICAL,
        "in_return": FieldClass.TECHNICAL,
        "asker": FieldClass.STAFF,
        "asked": FieldClass.STAFF,
        "state": FieldClass.STAFF,
        "decided_by": FieldClass.STAFF,
        "created_at": FieldClass.TECHNICAL,
        "version": FieldClass.TECHNICAL,
    }

    class Meta(CityModel.Meta):
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(asker=F("asked")), name="swap_with_another_person"),
            models.CheckConstraint(
                condition=Q(in_return__isnull=True) | ~Q(in_return=F("shift")),
                name="swap_of_two_shifts",
            ),
            models.UniqueConstraint(
                fields=["shift"],
                condition=Q(state__in=OPEN_SWAPS),
                name="swap_open_once_for_a_shift",
            ),
        ]

    def __str__(self) -> str:
        return str(self.shift)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to answer or approve."""
        return self.state in OPEN_SWAPS
