"""The web server's entrance."""

import os

import django

from ostoja.charset import ReadsUtf8
from tenants.fence.handler import OneThreadHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostoja.settings")
os.environ.setdefault("OSTOJA_PROCESS", "web")

django.setup(set_prefix=False)
application = ReadsUtf8(OneThreadHandler())
