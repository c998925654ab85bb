"""What the notice lacks before anybody can confirm it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tenants.privacy_notice.controller import Controller
from tenants.privacy_notice.models import Part
from tenants.translated_forms import language_name


@dataclass(frozen=True, slots=True)
class Missing:
    """One text that is not there, and the page on which it is written."""

    label: str | Promise
    url: str


class Incomplete(Exception):
    """The notice was not confirmed. ``missing`` says what it lacks."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(", ".join(str(one.label) for one in missing))
        self.missing = missing


def missing_of(
    controller: Controller, parts: Sequence[Part], languages: Sequence[str]
) -> list[Missing]:
    """What must be written in these languages."""
    found = [one for part in parts for one in _of_part(part, languages)]
    if not controller.is_whole:
        found.insert(0, Missing(_("Controller"), reverse("privacy_notice_controller")))
    return found


def _of_part(part: Part, languages: Sequence[str]) -> Iterator[Missing]:
    url = reverse("privacy_notice_part", args=[part.kind])
    for code in languages:
        if not part.text.get(code, "").strip():
            label = format_lazy("{} – {}", part.part.label, language_name(code))
            yield Missing(label, f"{url}#id_text_{code}")
        if not part.easy.get(code, "").strip():
            label = format_lazy(
                "{} – {}, {}", part.part.label, _("easy to read"), language_name(code)
            )
            yield Missing(label, f"{url}#id_easy_{code}")
