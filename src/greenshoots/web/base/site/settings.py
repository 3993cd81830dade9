"""Settings, from environment variables of the same names. `docs/reference/settings.md` explains each."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from greenshoots.web.base.site import environment

WEB = Path(__file__).resolve().parents[2]

# --- Where things are -----------------------------------------------------------------------------------------------

GREENSHOOTS_DATA = Path(environment.text("GREENSHOOTS_DATA", "greenshoots-data")).absolute()
SITE_URL = environment.required(
    "SITE_URL",
    "It is the address that people use, such as https://greenshoots.example.org. `greenshoots start` sets it for you.",
).rstrip("/")
if urlsplit(SITE_URL).scheme not in {"http", "https"} or not urlsplit(SITE_URL).hostname:
    raise ImproperlyConfigured(
        f"SITE_URL is “{SITE_URL}”. Write the full address, such as https://greenshoots.example.org."
    )
SECRET_KEY = environment.required(
    "SECRET_KEY",
    "Create a key of at least 50 random characters and keep it. `greenshoots start` creates a key for you.",
)
LOCAL = environment.switch("LOCAL")
"""On for `greenshoots start` without a server for mail and HTTPS: mail is shown to the operator, plain HTTP is fine."""

DEBUG = environment.switch("DEBUG")
HTTPS = SITE_URL.startswith("https://")
# A health check on the machine itself asks for localhost; no link is ever built from the host name of a request.
ALLOWED_HOSTS = [
    *(environment.several("ALLOWED_HOSTS") or [str(urlsplit(SITE_URL).hostname)]),
    "localhost",
    "127.0.0.1",
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- What it is made of ---------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "greenshoots.web.base.data_folder",
    "greenshoots.web.base.site",
    "greenshoots.web.base.limits",
    "greenshoots.web.base.accounts",
    "greenshoots.web.base.audit",
    "greenshoots.web.base.places",
    "greenshoots.web.collect.diagnostics",
    "greenshoots.web.collect.responses",
    "greenshoots.web.collect.participants",
    "greenshoots.web.collect.invitations",
    "greenshoots.web.collect.releases",
    "greenshoots.web.meet.workshops",
    "greenshoots.web.show.results",
    "greenshoots.web.act.library",
    "greenshoots.web.act.editing",
    "greenshoots.web.act.priorities",
    "greenshoots.web.act.actions",
    "greenshoots.web.act.asks",
    "greenshoots.web.act.plans",
    "greenshoots.web.archives",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before sessions and NoStore: browsers may keep these files.
    "greenshoots.web.base.site.static_files.FilesInOneGo",
    "csp.middleware.CSPMiddleware",
    # Above the sessions, so that it sees the cookie of a person who has just signed in.
    "greenshoots.web.base.site.no_store.NoStore",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "greenshoots.web.base.limits.middleware.WrongAddresses",
    "greenshoots.web.base.accounts.known_device.KnownDevice",
    "greenshoots.web.base.site.post_only.BackToThePage",
    "greenshoots.web.base.site.errors.SentencesForErrors",
]
ROOT_URLCONF = "greenshoots.web.base.site.urls"
ASGI_APPLICATION = "greenshoots.web.application.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "greenshoots.web.base.site.context.everywhere",
                "greenshoots.web.base.places.context.my_roles",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Keeping --------------------------------------------------------------------------------------------------------

# Every commit is on the disk before it is confirmed; what is erased is overwritten; two writers never deadlock.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        # NORMAL can lose the last commits when the power fails, after people were told that their responses are in.
        # Responses are committed in groups, so that FULL costs each of them little.
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
        "PRAGMA journal_size_limit=1048576; PRAGMA temp_store=MEMORY;"
    ),
}


def _database() -> dict[str, Any]:
    url = environment.text("DATABASE_URL") or f"sqlite:///{GREENSHOOTS_DATA / 'greenshoots.sqlite3'}"
    refusal = "DATABASE_URL is for SQLite or PostgreSQL: postgres://name:password@host/database."
    try:
        # Each request has a separate thread, and a kept connection would stay behind in it.
        config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=0))
    except ValueError as wrong:
        raise ImproperlyConfigured(refusal) from wrong
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = dict(SQLITE)
    elif config["ENGINE"].endswith("postgresql"):
        if importlib.util.find_spec("psycopg") is None or importlib.util.find_spec("psycopg_pool") is None:
            raise ImproperlyConfigured("PostgreSQL needs: pip install 'greenshoots[postgres]'")
        # Not Django's own pool: after a restart of the database it handed out dead connections for half a minute
        # (decision 10).
        config["ENGINE"] = "greenshoots.web.base.site.postgresql"
    else:
        raise ImproperlyConfigured(refusal)
    return config


DATABASES = {"default": _database()}
# Nothing that processes have to share may go in here: `limits` counts in a table for that reason (decision 22).
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "greenshoots"}}

# --- People who sign in ---------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SIGN_UP = environment.switch("SIGN_UP")
"""Off: accounts need an invitation. On: everyone may create an account and places."""

ACCOUNT_ADAPTER = "greenshoots.web.base.accounts.adapters.Accounts"
SOCIALACCOUNT_ADAPTER = "greenshoots.web.base.accounts.adapters.SingleSignOn"
_FORMS = "greenshoots.web.base.accounts.sign_in_forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignIn",
    "signup": f"{_FORMS}.SignUp",
    "add_email": f"{_FORMS}.ChangeEmail",
    "change_password": f"{_FORMS}.ChangePassword",
    "set_password": f"{_FORMS}.SetPassword",
    "reset_password": f"{_FORMS}.ForgottenPassword",
    "reset_password_from_key": f"{_FORMS}.NewPassword",
    "request_login_code": f"{_FORMS}.AskForCode",
    "reauthenticate": f"{_FORMS}.PasswordAgain",
    "confirm_login_code": f"{_FORMS}.SignInCode",
    "confirm_email_verification_code": f"{_FORMS}.AddressCode",
    "confirm_password_reset_code": f"{_FORMS}.PasswordCode",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.SecondStep",
    "reauthenticate": f"{_FORMS}.SecondStepAgain",
    "activate_totp": f"{_FORMS}.StartApp",
    "add_webauthn": f"{_FORMS}.AddKey",
    "edit_webauthn": f"{_FORMS}.RenameKey",
}
SOCIALACCOUNT_FORMS = {"signup": f"{_FORMS}.SignUpThere"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
# allauth's own limits count right passwords too, lock an account on every device, and stay
# in the memory of one process. `limits` counts instead, where allauth asks: decision 22.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL and not HTTPS
MFA_TOTP_ISSUER = "Greenshoots"
SOCIALACCOUNT_ONLY = False
# A form may only lead to ourselves (form-action), and this one leads to the organisation's sign-in: so it is a link.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
# A sign-in elsewhere that names the address of an account does not open it: its owner adds the sign-in on the account
# page, after the password.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False


def _single_sign_on() -> dict[str, Any]:
    """Read OIDC_1_NAME, OIDC_1_ISSUER, OIDC_1_CLIENT_ID, OIDC_1_CLIENT_SECRET, then OIDC_2_… and so on."""
    apps = []
    place = 1
    while environment.text(f"OIDC_{place}_ISSUER"):
        named = f"OIDC_{place}_"
        why = f"{named}ISSUER is set, so this is needed too."
        apps.append(
            {
                "provider_id": f"oidc-{place}",
                "name": environment.required(f"{named}NAME", why),
                "client_id": environment.required(f"{named}CLIENT_ID", why),
                "secret": environment.required(f"{named}CLIENT_SECRET", why),
                "settings": {"server_url": environment.text(f"{named}ISSUER")},
            }
        )
        place += 1
    return {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}}


SOCIALACCOUNT_PROVIDERS = _single_sign_on()

# --- Safe by default ------------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
# With __Host-, browsers accept a cookie only over HTTPS and from this host, so a neighbour under the same domain cannot
# set it.
SESSION_COOKIE_NAME = "__Host-greenshoots" if HTTPS else "greenshoots"
CSRF_COOKIE_NAME = "__Host-greenshoots-form" if HTTPS else "greenshoots-form"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_HSTS_SECONDS = environment.number("SECURE_HSTS_SECONDS", 31_536_000 if HTTPS else 0)
# Addresses hold the secrets of invitations, so other sites get none. Not no-referrer: over HTTPS, Django's check of a
# form may need the Referer of our own pages.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
BEHIND_PROXY = environment.switch("BEHIND_PROXY")
# Without a proxy, any client could write this header and pass for HTTPS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
TRUSTED_PROXIES = environment.proxies("TRUSTED_PROXIES", 1 if BEHIND_PROXY else 0)
"""The number of proxies in front, or their networks: their X-Forwarded-For is trusted."""

X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- Words ----------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("cy", _("Welsh"))]
LANGUAGE_COOKIE_NAME = "greenshoots-language"
LOCALE_PATHS = [WEB / "locale"]
FORMAT_MODULE_PATH = "greenshoots.web.base.site.formats"
USE_I18N = True
TIME_ZONE = environment.text("TIME_ZONE", "Europe/London")
USE_TZ = True

# --- Mail -----------------------------------------------------------------------------------------------------------

EMAIL_HOST = environment.text("EMAIL_HOST")
EMAIL_PORT = environment.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = environment.switch("EMAIL_USE_TLS", default=True)
EMAIL_USE_SSL = environment.switch("EMAIL_USE_SSL")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", f"Greenshoots <greenshoots@{urlsplit(SITE_URL).hostname}>")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "greenshoots.web.base.accounts.mail.LocalBackend"
)
if not EMAIL_HOST and not LOCAL:
    raise ImproperlyConfigured(
        "EMAIL_HOST is not set. Invitations and sign-in codes are sent by e-mail: name an SMTP server."
    )

# --- Files that pages need ------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = GREENSHOOTS_DATA / "static"
# Django makes collected files readable to all accounts; here the whole folder belongs to one account.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = True

# --- Log ------------------------------------------------------------------------------------------------------------

# Nothing is logged of a request that goes well, and no address, body or code of one that does not.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "greenshoots.web.base.site.log.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's default set-up mails errors with the whole request to the people in ADMINS.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "uvicorn": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
