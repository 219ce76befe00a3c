"""Settings for every environment; what differs between them comes from variables.

Each variable is listed with its default in docs/settings.md. With none set the site runs
in the embedded profile: SQLite, local files, a cache in memory, no other process.
"""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Environment ------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=True)
VAR_DIR = Path(env.str("NEWSROOM_VAR_DIR", default=str(BASE_DIR / "var")))
SECRET_KEY = env.str("SECRET_KEY", default="embedded-and-not-a-secret")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if DEBUG else [])

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/newsroom.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }

# Newsroom ---------------------------------------------------------------------

NEWSROOM_NAME = env.str("NEWSROOM_NAME", default="The Estuary")
NEWSROOM_TAGLINE = env.str(
    "NEWSROOM_TAGLINE", default="Independent news from Port Sable and the coast"
)
# The address readers use, without a slash at the end; absolute links begin with it.
NEWSROOM_BASE_URL = env.str("NEWSROOM_BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
NEWSROOM_PAGE_MAX_AGE = 60  # seconds a browser may keep a page without asking again
NEWSROOM_SHARED_MAX_AGE = 300  # seconds a cache in front may do so
NEWSROOM_POPULAR_HALF_LIFE = 3  # hours until a read counts half
NEWSROOM_POPULAR_MAX_AGE = 7  # days a story stays eligible after publication

# Django -----------------------------------------------------------------------

INSTALLED_APPS = [
    "newsroom.demo",
    "newsroom.search",
    "newsroom.wire",
    "newsroom.popular",
    "taggit",  # before articles, which replaces its admin screen
    "articles",
    "newsroom.doors",
    "django_prose_editor",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "media"), "base_url": "/media/"},
    },
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "originals"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = env.str("NEWSROOM_LANGUAGE", default="en-gb")
LANGUAGES = [("en-gb", _("English"))]
TIME_ZONE = env.str("NEWSROOM_TIME_ZONE", default="UTC")
USE_TZ = True
