"""The write of this floor: what an agency shows of itself."""

from dataclasses import dataclass

from django.db import transaction

from agencies.changes import ChangeSubject, change_record
from agencies.models import Agency, User
from ita_portal.meanwhile import SavedMeanwhile
from public.models import PublicPage

SHOWN = {True: "แสดง", False: "ไม่แสดง"}


class PublicPageSavedMeanwhile(SavedMeanwhile[PublicPage]):
    """Somebody else changed what the agency shows first."""


@dataclass(frozen=True)
class PublicChoices:
    """All that an agency chooses for its public page."""

    shows_result: bool = False
    shows_measures: bool = False
    licence: str = ""

    def __str__(self) -> str:
        """The choices as the history shows them."""
        licence = PublicPage.Licence(self.licence).label
        return (
            f"ผลการประเมิน: {SHOWN[self.shows_result]}\nมาตรการและสถานะ: {SHOWN[self.shows_measures]}\n"
            f"เงื่อนไขการใช้ข้อมูล: {licence}"
        )

    @property
    def seen(self) -> str:
        """What a form carries to say that it had shown these choices."""
        return f"{self.shows_result:d}{self.shows_measures:d}{self.licence}"


def choices_of(page: PublicPage) -> PublicChoices:
    return PublicChoices(page.shows_result, page.shows_measures, page.licence)


@transaction.atomic
def public_page_set(*, agency: Agency, choices: PublicChoices, seen: str, actor: User) -> PublicPage:
    """Show what was chosen, or raise PublicPageSavedMeanwhile where `seen` is no longer what is stored."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    page = PublicPage.objects.filter(agency=agency).first() or PublicPage(agency=agency)
    old = choices_of(page)
    if old == choices:
        return page
    if old.seen != seen:
        raise PublicPageSavedMeanwhile(page)
    for name, value in vars(choices).items():
        setattr(page, name, value)
    page.save()
    about = ChangeSubject(agency, None, "agency:public", "หน้าเผยแพร่ของหน่วยงาน")
    change_record(about, actor, old=str(old), new=str(choices))
    return page
