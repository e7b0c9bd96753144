"""The page ตรวจความถูกต้อง: every contradiction of the year with a link to where it is mended."""

import re

import pytest

from assessments.models import Finding

URL = "/nanueng/2568/checks/"


def links(page: str) -> list[str]:
    return re.findall(r'<td><a href="([^"]+)">', page)


def test_the_home_agency_shows_all_its_defects(nanueng, reader, as_user):
    page = as_user(reader).get(URL).content.decode()
    found = re.findall(r'<tr data-check="([\w-]+)">', page)
    assert found[0] == "measure-without-owners"
    assert found.count("indicator-differs") == 3
    assert found.count("weak-not-mentioned") == 3
    assert "weakness-at-full-mark" in found


def test_each_link_leads_to_a_page_that_opens(nanueng, coordinator, as_user):
    client = as_user(coordinator)
    addresses = links(client.get(URL).content.decode())
    assert "/nanueng/2568/scores/#cell-9" in addresses
    assert "/nanueng/2568/analysis/?subject=issue:4" in addresses
    for address in addresses:
        page = client.get(address.partition("#")[0])
        assert page.status_code == 200
        if anchor := address.partition("#")[2]:
            assert f'id="{anchor}"' in page.content.decode()


@pytest.mark.parametrize("role", ["reader", "executive", "officer"])
def test_each_link_opens_for_those_who_mend_nothing(nanueng, as_user, request, role):
    client = as_user(request.getfixturevalue(role))
    for page in (URL, "/nanueng/2568/documents/"):
        shown = client.get(page).content.decode()
        errors = "".join(re.findall(r'<details class="document-errors">(.*?)</details>', shown, re.DOTALL))
        addresses = {each.partition("#")[0] for each in [*links(shown), *re.findall(r'href="([^"]+)"', errors)]}
        assert addresses
        assert {each: client.get(each).status_code for each in addresses} == dict.fromkeys(addresses, 200)


def test_a_year_without_scores_says_so(nanueng, reader, as_user):
    assert "ยังไม่มีคะแนนของปีนี้" in as_user(reader).get("/nanueng/2569/checks/").content.decode()


def test_a_stranger_sees_nothing(nanueng, stranger, as_user):
    assert as_user(stranger).get(URL).status_code == 404


@pytest.mark.parametrize("letters", ["😀", "\uf0fc", "ភាសា"])
def test_letters_that_no_font_has_are_named_with_their_place(nanueng, coordinator, as_user, letters: str):
    """As they were stored before; a form keeps out what it can."""
    measure = nanueng.plans.get(fiscal_year=2568).measures.first()
    measure.steps.filter(pk=measure.steps.first().pk).update(text=f"ทำ {letters} แล้ว")
    Finding.objects.filter(pk=Finding.objects.filter(assessment__agency=nanueng).first().pk).update(weakness=letters)
    page = as_user(coordinator).get(URL).content.decode()
    rows = re.findall(r'<tr data-check="letters-not-printable">.*?</tr>', page, re.DOTALL)
    assert len(rows) == 2
    assert all(f"U+{ord(letters[0]):04X}" in row for row in rows)
    assert any(f"/nanueng/2568/measures/{measure.key}" in row for row in rows)
    assert any("/nanueng/2568/analysis/?subject=" in row for row in rows)
