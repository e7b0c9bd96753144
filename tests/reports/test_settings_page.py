"""How an agency chooses the looks and the words of its documents."""

import re
from dataclasses import replace

import pytest

from agencies.models import Change
from measures.models import Measure, Step
from reports.content.columns import PROGRESS_COLUMNS
from reports.content.kinds import KINDS, build_document
from reports.models import DocumentSetting
from reports.options.stored import choices_for, choices_record, stored_choices
from reports.output.formats import document_html
from tests.reports.issuing_year import structure_of

ANALYSIS = "/nanueng/2568/documents/analysis/settings/"
MEMO = "/nanueng/2568/documents/memo/settings/"
OPTIONS = KINDS["analysis"].options


@pytest.fixture
def client(nanueng, coordinator, as_user):
    return as_user(coordinator)


def posted(client, url: str, **changes: str) -> dict[str, str]:
    """Return what the form would post as it stands, with some fields changed."""
    form = client.get(url).context["form"]
    data = {bound.html_name: bound.value() or "" for bound in form} | {"version": str(form.initial["version"])}
    return data | {name.replace("__", "-"): value for name, value in changes.items()}


def test_saving_without_a_change_stores_nothing_new(client):
    before = Change.objects.count()
    assert client.post(ANALYSIS, posted(client, ANALYSIS)).status_code == 302
    assert Change.objects.count() == before


def test_choices_reach_the_paper_and_the_history(client, nanueng):
    data = posted(client, ANALYSIS, digits="arabic", text__preface="คำนำของเรา\n\nย่อหน้าที่สอง", parts__preface="1")
    data |= {"column_set": "owners-last", "margin-left": "๒.๕", "parts-charts": "2"}
    response = client.post(ANALYSIS, data)
    assert response.status_code == 302
    document = build_document(KINDS["analysis"], nanueng, 2568)
    html = document_html(document, on_screen=False)
    assert document.margins.left == 2.5
    assert "คำนำของเรา" in html
    assert "95.30" in html
    assert "๙๕" not in html
    headings = re.findall(r'<th scope="col" class="(\w+) ', html)
    assert headings[-4:] == ["measure", "steps", "timeframe", "owners"]  # no measure says how it is followed up
    change = Change.objects.filter(subject="document:analysis").first()
    assert change.label == "รูปแบบเอกสาร: รายงานการวิเคราะห์ผลการประเมิน"


def test_words_of_the_elements_of_the_round_are_offered_and_printed_only_when_chosen(client, nanueng):
    page = client.get(ANALYSIS).content.decode()
    offered = dict(re.findall(r'<datalist id="id_text-(\S+)_words">(.*?)</datalist>', page))
    assert re.findall(r'value="(.*?)"', offered["preface_heading"]) == ["คำนำ", "บทนำ"]
    assert re.findall(r'value="(.*?)"', offered["heading-owners"]) == ["ผู้รับผิดชอบหรือผู้เกี่ยวข้อง"]
    assert "ข้อ o27 ของรอบการประเมินปี พ.ศ. 2568 (ยังไม่ยืนยันถ้อยคำ)" in offered["heading-owners"]
    assert 'list="id_text-heading-owners_words"' in page
    printed = document_html(build_document(KINDS["analysis"], nanueng, 2568), on_screen=False)
    assert "ผู้รับผิดชอบหรือผู้เกี่ยวข้อง" not in printed
    chosen = posted(client, ANALYSIS) | {"text-heading-owners": "ผู้รับผิดชอบหรือผู้เกี่ยวข้อง"}
    assert client.post(ANALYSIS, chosen).status_code == 302
    printed = document_html(build_document(KINDS["analysis"], nanueng, 2568), on_screen=False)
    assert "ผู้รับผิดชอบหรือผู้เกี่ยวข้อง" in printed


def test_texts_are_stored_in_one_spelling_with_the_blanks_of_people(client, nanueng):
    typed = {"text-preface": "ส\u0e4d\u0e32นัก\u200bปลัด\u00a0๑", "text-heading-owners": "เเผนก\ufffe"}
    assert client.post(ANALYSIS, posted(client, ANALYSIS) | typed).status_code == 302
    texts = stored_choices(nanueng, "analysis", 2568).texts
    assert (texts["preface"], texts["heading-owners"]) == ("สำนักปลัด ๑", "แผนก")


def test_columns_follow_the_places_that_were_chosen(client, nanueng):
    places = {"columns-issue": "", "columns-indicator": "", "columns-measure": "2", "columns-owners": "1"}
    places |= {"columns-steps": "3", "columns-timeframe": "", "columns-follow_up": ""}
    assert client.post(ANALYSIS, posted(client, ANALYSIS) | places).status_code == 302
    assert stored_choices(nanueng, "analysis", 2568).columns == ["owners", "measure", "steps"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"margin-left": "12"}, "ขอบกระดาษต้องอยู่ระหว่าง 1 ถึง 5 ซม."),
        ({"margin-left": "กว้าง"}, "กรุณากรอกตัวเลขเป็นเซนติเมตร เช่น 2.5"),
        ({"columns-measure": ""}, "ตารางมาตรการต้องมีคอลัมน์มาตรการ"),
        ({"text-preface": "ก" * 20_001}, "กรุณากรอกไม่เกิน 20,000 ตัวอักษร"),
        (
            {f"parts-{part}": "" for part in ("charts", "indicators", "findings", "limitations", "measures")},
            "รายงานต้องมีอย่างน้อยหนึ่งส่วน",
        ),
    ],
)
def test_a_wrong_choice_is_named_and_nothing_typed_is_lost(client, nanueng, change, message):
    before = DocumentSetting.objects.get(agency=nanueng).version
    data = posted(client, ANALYSIS, text__result="ข้อความที่พิมพ์ไว้") | change
    response = client.post(ANALYSIS, data)
    assert response.status_code == 422
    page = response.content.decode()
    assert message in page
    assert "ข้อความที่พิมพ์ไว้" in page
    assert DocumentSetting.objects.get(agency=nanueng).version == before


def test_columns_that_fit_no_page_are_refused_where_they_are_chosen(client, nanueng):
    before = DocumentSetting.objects.get(agency=nanueng).version
    Measure.objects.filter(plan__agency=nanueng).update(title="W" * 40, follow_up="W" * 40)
    Step.objects.filter(measure__plan__agency=nanueng).update(text="W" * 40)
    wide = {f"columns-{key}": str(place) for place, key in enumerate([*PROGRESS_COLUMNS][:9], 1)}
    sides = {"margin-left": "5", "margin-right": "5"}
    url = "/nanueng/2568/documents/progress/"
    refused = client.post(f"{url}settings/", posted(client, f"{url}settings/") | wide | sides)
    assert refused.status_code == 422
    assert "กรุณาเลือกคอลัมน์ให้น้อยลง" in refused.content.decode()
    preview = client.post(f"{url}preview/", posted(client, f"{url}settings/") | wide | sides)
    assert "กรุณาเลือกคอลัมน์ให้น้อยลง" in preview.content.decode()
    assert DocumentSetting.objects.get(agency=nanueng).version == before
    assert client.post(f"{url}settings/", posted(client, f"{url}settings/") | wide).status_code == 302


def test_the_page_names_the_columns_that_no_measure_fills(client, nanueng):
    Measure.objects.filter(plan__agency=nanueng).update(follow_up="")
    page = client.get(MEMO).content.decode()
    assert "คอลัมน์ที่ไม่มีข้อมูลในทุกแถวไม่พิมพ์ ขณะนี้คือ การติดตามผล" in page


def test_two_people_at_once_lose_nothing(client, nanueng):
    data = posted(client, ANALYSIS, text__result="ของฉัน")
    theirs = choices_for(nanueng, OPTIONS, 2568, structure_of(2568))
    choices_record(
        agency=nanueng,
        options=OPTIONS,
        fiscal_year=2568,
        choices=replace(theirs, digits="arabic", texts={"result": "ของเขา"}, signatories=()),
        actor=None,
    )
    response = client.post(ANALYSIS, data)
    assert response.status_code == 409
    page = response.content.decode()
    assert "ของฉัน" in page
    assert "ของเขา" in page
    assert "เลขอารบิก" in page
    again = data | {"version": response.context["form"].data["version"]}
    assert client.post(ANALYSIS, again).status_code == 302
    assert stored_choices(nanueng, "analysis", 2568).texts["result"] == "ของฉัน"


def test_of_the_places_to_sign_those_in_use_are_shown_and_the_others_folded(client):
    def places(**values: str) -> tuple[int, int]:
        client.post(ANALYSIS, posted(client, ANALYSIS) | values)
        response = client.get(ANALYSIS)
        shown, more = response.context["form"].signatory_fields
        folded = response.content.decode().partition("เพิ่มผู้ลงนาม")[2].partition("</details>")[0]
        assert folded.count('class="signatory"') == len(more)
        return len(shown), len(more)

    assert places() == (1, 5)
    assert places(**{"signatory-1-name": "นายสมชาย ใจดี"}) == (2, 4)
    assert places(**{f"signatory-{number}-name": "นายสมชาย ใจดี" for number in range(6)}) == (6, 0)


@pytest.mark.paper
def test_the_preview_shows_choices_and_stores_nothing(client, nanueng):
    before = DocumentSetting.objects.get(agency=nanueng).version
    url = "/nanueng/2568/documents/analysis/preview/"
    response = client.post(url, posted(client, ANALYSIS, digits="arabic", text__result="ลองดูก่อน"))
    assert response.status_code == 200
    page = response.content.decode()
    assert "ลองดูก่อน" in page
    assert 'alt="หน้า 1 ' in page
    assert page.count('src="data:image/png;base64,') == int(re.search(r"จาก (\d+)<", page)[1]) > 3
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert DocumentSetting.objects.get(agency=nanueng).version == before
    refused = client.post(url, posted(client, ANALYSIS) | {"margin-top": "x"})
    assert refused.status_code == 422
    assert "ยังแสดงตัวอย่างไม่ได้" in refused.content.decode()


def memo_words(agency) -> str:
    html = document_html(build_document(KINDS["memo"], agency, 2568), on_screen=False)
    return re.sub(r"<[^>]+>|\u200b", "", html)


def test_the_memo_prints_the_chain_of_the_agency_unless_a_year_has_its_own(client, nanueng):
    own = ["ความเห็นของหัวหน้าสำนักปลัด", "ความเห็นของปลัดองค์การบริหารส่วนตำบลนาหนึ่ง", "คำสั่งนายกองค์การบริหารส่วนตำบลนาหนึ่ง"]
    assert client.post(MEMO, posted(client, MEMO, text__number="นน ๗๑๐๐๑/๑")).status_code == 302
    words = memo_words(nanueng)
    assert [words.index(word) for word in own] == sorted(words.index(word) for word in own)
    assert "นน ๗๑๐๐๑/๑" in words
    typed = {
        "signatory-1-heading": "ความเห็นของปลัดองค์การบริหารส่วนตำบลนาหนึ่ง",
        "signatory-1-position": "หัวหน้าสำนักปลัด รักษาราชการแทน\nปลัดองค์การบริหารส่วนตำบลนาหนึ่ง",
    }
    assert client.post(MEMO, posted(client, MEMO) | typed).status_code == 302
    words = memo_words(nanueng)
    assert "รักษาราชการแทน" in words
    assert own[2] not in words
    assert "ปีนี้พิมพ์ลำดับความเห็นตามที่กรอกไว้ด้านล่างแทน" in client.get(MEMO).content.decode()
    assert client.post(MEMO, posted(client, MEMO) | dict.fromkeys(typed, "")).status_code == 302
    assert own[2] in memo_words(nanueng)


def test_layout_goes_on_to_the_next_year_and_texts_of_a_year_stay(nanueng):
    now = choices_for(nanueng, OPTIONS, 2568, structure_of(2568))
    changed = replace(
        now, columns=("measure", "owners"), digits="arabic", texts={"result": "ปี 2568", "preface": "คำนำ"}
    )
    choices_record(
        agency=nanueng,
        options=OPTIONS,
        fiscal_year=2568,
        choices=changed,
        actor=None,
    )
    later = choices_for(nanueng, OPTIONS, 2569, structure_of(2569))
    assert (later.columns, later.digits, dict(later.texts)) == (("measure", "owners"), "arabic", {"preface": "คำนำ"})
    earlier = choices_for(nanueng, OPTIONS, 2566, structure_of(2566))
    assert earlier.columns == ("measure", "steps", "timeframe", "follow_up", "owners")
