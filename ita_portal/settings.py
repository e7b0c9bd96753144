"""Settings of the portal, read from the environment and from `.env`; a bad value stops the start with its name.

Every variable is described in `.env.example`. In place of each, the same name with `_FILE` may name a file that holds
the value: so secrets need not lie in an environment that others can list.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from ita_portal.logs import logging_configuration

# openpyxl reads uploaded workbooks with defusedxml, which refuses entities, unless it finds lxml, which comes with
# python-docx and only leaves them unresolved. It looks here once, when it is imported.
os.environ["OPENPYXL_LXML"] = "False"

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.FileAwareEnv()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
# Demonstration mode: load_demo may create agencies and accounts whose passwords are printed. Never on a public server.
DEMO = env.bool("DEMO", default=False)

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set. Run `make setup`, or copy .env.example to .env and fill it in.")
# Keys of before: what they signed holds, nothing new is signed with them. For the days after a change of the key.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    # Before `agencies`, which takes their English pages out of the administration again.
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "ita_portal",
    "agencies",
    "assessments",
    "measures",
    "reports",
    "workspace",
    "public",
    "import_export",
    "csp",
    "agencies.admin_app.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # Sees every answer, whoever gives it.
    "ita_portal.request_log.RequestLogMiddleware",
    # What every answer carries, also that of a middleware below which refuses.
    "ita_portal.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before anything reads a cookie.
    "ita_portal.public_answers.PublicAnswerMiddleware",
    "ita_portal.methods.MethodMiddleware",
    "ita_portal.unstorable.UnstorableMiddleware",
    "ita_portal.turns.TurnMiddleware",
    # Before anything reads the form.
    "agencies.sign_in_again.FormSizeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "agencies.sessions.DeviceMiddleware",
    "agencies.second_factor.SecondFactorMiddleware",
    # Every page needs a login unless its view opts out by name with @login_not_required.
    "agencies.sign_in_again.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "agencies.unsaved_forms.UnsavedFormMiddleware",
    # Last, as it asks: turns the answer into the page that says how long to wait.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ita_portal.urls"
WSGI_APPLICATION = "ita_portal.wsgi.application"

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
                "agencies.unsaved_forms.unsaved_forms",
                "workspace.bar.bar",
            ],
        },
    },
]

# What is typed into any form is read in one spelling.
FORM_RENDERER = "ita_portal.form_texts.PortalForms"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers wait for each other instead of failing at once; readers do not wait for writers.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Connections are kept, and tried before each request: one that the server closed meanwhile is opened anew.
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Seconds until a server that does not answer counts as away, instead of holding the process for minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    # What every page asks is planned once in a connection (agencies/prepared_queries.py), all else each time.
    DATABASES["default"]["OPTIONS"].setdefault("prepare_threshold", 1_000_000_000)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "agencies.backends.PersonBackend"]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "email")},
    },
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
SESSION_ENGINE = "agencies.sessions"
# A session ends with the browser, and twelve hours after signing in at the latest; see agencies/rules/session_ends.py.
# Only who chooses so at the sign-in is remembered for longer.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
OTP_TOTP_ISSUER = "ITA"

# Guessed passwords and codes: a name is refused at one address after a few failures, the address itself after many, so
# that nobody can lock a person out from elsewhere or an office by its own mistakes. A name that is guessed from many
# addresses is refused after some more, but for devices on which its person has signed in. See agencies/throttling.py.
AXES_FAILURE_LIMIT = 5
SIGN_IN_FAILURES_OF_ADDRESS = 50
SIGN_IN_FAILURES_OF_NAME = 20
# Codes count like passwords. The waiting of django-otp itself is of the account, wherever one guesses from: doubled at
# every wrong code, it would let anybody who knows the password shut the person out for hours.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HANDLER = "agencies.throttling.SignInHandler"
AXES_LOCKOUT_CALLABLE = "agencies.throttling.locked_out"
AXES_CLIENT_IP_CALLABLE = "ita_portal.client_address.counted_address"
AXES_RESET_ON_SUCCESS = True
# Who tries on while locked out does not have to wait longer for it.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # a person's sign-ins are on the account page, from the sessions
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "next", "code", "carried"]

# The pages on which anybody verifies a document, by address and by process; a whole office may be behind one address.
PUBLIC_PAGES_PER_MINUTE = 60
# Counts them, and nothing else.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}},
}

LANGUAGE_CODE = "th"
LOCALE_PATHS = [BASE_DIR / "ita_portal" / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "ita_portal.screen_font.ScreenFontFinder",
]
# Where the package of the screen font puts it.
SCREEN_FONT_ROOT = "/usr/share/fonts/truetype/tlwg"
WHITENOISE_MIMETYPES = {".ttf": "font/ttf"}
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))()
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))()
# Ten files of evidence of 20 MB each, and the texts beside them. What is cut is refused by its form.
UPLOAD_MAX_FILE_BYTES = 20 * 1024**2
UPLOAD_MAX_POST_BYTES = 210 * 1024**2
# Elsewhere: a workbook, a picture or the longest texts for who is signed in; a name and a password for everybody else.
POST_BYTES, POST_BYTES_OF_ANYBODY = 12 * 1024**2, 256 * 1024
# Of a form without its files: the longest texts of an analysis are 4 MB on their way, and the largest form, that which
# assigns many measures at once, has a few fields for each.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024**2
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = [
    "ita_portal.uploads.CutUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Uploads are for the portal's own account alone.
FILE_UPLOAD_PERMISSIONS = 0o600
STORAGES = {
    "default": {"BACKEND": "ita_portal.uploads.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "ita_portal.static_addresses.PlainStorage" if DEBUG else "ita_portal.screen_font.StaticStorage"
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
    }
}

# Behind TLS everywhere but on a developer's own machine.
HTTPS = env.bool("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# What a form with a token of an earlier sign-in held is shown, to be sent once more.
CSRF_FAILURE_VIEW = "agencies.sign_in_again.csrf_failure"
CSRF_COOKIE_HTTPONLY = True  # scripts take the token from the form beside them
if HTTPS:
    # A browser takes cookies of such names only over TLS and from this very host: no neighbour of the same domain, and
    # nobody on the way of a plain request, can plant one.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
# Machines on this one ask without TLS whether the portal is well.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# The proxy sets X-Forwarded-Proto and X-Forwarded-For; without one, anybody could write these headers.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Reminders by e-mail: off unless EMAIL_URL says which server takes them.
EMAIL_IS_CONFIGURED = bool(env.str("EMAIL_URL", default=""))
if EMAIL_IS_CONFIGURED:
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="")
# What links in letters begin with: the address under which people open the portal.
SITE_URL = env.str("SITE_URL", default="").rstrip("/")

# clamd, which scans files of evidence before they are kept: unix:/run/clamav/clamd.ctl or tcp://127.0.0.1:3310.
VIRUS_SCANNER = env.str("VIRUS_SCANNER", default="")

# Whether the portal may ask addresses on the web if they answer; see ita_portal/outside_links.py.
LINK_CHECKS = env.bool("LINK_CHECKS", default=False)

# PDFs, heavy pages and uploads, of each kind so many at once on this machine, each by a process of its own: fewer than
# there are processes, so that one is always left for everybody else.
DOCUMENTS_AT_ONCE = env.int("DOCUMENTS_AT_ONCE", default=2)

# The paper of official letters: A4, left 3 cm, right 2 cm, top 2.5 cm, bottom 2 cm.
DOCUMENT_MARGINS_CM = {
    "top": env.float("DOCUMENT_MARGIN_TOP", default=2.5),
    "right": env.float("DOCUMENT_MARGIN_RIGHT", default=2.0),
    "bottom": env.float("DOCUMENT_MARGIN_BOTTOM", default=2.0),
    "left": env.float("DOCUMENT_MARGIN_LEFT", default=3.0),
}

# A developer's own server writes a line for each request by itself.
LOGGING = logging_configuration(level=env.str("LOG_LEVEL", default="WARNING" if DEBUG else "INFO"), is_readable=DEBUG)
