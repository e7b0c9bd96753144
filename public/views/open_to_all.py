"""What every public page has in common: no sign-in, and an answer that is the same for everybody and may be kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http.response import HttpResponseBase
from django.views.decorators.http import conditional_page, require_safe

from ita_portal.public_answers import same_for_everybody

# Kept by browsers and by what stands before the portal, but asked for again each time: an agency may withdraw it.
KEPT_AND_ASKED = "public, no-cache"


def open_to_all(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let anybody read a page; who has its newest state already is told so."""

    @wraps(view)
    def shown(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response.headers.setdefault("Cache-Control", KEPT_AND_ASKED)
        return response

    opened: Callable[..., HttpResponseBase] = login_not_required(require_safe(conditional_page(shown)))
    return same_for_everybody(opened)
