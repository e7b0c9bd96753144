"""What one has typed and not stored: kept by the pages, listed here, and discarded."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import services
from agencies.models import UnsavedForm
from agencies.rules.unsaved_forms import LONGEST_NAME, LONGEST_PAGE, LONGEST_TITLE, is_page, read_fields
from agencies.services import UnsavedContent
from agencies.unsaved_forms import key_of
from agencies.views.person import READ_OR_WRITE, person_of
from ita_portal.carried import is_written
from ita_portal.text.spelling import one_spelling

REFUSED = 422


@require_http_methods(READ_OR_WRITE)
def unsaved_forms_page(request: HttpRequest) -> HttpResponse:
    """List what was typed and not stored; a page sends here what somebody types, and nothing where that was undone."""
    person = person_of(request)
    if request.method != "POST":
        listed = [(each, _shown(each)) for each in person.unsaved_forms.all()]
        return render(request, "agencies/unsaved_forms.html", {"listed": listed})
    content = _content_of(request)
    if content is None:
        return JsonResponse({"error": "เก็บร่างไม่ได้ ข้อความยาวเกินไป กรุณาบันทึกทีละส่วน"}, status=REFUSED)
    if not content.fields:
        services.unsaved_form_discard(user=person, key=content.key)
        return JsonResponse({"words": ""})
    kept = services.unsaved_form_keep(user=person, content=content)
    return JsonResponse({"words": f"เก็บร่างไว้แล้วเมื่อ {timezone.localtime(kept.saved_at):%H.%M} น. ยังไม่ได้บันทึก"})


@require_safe
def unsaved_form(request: HttpRequest, key: UUID) -> HttpResponse:
    """The fields of one of them, for the page that takes it up."""
    kept = get_object_or_404(person_of(request).unsaved_forms, key=key)
    return JsonResponse({"fields": kept.texts})


@require_POST
def unsaved_form_discard(request: HttpRequest, key: UUID) -> HttpResponse:
    kept = get_object_or_404(person_of(request).unsaved_forms, key=key)
    services.unsaved_form_discard(user=person_of(request), key=kept.key)
    messages.success(request, "ทิ้งร่างแล้ว")
    return redirect("unsaved-forms")


def _shown(kept: UnsavedForm) -> list[str]:
    return [text for name, text in kept.texts if is_written(name, text)]


def _content_of(request: HttpRequest) -> UnsavedContent | None:
    """Return what a page sent, within its bounds."""
    sent = _json_of(request)
    key, fields = key_of(str(sent.get("key", ""))), read_fields(sent.get("fields"))
    # Only the texts themselves are kept in a way that takes any letter.
    page, name, query, title = (one_spelling(str(sent.get(each, ""))) for each in ("page", "name", "query", "title"))
    if key is None or fields is None or not is_page(page) or not 0 < len(name) <= LONGEST_NAME:
        return None
    return UnsavedContent(key, page, name, query[:LONGEST_PAGE], title[:LONGEST_TITLE], fields)


def _json_of(request: HttpRequest) -> dict[str, Any]:
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return sent if isinstance(sent, dict) else {}
