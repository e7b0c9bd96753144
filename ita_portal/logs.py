"""What the log tells, and what it never tells: no names, no e-mail addresses, no tokens, no query strings.

Lines name a route, not an address, since addresses carry tokens; a person's number, not the person; and of an
exception its kind and where it happened, since its message may quote what somebody typed. One line is one JSON object;
on a developer's own machine it is plain text with everything. gunicorn takes the same configuration, see gunicorn_conf.
"""

import logging
import traceback
from types import TracebackType
from typing import Any

from pythonjsonlogger.json import JsonFormatter

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

REQUEST_ID = "REQUEST_ID"  # the key in request.META, where no header of a client can come
# Their messages speak of code or of the machine, never of what somebody typed.
TELLING = (AttributeError, ImportError, NameError, NotImplementedError, TypeError)
TELLING_NAMES = {"OperationalError", "InterfaceError"}  # of Django and of the drivers: why the database is away
# Objects that the standard library, Django and gunicorn hang on a record; their text would hold addresses.
UNWRITTEN = ("request", "response", "sock", "server_time", "status_code", "taskName")


class NamesNoAddress(logging.Filter):
    """Puts the route where Django or gunicorn would write the address, and keeps the request itself out."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = record.__dict__.pop("request", None)
        if hasattr(request, "META"):
            record.__dict__.update(request_fields(request))
            record.args = tuple(
                record.__dict__["route"] if arg == request.path else arg for arg in _listed(record.args)
            )
        if record.name.startswith("django.security.") and record.exc_info and record.exc_info[0]:
            record.msg, record.args = record.exc_info[0].__name__, ()
        if record.name.startswith("gunicorn"):
            record.args = tuple("(address)" if str(arg).startswith("/") else arg for arg in _listed(record.args))
        return True


class JsonLines(JsonFormatter):
    """One JSON object a line, with exceptions as `safe_traceback` tells them."""

    def __init__(self) -> None:
        super().__init__(
            "%(levelname)s %(name)s %(message)s",
            rename_fields={"levelname": "level", "name": "logger", "exc_info": "exception"},
            reserved_attrs=[*logging.makeLogRecord({}).__dict__, "message", "asctime", *UNWRITTEN],
            timestamp=True,
            json_ensure_ascii=False,
        )

    def formatException(self, ei: ExceptionInfo) -> str:
        return safe_traceback(ei[1]) if ei[1] else ""


def request_fields(request: Any) -> dict[str, Any]:
    """Return what a line of the log tells about a request."""
    # Asking for the user would ask the database; what no page has asked for is not needed here either.
    user = getattr(request, "_cached_user", None)
    return {
        "request_id": request.META.get(REQUEST_ID, ""),
        "method": request.method,
        "route": route_of(request),
        "user": user.pk if user else None,
    }


def route_of(request: Any) -> str:
    """Return the name of the page that was asked for; addresses of no page are all called unknown."""
    match = request.resolver_match
    return (match.view_name or "unnamed") if match else "unknown"


def safe_traceback(error: BaseException) -> str:
    """Return where an exception came from, down to its causes, with its message only where that quotes nobody."""
    told, seen = [], set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = "".join(traceback.format_tb(current.__traceback__))
        told.append(f"{frames}{type(current).__module__}.{type(current).__qualname__}{_safe_message(current)}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\ncaused by:\n".join(told)


def _safe_message(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f": {error.strerror}" if error.strerror else ""
    if isinstance(error, TELLING) or type(error).__name__ in TELLING_NAMES:
        return f": {next(iter(str(error).splitlines()), '')}"
    return ""


def _listed(args: Any) -> tuple[Any, ...]:
    return args if isinstance(args, tuple) else ()


def logging_configuration(*, level: str, is_readable: bool) -> dict[str, Any]:
    """Return the configuration of every logger, for Django's LOGGING and gunicorn's logconfig_dict."""
    formatter: dict[str, Any] = {"()": "ita_portal.logs.JsonLines"}
    if is_readable:
        formatter = {"format": "{levelname} {name}: {message}", "style": "{"}
    console = {"class": "logging.StreamHandler", "formatter": "line", "filters": [] if is_readable else ["address"]}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"address": {"()": "ita_portal.logs.NamesNoAddress"}},
        "formatters": {"line": formatter},
        "handlers": {"console": console},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Without Django's own handlers: its letters to administrators would hold whole requests.
            "django": {"handlers": []},
            # The request log says as much of what was not found or not allowed.
            "django.request": {"level": "ERROR"},
            # What these say of every document is of use to their authors only.
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
            # It names who tried to sign in; who may know that reads it in the portal.
            "axes": {"level": "CRITICAL"},
        },
    }
