"""Languages, formats, the clock."""

from django.utils.translation import gettext_lazy as _

LANGUAGE_CODE = "pl"
LANGUAGES = [
    ("pl", _("Polish")),
    ("en", _("English")),
    ("de", _("German")),
    ("uk", _("Ukrainian")),
]
STAFF_LANGUAGES = ["pl", "en"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Warsaw"
