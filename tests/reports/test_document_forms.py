"""The forms between which an agency chooses: announcement or cover, measures within or in an annex, who signs."""

from dataclasses import replace
from datetime import date

import pytest

from agencies.models import Change
from measures.models import ReportingRound
from reports.content.annex import leads_to_annex
from reports.content.draft import draft_of
from reports.content.kinds import KINDS
from reports.content.measure_table import measure_table
from reports.options.stored import stored_choices
from reports.paper.blocks import (
    AnnouncementDate,
    AnnouncementHead,
    Cover,
    Document,
    Heading,
    MemoHead,
    OpinionBlock,
    Paragraph,
    Signature,
    Table,
)
from tests.agencies.pictures import picture_file
from tests.reports.test_settings_page import posted

SETTINGS = "/nanueng/2568/documents/{}/settings/"


def printed(agency, kind: str, **variants: str) -> Document:
    draft = draft_of(KINDS[kind], agency, 2568)
    return draft.with_choices(replace(draft.choices, variants=variants)).document


def kinds_of(document: Document) -> list[type]:
    return [type(block) for block in document.blocks]


@pytest.mark.parametrize(
    ("text", "led"),
    [
        ("มาตรการมีรายละเอียด ดังนี้", "มาตรการมีรายละเอียดตามเอกสารแนบ"),
        ("ได้กำหนดมาตรการไว้ ดังต่อไปนี้ ", "ได้กำหนดมาตรการไว้ รายละเอียดตามเอกสารแนบ"),
        ("ได้กำหนดมาตรการไว้แล้ว นั้น", "ได้กำหนดมาตรการไว้แล้ว นั้น รายละเอียดตามเอกสารแนบ"),
        ("รายละเอียดตามสิ่งที่แนบมาด้วย", "รายละเอียดตามสิ่งที่แนบมาด้วย"),
    ],
)
def test_what_leads_to_the_measures_leads_to_their_annex(text, led):
    assert leads_to_annex(text) == led


def test_long_measures_of_a_memo_stand_in_an_annex_unless_the_agency_wants_them_within(nanueng):
    letter, annex = printed(nanueng, "memo").sections
    assert [type(block) for block in annex.blocks] == [Heading, Table]
    assert sum(isinstance(block, Table) for block in letter.blocks) == 1
    assert "ตามเอกสารแนบ" in next(block.text for block in letter.blocks if isinstance(block, Paragraph))
    (whole,) = printed(nanueng, "memo", measures="within").sections
    assert sum(isinstance(block, Table) for block in whole.blocks) == 2
    assert not [block for block in whole.blocks if isinstance(block, Paragraph) and "แนบ" in block.text]


def test_a_short_plan_stays_within_the_letter(nanueng):
    draft = draft_of(KINDS["memo"], nanueng, 2568)
    short = replace(draft.material, measures=draft.material.measures[:1])
    assert len(measure_table(short.measures, draft.choices, "").rows) == 1
    assert len(KINDS["memo"].build(short, draft.choices).sections) == 1
    chosen = replace(draft.choices, variants={"measures": "annex"})
    assert len(KINDS["memo"].build(short, chosen).sections) == 2


def test_steps_are_printed_twice_only_where_that_is_chosen(nanueng):
    def keys(**variants: str) -> list[list[str]]:
        tables = (block for block in printed(nanueng, "memo", **variants).blocks if isinstance(block, Table))
        return [[column.key for column in table.columns] for table in tables]

    assert sum("steps" in each for each in keys()) == 1
    assert sum("steps" in each for each in keys(status_steps="again")) == 2


def test_an_announcement_has_head_day_and_signature_and_no_cover(nanueng):
    document = printed(nanueng, "measures")
    kinds = kinds_of(document)
    assert kinds[:5] == [AnnouncementHead, Paragraph, Paragraph, AnnouncementDate, Signature]
    head, *_ = document.blocks
    assert head.lines[0] == "ประกาศองค์การบริหารส่วนตำบลนาหนึ่ง"
    assert document.author == "องค์การบริหารส่วนตำบลนาหนึ่ง"
    with_cover = kinds_of(printed(nanueng, "measures", form="cover"))
    assert with_cover == [Cover, Heading, Paragraph, Table]


def test_an_announcement_takes_the_day_of_its_issue(nanueng):
    numbered = draft_of(KINDS["measures"], nanueng, 2568).numbered("", date(2025, 1, 31))
    (day,) = [block for block in numbered.document.blocks if isinstance(block, AnnouncementDate)]
    assert day.text == "ประกาศ ณ วันที่ ๓๑ เดือน มกราคม พ.ศ. ๒๕๖๘"


@pytest.mark.parametrize("kind", ["analysis", "progress"])
def test_a_report_is_signed_where_the_agency_wants_that(nanueng, kind):
    assert not {Signature, OpinionBlock} & {*kinds_of(printed(nanueng, kind))}
    document = printed(nanueng, kind, signing="signed")
    assert kinds_of(document)[-3:] == [Paragraph, Signature, OpinionBlock]
    assert document.blocks[-1].heading == "เห็นชอบ"


def test_the_cover_of_a_progress_report_names_its_round(nanueng):
    draft = draft_of(KINDS["progress"], nanueng, 2568)
    reported = ReportingRound(name="รอบ 6 เดือน", ends_on=date(2025, 3, 31))
    cover = KINDS["progress"].build(replace(draft.material, round=reported), draft.choices).blocks[0]
    assert cover.year_line == "รอบ 6 เดือน ประจำปีงบประมาณ พ.ศ. 2568"


def test_a_form_is_chosen_on_the_page_kept_and_told_in_the_history(nanueng, coordinator, as_user):
    client, url = as_user(coordinator), SETTINGS.format("measures")
    assert client.post(url, posted(client, url) | {"variant-form": "cover"}).status_code == 302
    assert stored_choices(nanueng, "measures", 2568).variants == {"form": "cover"}
    assert kinds_of(draft_of(KINDS["measures"], nanueng, 2568).document)[0] is Cover
    assert kinds_of(draft_of(KINDS["measures"], nanueng, 2568).document).count(AnnouncementHead) == 0
    change = Change.objects.filter(subject="document:measures").first()
    assert "แบบของเอกสาร: ตารางมาตรการพร้อมปก" in change.new


def test_signatories_that_nobody_changed_go_on_following_the_portal(nanueng, coordinator, as_user):
    client, url = as_user(coordinator), SETTINGS.format("measures")
    client.post(url, posted(client, url) | {"digits": "arabic"})
    assert stored_choices(nanueng, "measures", 2568).signatories == []


def test_the_list_of_checks_says_which_picture_is_missing_to_whom_it_can_lead_there(
    nanueng, coordinator, executive, as_user, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    url, place = "/nanueng/2567/checks/", "/nanueng/settings/#picture-"

    def found(user) -> list[bool]:
        page = as_user(user).get(url).content.decode()
        return [words in page for words in ("ยังไม่มีครุฑ", "ยังไม่มีตราสัญลักษณ์", f"{place}garuda", f"{place}emblem")]

    assert found(coordinator) == [True, True, True, True]
    assert found(executive) == [True, True, False, False]
    nanueng.garuda, nanueng.emblem = picture_file("garuda.png"), picture_file("seal.png")
    nanueng.save()
    assert found(coordinator) == [False] * 4


def test_a_memo_without_any_garuda_has_none_though_there_is_a_seal(nanueng, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    nanueng.emblem = picture_file("seal.png")
    nanueng.save()
    (head,) = [block for block in printed(nanueng, "memo").blocks if isinstance(block, MemoHead)]
    assert head.emblem == ""
