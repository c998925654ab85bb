"""The field by which files come; its value are files that have been looked at."""

import time
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.files.choices import (
    ACCEPTED,
    MOST_AT_ONCE,
    MOST_BYTES,
    MOST_BYTES_AT_ONCE,
    MOST_TOGETHER,
    Refusal,
    Refused,
)
from casework.files.receiving import AT_ONCE, Arrived, look_at

SHOWN_OF_NAME = 40


class FilesInput(forms.FileInput):
    """Several files at once; what was chosen is told to nobody but this form."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"accept": ACCEPTED, "multiple": True, "data-most": str(MOST_BYTES)})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> "list[UploadedFile[Any]]":
        found = files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])
        return [one for one in found if one is not None]


class FilesField(forms.Field):
    """At most five files, looked at. ``before``: how many the conversation has already."""

    widget = FilesInput

    def __init__(self, **kwargs: Any) -> None:
        self.before = 0
        kwargs.setdefault("label", _("Photos or documents"))
        kwargs.setdefault(
            "help_text",
            _(
                "Up to 5 files, each up to 10 MB: photos, PDF or plain text."
                " We take out where and when a photo was taken."
            ),
        )
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> list[Arrived]:
        """All problems at once, each with the name that the sender knows."""
        sent: Sequence[UploadedFile[Any]] = value or []
        self._check_together(sent)
        until, arrived, problems = time.monotonic() + AT_ONCE, [], []
        for one in sent:
            try:
                arrived.append(_looked_at(one, until))
            except Refused as refused:
                problems.append(f"{_shown(one.name)}: {refused.words}")
        if problems:
            raise forms.ValidationError(problems)
        return arrived

    def _check_together(self, sent: "Sequence[UploadedFile[Any]]") -> None:
        if len(sent) > MOST_AT_ONCE:
            raise forms.ValidationError(
                gettext("Choose at most 5 files. You can send more with your next message.")
            )
        if sum(one.size or 0 for one in sent) > MOST_BYTES_AT_ONCE:
            raise forms.ValidationError(
                gettext("These files are too large together. Send them in several messages.")
            )
        if sent and self.before + len(sent) > MOST_TOGETHER:
            raise forms.ValidationError(str(Refusal.MANY.label))


def _looked_at(sent: "UploadedFile[Any]", until: float) -> Arrived:
    if (sent.size or 0) > MOST_BYTES:
        raise Refused(Refusal.LARGE)
    return look_at(sent.read(), until=until)


def _shown(name: str | None) -> str:
    shown = "".join(one for one in name or "" if one.isprintable())
    return f"{shown[:SHOWN_OF_NAME]}…" if len(shown) > SHOWN_OF_NAME else shown


class WithFiles(forms.Form):
    """For a form of words to which files can be added; either is enough."""

    files = FilesField()  # type: ignore[assignment]

    def takes(self, before: int) -> "WithFiles":
        """The same form, which knows how many files there are already."""
        self.fields["files"].before = before  # type: ignore[attr-defined]
        return self

    def clean(self) -> dict[str, Any]:
        """Files make words needless. What a browser cannot keep is said."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("files") and "text" in self.errors and not self.data.get("text", "").strip():
            del self.errors["text"]
            given["text"] = ""
        chosen: Any = self.files
        if self.errors and chosen.get("files") and "files" not in self.errors:
            self.add_error(
                "files", gettext("Choose your files again: a browser does not keep them.")
            )
        return given
