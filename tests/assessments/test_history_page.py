"""Who changed what: the page of the year, and of one thing."""

from agencies.models import Change

URL = "/nanueng/2568/history/"


def test_a_change_stands_with_who_from_what_to_what(nanueng, coordinator, reader, as_user):
    as_user(coordinator).post("/nanueng/2568/scores/cells/", {"i1": "85", "seen-i1": "80.00"})
    page = as_user(reader).get(URL + "?subject=figure:i1").content.decode()
    assert coordinator.display_name in page
    assert "80.00" in page
    assert "85.00" in page
    assert "คะแนน i2" not in page


def test_the_list_can_be_narrowed_to_a_kind(nanueng, reader, as_user):
    page = as_user(reader).get(URL + "?kind=measure").content.decode()
    assert "เพิ่มมาตรการ" in page
    assert "คะแนน i1" not in page


def test_a_long_history_comes_in_pages(nanueng, reader, as_user):
    Change.objects.bulk_create(
        Change(agency=nanueng, fiscal_year=2568, subject="figure:i1", label=f"ครั้งที่ {n}", actor_name="ก")
        for n in range(150)
    )
    client = as_user(reader)
    assert "ถัดไป" in client.get(URL).content.decode()
    assert "ก่อนหน้า" in client.get(URL + "?page=2").content.decode()
    assert client.get(URL + "?page=nonsense").status_code == 200


def test_another_agencys_history_is_not_there(nanueng, stranger, as_user):
    assert as_user(stranger).get(URL).status_code == 404


def test_hostile_text_prints_as_text(nanueng, coordinator, reader, as_user):
    hostile = "<script>alert(1)</script>"
    as_user(coordinator).post("/nanueng/2568/scores/cells/", {"rank": hostile, "seen-rank": ""})
    page = as_user(reader).get(URL).content.decode()
    assert hostile not in page
    assert "&lt;script&gt;" in page


def test_a_reason_given_on_the_sheet_stands_in_the_history(nanueng, coordinator, reader, as_user):
    fields = {"i1": "85", "seen-i1": "80.00", "reason": "แก้ตามหนังสือแจ้งผล"}
    for address, typed in (("cells/", fields), ("", fields | {"i1": "86", "seen-i1": "85.00"})):
        as_user(coordinator).post(f"/nanueng/2568/scores/{address}", typed)
    page = as_user(reader).get(URL + "?subject=figure:i1").content.decode()
    assert page.count("แก้ตามหนังสือแจ้งผล") == 2
