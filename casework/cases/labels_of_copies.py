"""What several models are called by in the copy of a person's data."""

from django.utils.translation import gettext_lazy, pgettext_lazy

KEY = "cases.case"
WRITTEN = gettext_lazy("Written")
ADDED, ENDED = gettext_lazy("Added"), pgettext_lazy("of a record", "Ended")
UNTIL = pgettext_lazy("of a record", "Until")
STATE, WHEN = pgettext_lazy("of a record", "State"), pgettext_lazy("of a record", "When")
