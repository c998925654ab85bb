"""Dates of the statement, in the form that the ministry's conditions ask for."""

import datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ostoja.ui.templatetags.ui import DATE_FORMATS

register = template.Library()


@register.simple_tag
def dated(identifier: str, day: datetime.date | None) -> SafeString | str:
    """A day in an element whose id a machine looks for; nothing where there is none."""
    if day is None:
        return ""
    shown = date_format(day, DATE_FORMATS.get(get_language() or "pl", DATE_FORMATS["en"]))
    return format_html('<time id="{}" datetime="{}">{}</time>', identifier, day.isoformat(), shown)
