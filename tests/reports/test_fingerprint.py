"""The fingerprint of a document: equal content, equal fingerprint; any change, another one."""

import json
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.paper import blocks
from reports.paper.blocks import (
    BarGroup,
    Chart,
    ChartBar,
    Column,
    Document,
    Heading,
    Margins,
    MemoHead,
    OpinionBlock,
    Paragraph,
    Section,
    Signature,
    Table,
    TableRow,
)
from reports.paper.fingerprint import canonical, content_of, fingerprint, fingerprint_of, stored_name

DOCUMENT = Document(
    title="มาตรการ",
    agency="นาหนึ่ง",
    digits="thai",
    margins=Margins(2.5, 2.0, 2.0, 3.0),
    sections=(
        Section((Heading("๑. ผล"), Paragraph("ได้คะแนน ๙๕.๓๐", style="strong"))),
        Section(
            (
                Table(
                    "ตารางที่ ๑",
                    (Column("measure", "มาตรการ", 4.6), Column("owners", "ผู้รับผิดชอบ", 2.7)),
                    (TableRow((("จัดทำคู่มือ",), ("สำนักปลัด", "กองคลัง"))), TableRow((("อบรม",), ("กองช่าง",)))),
                    "measures",
                ),
                MemoHead("สำนักปลัด", "นน ๑", "๑ ม.ค. ๒๕๖๘", "รายงาน", "นายก", ""),
            ),
            is_wide=True,
        ),
    ),
)


def leaves(value, path=()):
    """Yield the path to every text, number and yes or no in a document."""
    if is_dataclass(value):
        for field in fields(value):
            yield from leaves(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield path


def changed_at(value, path):
    """Return a copy with one leaf changed a little."""
    if not path:
        return (not value) if isinstance(value, bool) else value + ("๑" if isinstance(value, str) else 0.1)
    step, *rest = path
    if isinstance(value, tuple):
        return tuple(changed_at(item, rest) if index == step else item for index, item in enumerate(value))
    return replace(value, **{step: changed_at(getattr(value, step), rest)})


@given(st.sampled_from(list(leaves(DOCUMENT))))
def test_any_change_gives_another_fingerprint(path):
    assert fingerprint(changed_at(DOCUMENT, path)) != fingerprint(DOCUMENT)


def test_every_kind_of_value_was_changed():
    names = {path[-1] for path in leaves(DOCUMENT)}
    assert {"text", "left", "width", "is_wide", "level", "number", "digits"} <= names


def test_another_order_gives_another_fingerprint():
    assert fingerprint(replace(DOCUMENT, sections=DOCUMENT.sections[::-1])) != fingerprint(DOCUMENT)


def test_the_kind_of_a_block_counts():
    one, other = (replace(DOCUMENT, sections=(Section((block,)),)) for block in (Heading("ก"), Paragraph("ก")))
    plain = [json.dumps(content_of(each)["sections"][0]["blocks"][0], ensure_ascii=False) for each in (one, other)]
    assert "Heading" in plain[0]
    assert "Paragraph" in plain[1]


def test_what_a_database_gives_back_in_another_order_is_the_same():
    content = content_of(DOCUMENT)
    back = json.loads(json.dumps(content))
    shuffled = dict(reversed(back.items()))
    assert list(shuffled) != list(back)
    assert fingerprint_of(shuffled) == fingerprint(DOCUMENT)


def test_the_fingerprint_is_the_hash_of_readable_bytes():
    written = canonical(content_of(DOCUMENT))
    assert "ได้คะแนน ๙๕.๓๐" in written.decode()
    assert fingerprint(DOCUMENT) == sha256(written).hexdigest()


def test_another_process_finds_the_same_fingerprint():
    code = "from tests.reports.test_fingerprint import *; print(fingerprint(DOCUMENT))"
    for seed in ("1", "2"):
        answer = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        )
        assert answer.stdout.strip() == fingerprint(DOCUMENT)


def test_what_is_no_plain_value_is_refused():
    with pytest.raises(TypeError, match="set cannot be stored"):
        content_of(replace(DOCUMENT, title={"ก"}))


def paper_types() -> set[type]:
    """Return every type that the content of a document can hold."""
    return {each for each in vars(blocks).values() if isinstance(each, type) and is_dataclass(each)}


def test_the_names_in_the_content_of_issued_documents_are_for_ever():
    """A class may be renamed here; what was issued keeps its bytes, its hash and the code on its paper."""
    names = {stored_name(each) for each in paper_types()}
    assert names == {
        *("AnnouncementDate", "AnnouncementHead"),
        *(
            "Bar",
            "BodyCell",
            "BodyRow",
            "Chart",
            "ChartKey",
            "Contents",
            "Column",
            "Cover",
            "Document",
            "Group",
            "Heading",
            "HeadingCell",
        ),
        *(
            "Items",
            "LineChart",
            "Margins",
            "MemoHead",
            "Opinion",
            "Paragraph",
            "RadarChart",
            "Section",
            "Signature",
            "Table",
            "TableRow",
        ),
    }


def test_a_document_of_earlier_versions_of_the_portal_has_the_same_fingerprint():
    """The hash was computed before bars, their groups and opinions were renamed."""
    signature = Signature("สมชาย", ("ปลัด",))
    chart = Chart(
        caption="ภาพที่ ๑",
        row_heading="เครื่องมือ",
        summary="IIT ๙๐",
        groups=(BarGroup("IIT", (ChartBar("๒๕๖๘", "๙๐.๐๐", 9000),)),),
        target=8500,
        target_text="เส้นประ",
    )
    document = Document(
        title="ทุกชนิด",
        agency="นาหนึ่ง",
        digits="thai",
        margins=Margins(2.5, 2.0, 2.0, 3.0),
        sections=(Section((chart, OpinionBlock("ความเห็นของปลัด", "เห็นชอบ", signature), signature)),),
    )
    assert fingerprint(document) == "348a833c6ce15643661226c4565f60b3fe0cf51d4e874039b481f20031109d59"
