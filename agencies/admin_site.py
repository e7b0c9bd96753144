"""The administration pages, behind the portal's own sign-in with its second factor and its limits."""

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from agencies.models import User
from agencies.second_factor import SecondFactorRequired, is_unverified, is_verified, owes_second_factor


def _owes_step(request: HttpRequest) -> bool:
    user = request.user
    return isinstance(user, User) and owes_second_factor(user) and not is_verified(user)


class PortalAdminSite(AdminSite):
    site_header = "ระบบบริหารงาน ITA ของหน่วยงาน: หน้าผู้ดูแลระบบ"
    site_title = "ระบบบริหารงาน ITA ของหน่วยงาน"
    index_title = "หน้าผู้ดูแลระบบ"
    enable_nav_sidebar = False  # the bar leads to what is looked after

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and not is_unverified(request.user) and not _owes_step(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Let those in who are allowed here. People sign in through the portal only, so it asks for a login.

        An administrator without a second step is led to its page instead.
        """
        if _owes_step(request) and not is_unverified(request.user):
            raise SecondFactorRequired
        if not self.has_permission(request):
            raise PermissionDenied
        wanted = request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
        # Not `redirect`, which takes a word for the name of a view.
        return HttpResponseRedirect(wanted if is_ours else reverse("admin:index"))
