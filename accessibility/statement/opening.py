"""What a city needs of this room before it opens."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accessibility.statement import selectors
from accessibility.statement.completeness import missing_of
from tenants.readiness import ReadinessCheck


def statement_missing() -> Iterator[str]:
    """It is published, and whole in each language that the city speaks now."""
    edition = selectors.edition()
    if edition is None:
        yield _("The statement is not published.")
    elif missing_of(edition, selectors.languages()):
        yield _("What is published is not whole in each of the city's languages.")


STATEMENT = ReadinessCheck(
    key="statement",
    title=gettext_lazy("Accessibility statement"),
    explains=gettext_lazy("The law asks for it on every public body's site."),
    page="statement",
    missing=statement_missing,
    order=30,
)
