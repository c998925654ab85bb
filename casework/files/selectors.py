"""What is read about the files of all rooms."""

from django.apps import apps
from django.db.models import F, QuerySet

from casework.files.choices import FileState
from casework.files.models import StoredFile


def kinds_of_rows() -> list[type[StoredFile]]:
    """The rooms' models."""
    return [model for model in apps.get_models() if issubclass(model, StoredFile)]


def waiting(model: type[StoredFile]) -> "QuerySet[StoredFile]":
    """Those that wait to be checked, the one that was not tried for longest first."""
    found = model._default_manager.filter(state=FileState.WAITING)
    return found.order_by(F("tried_at").asc(nulls_first=True), "created_at")


def places_named() -> frozenset[str]:
    """The names on the disk that rows hold."""
    return frozenset(
        place
        for model in kinds_of_rows()
        for place in model._default_manager.exclude(place="").values_list("place", flat=True)
    )
