"""Django's settings: one file, read from the environment, safe as it stands.

The lists at the end are the only way a lower floor reaches a higher one: each is a dotted name of a visible
tuple or dictionary in this package.
"""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klientela.config.database import database
from klientela.config.home import home_directory, secret_key

PACKAGE = Path(__file__).resolve().parent.parent
HOME = home_directory()

# --- who answers, and how safely
SECRET_KEY = secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = [*os.environ.get("KLIENTELA_HOSTS", "").split(), "127.0.0.1", "localhost", "[::1]"]
BEHIND_TLS = os.environ.get("KLIENTELA_TLS") == "1"
SESSION_COOKIE_NAME = "__Host-session" if BEHIND_TLS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if BEHIND_TLS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_FAILURE_VIEW = "klientela.web.errors.csrf_failed"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- what the house is made of
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    # Both as SimpleAppConfig: with their automatic configurations one undoes the other's template loader.
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "lucide",
    "klientela.core",
    "klientela.accounts",
    "klientela.customers",
    "klientela.sales",
    "klientela.insight",
    "klientela.work",
    "klientela.exchange",
    "klientela.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "klientela.web.middleware.actor",
    "klientela.web.middleware.language",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "klientela.web.middleware.refusals",
    # The body is read only after all of these, when the view is about to be called.
    "klientela.web.uploads.guard",
]
ROOT_URLCONF = "klientela.config.urls"
WSGI_APPLICATION = "klientela.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "klientela.web.templatetags.words",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "klientela.web.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "klientela.web.form_renderer.PlainWidgets"

# --- where things are kept
DATABASES = {"default": database(HOME, os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "klientela.web.assets.Storage"},
}
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = [
    "klientela.web.uploads.Counted",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# --- what goes wrong is told on standard error, with its traceback; what a visitor mistypes is not
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}

# --- people
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("pl", _("Polish"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = os.environ.get("KLIENTELA_TIME_ZONE", "UTC")

# --- the business, until the settings page exists
HOME_CURRENCY = os.environ.get("KLIENTELA_CURRENCY", "PLN")
HOME_COUNTRY = os.environ.get("KLIENTELA_COUNTRY", "PL")
PLATINUM_PURCHASES = 4

# --- the visible lists by which lower floors are told what higher floors bring
KLIENTELA_CATALOGUE = "klientela.config.catalogue.FIELDS"
KLIENTELA_JOBS = "klientela.config.jobs.HANDLERS"
KLIENTELA_PERIODIC = "klientela.config.jobs.PERIODIC"
KLIENTELA_SUBSCRIBERS = "klientela.config.subscribers.SUBSCRIBERS"
KLIENTELA_RESTORABLE = "klientela.config.restorable.TABLES"
KLIENTELA_TODAY = "klientela.config.today.SOURCES"
