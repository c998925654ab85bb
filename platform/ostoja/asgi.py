"""The web server's entrance."""

import os
from typing import Any

import django
from django.conf import settings

from ostoja.charset import ReadsUtf8
from tenants.fence.checks import stop_if_unsafe
from tenants.fence.handler import OneThreadHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostoja.settings")
os.environ.setdefault("OSTOJA_PROCESS", "web")


def _application() -> Any:
    """Sockets know cities, whose models can be imported only once apps are loaded."""
    from ostoja.sockets import Sockets

    return Sockets(ReadsUtf8(OneThreadHandler()))


django.setup(set_prefix=False)
stop_if_unsafe(is_local=settings.IS_LOCAL)
application = _application()
