"""Who sends a form and is not signed in any more signs in on the page that answers, and goes on with what was typed."""

from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from agencies.forms.sign_in import LoginForm
from agencies.known_devices import is_used_device
from agencies.models import User
from ita_portal.carried import SEALED, Carried, carried_of, is_sent_by_page, opened
from ita_portal.uploads import PostSizeMiddleware

REFUSED = 403


class SignInMiddleware(LoginRequiredMiddleware):
    """Asks for the sign-in; a form in which somebody wrote is answered with a page that holds its texts."""

    def handle_no_permission(  # type: ignore[override]  # Django's answers with nothing but the way to the login
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        carried = carried_of(request)
        return sign_in_again(request, carried) if carried else super().handle_no_permission(request, view_func)


class FormSizeMiddleware(PostSizeMiddleware):
    """Reads the texts of a large form to their end also where the sign-in ended in a browser that has been used."""

    def most_read(self, request: HttpRequest) -> int:
        return max(super().most_read(request), settings.POST_BYTES if is_used_device(request) else 0)


def sign_in_again(
    request: HttpRequest, carried: Carried | None, *, form: LoginForm | None = None, sealed: str = ""
) -> HttpResponse:
    """Show what was sent, with the way to sign in and go on."""
    context = {
        "carried": carried,
        "sealed": sealed or (carried.sealed if carried else ""),
        "form": form or LoginForm(request),
    }
    return render(request, "agencies/sign_in_again.html", context, status=REFUSED)


def carried_on(request: HttpRequest) -> HttpResponse | None:
    """Return the page with what was brought through the sign-in, for who opened the form; None where nothing was.

    It is sent by the person, from this page: nobody can bring somebody to send what they have not seen.
    """
    sealed = request.POST.get(SEALED, "")
    if not sealed:
        return None
    carried = opened(sealed)
    is_own = carried is not None and carried.is_for(request.user)
    return render(request, "agencies/carried_on.html", {"carried": carried if is_own else None})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is of an earlier sign-in: what it held is shown, to be sent once more with a new one.

    Only where the browser says that a page of the portal sent it: elsewhere anybody could have written it.
    """
    if is_sent_by_page(request) and request.POST.get(SEALED):
        return _sealed_again(request)
    carried = carried_of(request)
    if carried and not request.user.is_authenticated:
        return sign_in_again(request, carried)
    is_anothers = carried is not None and not carried.is_for(request.user)
    context = {"carried": None if is_anothers else carried, "is_anothers": is_anothers}
    return render(request, "403_csrf.html", context, status=REFUSED)


def _sealed_again(request: HttpRequest) -> HttpResponse:
    """Answer the page of signing in where somebody signed in elsewhere meanwhile."""
    if isinstance(request.user, User):
        return carried_on(request) or render(request, "403_csrf.html", status=REFUSED)
    sealed = request.POST[SEALED]
    return sign_in_again(request, opened(sealed), sealed=sealed)
