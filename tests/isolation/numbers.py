"""A telephone number of the city with its canary."""

from tenants.profile.models import PhoneNumber


def add_number(canary: str) -> PhoneNumber:
    """Pages show the Polish words at their foot: there the canary would prove nothing."""
    return PhoneNumber.objects.create(
        number="+48581112233",
        display="58 111 22 33",
        label={"pl": "Numer", "uk": canary},
        source=canary,
    )
