"""Django's settings, put together from one file a topic."""

from ostoja.settings.api import *  # noqa: F403
from ostoja.settings.apps import *  # noqa: F403
from ostoja.settings.languages import *  # noqa: F403
from ostoja.settings.logs import *  # noqa: F403
from ostoja.settings.security import *  # noqa: F403
from ostoja.settings.services import *  # noqa: F403
from ostoja.settings.sign_in import *  # noqa: F403
