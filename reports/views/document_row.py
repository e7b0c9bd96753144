"""A document of the cycle as a row of its page: steps, the one thing to do, and what is handed to the assessors."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse

from agencies.access import Access
from ita_portal.text.thai import short_date
from reports.checks.document import PlacedCheck, as_read
from reports.content.document_kind import DocumentKind
from reports.issue.cycle_documents import CycleDocument
from reports.issue.handover import handed_document, seen_place, words_of_look
from reports.issue.opinion_chain import turn_of
from reports.issue.rules.document_steps import Action, action_of, steps_of
from reports.issue.rules.paper import Paper
from reports.issue.rules.stage import Stage
from reports.models import IssuedDocument, WebsitePlace

BY_THE_ISSUER = {
    Action.MEND: "แก้ไข {errors} รายการ",
    Action.SUBMIT_AGAIN: "แก้ไขและเสนออีกครั้ง",
    Action.SUBMIT: "อ่านและเสนอผู้บริหาร",
    Action.ISSUE: "อ่านและออกเอกสาร",
    Action.ISSUE_AGAIN: "ออกฉบับใหม่",
    Action.PUBLISH: "เผยแพร่",
}
BY_THE_EDITOR = {Action.ENTER_RESULT: "กรอกคะแนน", Action.PLAN: "กำหนดมาตรการ"}
BY_EVERYBODY = {
    Action.READ: "ดูร่าง",
    Action.FOLLOW_OPINIONS: "ดูความเห็น",
    Action.OPEN_PUBLISHED: "เปิดหน้าเผยแพร่",
    Action.OPEN_ISSUED: "เปิดฉบับที่ออก",
}
# What a person without the right to do the next thing can do meanwhile.
INSTEAD = {Action.SUBMIT_AGAIN: Action.FOLLOW_OPINIONS, Action.PUBLISH: Action.OPEN_ISSUED}
PAGES_OF_KINDS = {
    Action.READ: "document",
    Action.MEND: "document-issue",
    Action.FOLLOW_OPINIONS: "document-opinions",
    Action.SUBMIT_AGAIN: "document-opinions",
    Action.SUBMIT: "document-opinions",
    Action.ISSUE: "document-issue",
    Action.ISSUE_AGAIN: "document-issue",
}
PAGES_OF_VERSIONS = {Action.PUBLISH: "issued-publish", Action.OPEN_ISSUED: "issued"}
RESTING = frozenset({Action.READ, Action.OPEN_PUBLISHED, Action.OPEN_ISSUED, Action.FOLLOW_OPINIONS})


@dataclass(frozen=True)
class NextThing:
    """The one button of a row."""

    words: str
    url: str
    is_form: bool = False  # changes something at once, by a form
    is_urgent: bool = True  # waits for the person who looks


@dataclass(frozen=True)
class DocumentRow:
    """What the page shows of one document to one person on a day."""

    document: CycleDocument
    access: Access
    today: date
    base_url: str
    place: WebsitePlace

    @property
    def kind(self) -> DocumentKind:
        return self.document.kind

    @property
    def paper(self) -> Paper:
        return self.document.paper

    @property
    def fiscal_year(self) -> int:
        return self.document.fiscal_year

    @property
    def has_draft(self) -> bool:
        return self.document.draft is not None

    @property
    def topic(self) -> str:
        """The subject under which people talk about the document."""
        return f"document:{self.kind.slug}"

    @property
    def errors(self) -> list[PlacedCheck]:
        """What blocks the issue; an issue that stands is not blocked any more."""
        stands = self.paper.is_issued and self.paper.is_current
        found = [] if stands or not self.paper.is_available else self.document.errors
        return found if self.access.can_edit else as_read(found)

    @cached_property
    def steps(self) -> tuple[Stage, ...]:
        return steps_of(self.paper, self.document.cycle, self.today)

    @property
    def current_step(self) -> Stage | None:
        """The step at which the document stands now: the first that is not done."""
        return next((step for step in self.steps if not step.is_done), None)

    @property
    def days_late(self) -> int:
        """For how many days the document should have been published; 0 while there is time, or when it is."""
        due, published = self.paper.due, self.document.published
        return (self.today - due).days if due and due < self.today and not published else 0

    @property
    def read_where(self) -> str:
        """Who reads the document, and until when they have to find it."""
        paper = self.paper
        if not paper.is_for_the_public:
            return "เอกสารภายใน"
        words = [paper.asked_by]
        if paper.due:
            words.append(f"ภายใน {short_date(paper.due)}{'' if paper.is_due_confirmed else ' (กำหนดการยังไม่ยืนยัน)'}")
        return " · ".join(each for each in words if each)

    @cached_property
    def next_thing(self) -> NextThing | None:
        """What the person can do next; None where others have to begin, or another document of the cycle first."""
        action = action_of(self.paper, self.document.cycle, self.today)
        if action in BY_THE_ISSUER and not self.access.can_issue:
            action = INSTEAD.get(action, Action.READ)
        if action in BY_THE_EDITOR and not (self.access.can_edit and self.kind.analyses_result):
            return None
        words = {**BY_THE_ISSUER, **BY_THE_EDITOR, **BY_EVERYBODY}[action].format(errors=self.paper.errors)
        url, is_form = self._address(action), action == Action.PUBLISH
        if action == Action.FOLLOW_OPINIONS and self.is_asked:
            return NextThing("อ่านและให้ความเห็น", url)
        return NextThing(words, url, is_form=is_form, is_urgent=action not in RESTING)

    @property
    def is_asked(self) -> bool:
        """Whether the person gives the opinion that the document waits for."""
        draft = self.document.draft
        submission = draft.submission if draft else None
        return submission is not None and turn_of(self.access, submission, self.today) is not None

    @property
    def is_issuing_next(self) -> bool:
        """Whether the one button leads to the page of the issue, so that the menu need not."""
        return self.next_thing is not None and self.next_thing.url.startswith(self._page("document-issue"))

    @property
    def published_address(self) -> str:
        """Where everybody can open the newest published version; empty while there is none."""
        return f"{self.base_url}{self._public_page}" if self.document.published else ""

    @property
    def words_for_assessors(self) -> str:
        """What is pasted into the answer to the item that asks for the document: the way to it, click by click."""
        document = self.document
        handed = handed_document(document.published, self.place, document.asking, lambda path: f"{self.base_url}{path}")
        return handed.explanation

    @property
    def link_words(self) -> str:
        """What is known of the address on the agency's own website, where assessors begin."""
        if not self.place.address:
            return "ยังไม่ได้ระบุที่อยู่บนเว็บไซต์ของหน่วยงาน"
        return f"ลิงก์บนเว็บไซต์ของหน่วยงาน: {words_of_look(self.place) or 'ยังไม่ได้ตรวจ'}"

    @property
    def is_link_in_order(self) -> bool:
        return seen_place(self.place).is_open

    def _address(self, action: Action) -> str:
        """Return where a thing is done."""
        cycle, slug = self.document.cycle, self.access.agency.slug
        if action == Action.ENTER_RESULT:
            return reverse("sheet", args=[slug, cycle.result_year])
        if action == Action.PLAN:
            return reverse("plan", args=[slug, cycle.plan_year])
        if action == Action.OPEN_PUBLISHED:
            return self._public_page
        if action in PAGES_OF_VERSIONS:
            return self._version(PAGES_OF_VERSIONS[action], self.document.newest)
        return self._page(PAGES_OF_KINDS[action]) + ("#errors-heading" if action == Action.MEND else "")

    def _page(self, name: str) -> str:
        return reverse(name, args=[self.access.agency.slug, self.fiscal_year, self.kind.slug])

    def _version(self, name: str, issued: IssuedDocument | None) -> str:
        return reverse(name, args=[self.access.agency.slug, self.fiscal_year, issued.key]) if issued else ""

    @property
    def _public_page(self) -> str:
        return self._page("public-document")
