"""Links that are their own proof, alive and dead, and what of issued documents is public."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from agencies.models import Invitation, Membership, User
from agencies.reset_links import reset_path
from agencies.services import InvitationContent, invitation_create, invitation_revoke, member_suspend, password_set
from reports.models import IssuedDocument, IssuedFile
from tests.portal.rights_table import Who
from tests.portal.two_agencies import YEAR, Furnished, member

Role = Membership.Role


@dataclass(frozen=True)
class WalkedLink:
    """A link that somebody was given; a dead one opens nothing to anybody, whoever they are."""

    name: str
    url: str
    is_alive: bool


def reset_links(home: Furnished, foreign: Furnished, people: dict[Who, User | None]) -> list[WalkedLink]:
    """Return links to a new password: as they were made, and after what they were made for has changed."""
    coordinator, former = people[Who.COORDINATOR], member(home, Role.COORDINATOR, "former")
    someone = {name: member(home, Role.READER, f"link-{name}") for name in ("own", "handed", "joined", "used", "lent")}
    links = [
        WalkedLink("asked for", reset_path(someone["own"]), is_alive=True),
        WalkedLink("handed over", reset_path(someone["handed"], giver=coordinator), is_alive=True),
        WalkedLink("of who joined another agency", reset_path(someone["joined"], giver=coordinator), is_alive=False),
        WalkedLink("used", reset_path(someone["used"]), is_alive=False),
        WalkedLink("handed over by who was shut out", reset_path(someone["own"], giver=former), is_alive=False),
        WalkedLink(
            "with the name of somebody else", swapped(someone["lent"], people[Who.ADMINISTRATOR]), is_alive=False
        ),
    ]
    foreign.agency.memberships.create(user=someone["joined"], role=Role.READER)
    password_set(user=someone["used"], password="p2", by_link=True)
    member_suspend(membership=former.memberships.get(), actor=coordinator)
    return links


def swapped(user: User, other: User | None) -> str:
    """Return somebody's own token at the address of somebody else."""
    mine, theirs = (reset_path(each).split("/") for each in (user, other) if each)
    return "/".join([*theirs[:-2], mine[-2], ""])


def invitation_links(home: Furnished, foreign: Furnished, people: dict[Who, User | None]) -> list[WalkedLink]:
    """Return invitations: waiting, of another agency, and all that can become of one."""
    coordinator, former = people[Who.COORDINATOR], member(home, Role.COORDINATOR, "former-host")
    made = {
        name: invitation_create(agency=at.agency, content=InvitationContent(f"คำเชิญ {name}", Role.READER), actor=host)
        for name, at, host in (
            ("waiting", home, coordinator),
            ("elsewhere", foreign, people[Who.STRANGER]),
            ("revoked", home, coordinator),
            ("old", home, coordinator),
            ("accepted", home, coordinator),
            ("of who was shut out", home, former),
            ("of who lost the role unseen", home, member(home, Role.COORDINATOR, "demoted-host")),
        )
    }
    invitation_revoke(invitation=made["revoked"][0], actor=coordinator)
    now = timezone.now()
    stored = {name: Invitation.objects.filter(pk=invitation.pk) for name, (invitation, _) in made.items()}
    stored["old"].update(created_at=now - timedelta(days=9), expires_at=now)
    stored["accepted"].update(accepted_at=now)
    member_suspend(membership=former.memberships.get(), actor=coordinator)
    Membership.objects.filter(user__username="demoted-host").update(role=Role.READER)
    alive = {"waiting", "elsewhere"}
    return [WalkedLink(name, reverse("invitation", args=(token,)), name in alive) for name, (_, token) in made.items()]


def public_addresses(home: Furnished) -> dict[str, int]:
    """Return what anybody may ask of issued documents, with the answer that everybody gets alike."""
    closed = IssuedDocument(
        agency=home.agency,
        kind="memo",
        fiscal_year=YEAR,
        version=2,
        title="บันทึกข้อความ",
        date=date(2025, 4, 1),
        content={},
    )
    closed.content_sha256 = closed.sha256 = "c" * 64
    closed.save()
    IssuedFile.objects.create(document=closed, format="pdf", content=b"%PDF", size=4, sha256="1" * 64)
    open_code = home.samples["code"]
    return {
        reverse("verify-form"): 200,
        f"{reverse('verify-form')}?code={open_code}": 302,
        reverse("verify", args=(open_code,)): 200,
        reverse("verify", args=("c" * 64,)): 200,  # that it was issued, and not what it says
        reverse("verify", args=("d" * 64,)): 404,
        reverse("verify-file", args=(open_code, "pdf")): 200,
        reverse("verify-file", args=("c" * 64, "pdf")): 404,
        reverse("verify-file", args=(open_code, "docx")): 404,
    }
