"""The administrator's pages of announced results of many agencies."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Agency, Invitation
from assessments.models import Announced, Framework, NationalImport
from tests.assessments.test_national_list import ONE, TEN, TWO, a_csv, stored

pytestmark = pytest.mark.django_db
LOAD = "/admin/assessments/nationalimport/load/"
MADE = "/admin/agencies/agency/import/"


@pytest.fixture
def mine(administrator, as_user):
    return as_user(administrator)


@pytest.fixture
def framework() -> Framework:
    return Framework.objects.get(fiscal_year=2568)


def load(client, framework, content, **more):
    file = SimpleUploadedFile("nation.csv", content)
    answer = client.post(LOAD, {"framework": framework.pk, "file": file} | more)
    text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
    return answer, text


def test_a_list_is_checked_with_progress_then_stored_and_taken_back(mine, framework):
    answer, text = load(mine, framework, a_csv(ONE, TWO))
    assert answer.headers["X-Accel-Buffering"] == "no"
    assert "ตรวจแล้ว 2 จาก 2 แถว" in text
    assert not Announced.objects.exists()
    page = re.search(r'href="(/admin/assessments/nationalimport/[0-9a-f-]{36}/)"', text)[1]
    assert "ยืนยันนำเข้าทั้งหมด" in mine.get(page).content.decode()
    assert "นำเข้าแล้ว 2 แห่ง" in mine.post(page, {"act": "store"}, follow=True).content.decode()
    assert mine.post(page, {"act": "store"}).status_code == 409
    assert "นำออก 2 แห่ง" in mine.post(page, {"act": "undo"}, follow=True).content.decode()
    assert not Announced.objects.in_force().exists()


def test_problems_are_listed_and_nothing_is_kept(mine, framework):
    _, text = load(mine, framework, a_csv([*ONE[:6], *TEN, "101", ""], TWO))
    assert "แถว 2: total: คะแนนต้องอยู่ระหว่าง 0 ถึง 100" in text
    assert not NationalImport.objects.exists()


def test_a_doubt_is_a_choice_that_stays_when_it_is_refused(mine, framework):
    stored(framework, a_csv(ONE, TWO))
    turned = ["1", "", "ทต.", "นาหนึ่ง", "โพนพิสัย", "หนองคาย", *TEN, "95.00", ""]
    renamed = ["2", "5730201", "ทต.", "นาสอง", "เมือง", "เชียงราย", *TEN, "90.00", ""]
    load(mine, Framework.objects.get(fiscal_year=2567), a_csv(turned, renamed))
    kept = NationalImport.objects.get(state="checked")
    page = f"/admin/assessments/nationalimport/{kept.key}/"
    text = mine.get(page).content.decode()
    assert text.count("<select") == 2
    assert "ผลที่ขัดกันเอง 1 แห่ง" in text
    agency = Agency.objects.get(kind="sao")
    refused = mine.post(page, {"act": "store", "row-2": agency.slug})
    assert refused.status_code == 409
    assert f'<option value="{agency.slug}" selected>' in refused.content.decode()
    answers = {"row-2": agency.slug, "row-3": "new", "as-announced": "on", "act": "store"}
    assert mine.post(page, answers).status_code == 302
    assert Announced.objects.in_force().filter(framework__fiscal_year=2567).count() == 2


@pytest.mark.parametrize("wrong", [{"framework": "0"}, {"province": "เมืองตาก"}])
def test_a_wrong_form_says_why(mine, framework, wrong):
    posted = {"framework": framework.pk, "file": SimpleUploadedFile("nation.csv", a_csv(ONE))} | wrong
    assert mine.post(LOAD, posted).status_code == 422
    assert not NationalImport.objects.exists()


def test_what_was_checked_before_and_not_stored_gives_way(mine, framework):
    for content in (a_csv(ONE), a_csv(TWO)):
        load(mine, framework, content)
    assert NationalImport.objects.count() == 1


def test_a_name_becomes_a_tenant_by_invitation_with_its_results(mine, framework):
    stored(framework, a_csv(ONE))
    agency = Agency.objects.get()
    head = ["ชื่อในที่อยู่เว็บ", "ประเภท", "ชื่อ", "อำเภอ", "จังหวัด", "อีเมลผู้ประสานงาน ITA"]
    content = a_csv(["na-nueng", "อบต.", "นาหนึ่ง", "โพนพิสัย", "หนองคาย", ""], head=head)
    checked = mine.post(MADE, {"file": SimpleUploadedFile("agencies.csv", content)})
    mine.post(MADE, {"checked": re.search(r'name="checked" value="([^"]+)"', checked.content.decode())[1]})
    agency.refresh_from_db()
    assert (agency.is_tenant, agency.slug, Agency.objects.count()) == (True, "na-nueng", 1)
    assert agency.departments.exists()
    assert Invitation.objects.get().agency == agency
    assert agency.announced.get().total == 90
    assert mine.get("/na-nueng/2568/").status_code == 200
