"""The web server's entrance."""

import os

import django
from django.conf import settings

from ostoja.charset import ReadsUtf8
from tenants.fence.checks import stop_if_unsafe
from tenants.fence.handler import OneThreadHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostoja.settings")
os.environ.setdefault("OSTOJA_PROCESS", "web")

django.setup(set_prefix=False)

from ostoja.sockets import Sockets  # noqa: E402 - it knows models, which setup loads

stop_if_unsafe(is_local=settings.IS_LOCAL)
application = Sockets(ReadsUtf8(OneThreadHandler()))
