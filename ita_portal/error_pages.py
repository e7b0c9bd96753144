"""The pages that say what went wrong. They ask the database nothing, since it may be what is wrong."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from ita_portal.carried import carried_of
from ita_portal.logs import REQUEST_ID

RETRY_SECONDS = "30"
FULL = (errno.ENOSPC, errno.EDQUOT)
DISK_FULL_OF_POSTGRESQL = "53100"
# The second: no room for the index that SQLite makes beside the file for whoever opens it, even to read.
DISK_FULL_OF_SQLITE = ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of a request that cannot be read."""
    return HttpResponse(_page("400.html", request), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of a failure: 503 where the machine is at fault and not the program, so that trying again helps."""
    error = sys.exc_info()[1]
    if is_full(error):
        return HttpResponse(_page("503_full.html", request), status=503)
    if isinstance(error, OperationalError | InterfaceError):
        page = _page("503.html", request)
        return HttpResponse(page, status=503, headers={"Retry-After": RETRY_SECONDS})
    return HttpResponse(_page("500.html", request), status=500)


def is_full(error: BaseException | None) -> bool:
    """Whether an exception says that a disk is full: that of the uploads or that of the database."""
    if isinstance(error, OSError):
        return error.errno in FULL
    if isinstance(error, OperationalError):
        of_driver = error.__cause__
        if getattr(of_driver, "sqlite_errorname", "") in DISK_FULL_OF_SQLITE:
            return True
        return getattr(of_driver, "sqlstate", "") == DISK_FULL_OF_POSTGRESQL
    return False


def _page(name: str, request: HttpRequest) -> str:
    context = {"reference": request.META.get(REQUEST_ID, "")}
    if carried := carried_of(request):
        context |= {"carried": carried, "csrf_token": get_token(request)}
    return render_to_string(name, context)
