"""No provider: that a text message would have gone out stands in the log, and nothing leaves."""

import logging

from django.conf import settings

from ostoja.notifications.gateways import TextMessage

logger = logging.getLogger(__name__)


class LogOnly:
    """The words are logged on a developer's machine alone, where they concern nobody."""

    def send(self, message: TextMessage) -> None:
        """Log it."""
        if settings.IS_LOCAL:
            logger.warning("text message to %s: %s", message.to, message.words)
        else:
            logger.warning("text message %s left nowhere: SMS_URL is not set", message.key)
