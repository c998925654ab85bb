"""Forms of what a city says of itself."""

from tenants.profile.forms.colours import ColoursForm
from tenants.profile.forms.exit_site import ExitSiteForm
from tenants.profile.forms.grants import GrantNoticeForm, GrantsForm
from tenants.profile.forms.numbers import NumberForm, Seen
from tenants.profile.forms.texts import PublicTextForm

__all__ = [
    "ColoursForm",
    "ExitSiteForm",
    "GrantNoticeForm",
    "GrantsForm",
    "NumberForm",
    "PublicTextForm",
    "Seen",
]
