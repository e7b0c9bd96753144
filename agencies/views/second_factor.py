"""Setting up the second step of signing in, its recovery codes, and turning it off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as otp_login

from agencies import services
from agencies.access import asks_second_factor
from agencies.forms.account import SecondFactorForm
from agencies.models import User
from agencies.second_factor import (
    WrongCode,
    app_address,
    code_check,
    has_second_factor,
    is_verified,
    new_key,
    qr_code,
    recovery_codes_left,
    typed_key,
)
from agencies.sessions import sessions_end
from agencies.throttling import count_failure, password_holds
from agencies.views.person import READ_OR_WRITE, next_of, person_of
from agencies.views.sign_in import WRONG_CODE

KEY = "second-factor-key"
ON = "เปิดการยืนยันตัวตนสองขั้นแล้ว ระบบให้อุปกรณ์อื่นทั้งหมดออกจากระบบด้วย"


@never_cache
@require_http_methods(["GET", "HEAD"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Whether the second step is on, and the way to turn it on or off."""
    user = person_of(request)
    return _page(request, user, SecondFactorForm(user))


@sensitive_post_parameters()
@never_cache
@require_http_methods(READ_OR_WRITE)
def second_factor_setup(request: HttpRequest) -> HttpResponse:
    """Show the secret to the person's app, and turn the second step on with a code from it and the password.

    Otherwise who finds a session open could shut its person out of the account.
    """
    user = person_of(request)
    if has_second_factor(user):
        return redirect("second-factor")
    key = request.session.setdefault(KEY, new_key())
    form = SecondFactorForm(user, request.POST or None)
    form.fields["code"].help_text = "รหัส 6 หลักที่แอปแสดงอยู่ตอนนี้"
    if request.method == "POST" and password_holds(request, form):
        try:
            device, codes = services.second_factor_confirm(user=user, key=key, typed=form.cleaned_data["code"])
        except WrongCode:
            form.add_error("code", WRONG_CODE)
        else:
            del request.session[KEY]
            otp_login(request, device)
            sessions_end(user=user, besides=request.session.session_key)
            messages.success(request, ON)
            return _codes(request, codes)
    context = {
        "form": form,
        "picture": qr_code(user, key),
        "typed": typed_key(key),
        "app_address": app_address(user, key),
        "next": next_of(request, "account"),
    }
    return render(request, "agencies/second_factor_setup.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
@require_POST
def second_factor_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes, by password and code."""
    user = person_of(request)
    form = SecondFactorForm(user, request.POST)
    if not _holds(request, user, form):
        return _page(request, user, form)
    messages.success(request, "ออกรหัสกู้คืนชุดใหม่แล้ว รหัสชุดเดิมใช้ไม่ได้อีก")
    return _codes(request, services.recovery_codes_renew(user=user))


@sensitive_post_parameters()
@require_POST
def second_factor_off(request: HttpRequest) -> HttpResponse:
    """Turn the second step off, by password and code."""
    user = person_of(request)
    form = SecondFactorForm(user, request.POST)
    if not _holds(request, user, form):
        return _page(request, user, form)
    services.second_factor_remove(user=user, actor=user)
    messages.success(request, "ปิดการยืนยันตัวตนสองขั้นแล้ว")
    return redirect("account")


def _holds(request: HttpRequest, user: User, form: SecondFactorForm) -> bool:
    """Return whether the form's password and code are right."""
    if not password_holds(request, form):
        return False
    try:
        code_check(user, form.cleaned_data["code"])
    except WrongCode:
        count_failure(request, user.username)
        form.add_error("code", WRONG_CODE)
        return False
    return True


def _page(request: HttpRequest, user: User, form: SecondFactorForm) -> HttpResponse:
    context = {
        "is_on": has_second_factor(user),
        "is_verified": is_verified(user),
        "codes_left": recovery_codes_left(user),
        "asking": _asking(user),
        "next": next_of(request, "account"),
        "off_form": form,
    }
    return render(request, "agencies/second_factor.html", context, status=422 if form.errors else 200)


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Show recovery codes, which cannot be shown again: they answer the form itself instead of a page of their own."""
    return render(request, "agencies/second_factor_codes.html", {"codes": codes, "next": next_of(request, "account")})


def _asking(user: User) -> list[str]:
    """Return the agencies that ask this person for the second step."""
    mine = user.memberships.active().select_related("agency")
    return [str(each.agency) for each in mine if asks_second_factor(each.agency, each.role)]
