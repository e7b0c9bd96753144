"""Passwords: changing one's own, and the way back for somebody who has forgotten it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from agencies import services
from agencies.forms.account import ChangePasswordForm, ForgottenForm, NewPasswordForm
from agencies.letters import reset_letter, send_later
from agencies.models import User
from agencies.reset_links import ResetLinks
from agencies.throttling import password_holds
from agencies.views.person import READ_OR_WRITE, person_of

CHANGED = "เปลี่ยนรหัสผ่านแล้ว ระบบให้อุปกรณ์อื่นทั้งหมดออกจากระบบด้วย"


@sensitive_post_parameters()
@never_cache
@require_http_methods(READ_OR_WRITE)
def password_change(request: HttpRequest) -> HttpResponse:
    """Change one's own password, which ends the sessions on other devices."""
    user = person_of(request)
    form = ChangePasswordForm(user, request.POST or None)
    if request.method == "POST" and password_holds(request, form):
        password = form.cleaned_data["new_password1"]
        services.password_set(user=user, password=password, keep_session=request.session.session_key)
        update_session_auth_hash(request, user)
        messages.success(request, CHANGED)
        return redirect("account")
    return render(request, "agencies/password_change.html", {"form": form}, status=422 if form.errors else 200)


# Who cannot sign in cannot be asked to.
@login_not_required
@never_cache
@require_http_methods(READ_OR_WRITE)
def password_forgotten(request: HttpRequest) -> HttpResponse:
    """Send the way back to the accounts of an address; the answer is the same whether there are any."""
    if not settings.EMAIL_IS_CONFIGURED:
        return render(request, "agencies/password_forgotten.html", {"is_configured": False})
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _send_reset_letters(form.cleaned_data["email"])
        return redirect("password-sent")
    context = {"is_configured": True, "form": form}
    return render(request, "agencies/password_forgotten.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def password_sent(request: HttpRequest) -> HttpResponse:
    """What the person can do now, whether or not a letter left."""
    return render(request, "agencies/password_sent.html")


class PasswordReset(PasswordResetConfirmView):
    """The link of a letter, or one that a coordinator has handed over. It signs nobody in: the second step stays."""

    template_name = "agencies/password_reset.html"
    form_class = NewPasswordForm
    token_generator = ResetLinks()
    success_url = reverse_lazy("login")

    def form_valid(self, form: Any) -> HttpResponse:
        services.password_set(user=form.user, password=form.cleaned_data["new_password1"], by_link=True)
        del self.request.session["_password_reset_token"]
        messages.success(self.request, "ตั้งรหัสผ่านใหม่แล้ว กรุณาเข้าสู่ระบบด้วยรหัสผ่านใหม่")
        return redirect(self.get_success_url())


def _send_reset_letters(email: str) -> None:
    for user in User.objects.filter(email__iexact=email, is_active=True):
        if services.reset_letter_claim(user=user):
            send_later(reset_letter(user))
