"""A person's own account: how they are called, and where they are signed in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import services
from agencies.display_names import NAME_TAKEN
from agencies.forms.account import ProfileForm
from agencies.models import User
from agencies.second_factor import has_second_factor
from agencies.sessions import device_key, sessions_end, sessions_of
from agencies.throttling import password_holds
from agencies.views.person import READ_OR_WRITE, person_of


@sensitive_post_parameters()
@never_cache
@require_http_methods(READ_OR_WRITE)
def account(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    form = ProfileForm(user, request.POST or None)
    if request.method == "POST" and password_holds(request, form) and _is_saved(user, form):
        messages.success(request, "บันทึกข้อมูลของท่านแล้ว")
        return redirect("account")
    context = {
        "form": form,
        "person": user,
        "memberships": user.memberships.active().select_related("agency", "department").order_by("agency__slug"),
        "sessions": sessions_of(user),
        "here": device_key(request),
        "has_second_factor": has_second_factor(user),
    }
    return render(request, "agencies/account.html", context, status=422 if form.errors else 200)


def _is_saved(user: User, form: ProfileForm) -> bool:
    """Save what the form says, unless a colleague took the name since it was checked."""
    told = {name: form.cleaned_data[name] for name in ("display_name", "email")}
    try:
        services.profile_update(user=user, **told)
    except services.DisplayNameTaken:
        form.add_error("display_name", NAME_TAKEN)
        return False
    return True


@require_safe
def presence(request: HttpRequest) -> HttpResponse:
    """Take note that somebody is typing: the session counts as used, as by every request."""
    return HttpResponse(status=204)


@require_POST
def session_end(request: HttpRequest, key: UUID) -> HttpResponse:
    """Sign a device out; an unknown key, or one of somebody else's session, ends nothing."""
    ended = sessions_end(user=person_of(request), key=key, besides=request.session.session_key)
    messages.success(request, "ออกจากระบบในอุปกรณ์นั้นแล้ว" if ended else "อุปกรณ์นั้นออกจากระบบไปแล้ว")
    return redirect("account")


@require_POST
def sessions_end_others(request: HttpRequest) -> HttpResponse:
    """Sign every other device out."""
    ended = sessions_end(user=person_of(request), besides=request.session.session_key)
    messages.success(request, f"ออกจากระบบในอุปกรณ์อื่นแล้ว {ended} เครื่อง")
    return redirect("account")
