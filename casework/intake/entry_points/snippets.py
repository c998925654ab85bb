"""A plain HTML form for the city's own website: no script, no cookie, no frame.

It sends to the first page of our form, which says who reads and where anonymity ends, shows what
was typed and goes on from there: the id under which a report is kept once is made on that page,
and the person has its button for leaving at once. See decision 0061.
"""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from casework.intake.models import EntryPoint
from casework.intake.public.steps import SAFETY


def snippet_for(request: HttpRequest, point: EntryPoint, language: str = "") -> str:
    """The form in this language, else in the entry point's first one."""
    language = language or point.default_language
    with translation.override(language):
        return render_to_string(
            "intake/snippet.html",
            {
                "action": request.build_absolute_uri(reverse("contact")),
                "language": language,
                "point": point,
                "step": SAFETY.name,
                "label": _("Write to us"),
                "hint": _(
                    "Nothing is sent yet. On the next page you read who answers, and decide."
                    " Is there danger to life? Call 112."
                ),
                "button": _("Go on"),
            },
        ).strip()
