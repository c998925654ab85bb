"""Words that residents read too."""

from django.utils.translation import gettext as _

from casework.minors.models import Standards


def name_of(standards: Standards) -> str:
    """Whose they are, in words."""
    return standards.organisation.name if standards.organisation else _("The city's own office")
