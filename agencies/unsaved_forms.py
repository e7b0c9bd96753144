"""What people typed and have not stored: offered above its form, and forgotten when the form is stored.

A form takes part by `_unsaved.html`; `static/js/unsaved.js` sends what is typed. With the post comes the key under
which its texts are kept, and an answer that leads on says that they were stored.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import SimpleLazyObject

from agencies.models import UnsavedForm, User
from agencies.services.unsaved_forms import unsaved_form_discard

FIELD = "unsaved"


class UnsavedFormMiddleware:
    """Forgets what was typed once its form has been stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and isinstance(response, HttpResponseRedirect):
            key = key_of(request.POST.get(FIELD, "").partition(" ")[0])
            if key and isinstance(request.user, User):
                unsaved_form_discard(user=request.user, key=key)
        return response


def key_of(text: str) -> UUID | None:
    """Return the key that a page has chosen, or nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def unsaved_forms(request: HttpRequest) -> dict[str, Any]:
    """What the person typed on this page before, by form; asked for once, by pages with such a form alone."""
    return {"unsaved_forms": SimpleLazyObject(lambda: _by_form(request))}


def _by_form(request: HttpRequest) -> dict[str, list[UnsavedForm]]:
    """Nothing on the answer to a post: what was typed is in the form itself."""
    found: dict[str, list[UnsavedForm]] = defaultdict(list)
    if request.method == "GET" and isinstance(request.user, User):
        for each in UnsavedForm.objects.on_page(request.user, request.path):
            found[each.name].append(each)
    return found
