"""The page ตรวจความถูกต้อง: every contradiction of the year with a link to where it is mended."""

import re

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


def test_a_year_without_scores_says_so(nanueng, reader, as_user):
    assert "ยังไม่มีคะแนนของปีนี้" in as_user(reader).get("/nanueng/2569/checks/").content.decode()


def test_a_stranger_sees_nothing(nanueng, stranger, as_user):
    assert as_user(stranger).get(URL).status_code == 404
