"""A plain HTML form for the city's own website: no script, no cookie, no frame.

It sends to the page of our form that asks for the words, which shows what was typed and goes on
from there: the id under which a report is kept once is made on that page, and the person has its
button for leaving at once.
"""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from casework.intake.models import EntryPoint


def snippet_for(request: HttpRequest, point: EntryPoint) -> str:
    """The form in the entry point's first language."""
    with translation.override(point.default_language):
        return render_to_string(
            "intake/snippet.html",
            {
                "action": request.build_absolute_uri(reverse("contact")),
                "language": point.default_language,
                "point": point,
                "label": _("Write to us"),
                "button": _("Go on"),
            },
        ).strip()
