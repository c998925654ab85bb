"""The languages in which a city's public pages may be."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

POLISH = "pl"


def known_languages() -> Sequence[str]:
    """The codes of all of them."""
    return [code for code, _name in settings.LANGUAGES]


def problem_of_languages(chosen: Sequence[str]) -> str:
    """Why these cannot be a city's languages, or nothing; none at all leave it to the blueprint.

    Public bodies act in Polish: art. 5 of the Polish Language Act of 7 October 1999.
    """
    unknown = [code for code in chosen if code not in known_languages()]
    if unknown:
        return _("Unknown languages: %(codes)s.") % {"codes": ", ".join(unknown)}
    if chosen and POLISH not in chosen:
        return _(
            "Polish is missing. The pages of a public body must be in Polish (art. 5 of the Polish"
            " Language Act)."
        )
    return ""
