"""How each service about documents, old and new, is driven, and what its history says."""

from dataclasses import replace

from django.utils import timezone

from ita_portal.documents.source import DocumentParagraph, SourceDocument
from ita_portal.outside_links import LinkState, SeenLink
from public import services as public_services
from reports.content.kinds import KINDS
from reports.issue import approval, handover, issuing
from reports.models import Opinion
from reports.options import stored as options
from reports.options.choices import ARABIC
from tests.portal.writes import World, Write, entries
from tests.reports.chain import from_paper, hold, speak
from tests.reports.issuing_year import issue, mend
from workspace.document_import import services as documents
from workspace.document_import.target import target_of
from workspace.models import DocumentImport


def set_style(world: World) -> None:
    style = replace(options.style_for(world.agency, 2568), digits=ARABIC)
    options.style_record(agency=world.agency, result_year=2568, style=style, actor=world.actor)


def choose_document(world: World) -> None:
    kind = KINDS["analysis"]
    choices = replace(kind.choices(kind.load(world.agency, 2568)), digits=ARABIC, texts={"preface": "คำนำใหม่"})
    options.choices_record(
        agency=world.agency, options=kind.options, fiscal_year=2568, choices=choices, actor=world.actor
    )


def show_to_everybody(world: World):
    choices = public_services.PublicChoices(shows_result=True)
    return public_services.public_page_set(agency=world.agency, choices=choices, seen="00", actor=world.actor)


def publish(world: World):
    mend(world.agency)
    return issuing.document_publish(issued=issue(world.agency, world.actor), actor=world.actor)


def place_on_website(world: World):
    place = handover.place_of(world.agency, KINDS["analysis"], 2568)
    typed = handover.TypedPlace("https://www.example.go.th/ita/2568", "ข้อมูลหน่วยงาน", handover.mark_of(place))
    return handover.website_place_set(place=place, typed=typed, actor=world.actor)


def tick_link(world: World):
    place, now = place_on_website(world), timezone.now()
    seen = SeenLink(LinkState.ANSWERS)
    return handover.website_place_look(
        place=place, address=place.address, seen=seen, at=now, actor=world.actor, is_by_hand=True
    )


def put_before_executives(world: World):
    return approval.document_submit(kind=KINDS["memo"], agency=world.agency, fiscal_year=2568, actor=world.actor)


def give_opinion(world: World) -> Opinion:
    hold(world.agency, world.actor)
    return speak(put_before_executives(world), world.actor, 0, "เห็นควร")


def record_opinion(world: World) -> None:
    from_paper(put_before_executives(world), world.actor, 0, timezone.localdate(), "เห็นควร")


def store_document(world: World) -> DocumentImport:
    source = SourceDocument((DocumentParagraph("คะแนน", "ย่อหน้า"),))
    imported = documents.document_import_begin(
        agency=world.agency, fiscal_year=2568, file_name="รายงาน.docx", source=source, actor=world.actor
    )
    target = target_of(world.agency, world.assessment.framework)
    taken = documents.Taken(entries=tuple(entries(world, "i1", "71.25")))
    documents.document_import_store(imported=imported, target=target, taken=taken, actor=world.actor)
    return imported


def undo_document(world: World) -> None:
    documents.document_import_undo(imported=store_document(world), actor=world.actor)


def issue_document(world: World) -> None:
    mend(world.agency)
    issue(world.agency, world.actor)


DOCUMENT_WRITES = [
    Write("document_import_store", store_document, "document-import:", "", "คะแนน i1", "นำเข้าจากเอกสาร"),
    Write("document_import_undo", undo_document, "document-import:", "คะแนน i1", "", "ยกเลิกการนำเข้า"),
    Write("style_record", set_style, "document:style", "ตัวเลข: เลขไทย", "ตัวเลข: เลขอารบิก"),
    Write("choices_record", choose_document, "document:analysis", "ตัวเลข: เลขไทย", "คำนำ: คำนำใหม่"),
    Write("document_issue", issue_document, "document:analysis", "", "รหัสตรวจสอบ"),
    Write("document_publish", publish, "document:analysis", "ไม่ได้เผยแพร่", "เผยแพร่แล้ว"),
    Write("document_withdraw", lambda w: issuing.document_withdraw(issued=publish(w), reason="ผิด", actor=w.actor),
          "document:analysis", "เผยแพร่แล้ว", "ไม่ได้เผยแพร่"),
    Write("website_place_set", place_on_website, "document:analysis", "ที่อยู่: -", "https://www.example.go.th/ita/2568"),
    Write("website_place_look", tick_link, "document:analysis", "", "เปิดได้"),
    Write("public_page_set", show_to_everybody, "agency:public", "ผลการประเมิน: ไม่แสดง", "ผลการประเมิน: แสดง"),
    Write("document_submit", put_before_executives, "document:memo", "", "รอความเห็น"),
    Write("opinion_give", give_opinion, "document:memo", "รอความเห็น", "เห็นชอบ เห็นควร"),
    Write("opinion_record", record_opinion, "document:memo", "รอความเห็น", "เห็นชอบ เห็นควร", "นายสมมติ ลงนามเอง"),
    Write("opinion_take_back",
          lambda w: approval.opinion_take_back(opinion=give_opinion(w), actor=w.actor),
          "document:memo", "เห็นชอบ เห็นควร", "รอความเห็น"),
    Write("submission_withdraw",
          lambda w: approval.submission_withdraw(submission=put_before_executives(w), actor=w.actor),
          "document:memo", "รอความเห็น", "ถอนเรื่องแล้ว"),
]  # fmt: skip
