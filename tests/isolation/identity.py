"""An identity provider that shows a city's canary, and somebody who is bound to it."""

from ostoja.identity.actions import Settings, person_of, set_provider
from ostoja.identity.models import BoundIdentity
from ostoja.identity.openid import Claims
from tests.cast import Cast


def bind_identity(canary: str, cast: Cast) -> BoundIdentity:
    """The same subject in every city; nobody listens at the provider's address."""
    issuer = f"http://127.0.0.1:9/{canary}"
    provider = set_provider(
        wanted=Settings(
            name=canary,
            issuer=issuer,
            client_id=canary,
            client_secret=canary,
            email_domains=["city.example"],
            trusts_second_factor=False,
            is_enabled=True,
        ),
        version=0,
        by=cast.administrator,
    )
    claims = Claims(issuer=issuer, subject="1", email=cast.colleague.email, is_email_verified=True)
    person_of(claims=claims, provider=provider)
    return BoundIdentity.objects.get()
