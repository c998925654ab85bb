"""What must be set where the platform is deployed, so that this room can tell people apart."""

from typing import Any

from django.conf import settings
from django.core import checks

UNKNOWN_CLIENTS = checks.Warning(
    "FORWARDED_ALLOW_IPS is not set: behind a proxy every resident seems to come from one network.",
    hint="Set it to the address or network of the proxy (several are separated by commas). "
    "The proxy must set X-Forwarded-For to the client's address.",
    id="intake.W001",
)
BELIEVES_EVERYBODY = checks.Warning(
    "FORWARDED_ALLOW_IPS is *: a client can pretend any address, and so escape every budget.",
    hint="Set it to the address or network of the proxy, for example 10.0.0.0/24.",
    id="intake.W002",
)


@checks.register(checks.Tags.security, deploy=True)
def clients_can_be_told_apart(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Only where a proxy says it does the web server know a client's network."""
    trusted = [one.strip() for one in settings.FORWARDED_ALLOW_IPS if one.strip()]
    if not trusted:
        return [UNKNOWN_CLIENTS]
    return [BELIEVES_EVERYBODY] if "*" in trusted else []
