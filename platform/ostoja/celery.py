"""The worker's and the scheduler's entrance."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostoja.settings")

app = Celery("ostoja")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
