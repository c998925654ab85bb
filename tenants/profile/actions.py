"""Writes: what a city says of itself."""

from ostoja.access import versions
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.ui import city
from ostoja.ui.brand import Brand
from tenants.fence import after_commit, current_city
from tenants.profile.models import CityProfile


@action
def set_colours(*, brand: Brand, version: int, by: User) -> CityProfile:
    """Set the city's colours. Raises ``StaleObject`` when somebody changed them since."""
    profile = versions.lock(CityProfile, CityProfile.objects.get().pk, version)
    profile.brand_colour, profile.accent_colour = brand.colour, brand.accent
    profile.save()
    record("city.colours_set", by=by, on=profile, colour=brand.colour, accent=brand.accent)
    after_commit(lambda: city.forget(current_city()))
    return profile
