"""Inviting people into an agency, and taking invitations back."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from agencies import services
from agencies.access import Access, Right, access_to
from agencies.forms.people import InvitationForm
from agencies.letters import invitation_letter, is_sent
from agencies.models import Invitation
from agencies.once import once_key_of, once_slowly
from agencies.views.person import READ_OR_WRITE
from ita_portal.site_address import absolute_here


@never_cache
@require_http_methods(READ_OR_WRITE)
@once_slowly
def invite(request: HttpRequest, agency: str) -> HttpResponse:
    """Invite somebody. The link is in the letter; without one it is shown in the answer to the form itself."""
    access = access_to(request, agency, Right.MANAGE_PEOPLE)
    token = _token_of(request)
    if made := access.agency.invitations.with_token(token).first():
        return _link_page(request, access, made, token)
    form = InvitationForm(access.agency, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"access": access, "form": form, "sends_letters": settings.EMAIL_IS_CONFIGURED}
        return render(request, "agencies/invite.html", context, status=422 if form.errors else 200)
    made, _ = services.invitation_create(agency=access.agency, content=form.invitation, actor=access.user, token=token)
    if made.email and is_sent(invitation_letter(made, token)):
        messages.success(request, f"ส่งคำเชิญถึง “{made.name}” ทางอีเมล {made.email} แล้ว")
        return redirect("people", access.agency.slug)
    return _link_page(request, access, made, token)


def _token_of(request: HttpRequest) -> str:
    """Return the token of a link: the same where the same form is sent again, so that it shows the link once more."""
    key = once_key_of(request)
    return salted_hmac("agencies.invitation", f"{request.user.pk} {key}").hexdigest() if key else services.new_token()


def _link_page(request: HttpRequest, access: Access, made: Invitation, token: str) -> HttpResponse:
    context = {
        "access": access,
        "invitation": made,
        "link": absolute_here(request, reverse("invitation", args=(token,))),
        "has_failed": bool(made.email and settings.EMAIL_IS_CONFIGURED),
    }
    return render(request, "agencies/invited.html", context)


@require_POST
def invitation_revoke(request: HttpRequest, agency: str, key: UUID) -> HttpResponse:
    access = access_to(request, agency, Right.MANAGE_PEOPLE)
    found = get_object_or_404(access.agency.invitations, key=key)
    is_revoked = services.invitation_revoke(invitation=found, actor=access.user)
    messages.success(request, f"ยกเลิกคำเชิญ “{found.name}” แล้ว" if is_revoked else "คำเชิญนี้ใช้หรือยกเลิกไปแล้ว")
    return redirect("people", access.agency.slug)
