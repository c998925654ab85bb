"""Whether text messages leave: said where the platform is looked over, so nobody waits for one."""

from typing import Any

from django.conf import settings
from django.core import checks

NONE_LEAVES = checks.Info(
    "SMS_URL is not set: no text message leaves, each is only noted in the log.",
    hint="Set it to smsapi://TOKEN@api.smsapi.pl?from=NAME; see deploy/HANDBOOK.md, “Text"
    " messages”.",
    id="notifications.I001",
)


@checks.register(checks.Tags.security, deploy=True)
def text_messages_leave(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """No error: everybody is told in the application and by e-mail as well."""
    return [NONE_LEAVES] if settings.SMS_PROVIDER is None else []
