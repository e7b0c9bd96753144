"""Two agencies with one of everything that an address can name, and people of every role."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone

from agencies.models import Agency, Department, Holding, Membership, Oversight, Position, User
from agencies.offices import standard_positions
from agencies.services import InvitationContent, invitation_create, positions_start
from assessments.models import Assessment, Framework
from assessments.rules.entry import read_entry
from assessments.services import assessment_record
from measures.models import Evidence, MeasurePlan, MeasureReport
from measures.reminder_mail import stop_token
from measures.services import MeasureContent, measure_add
from reports.models import IssuedDocument, IssuedFile, Opinion, OpinionScan, Submission
from tests.measures.rounds import open_round
from tests.portal.addresses import Address, addresses
from tests.portal.rights_table import TOLD_ALIKE, Who
from workspace.models import DocumentImport

YEAR = 2568
Role = Membership.Role


@dataclass(frozen=True)
class Furnished:
    """An agency, and how the addresses of its things are filled in."""

    agency: Agency
    departments: list[Department]
    samples: dict[str, str]
    keys: dict[str, UUID]  # of things whose addresses call them `key` as well, by the beginning of the address's name

    def of_another_year(self) -> dict[str, str]:
        return self.samples | {"fiscal_year": str(YEAR + 1)}


def furnished(slug: str, name: str) -> Furnished:
    """Create an agency whose year has scores, a plan with a measure, a round, a draft with a file, an issued memo."""
    place = {"province": "อุบลราชธานี", "district": "เขื่องใน"}
    agency = Agency.objects.create(slug=slug, kind=Agency.Kind.SUBDISTRICT, name=name, **place)
    departments = [agency.departments.create(name=each, position=n) for n, each in enumerate(("กองคลัง", "กองช่าง"), 1)]
    plan = MeasurePlan.objects.create(agency=agency, fiscal_year=YEAR, assessment=scored(agency, YEAR))
    content = MeasureContent(title="พัฒนาเว็บไซต์", steps=("สำรวจ", "ปรับปรุง"), owners=(departments[0],))
    measure = measure_add(plan=plan, content=content, actor=None)
    MeasurePlan.objects.create(agency=agency, fiscal_year=YEAR + 1, assessment=scored(agency, YEAR + 1))
    reporting_round = open_round(plan)
    report = MeasureReport.objects.create(measure=measure, round=reporting_round)
    about = {"name": "หลักฐาน.pdf", "size": 4, "content_type": "application/pdf", "at": timezone.now()}
    evidence = Evidence(measure=measure, report=report, **about)
    evidence.file.save("any", ContentFile(b"%PDF"))
    issued = issued_memo(agency)
    chain = chain_of(agency)
    samples = {
        "agency": slug,
        "fiscal_year": str(YEAR),
        "key": str(measure.key),
        "round_key": str(reporting_round.key),
        "file_key": str(evidence.key),
        "holding_key": str(chain[0].acting[0].key),
        "kind": "memo",
        "code": issued.sha256,
        **place,
    }
    keys = {"issued": issued.key, "document-import": imported_document(agency)}
    keys |= {"position": chain[0].key, "opinion-scan": waiting_memo(agency, chain).key}
    return Furnished(agency, departments, samples, keys | keys_of_people(agency))


def scored(agency: Agency, fiscal_year: int) -> Assessment:
    """Record a few scores of a year; each plan answers a result of its own."""
    framework = Framework.objects.get(fiscal_year=fiscal_year)
    entries = [read_entry(framework.structure(), code, "80") for code in ("i1", "e1", "o1", "total")]
    return assessment_record(agency=agency, framework=framework, entries=entries, actor=None).assessment


def chain_of(agency: Agency) -> list[Position]:
    """Return the positions of an agency; for the first one somebody acts."""
    positions_start(agency=agency, standard=standard_positions(agency), actor=None)
    acting = Membership.objects.create(
        user=User.objects.create_user(f"acting-{agency.slug}"), agency=agency, role="officer"
    )
    first = agency.positions.all()[0]
    Holding.objects.create(
        position=first, member=acting, capacity="acting", own_title="รองปลัด", starts=date(2025, 1, 1)
    )
    return list(agency.positions.with_holdings())


def waiting_memo(agency: Agency, chain: list[Position]) -> OpinionScan:
    """Put a memo before the executives, whose first opinion came on paper, and return its scan."""
    submission = Submission.objects.create(
        agency=agency, kind="memo", fiscal_year=YEAR, chain=[each.heading for each in chain], content_sha256="0" * 64
    )
    opinion = Opinion.objects.create(
        submission=submission,
        position=0,
        heading=chain[0].heading,
        approves=True,
        is_on_paper=True,
        given_on=date(2025, 3, 31),
    )
    scan = OpinionScan(opinion=opinion, name="บันทึก.pdf", size=4, content_type="application/pdf", sha256="0" * 64)
    scan.file.save("any", ContentFile(b"%PDF"), save=False)
    scan.save()
    return scan


def imported_document(agency: Agency) -> UUID:
    """Return the key of a document that was brought in and stored nothing that is left."""
    stored = DocumentImport.objects.create(
        agency=agency, fiscal_year=YEAR, file_name="รายงาน.docx", stored_at=timezone.now()
    )
    return stored.key


def keys_of_people(agency: Agency) -> dict[str, UUID]:
    """Return the keys of a member about whom everything can be done, of an invitation and of a department."""
    user = User.objects.create_user(f"member-of-{agency.slug}")
    made = Membership.objects.create(user=user, agency=agency, role=Role.READER)
    invited, _ = invitation_create(agency=agency, content=InvitationContent("ผู้ได้รับเชิญ", Role.READER), actor=None)
    return {"member": made.key, "invitation-revoke": invited.key, "department": agency.departments.all()[0].key}


def issued_memo(agency: Agency) -> IssuedDocument:
    """Return a published document that is one in name; nothing of it was printed."""
    issued = IssuedDocument(
        agency=agency, kind="memo", fiscal_year=YEAR, version=1, title="บันทึกข้อความ", date=date(2025, 3, 31), content={}
    )
    issued.content_sha256 = issued.sha256 = f"{agency.pk:064x}"
    issued.published_at = timezone.now()
    issued.save()
    IssuedFile.objects.create(document=issued, format="pdf", content=b"%PDF", size=4, sha256="0" * 64)
    return issued


def member(furnished_agency: Furnished, role: str, username: str, department: int | None = None) -> User:
    """Return a new member of an agency, of its first or second department where one is said."""
    user = User.objects.create_user(username, password="p", display_name=f"บทบาท {role}")
    own = None if department is None else furnished_agency.departments[department]
    Membership.objects.create(user=user, agency=furnished_agency.agency, role=role, department=own)
    return user


def holder(furnished_agency: Furnished) -> User:
    """Return who holds the position whose opinion is waited for."""
    user = member(furnished_agency, "executive", "holder")
    second = furnished_agency.agency.positions.all()[1]
    Holding.objects.create(position=second, member=user.memberships.get())
    return user


def suspended(furnished_agency: Furnished) -> User:
    """Return a coordinator of an agency who was shut out."""
    user = member(furnished_agency, "coordinator", "suspended")
    user.memberships.update(suspended_at=timezone.now())
    return user


def overseer(furnished_agency: Furnished) -> User:
    """Return who oversees the province of an agency."""
    user = User.objects.create_user("overseer", password="p")
    Oversight.objects.create(user=user, province=furnished_agency.agency.province)
    return user


def everybody(home: Furnished, foreign: Furnished) -> dict[Who, User | None]:
    """Return everybody as seen from home; the stranger coordinates the other agency."""
    return {
        Who.ANONYMOUS: None,
        Who.STRANGER: member(foreign, "coordinator", "stranger"),
        Who.READER: member(home, "reader", "reader"),
        Who.OWNER: member(home, "officer", "owner", department=0),
        Who.OFFICER: member(home, "officer", "officer", department=1),
        Who.COORDINATOR: member(home, "coordinator", "coordinator"),
        Who.EXECUTIVE: member(home, "executive", "executive"),
        Who.HOLDER: holder(home),
        Who.SUSPENDED: suspended(home),
        Who.OVERSEER: overseer(home),
        Who.ADMINISTRATOR: User.objects.create_superuser("administrator", password="p"),
    }


def stop_link_of(user: User) -> dict[str, str]:
    return {"token": stop_token(user)}


@dataclass(frozen=True)
class AddressSet:
    """A way to fill in the addresses: whose things they name, under whose name."""

    name: str
    of: Furnished | None  # None: of nobody who is signed in; the portal's own addresses
    addresses: list[Address]
    is_mixed_up: bool = False  # the things are not those of the agency and year that the address names


def walked(of: Furnished, samples: dict[str, str] | None = None, **more: str) -> list[Address]:
    """Return every address with the agency's things."""
    samples = (samples or of.samples) | more
    found = {address.name: address for address in addresses(**samples)}
    for beginning, key in of.keys.items():
        named = [each for each in addresses(**samples | {"key": str(key)}) if each.name.startswith(beginning)]
        found |= {address.name: address for address in named}
    return list(found.values())


def within(of: Furnished, samples: dict[str, str]) -> list[Address]:
    return [each for each in walked(of, samples) if each.url.startswith(f"/{samples['agency']}/")]


def keyed(of: Furnished, slug: str, samples: dict[str, str] | None = None) -> list[Address]:
    """Return the addresses that name a thing by its key, under an agency and year that may not be the thing's."""
    keys = {*(of.samples[name] for name in ("key", "round_key", "file_key")), *map(str, of.keys.values())}
    found = within(of, (samples or of.samples) | {"agency": slug})
    if samples:  # things of the agency itself are of no year
        found = [each for each in found if f"/{samples['fiscal_year']}/" in each.url]
    return [each for each in found if each.name not in TOLD_ALIKE and any(key in each.url for key in keys)]
