"""The parts that bodies have in the processing of data, and the classes of data in words."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostoja.privacy.classification import FieldClass


class Part(TextChoices):
    """What a body is under the GDPR."""

    CONTROLLER = "controller", pgettext_lazy("under the GDPR", "Controller")
    JOINT = "joint", _("Joint controller (art. 26)")
    SEPARATE = "separate", _("Separate controller that receives data")
    PROCESSOR = "processor", _("Processor (art. 28)")


CLASSES: Mapping[FieldClass, Promise] = {
    FieldClass.CLIENT_IDENTIFYING: _("Data that tells who a client is (names, numbers, addresses)"),
    FieldClass.CLIENT_NARRATIVE: _("Free text about clients, which may hold art. 9 categories"),
    FieldClass.CLIENT_DATA: _("Other data about clients"),
    FieldClass.CLIENT_TERMS: _("Keyed hashes for searching"),
    FieldClass.STAFF: _("Data about staff"),
    FieldClass.ORGANISATIONAL: _("Facts about organisations"),
    FieldClass.SECRET: _("Secrets: passwords and keys, hashed or encrypted"),
}
"""In the order in which they are told; what is only technical tells of nobody."""
