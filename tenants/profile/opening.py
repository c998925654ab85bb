"""What a city needs of this room before it opens."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ostoja.ui.languages import public_languages
from tenants.profile import selectors
from tenants.readiness import ReadinessCheck, register


def numbers_missing() -> Iterator[str]:
    """Somebody of the city said of each number within the last year that it is right."""
    count = sum(not one.is_confirmed for one in selectors.phone_numbers())
    if count:
        words = ngettext(
            "%(count)d number was not confirmed within the last year.",
            "%(count)d numbers were not confirmed within the last year.",
            count,
        )
        yield words % {"count": count}


def grants_missing() -> Iterator[str]:
    """Somebody said that no grant asks for a notice, or each notice is there to be read."""
    about = selectors.profile()
    if about.grants_need_notice is None:
        yield _("Nobody has said whether a grant asks for a notice.")
    if not about.grants_need_notice:
        return
    notices, languages = selectors.grant_notices(), public_languages(about.languages)
    if not notices:
        yield _("A grant asks for a notice, and none is written.")
    if any(not one.text.get(code) for one in notices for code in languages):
        yield _("A notice is not there in each of the city's languages.")


def register_all() -> None:
    """Called when the app starts."""
    register(
        ReadinessCheck(
            key="numbers",
            title=gettext_lazy("Telephone numbers"),
            explains=gettext_lazy(
                "Whoever cannot write calls. Call each number once before you confirm it."
            ),
            page="city_numbers",
            missing=numbers_missing,
            order=40,
        )
    )
    register(
        ReadinessCheck(
            key="grants",
            title=gettext_lazy("Funders' notices"),
            explains=gettext_lazy(
                "Some grants ask that the pages say who paid. Say if yours does not."
            ),
            page="grants",
            missing=grants_missing,
            order=60,
        )
    )
