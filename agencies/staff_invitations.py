"""The administrator's page that invites administrators and overseers, and gives their link again until it was used."""

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from agencies import services
from agencies.forms.staff import StaffForm
from agencies.letters import is_sent, reset_letter
from agencies.models import User
from agencies.reset_links import reset_path
from ita_portal.site_address import absolute_here


@never_cache
def staff_invite(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Open an account for somebody, and hand over the link by which the person sets a password."""
    actor = _administrator(request)
    form = StaffForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, site, form=form, status=422 if form.errors else 200)
    return _handed_over(request, site, services.staff_invite(content=form.content, actor=actor), actor)


@never_cache
def staff_link(request: HttpRequest, site: AdminSite, pk: int) -> HttpResponse:
    """Hand over a new link to who has never signed in; the one before dies when either is used."""
    actor = _administrator(request)
    user = get_object_or_404(User, pk=pk, last_login=None, is_active=True)
    if request.method != "POST":
        return redirect("admin:agencies_user_change", pk)
    return _handed_over(request, site, user, actor)


def _handed_over(request: HttpRequest, site: AdminSite, user: User, actor: User) -> HttpResponse:
    if user.email and settings.EMAIL_IS_CONFIGURED and is_sent(reset_letter(user)):
        messages.success(request, f"ส่งลิงก์ตั้งรหัสผ่านถึง “{user}” ทางอีเมล {user.email} แล้ว")
        return redirect("admin:agencies_user_changelist")
    link = absolute_here(request, reset_path(user, giver=actor))
    return _page(request, site, person=user, link=link)


def _administrator(request: HttpRequest) -> User:
    """Return who may give the right to everything; staff without it may not."""
    assert isinstance(request.user, User)
    if not request.user.is_superuser:
        raise PermissionDenied
    return request.user


def _page(request: HttpRequest, site: AdminSite, *, status: int = 200, **context: object) -> HttpResponse:
    context |= site.each_context(request) | {"title": "เชิญผู้ดูแลระบบหรือผู้กำกับดูแล", "opts": User._meta}
    return TemplateResponse(request, "admin/agencies/user/invite.html", context, status=status)
