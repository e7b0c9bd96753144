"""Signing in: name and password, then a code where the person has set that up."""

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agencies import services
from agencies.demonstration_accounts import PASSWORD, DemonstrationAccount, demonstration_accounts
from agencies.forms.sign_in import CodeForm, LoginForm
from agencies.models import User
from agencies.notices import AccountNotice, notify
from agencies.second_factor import WrongCode, code_check, has_second_factor
from agencies.sessions import session_remember
from agencies.sign_in_again import carried_on
from agencies.throttling import count_failure, failures_of, lock_out, may_sign_in
from agencies.views.person import MAX_NEXT, READ_OR_WRITE, next_of
from ita_portal.carried import SEALED

HALF_WAY = "half-way"
SECONDS_FOR_CODE = 10 * 60
WRONG_CODES_TOLD = 3
WRONG_CODE = "รหัสไม่ถูกต้องหรือใช้ไปแล้ว กรุณาดูรหัสล่าสุดในแอป และตรวจว่าเวลาในโทรศัพท์ตรง"


class SignIn(LoginView):
    """Django's sign-in, followed by the second step for those who have one."""

    authentication_form = LoginForm
    redirect_authenticated_user = True

    @method_decorator(login_not_required)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever signed in elsewhere meanwhile goes on with what this page carries."""
        is_in = request.user.is_authenticated
        return (carried_on(request) if is_in else None) or super().dispatch(request, *args, **kwargs)

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        wanted = super().get_redirect_url()
        return wanted if len(wanted) <= MAX_NEXT else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sealed = self.request.POST.get(SEALED, "")
        return super().get_context_data(demonstration_accounts=demonstration_accounts(), sealed=sealed, **kwargs)

    def form_valid(self, form: LoginForm) -> HttpResponse:  # type: ignore[override]
        user = form.get_user()
        assert isinstance(user, User)
        is_remembered = form.cleaned_data["remember"]
        if not has_second_factor(user):
            response = super().form_valid(form)
            if is_remembered:
                session_remember(self.request)
            return carried_on(self.request) or response
        _go_half_way(self.request, user, is_remembered=is_remembered)
        if self.request.POST.get(SEALED):
            return _code_page(self.request, CodeForm(), self.get_success_url())
        return redirect(f"{reverse('login-code')}?{urlencode({'next': self.get_success_url()})}")


class DemonstrationSignIn(SignIn):
    """Signing in as one of the accounts of a demonstration, at one click; outside of a demonstration it is not there.

    The form names the account alone, and the portal adds the password that everybody knows. All else is as for anybody,
    but for the second step: who tries the portal out has no telephone that belongs to the account.
    """

    http_method_names = ["post"]

    @method_decorator(login_not_required)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self._account is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def _account(self) -> DemonstrationAccount | None:
        typed = self.request.POST.get("username")
        return next((each for each in demonstration_accounts() if each.username == typed), None)

    def get_form_kwargs(self) -> dict[str, Any]:
        assert self._account is not None
        return super().get_form_kwargs() | {"data": {"username": self._account.username, "password": PASSWORD}}

    def form_valid(self, form: LoginForm) -> HttpResponse:  # type: ignore[override]
        return LoginView.form_valid(self, form)


@sensitive_post_parameters("code")
@login_not_required
@never_cache
@require_http_methods(READ_OR_WRITE)
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second step; nobody is signed in before it."""
    user = _half_way(request)
    if user is None:
        return redirect("login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not may_sign_in(request, user.username):
            lock_out(request)
        elif _takes_code(request, user, form):
            # `redirect` takes a word for the name of a view
            return carried_on(request) or HttpResponseRedirect(next_of(request))
    return _code_page(request, form, next_of(request))


def _code_page(request: HttpRequest, form: CodeForm, wanted: str) -> HttpResponse:
    context = {"form": form, "next": wanted, "sealed": request.POST.get(SEALED, "")}
    return render(request, "registration/login_code.html", context, status=422 if form.errors else 200)


def _takes_code(request: HttpRequest, user: User, form: CodeForm) -> bool:
    """Sign the person in if the code is right; otherwise say why in the form."""
    try:
        device = code_check(user, form.cleaned_data["code"])
    except WrongCode:
        count_failure(request, user.username)
        warn_of_guessed_codes(user)
        form.add_error("code", WRONG_CODE)
        return False
    half_way = request.session[HALF_WAY]
    user.otp_device = device  # type: ignore[attr-defined]  # django-otp keeps it in the session
    login(request, user, backend=half_way["backend"])  # which changes the session's key
    request.session.pop(HALF_WAY, None)
    if half_way.get("remember"):
        session_remember(request)
    return True


def warn_of_guessed_codes(user: User) -> None:
    """Tell the person, once a day, that somebody who knows the password types wrong codes; one slip is no news."""
    if failures_of(user.username) >= WRONG_CODES_TOLD and services.codes_letter_claim(user=user):
        notify(user, AccountNotice.CODES_GUESSED)


def _go_half_way(request: HttpRequest, user: User, *, is_remembered: bool) -> None:
    """Remember in a session of its own who gave the right password, without signing the person in."""
    request.session.flush()
    request.session[HALF_WAY] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "backend": user.backend,
        "at": timezone.now().timestamp(),
        "remember": is_remembered,
    }


def _half_way(request: HttpRequest) -> User | None:
    """Return the person who gave the right password a short while ago, unless it was changed since."""
    kept = request.session.get(HALF_WAY)
    if not kept or timezone.now().timestamp() - kept["at"] > SECONDS_FOR_CODE:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    return user if user and constant_time_compare(kept["hash"], user.get_session_auth_hash()) else None
