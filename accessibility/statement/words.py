"""What each part of the statement is called on the staff's screens, in the form's order."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

LABELS: Final[Mapping[str, Any]] = {
    "body": _("Full name of the public body"),
    "street": _("Street and number"),
    "postal_code": _("Postal code"),
    "town": _("Town"),
    "site_name": _("Name of the website"),
    "url": _("Address of the website"),
    "published_on": _("Day the website was published"),
    "updated_on": _("Day of the last significant change"),
    "status": _("State of conformance"),
    "non_conformities": _("What does not meet the annex to the act"),
    "outside_the_act": _("Content that the act does not cover"),
    "burden": _("Content left out because of disproportionate costs"),
    "burden_assessment": _("Assessment of the disproportionate costs"),
    "burden_assessment_url": _("Address of the full assessment of costs"),
    "prepared_on": _("Day the statement was prepared"),
    "reviewed_on": _("Day of the last review"),
    "method": _("How accessibility was assessed"),
    "assessor": _("Who carried out the outside assessment"),
    "report_url": _("Address of the report on the assessment"),
    "conveniences": _("Conveniences, limitations and other information"),
    "shortcuts": _("Keyboard shortcuts of the website"),
    "contact": _("Person or team for accessibility"),
    "email": _("E-mail address for accessibility"),
    "phone": _("Telephone number for accessibility"),
    "apps": _("Mobile applications"),
    "architecture": _("Accessibility of the building"),
    "architecture_url": _("Address of a longer description of the building"),
    "communication": _("Accessibility of information and communication"),
    "is_sample": _("Sample data, made up for the demonstration"),
}
