"""The link of an invitation: for a new account, or for the account of the person who is signed in."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agencies import services
from agencies.display_names import NAME_TAKEN
from agencies.forms.account import NewAccountForm
from agencies.models import Invitation, User
from agencies.models.session import BACKEND
from agencies.views.person import READ_OR_WRITE, person_of

TAKEN = "มีผู้ใช้ชื่อผู้ใช้นี้แล้ว กรุณาใช้ชื่ออื่น"
BORNE = "ในหน่วยงานนี้มีผู้ใช้ชื่อที่แสดงเดียวกับท่าน กรุณาเปลี่ยนชื่อที่แสดงที่หน้าบัญชีของฉันก่อน แล้วจึงเปิดลิงก์นี้อีกครั้ง"
ALREADY = "บัญชีของท่านเป็นสมาชิกของหน่วยงานนี้แล้ว หรือถูกระงับสิทธิ์ไว้ กรุณาติดต่อผู้ประสานงาน ITA ของหน่วยงาน"


# Whoever holds the link is the one who was invited, with an account or without.
@sensitive_post_parameters()
@login_not_required
@never_cache
@require_http_methods(READ_OR_WRITE)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation; the page tells what the link was for only while it opens."""
    found = (
        Invitation.objects.pending(timezone.now())
        .with_token(token)
        .select_related("agency", "department", "invited_by")
        .first()
    )
    if found is None or not services.is_open(found):
        return _spent(request)
    try:
        if request.user.is_authenticated:
            return _with_own_account(request, found)
        return _with_new_account(request, found)
    except services.InvitationSpent:
        return _spent(request)


def _with_own_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    user = person_of(request)
    problem = ""
    if request.method == "POST":
        try:
            services.invitation_accept(invitation=found, user=user)
        except services.AlreadyMember:
            problem = ALREADY
        except services.NameBorne:
            problem = BORNE
        else:
            return _welcome(request, found)
    context = {"invitation": found, "problem": problem}
    return render(request, "agencies/invitation_own.html", context, status=409 if problem else 200)


def _with_new_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = NewAccountForm(request.POST or None, invitation=found)
    if request.method == "POST" and form.is_valid():
        try:
            user: User = services.account_create(invitation=found, account=form.account)
        except IntegrityError:  # somebody else chose the name in the same moment
            form.add_error("username", TAKEN)
        except services.NameBorne:
            form.add_error("display_name", NAME_TAKEN)
        else:
            login(request, user, backend=BACKEND)
            return _welcome(request, found)
    context = {"invitation": found, "form": form}
    return render(request, "agencies/invitation_new.html", context, status=422 if form.errors else 200)


def _welcome(request: HttpRequest, found: Invitation) -> HttpResponse:
    messages.success(request, f"ท่านเข้าเป็นสมาชิกของ{found.agency} ในบทบาท{found.get_role_display()} แล้ว")
    return redirect("agency", found.agency.slug)


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "agencies/invitation_spent.html", status=404)
