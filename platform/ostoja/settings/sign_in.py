"""Sign-in of staff: e-mail and password, then a second factor, always; or a passkey alone."""

from ostoja.settings.environment import env, networks

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["ostoja.accounts.backend.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff_home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "ostoja.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    name: f"ostoja.accounts.forms.sign_in.{form}"
    for name, form in {
        "login": "LoginForm",
        "reauthenticate": "PasswordReauthenticateForm",
        "reset_password": "ResetPasswordForm",
        "confirm_password_reset_code": "ResetCodeForm",
        "reset_password_from_key": "NewPasswordForm",
        "change_password": "ChangePasswordForm",
    }.items()
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # strangers' mailboxes are none of our business
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60  # seconds; e-mail may come late
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # lock-outs are rows of the city: ostoja.accounts.lockout

MFA_ADAPTER = "ostoja.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "ostoja.accounts.forms.sign_in.CodeForm",
    "reauthenticate": "ostoja.accounts.forms.sign_in.CodeReauthenticateForm",
}
# Passkeys are ours (ostoja.accounts.passkeys), in rows of allauth's.
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Ostoja"
MFA_TOTP_TOLERANCE = 1  # half-minutes by which a telephone's clock may be wrong
USERSESSIONS_TRACK_ACTIVITY = False
# Networks of the installation in which a city's identity provider may lie: "10.20.0.0/16,…".
IDENTITY_PRIVATE_NETWORKS = networks(env.str("IDENTITY_PRIVATE_NETWORKS", default=""))
