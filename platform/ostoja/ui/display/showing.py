"""What both pages with the display settings show."""

from typing import Any

from django.http import HttpRequest

from ostoja.ui.city import facts_of
from ostoja.ui.display.forms import DisplayForm
from ostoja.ui.display.settings import DisplaySettings
from ostoja.ui.display.store import settings_of
from ostoja.ui.display.style import sample_sheets


def shown(request: HttpRequest, form: DisplayForm, tried: DisplaySettings | None) -> dict[str, Any]:
    """The form, and the sample with what is tried; at first with what was chosen earlier."""
    return {
        "form": form,
        "tried": tried or settings_of(request),
        "is_tried": tried is not None,
        "sample_sheets": sample_sheets(facts_of(request).brand),
        "display_url": "",
    }
