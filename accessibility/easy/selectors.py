"""All reads of this room."""

from dataclasses import dataclass

from accessibility.easy.models import EasyText, kept
from accessibility.easy.pages import BY_KEY, PAGES, Page
from accessibility.easy.shipped import shipped_lines
from ostoja.ui.easy import EasyText as Shown
from ostoja.ui.languages import public_languages
from tenants.fence.place import PLATFORM_SCHEMA, current_place
from tenants.profile.selectors import profile


def shown(page: str, language: str, *, shipped: bool) -> Shown | None:
    """What residents read: the city's own, else the platform's; None where there is neither."""
    place = current_place()
    row = None
    if not shipped and place is not None and place.schema != PLATFORM_SCHEMA:
        row = EasyText.objects.filter(page=page, language=language).first()
    if row is not None:
        return Shown(row.spoken, row.checked_by, row.checked_on)
    lines = shipped_lines(page, language)
    return Shown(lines) if lines else None


def text(page: str, language: str) -> EasyText:
    """The city's own text; else the platform's, unsaved and with version 0."""
    found = EasyText.objects.filter(page=page, language=language).first()
    return found or untouched(page, language)


def untouched(page: str, language: str) -> EasyText:
    """The platform's text, as a row that is not there yet."""
    lines = kept(shipped_lines(page, language))
    return EasyText(page=page, language=language, lines=lines, version=0)


def languages() -> list[str]:
    """The languages of the city's public pages."""
    return public_languages(profile().languages)


@dataclass(frozen=True, slots=True)
class Row:
    """A page on the list: its text in each language of the city."""

    page: Page
    texts: list[EasyText]


def rows() -> list[Row]:
    """Every page that a city can change, in their order."""
    own = {(one.page, one.language): one for one in EasyText.objects.all()}
    spoken = languages()
    return [
        Row(page, [own.get((page.key, code)) or untouched(page.key, code) for code in spoken])
        for page in PAGES
        if not page.is_fixed
    ]


def page_named(key: str) -> Page | None:
    """The page of this key that a city can change."""
    page = BY_KEY.get(key)
    return None if page is None or page.is_fixed else page
