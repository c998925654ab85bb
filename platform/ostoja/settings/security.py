"""Secrets, cookies, headers, and what a page may load."""

from csp.constants import NONE, SELF

from ostoja.settings.environment import env, required

SECRET_KEY = required(
    "SECRET_KEY", "To try Ostoja run `make demo`; else set it to 50 or more random characters."
)
BASE_DOMAIN = env.str("BASE_DOMAIN", default="localhost").lower().strip(".")

PORT = env.int("PORT", default=8000)  # of the demonstration's addresses

# Which hosts exist is data: tenants.middleware answers 404 for all others.
ALLOWED_HOSTS = ["*"]
USE_X_FORWARDED_HOST = False
# Uvicorn reads it too: the proxies (addresses or networks) whose word on a client's address counts.
FORWARDED_ALLOW_IPS: list[str] = env.list("FORWARDED_ALLOW_IPS", default=[])
APPEND_SLASH = True

# Browsers accept __Host- cookies over https only, and *.localhost has no certificate.
IS_LOCAL = BASE_DOMAIN == "localhost" or BASE_DOMAIN.endswith(".localhost")
_prefix = "" if IS_LOCAL else "__Host-"
SESSION_ENGINE = "tenants.fence.sessions"
SESSION_COOKIE_NAME = f"{_prefix}session"
SESSION_COOKIE_SECURE = not IS_LOCAL
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a night shift, in seconds
CSRF_COOKIE_NAME = f"{_prefix}csrf"
CSRF_COOKIE_SECURE = not IS_LOCAL
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ostoja.ui.errors.csrf_failure"
LANGUAGE_COOKIE_NAME = f"{_prefix}language"
BROWSER_COOKIE_NAME = f"{_prefix}browser"
BEGUN_COOKIE_PREFIX = f"{_prefix}sign-in-"  # of sign-ins that strangers have begun
DISPLAY_COOKIE_NAME = f"{_prefix}display"
LANGUAGE_COOKIE_SECURE = not IS_LOCAL
MESSAGE_STORAGE = "ostoja.ui.messages.SaidToThePage"

SECURE_SSL_REDIRECT = not IS_LOCAL
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = None if IS_LOCAL else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if IS_LOCAL else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not IS_LOCAL
SECURE_HSTS_PRELOAD = not IS_LOCAL
SECURE_CONTENT_TYPE_NOSNIFF = True
# "no-referrer" would make browsers send "Origin: null", and every form would be refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
# "autoplay" too: a page that somebody reads in secret never makes a sound by itself.
PERMISSIONS_POLICY = (
    "autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
    "microphone=(), payment=(), usb=()"
)

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
# What people upload stays in memory, and is encrypted before it lies on a disk. Of a larger request
# the files are thrown away while they are read.
FILE_UPLOAD_MAX_MEMORY_SIZE = 33_554_432
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "casework.files.uploads.TooLargeHandler",
]
EXIT_URL = env.str("EXIT_URL", default="https://www.wikipedia.org/")
