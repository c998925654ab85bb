"""The web server's entrance."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostoja.settings")
os.environ.setdefault("OSTOJA_PROCESS", "web")

application = get_asgi_application()
