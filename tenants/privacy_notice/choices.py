"""The parts of the notice, in their order, with what art. 13 asks of each."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartKind(TextChoices):
    """A part of the notice; who the controller is comes before them, from the city's data."""

    ANONYMITY = "anonymity", _("Where anonymity ends")
    PURPOSES = "purposes", _("Why we use your data, and what allows us to")
    REQUIREMENT = "requirement", _("Whether you must give your data")
    RECEIVERS = "receivers", _("Who receives your data")
    TRANSFERS = "transfers", _("Whether your data leave the European Economic Area")
    PERIODS = "periods", _("How long we keep your data")
    RIGHTS = "rights", _("Your rights")
    COMPLAINT = "complaint", _("Where you can complain")
    AUTOMATION = "automation", _("Whether a machine decides about you")

    @property
    def easy_heading(self) -> Promise:
        """The heading of the part in the text that is easy to read."""
        return EASY_HEADINGS[self]

    @property
    def picture(self) -> str:
        """The picture beside the text that is easy to read."""
        return f"privacy_notice/{self.value}.svg"


EASY_HEADINGS: dict[PartKind, Promise] = {
    PartKind.ANONYMITY: pgettext_lazy("easy to read", "You can stay unknown"),
    PartKind.PURPOSES: pgettext_lazy("easy to read", "Why we need your data"),
    PartKind.REQUIREMENT: pgettext_lazy("easy to read", "Do you have to tell us?"),
    PartKind.RECEIVERS: pgettext_lazy("easy to read", "Who can see your data"),
    PartKind.TRANSFERS: pgettext_lazy("easy to read", "Where your data are"),
    PartKind.PERIODS: pgettext_lazy("easy to read", "How long we keep your data"),
    PartKind.RIGHTS: pgettext_lazy("easy to read", "What you can ask for"),
    PartKind.COMPLAINT: pgettext_lazy("easy to read", "You can complain"),
    PartKind.AUTOMATION: pgettext_lazy("easy to read", "People decide, not computers"),
}
