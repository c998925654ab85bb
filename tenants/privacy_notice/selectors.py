"""All reads of this room."""

from ostoja.ui.languages import public_languages
from tenants.privacy_notice.choices import PartKind
from tenants.privacy_notice.completeness import Missing, missing_of
from tenants.privacy_notice.controller import Controller
from tenants.privacy_notice.models import Part, PrivacyNotice
from tenants.profile.models import CityProfile
from tenants.profile.selectors import profile


def notice() -> PrivacyNotice:
    """The one notice; a city that has none yet begins with an empty one."""
    return PrivacyNotice.objects.get_or_create(only=True)[0]


def parts(of: PrivacyNotice) -> list[Part]:
    """All parts in their order; one that was never written is there and empty."""
    written = {part.kind: part for part in of.parts.all()}
    return [written.get(kind) or Part(notice=of, kind=kind) for kind in PartKind]


def part(kind: PartKind) -> Part:
    """One part, to be changed."""
    return Part.objects.get_or_create(kind=kind, defaults={"notice": notice()})[0]


def controller(of: CityProfile | None = None) -> Controller:
    """Who decides about the data in this city."""
    return Controller.read((of or profile()).controller)


def missing(of: PrivacyNotice) -> list[Missing]:
    """What the notice lacks in the city's languages."""
    about = profile()
    return missing_of(controller(about), parts(of), public_languages(about.languages))
