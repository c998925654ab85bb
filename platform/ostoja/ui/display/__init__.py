"""How a person wants pages to look and behave: what they chose, where it is kept, what it loads."""

from ostoja.ui.display.settings import Colours, DisplaySettings, Font
from ostoja.ui.display.store import forget, keep, known_settings, settings_of
from ostoja.ui.display.style import sheets

__all__ = [
    "Colours",
    "DisplaySettings",
    "Font",
    "forget",
    "keep",
    "known_settings",
    "settings_of",
    "sheets",
]
