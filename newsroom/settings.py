"""Settings for every environment; what differs between them comes from variables.

Each variable is listed with its default in docs/settings.md. With none set the site
runs in the embedded profile, complete on one machine: SQLite, local files, a cache in
memory, addresses of this machine only. NEWSROOM_PRODUCTION=1 switches to the production
profile, which refuses to start with anything unsafe. Saying DEBUG=0 means the same.
"""

import importlib.util
from datetime import timedelta
from email.utils import formataddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from newsroom.doors import startup
from newsroom.doors.csp import CSP, origin
from newsroom.doors.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

# Profile ----------------------------------------------------------------------

DEBUG = env.flag("DEBUG", default=False)
PRODUCTION = env.flag(
    "NEWSROOM_PRODUCTION", default=bool(env.raw("DEBUG")) and not DEBUG
)
VAR_DIR = Path(env.raw("NEWSROOM_VAR_DIR", str(BASE_DIR / "var"))).absolute()
SECRET_KEY = env.raw("SECRET_KEY")
if not SECRET_KEY and not PRODUCTION:
    SECRET_KEY = startup.kept_secret(VAR_DIR / "secret_key")
SECRET_KEY_FALLBACKS = env.listing("SECRET_KEY_FALLBACKS")
LOOPBACK = ["localhost", ".localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.listing("ALLOWED_HOSTS", default=() if PRODUCTION else LOOPBACK)
# The address readers use, without a slash at the end; absolute links begin with it.
NEWSROOM_BASE_URL = env.address(
    "NEWSROOM_BASE_URL", default="" if PRODUCTION else "http://127.0.0.1:8000"
)
# Proxies of ours in front, whose X-Forwarded-For and X-Forwarded-Proto are believed.
NEWSROOM_TRUSTED_PROXIES = env.number("NEWSROOM_TRUSTED_PROXIES", default=0)
if PRODUCTION:
    refused = startup.reasons_to_refuse(
        {
            "DEBUG": DEBUG,
            "SECRET_KEY": SECRET_KEY,
            "ALLOWED_HOSTS": ALLOWED_HOSTS,
            "NEWSROOM_BASE_URL": NEWSROOM_BASE_URL,
            "DATABASE_URL": env.raw("DATABASE_URL"),
            "NEWSROOM_TRUSTED_PROXIES": env.raw("NEWSROOM_TRUSTED_PROXIES"),
        }
    )
    if refused:
        raise ImproperlyConfigured("\n".join(refused))

# Database and cache -----------------------------------------------------------

DATABASES = {
    "default": env.database(
        "DATABASE_URL", default=f"sqlite:///{VAR_DIR}/newsroom.sqlite3"
    )
}
DATABASES["default"].setdefault("OPTIONS", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] |= {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
elif PRODUCTION:
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # the pool keeps them instead
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env.number("NEWSROOM_POOL_SIZE", default=8, least=1),  # per process
        # A wrong database name shows only as a timeout, so it is short.
        "timeout": 5,  # seconds to wait for a connection
    }
REDIS_URL = env.raw("REDIS_URL")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "newsroom.doors.cache.FailOpenRedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "newsroom",
        }
    }
    CACHES["readers"] = CACHES["default"]
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        },
        # Who has read what today, by newsroom.popular: many entries, each a few bytes.
        "readers": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "readers",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        },
    }

# Newsroom ---------------------------------------------------------------------

NEWSROOM_NAME = env.raw("NEWSROOM_NAME", "The Estuary")
NEWSROOM_TAGLINE = env.raw(
    "NEWSROOM_TAGLINE", "Independent news from Port Sable and the coast"
)
# Seconds a browser may keep a page without asking again.
NEWSROOM_PAGE_MAX_AGE = env.number("NEWSROOM_PAGE_MAX_AGE", default=60)
# Seconds a cache in front may do so.
NEWSROOM_SHARED_MAX_AGE = env.number("NEWSROOM_SHARED_MAX_AGE", default=300)
# Hours until a read counts half.
NEWSROOM_POPULAR_HALF_LIFE = env.number(
    "NEWSROOM_POPULAR_HALF_LIFE", default=3, least=1
)
# Days a story stays eligible after publication.
NEWSROOM_POPULAR_MAX_AGE = env.number("NEWSROOM_POPULAR_MAX_AGE", default=7, least=1)
# Whether feeds carry the whole body or only the standfirst.
NEWSROOM_FEED_FULL_TEXT = env.flag("NEWSROOM_FEED_FULL_TEXT", default=True)
# The WebSub hub that is told when a feed changes, and tells whoever subscribed.
NEWSROOM_WEBSUB_HUB = env.address("NEWSROOM_WEBSUB_HUB", exactly=True)
# The key under which search engines are told of changed pages, by indexnow.org.
NEWSROOM_INDEXNOW_KEY = env.matching(
    "NEWSROOM_INDEXNOW_KEY",
    "[A-Za-z0-9-]{8,128}",
    "must be 8 to 128 letters, digits and hyphens",
)
NEWSROOM_INDEXNOW_ENDPOINT = env.address(
    "NEWSROOM_INDEXNOW_ENDPOINT",
    default="https://api.indexnow.org/indexnow",
    exactly=True,
)
# Hosts in private networks that the two may be all the same.
NEWSROOM_ANNOUNCE_PRIVATE_HOSTS = [
    host.lower() for host in env.listing("NEWSROOM_ANNOUNCE_PRIVATE_HOSTS")
]
# Which crawlers of artificial intelligence robots.txt asks to stay away.
NEWSROOM_AI_CRAWLERS = env.choice(
    "NEWSROOM_AI_CRAWLERS",
    ("allow", "refuse-training", "refuse"),
    default="refuse-training",
)
# Further user agents that it asks to stay away.
NEWSROOM_CLOSED_TO_CRAWLERS = env.listing("NEWSROOM_CLOSED_TO_CRAWLERS")
# Whom security.txt names for reports, such as mailto:security@example.org.
NEWSROOM_SECURITY_CONTACT = env.listing("NEWSROOM_SECURITY_CONTACT")
# The address of the page that says how reports are dealt with.
NEWSROOM_SECURITY_POLICY = env.address("NEWSROOM_SECURITY_POLICY")
# The host name in the permanent identifiers of stories (RFC 4151); set it once.
NEWSROOM_TAG_AUTHORITY = env.raw(
    "NEWSROOM_TAG_AUTHORITY", urlsplit(NEWSROOM_BASE_URL).hostname or "localhost"
)
# Hosts in private networks that feeds may be fetched from all the same.
NEWSROOM_WIRE_PRIVATE_HOSTS = [
    host.lower() for host in env.listing("NEWSROOM_WIRE_PRIVATE_HOSTS")
]
# The folders that feeds of the transport “folder” may lie in, and below.
NEWSROOM_WIRE_FOLDERS = env.listing(
    "NEWSROOM_WIRE_FOLDERS", default=[str(VAR_DIR / "wire")]
)
NEWSROOM_DESK_PATH = "/admin/"  # cookies, sessions and the nonce live below it

# Django -----------------------------------------------------------------------

INSTALLED_APPS = [
    "newsroom.demo",
    "newsroom.search",
    "newsroom.wire",
    "newsroom.popular",
    "newsroom.announcing",
    "newsroom.notes",
    "taggit",  # before articles, which replaces its admin screen
    "articles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "newsroom.doors",  # after both, whose admin screens it replaces
    "django_prose_editor",
    "newsroom.doors.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]
MIDDLEWARE = [
    "newsroom.doors.logs.RequestIdMiddleware",
    "newsroom.doors.addresses.ClientAddressMiddleware",
    "newsroom.doors.responses.HeadersMiddleware",
    "newsroom.doors.languages.DeskLanguageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.doors.csp.ContentSecurityPolicyMiddleware",
    "newsroom.doors.responses.CompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsroom.doors.spelling.SpellingMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.doors.two_step.middleware.TwoStepMiddleware",
    "axes.middleware.AxesMiddleware",  # last, so that a lockout answers for the view
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
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The language of the paper's frame, and of stories unless they say otherwise.
LANGUAGES = [("en-gb", _("English")), ("fr", _("French")), ("ar", _("Arabic"))]
LANGUAGE_CODE = env.choice(
    "NEWSROOM_LANGUAGE", [code for code, _name in LANGUAGES], default="en-gb"
)
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
TIME_ZONE = env.raw("NEWSROOM_TIME_ZONE", "UTC")
USE_TZ = True
FORMAT_MODULE_PATH = "newsroom.formats"

# Files ------------------------------------------------------------------------

# Where readers fetch renditions: a path of this site, or the address of a media host.
MEDIA_URL = env.raw("NEWSROOM_MEDIA_URL", "/media/").rstrip("/") + "/"
MEDIA_ROOT = VAR_DIR / "media"
# When they are made: after the upload, in a thread, or only by make_renditions.
NEWSROOM_RENDITIONS = env.choice(
    "NEWSROOM_RENDITIONS", ("background", "command"), default="background"
)
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.raw("NEWSROOM_STATIC_DIR", str(VAR_DIR / "static"))).absolute()
STATICFILES_DIRS = [BASE_DIR / "static"]
NEWSROOM_S3_BUCKET = env.raw("NEWSROOM_S3_BUCKET")
NEWSROOM_S3_ORIGINALS_BUCKET = env.raw("NEWSROOM_S3_ORIGINALS_BUCKET")
NEWSROOM_S3_ENDPOINT = env.address("NEWSROOM_S3_ENDPOINT")
NEWSROOM_S3_REGION = env.raw("NEWSROOM_S3_REGION")
NEWSROOM_S3_ACCESS_KEY = env.raw("NEWSROOM_S3_ACCESS_KEY")
NEWSROOM_S3_SECRET_KEY = env.raw("NEWSROOM_S3_SECRET_KEY")
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(MEDIA_ROOT), "base_url": MEDIA_URL},
    },
    "originals": {
        "BACKEND": "articles.photos.originals.PrivateFiles",
        "OPTIONS": {"location": str(VAR_DIR / "originals")},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if PRODUCTION:
    STORAGES["staticfiles"]["BACKEND"] = (
        "whitenoise.storage.CompressedManifestStaticFilesStorage"
    )
if NEWSROOM_S3_BUCKET:
    if not MEDIA_URL.startswith("https://") and PRODUCTION:
        raise ImproperlyConfigured(
            "NEWSROOM_MEDIA_URL must be the https:// address at which the bucket of"
            " NEWSROOM_S3_BUCKET is public."
        )
    if NEWSROOM_S3_ORIGINALS_BUCKET in {"", NEWSROOM_S3_BUCKET}:
        raise ImproperlyConfigured(
            "NEWSROOM_S3_ORIGINALS_BUCKET must name a bucket of its own that is not"
            " public, since originals are never shown."
        )
    if importlib.util.find_spec("storages") is None:
        raise ImproperlyConfigured(
            "NEWSROOM_S3_BUCKET needs the package django-storages[s3]; install"
            " requirements-optional.txt."
        )
    STORAGES["default"] = {"BACKEND": "newsroom.doors.s3.RenditionStorage"}
    STORAGES["originals"] = {"BACKEND": "newsroom.doors.s3.OriginalStorage"}
# Embedded, style sheets come straight from where they are written, never stale.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION
WHITENOISE_MAX_AGE = 3600 if PRODUCTION else 0  # seconds, for names without a hash
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Doors ------------------------------------------------------------------------

EMBEDS = ["https://www.youtube-nocookie.com", "https://player.vimeo.com"]
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, *origin(MEDIA_URL)],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "media-src": [CSP.SELF, *origin(MEDIA_URL)],
    "frame-src": EMBEDS,
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
# The desk's editor needs an import map, which must stand in the page, and previews
# pictures that are not uploaded yet.
SECURE_CSP_DESK = SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "blob:", "data:", *origin(MEDIA_URL)],
}
NEWSROOM_PERMISSIONS_POLICY = (
    "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if NEWSROOM_TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if PRODUCTION:
    # Seconds a browser will refuse plain http for this host.
    SECURE_HSTS_SECONDS = env.number("NEWSROOM_HSTS_SECONDS", default=31_536_000)
    # Also for every sub-domain, and for the list built into browsers.
    SECURE_HSTS_PRELOAD = env.flag("NEWSROOM_HSTS_PRELOAD", default=False)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD
    if not SECURE_HSTS_PRELOAD:
        # Both ask for a promise about hosts that are not this site's to give.
        SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# Cookies exist at the desk only, so that public pages are the same for everybody.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = NEWSROOM_DESK_PATH
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 31_536_000  # seconds: the language an editor chose at the desk
CSRF_FAILURE_VIEW = "newsroom.doors.errors.csrf_failure"
SESSION_COOKIE_AGE = env.number("NEWSROOM_SESSION_HOURS", default=168, least=1) * 3600
# The default keeps messages in a cookie of its own, for every path of the site.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it turns away who tried too often
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{RULES}.UserAttributeSimilarityValidator"},
    {"NAME": f"{RULES}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{RULES}.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# A name and an address together, so that nobody can lock an editor out from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5  # wrong passwords or codes
# The same from one address for any names: an office behind one address mistypes too.
NEWSROOM_ADDRESS_FAILURE_LIMIT = 50
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_HANDLER = "newsroom.doors.sign_in.SignInHandler"
AXES_LOCKOUT_CALLABLE = "newsroom.doors.sign_in.locked_out"
AXES_CLIENT_IP_CALLABLE = "newsroom.doors.addresses.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # sign-ins stand in the log, not for ever in a table
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "code"]  # kept out of the log
NEWSROOM_TWO_STEP = env.choice(
    "NEWSROOM_TWO_STEP",
    ["required", "optional"],
    default="required" if PRODUCTION else "optional",
)
OTP_TOTP_ISSUER = NEWSROOM_NAME
OTP_ADMIN_HIDE_SENSITIVE_DATA = True

# E-mail -----------------------------------------------------------------------

# Without a server, e-mail is printed where the command that sends it runs; but in
# production none is sent (see NEWSROOM_SENDS_MAIL).
MAIL_HOST = env.raw("NEWSROOM_EMAIL_HOST")
MAIL_PORT = env.number("NEWSROOM_EMAIL_PORT", default=587, least=1)
MAIL_USER = env.raw("NEWSROOM_EMAIL_USER")
MAIL_PASSWORD = env.raw("NEWSROOM_EMAIL_PASSWORD")
MAIL_SECURITY = env.choice(
    "NEWSROOM_EMAIL_SECURITY", ["starttls", "tls", "none"], default="starttls"
)
MAIL_TIMEOUT = 10  # seconds
MAIL_BACKEND = (
    "django.core.mail.backends."
    f"{'smtp' if MAIL_HOST or PRODUCTION else 'console'}.EmailBackend"
)
DEFAULT_FROM_EMAIL = env.raw(
    "NEWSROOM_EMAIL_FROM",
    formataddr(
        (NEWSROOM_NAME, f"desk@{urlsplit(NEWSROOM_BASE_URL).hostname or 'localhost'}")
    ),
)
if django.VERSION >= (6, 1):
    MAILERS: dict[str, dict[str, Any]] = {"default": {"BACKEND": MAIL_BACKEND}}
    if MAIL_HOST:
        MAILERS["default"]["OPTIONS"] = {
            "host": MAIL_HOST,
            "port": MAIL_PORT,
            "username": MAIL_USER,
            "password": MAIL_PASSWORD,
            "use_tls": MAIL_SECURITY == "starttls",
            "use_ssl": MAIL_SECURITY == "tls",
            "timeout": MAIL_TIMEOUT,
        }
else:
    EMAIL_BACKEND = MAIL_BACKEND
    EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = MAIL_HOST, MAIL_PORT, MAIL_TIMEOUT
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_USER, MAIL_PASSWORD
    EMAIL_USE_TLS, EMAIL_USE_SSL = (
        kind == MAIL_SECURITY for kind in ["starttls", "tls"]
    )
# Whether readers may ask to be told by e-mail what became of their notes.
NEWSROOM_SENDS_MAIL = bool(MAIL_HOST) or not PRODUCTION

# Logs -------------------------------------------------------------------------

LOG_FORMAT = env.choice(
    "NEWSROOM_LOG_FORMAT", ["json", "plain"], default="json" if PRODUCTION else "plain"
)
LOG_LEVEL = env.choice(
    "NEWSROOM_LOG_LEVEL", ["debug", "info", "warning", "error"], default="info"
).upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "newsroom.doors.logs.RequestIdFilter"}},
    "formatters": {
        "json": {"()": "newsroom.doors.logs.JSONFormatter"},
        "plain": {"format": "{levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request_id"],
            "formatter": LOG_FORMAT,
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Django's own handlers would print each line a second time.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # It would tell of each connection, at every poll of every SFTP feed.
        "paramiko": {"level": "WARNING"},
        # A line for each request, where no development server writes one already.
        "newsroom.requests": {
            "level": LOG_LEVEL if LOG_FORMAT == "json" else "WARNING"
        },
    },
}
