"""Apps of the platform and of the cities, middleware, templates, routes."""

from ostoja.settings.environment import env

DEBUG = env.bool("DEBUG", default=False)

# In the platform's schema and in every city's: a city's schema is whole (decision 0003).
KERNEL_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "ostoja.accounts",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "ostoja.audit",
    "ostoja.notifications",
]
# In the platform's schema alone.
PLATFORM_APPS = [
    "tenants",
    "tenants.jobs",
    "tenants.console",
    "tenants.domains",
    "tenants.new_cities",
    "tenants.safekeeping",
]
# The operators' tokens live in the platform's schema (decision 0039).
SHARED_APPS = [*PLATFORM_APPS, *KERNEL_APPS, "api"]
TENANT_APPS = [
    *KERNEL_APPS,
    "guardian",
    "ostoja.privacy.retention",
    "ostoja.privacy.requests",
    "ostoja.privacy.breaches",
    "ostoja.privacy.processing",
    "ostoja.tables",
    "ostoja.identity",
    "tenants.profile",
    "tenants.privacy_notice",
    "tenants.support",
    "accessibility.statement",
    "accessibility.easy",
    "casework.files",
    "casework.partners",
    "casework.cases",
    "casework.referrals",
    "casework.playbooks",
    "casework.intake",
    "casework.roster",
    "casework.shelter",
    "casework.incidents",
    "casework.visits",
    "casework.benefits",
    "casework.telling",
    "casework.meetings",
    "casework.minors",
    "casework.reports",
    "api",
    "api.webhooks",
]
INSTALLED_APPS = [
    "tenants.fence",
    *PLATFORM_APPS,
    *TENANT_APPS,
    "tenants.opening",
    "ostoja.access",
    "ostoja.privacy",
    "ostoja.ui",
    "allauth",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
]

MIDDLEWARE = [
    "tenants.console.failures.FailuresMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ostoja.headers.ContentPolicyMiddleware",
    "ostoja.headers.HeadersMiddleware",
    "ostoja.health.HealthMiddleware",
    "ostoja.static_files.StaticFilesMiddleware",
    "tenants.middleware.CityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tenants.middleware.CityLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "ostoja.accounts.middleware.SecondFactorMiddleware",
    "tenants.support.middleware.SupportMiddleware",
]

ROOT_URLCONF = "ostoja.urls.city"
OPERATOR_URLCONF = "ostoja.urls.operator"
ASGI_APPLICATION = "ostoja.asgi.application"

FORM_RENDERER = "ostoja.ui.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "ostoja.ui.templatetags.ui",
                "ostoja.ui.templatetags.easy",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ostoja.ui.context.page",
            ],
        },
    }
]

TENANT_MODEL = "tenants.City"
TENANT_DOMAIN_MODEL = "tenants.Domain"
DATABASE_ROUTERS = ["tenants.routing.SchemaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
ANONYMOUS_USER_NAME = None
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # e-mails are unique without regard to capitals: accounts.user_email_once
    "guardian.W001",  # guardian's backend is not used: ostoja.access.door is the only door
]
