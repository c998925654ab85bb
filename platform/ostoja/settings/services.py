"""Database, Redis, e-mail, files: what the platform talks to."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from celery.schedules import crontab

from ostoja.settings import sms
from ostoja.settings.environment import (
    LOCAL,
    address,
    backups_kept,
    database_settings,
    encryption_keys,
    env,
    networks,
    required,
    virus_scanner,
)

IS_WEB = env.str("OSTOJA_PROCESS", default="") == "web"

DATABASES = {
    "default": database_settings(
        required(
            "DATABASE_URL", "Run `make demo`, or set it to postgresql://user:password@host/db."
        )
    )
}
# The web server has a thread for each request, so connections come from a pool; workers
# and commands keep their own. Without a pool (0) each request makes a connection. Whoever waits
# longer for one of the pool gets the page of a pause: half a minute is better than that page.
DATABASE_POOL = env.int("DATABASE_POOL", default=20)
if IS_WEB and DATABASE_POOL:
    DATABASES["default"]["OPTIONS"] |= {  # type: ignore[operator]
        "pool": {"min_size": 1, "max_size": DATABASE_POOL, "timeout": 30}
    }
elif not IS_WEB:
    DATABASES["default"]["CONN_MAX_AGE"] = 300
DATABASE_ROLE_PREFIX = env.str("DATABASE_ROLE_PREFIX", default="") or str(
    DATABASES["default"]["NAME"]
)

REDIS_URL = required("REDIS_URL", "Run `make demo`, or set it to redis://host:6379/0.")
CACHES = {
    "default": {
        "BACKEND": "tenants.fence.caches.CityCache",
        "LOCATION": REDIS_URL,
        "KEY_FUNCTION": "tenants.fence.caches.make_key",
    }
}

CELERY_MODULE = "ostoja.celery"
# Celery has another word for the number of a Redis database behind a socket.
CELERY_BROKER_URL = REDIS_URL
if REDIS_URL.startswith("unix://"):
    CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace(
        "?db=", "?virtual_host="
    )
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2}  # seconds
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Europe/Warsaw"
# What each city does in each such time (seconds), every city at a moment of its own.
CITY_ROUNDS = {
    "ostoja.notifications.tasks.deliver_waiting": 30,
    "ostoja.notifications.tasks.write_digests": 5 * 60,
    "api.webhooks.tasks.deliver_webhooks": 30,
    "casework.intake.tasks.fetch_mail": 60,
    "casework.cases.tasks.renew_search_terms": 3600,
    "casework.cases.tasks.recall_tasks": 5 * 60,
    "casework.cases.tasks.raise_follow_ups": 15 * 60,
    "casework.referrals.tasks.expire_overdue": 60,
    "casework.referrals.tasks.recall_clocks": 5 * 60,
    "casework.referrals.tasks.escalate_returned": 15 * 60,
    "casework.referrals.tasks.end_over_consents": 3600,
    "casework.partners.tasks.recall_checks": 6 * 60 * 60,
    "casework.playbooks.tasks.watch_duties": 5 * 60,
    "casework.roster.tasks.warn_of_gaps": 15 * 60,
    "casework.shelter.tasks.watch_stays": 3600,
    "casework.benefits.tasks.watch_stores": 6 * 60 * 60,
    "casework.visits.tasks.watch_visits": 60,
    "casework.telling.tasks.recall_tellings": 900,
    "casework.meetings.tasks.recall_due_outcomes": 3600,
    "casework.minors.tasks.watch_standards": 6 * 60 * 60,
    "casework.intake.tasks.watch_the_inbox": 60,
    "casework.files.tasks.check_waiting_files": 60,
    "casework.files.tasks.sweep_files": 15 * 60,
    "accessibility.statement.tasks.recall_review": 6 * 60 * 60,
    "ostoja.privacy.breaches.tasks.recall_clocks": 15 * 60,
    "ostoja.privacy.requests.tasks.erase_what_is_left": 15 * 60,
    "api.tasks.forget_sendings": 3600,
}
CITY_MOMENTS = 30  # in each round, and in the night
CELERY_BEAT_SCHEDULE = {
    name: {"task": "tenants.tasks.fan_out", "args": [name], "schedule": seconds / CITY_MOMENTS}
    for name, seconds in CITY_ROUNDS.items()
}
CELERY_BEAT_SCHEDULE["operators"] = {
    "task": "ostoja.notifications.tasks.deliver_to_operators",
    "args": [],
    "schedule": 30.0,
}
CELERY_BEAT_SCHEDULE["operators' requests"] = {
    "task": "api.tasks.forget_sendings_of_operators",
    "args": [],
    "schedule": 3600.0,
}
CELERY_BEAT_SCHEDULE["drafts of cities"] = {
    "task": "tenants.console.tasks.forget_drafts",
    "args": [],
    "schedule": 3600.0,
}
CELERY_BEAT_SCHEDULE["spare schemas"] = {
    "task": "tenants.tasks.keep_spares",
    "args": [],
    "schedule": 300.0,
}
CELERY_BEAT_SCHEDULE["jobs"] = {
    "task": "tenants.jobs.tasks.run_open_jobs",
    "args": [],
    "schedule": 30.0,
    "options": {"expires": 30},
}
CELERY_BEAT_SCHEDULE["certificates"] = {
    "task": "tenants.domains.tasks.look_at_certificates",
    "args": [],
    "schedule": 900.0,
    "options": {"expires": 900},
}
# Where the proxy answers with TLS, to see the certificates that visitors see.
TLS_PROXY = address(env.str("TLS_PROXY", default="127.0.0.1:443"))
# Long work has a worker of its own: no letter waits for a backup.
CELERY_TASK_ROUTES = {
    "tenants.domains.tasks.*": {"queue": "jobs"},
    "tenants.jobs.tasks.*": {"queue": "jobs"},
    "tenants.safekeeping.tasks.*": {"queue": "jobs"},
}
# Tickets for turns of the cities have a queue of their own, so that no flood of them keeps the
# platform's tasks waiting: a worker draws from both in turn.
# Of one city's tasks so many run at once; 0: one process of a worker is left to the others.
CITY_TASKS_AT_ONCE = env.int("CITY_TASKS_AT_ONCE", default=0)
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {"celery": {}, "cities": {}}
# While offices are closed, from two to four, every city at a moment of its own; one whose turn
# comes late in the night is not dropped.
CELERY_BEAT_SCHEDULE["retention"] = {
    "task": "tenants.tasks.fan_out",
    "args": ["ostoja.privacy.retention.tasks.nightly", 6 * 60 * 60],
    "schedule": crontab(hour="2-3", minute="*/4"),
}

# Each city has its own minute of the night, and one that failed is tried again until morning.
CELERY_BEAT_SCHEDULE["backups"] = {
    "task": "tenants.safekeeping.tasks.back_up_due",
    "args": [],
    "schedule": crontab(hour="0-4", minute="*/5"),
}
CELERY_BEAT_SCHEDULE["a trial of a backup"] = {
    "task": "tenants.safekeeping.tasks.try_a_backup",
    "args": [],
    "schedule": crontab(hour="5", minute="10"),
}
CELERY_BEAT_SCHEDULE["deletions"] = {
    "task": "tenants.safekeeping.tasks.delete_due",
    "args": [],
    "schedule": crontab(hour="6", minute="0"),
}
CELERY_BEAT_SCHEDULE["a look at the backups"] = {
    "task": "tenants.safekeeping.tasks.look_at_backups",
    "args": [],
    "schedule": crontab(hour="6", minute="30"),
}

_mail = urlsplit(env.str("EMAIL_URL", default=f"file://{LOCAL / 'mail'}"))
_mail_options = dict(parse_qsl(_mail.query))
EMAIL_BACKEND = {
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "memory": "django.core.mail.backends.locmem.EmailBackend",
}.get(_mail.scheme, "django.core.mail.backends.smtp.EmailBackend")
if _mail.scheme == "file":
    EMAIL_FILE_PATH = Path(_mail.path)
EMAIL_HOST = _mail.hostname or "localhost"
EMAIL_PORT = _mail.port or 25
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = _mail_options.get("from", "ostoja@ostoja.example")

# Who sends text messages; without a provider they stand in the log and leave nowhere.
SMS_PROVIDER = sms.provider(env.str("SMS_URL", default=""))

# Networks of the installation in which systems of partners may lie: "10.30.0.0/16,…".
WEBHOOK_PRIVATE_NETWORKS = networks(
    env.str("WEBHOOK_PRIVATE_NETWORKS", default=""), "WEBHOOK_PRIVATE_NETWORKS"
)

# The cities' keys lie beside the files, outside the database and its backups.
BACKUP_ROOT = Path(env.str("BACKUP_ROOT", default=str(LOCAL / "backups")))
BACKUP_KEEP = backups_kept(env.str("BACKUP_KEEP", default="7,5,12"))  # days, weeks, months
DELETION_WAITS = env.int("DELETION_WAITS", default=30)  # days
DELETION_NEEDS_EXPORT = env.int("DELETION_NEEDS_EXPORT", default=30)  # days that it may be old
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(LOCAL / "media")))
# Where clamd looks through what people upload; without one files say that nobody did.
VIRUS_SCANNER = virus_scanner(env.str("VIRUS_SCANNER", default=""))
KEYS_ROOT = Path(env.str("KEYS_ROOT", default=str(LOCAL / "keys")))
ENCRYPTION_KEYS = encryption_keys(
    required(
        "ENCRYPTION_KEYS",
        "To try Ostoja run `make demo`; else set it to the output of `openssl rand -base64 32`.",
    )
)
STATIC_URL = "/static/"
# With STATIC_ROOT set, files are served from what `collectstatic` left there: compressed, and
# kept by browsers for good, since their names change with their content. Without it they are
# served as they lie in the checkout.
STATIC_ROOT = env.str("STATIC_ROOT", default="") or None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_AUTOREFRESH = False
