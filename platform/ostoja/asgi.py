"""The web server's entrance."""

import os

from django.core.asgi import get_asgi_application

from ostoja.charset import ReadsUtf8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostoja.settings")
os.environ.setdefault("OSTOJA_PROCESS", "web")

application = ReadsUtf8(get_asgi_application())
