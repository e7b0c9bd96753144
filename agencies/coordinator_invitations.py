"""The administrator's page of coordinators who were invited: what became of each, letters, and links given out anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache

from agencies import services
from agencies.agency_file import CoordinatorLink, links_xlsx
from agencies.letters import invitation_letter, is_sent
from agencies.models import Agency, Change, Invitation, Membership, User
from agencies.services.renewals import MAILED
from ita_portal.download import as_download
from ita_portal.site_address import absolute_here
from ita_portal.spreadsheets.workbook import XLSX
from ita_portal.text import thai

PAGE_LENGTH = 100
# Of one press: a letter takes a part of a second, and the browser waits.
MOST_LETTERS = 50
NOTHING = "กรุณาเลือกคำเชิญที่ยังไม่ตอบรับอย่างน้อยหนึ่งรายการ"
MAIL, LINKS = "mail", "links"
STATES = {"waiting": "รอตอบรับ", "accepted": "ตอบรับแล้ว", "expired": "หมดอายุ", "revoked": "ยกเลิกแล้ว"}


@dataclass(frozen=True)
class InvitedCoordinator:
    """An invitation with what became of it."""

    invitation: Invitation
    state: str
    mailed_at: datetime | None

    @property
    def state_name(self) -> str:
        return STATES[self.state]

    @property
    def can_be_renewed(self) -> bool:
        return self.state in ("waiting", "expired")


def state_of(invitation: Invitation, now: datetime) -> str:
    """Return what became of an invitation, as a key of `STATES`."""
    if invitation.accepted_at:
        return "accepted"
    if invitation.revoked_at:
        return "revoked"
    return "waiting" if invitation.expires_at > now else "expired"


@never_cache
def coordinator_invitations(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show who was invited, those of one import alone where the address says so; a post sends letters or new links."""
    assert isinstance(request.user, User)
    found = _asked(request)
    if request.method == "POST":
        return _given_anew(request, found, request.user)
    now = timezone.now()
    counts = dict.fromkeys(STATES, 0)
    for each in found.select_related(None).only("accepted_at", "revoked_at", "expires_at"):
        counts[state_of(each, now)] += 1
    page = Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page"))
    context = site.each_context(request) | {
        "title": "คำเชิญผู้ประสานงาน ITA",
        "opts": Agency._meta,
        "page": page,
        "rows": _rows(list(page), now),
        "counts": [(STATES[state], count) for state, count in counts.items() if count],
        "waiting": counts["waiting"] + counts["expired"],
        "of_import": "made" in request.GET,
        "sends_letters": settings.EMAIL_IS_CONFIGURED,
        "most_letters": MOST_LETTERS,
    }
    return TemplateResponse(request, "admin/agencies/agency/invitations.html", context)


def address_of_import(made: datetime) -> str:
    """Return where the invitations of one import stand; all of them were made at one moment."""
    query = made.isoformat().replace("+", "%2B")
    return f"{reverse('admin:agencies_agency_invitations')}?made={query}"


def links_file(request: HttpRequest, given: Sequence[tuple[Invitation, str]]) -> HttpResponse:
    """Return the links as a workbook, which is the one place where they stand."""
    links = (
        CoordinatorLink(
            each.agency.full_name,
            each.agency.district,
            each.agency.province,
            each.email,
            absolute_here(request, reverse("invitation", args=(token,))),
            thai.short_date(timezone.localdate(each.expires_at)),
        )
        for each, token in given
    )
    return as_download(links_xlsx(links), name="ลิงก์คำเชิญผู้ประสานงาน ITA.xlsx", content_type=XLSX)


def _asked(request: HttpRequest) -> QuerySet[Invitation]:
    found = Invitation.objects.filter(role=Membership.Role.COORDINATOR).select_related("agency", "accepted_by")
    if "made" in request.GET:
        try:
            made = parse_datetime(request.GET["made"])
        except ValueError:
            made = None
        found = found.filter(created_at=made) if made and timezone.is_aware(made) else found.none()
    return found.order_by("-created_at", "agency__slug", "pk")


def _rows(invitations: Sequence[Invitation], now: datetime) -> list[InvitedCoordinator]:
    subjects = [f"invitation:{each.key}" for each in invitations]
    letters = Change.objects.filter(subject__in=subjects, label__startswith=MAILED).order_by("at")
    mailed = dict(letters.values_list("subject", "at"))
    return [InvitedCoordinator(each, state_of(each, now), mailed.get(f"invitation:{each.key}")) for each in invitations]


def _given_anew(request: HttpRequest, found: QuerySet[Invitation], actor: User) -> HttpResponse:
    chosen = found.filter(accepted_at=None, revoked_at=None)
    if "all" not in request.POST:
        chosen = chosen.filter(pk__in=[key for key in request.POST.getlist("invitation") if _is_number(key)])
    if request.POST.get("act") == MAIL:
        _mail(request, list(chosen.exclude(email="")), actor)
        return redirect(request.get_full_path())
    given = services.invitations_renew(invitations=list(chosen), actor=actor)
    if not given:
        messages.error(request, NOTHING)
        return redirect(request.get_full_path())
    return links_file(request, given)


def _mail(request: HttpRequest, chosen: Sequence[Invitation], actor: User) -> None:
    """Send letters with new links, as many as one press may, those first that had none yet."""
    if not settings.EMAIL_IS_CONFIGURED:
        messages.error(request, "ระบบยังไม่ได้ตั้งค่าอีเมล กรุณาดาวน์โหลดลิงก์แล้วส่งด้วยวิธีอื่น")
        return
    rows = sorted(_rows(chosen, timezone.now()), key=lambda row: (row.mailed_at is not None, row.mailed_at))
    now_due = [row.invitation for row in rows[:MOST_LETTERS]]
    given = services.invitations_renew(invitations=now_due, actor=actor)
    sent = [each for each, token in given if is_sent(invitation_letter(each, token))]
    services.invitations_mailed(invitations=sent, actor=actor)
    if not given:
        messages.error(request, f"{NOTHING}ที่มีอีเมล")
    if sent:
        messages.success(request, f"ส่งคำเชิญทางอีเมลแล้ว {len(sent)} ฉบับ ลิงก์เดิมของคำเชิญเหล่านี้ใช้ไม่ได้แล้ว")
    if failed := len(given) - len(sent):
        messages.error(request, f"ส่งไม่ได้ {failed} ฉบับ กรุณาลองอีกครั้ง หรือดาวน์โหลดลิงก์แล้วส่งด้วยวิธีอื่น")
    if left := len(chosen) - len(given):
        messages.info(request, f"ยังไม่ได้ส่งอีก {left} ฉบับ กรุณากดส่งอีกครั้ง")


def _is_number(text: Any) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
