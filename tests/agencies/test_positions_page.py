"""The positions of an agency: started, named, held, acted for, put in order, removed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from agencies.models import Change, Holding, Position, Removed
from agencies.removal_services import removed_restore
from ita_portal.text.thai import short_date
from tests.portal.forms import fields_of
from tests.reports.chain import act, hold, positions_of

PAGE = "/maiklang/settings/positions/"


@pytest.fixture
def mine(stranger, as_user) -> Client:
    """The coordinator of the empty agency, signed in."""
    return as_user(stranger)


@pytest.fixture
def chain(empty_agency) -> list[Position]:
    return positions_of(empty_agency)


@pytest.fixture
def head(empty_agency, member):
    return member(empty_agency, "executive", "head")


def key_of(agency, user) -> str:
    return str(agency.memberships.get(user=user).key)


def test_an_agency_starts_with_the_chain_of_its_kind(empty_agency, mine):
    assert "หัวหน้าสำนักปลัดเทศบาล" in mine.get(PAGE).content.decode()
    assert mine.post(f"{PAGE}start/").status_code == 302
    titles = list(empty_agency.positions.values_list("title", flat=True))
    assert titles == ["หัวหน้าสำนักปลัดเทศบาล", "ปลัดเทศบาลตำบลใหม่กลาง", "นายกเทศมนตรีตำบลใหม่กลาง"]
    assert empty_agency.positions.last().heading == "คำสั่งนายกเทศมนตรีตำบลใหม่กลาง"
    assert mine.get(PAGE).content.decode().count("ยังไม่กำหนดผู้ดำรงตำแหน่ง") == 3
    mine.post(f"{PAGE}start/")
    assert empty_agency.positions.count() == 3


def test_a_member_holds_one_position_and_the_account_is_guarded(empty_agency, mine, chain, head):
    last, first = f"{PAGE}{chain[2].key}/", f"{PAGE}{chain[0].key}/"
    form = fields_of(mine.get(last), "title") | {"member": key_of(empty_agency, head), "printed_name": "นายสมมติ ใจดี"}
    assert mine.post(last, form).status_code == 302
    assert "นายสมมติ ใจดี" in mine.get(PAGE).content.decode()
    assert empty_agency.memberships.get(user=head).is_guarded
    refused = mine.post(first, fields_of(mine.get(first), "title") | {"member": key_of(empty_agency, head)})
    assert refused.status_code == 422
    assert "ดำรงตำแหน่ง “นายกเทศมนตรีตำบลใหม่กลาง” อยู่แล้ว" in refused.content.decode()
    assert Change.objects.filter(label__startswith="แก้ไขตำแหน่ง", new__contains=str(head)).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(position=chain[0], member=empty_agency.memberships.get(user=head))


def test_who_only_reads_is_not_offered(empty_agency, mine, chain, member):
    reader = member(empty_agency, "reader", "onlooker")
    url = f"{PAGE}{chain[0].key}/"
    assert str(reader) not in mine.get(url).content.decode()
    form = fields_of(mine.get(url), "title") | {"member": key_of(empty_agency, reader)}
    assert mine.post(url, form).status_code == 422


def test_two_coordinators_at_one_position_lose_nothing(empty_agency, mine, chain, head):
    url = f"{PAGE}{chain[0].key}/"
    form = fields_of(mine.get(url), "title")
    hold(empty_agency, head)
    late = mine.post(url, form | {"title": "หัวหน้าสำนักงานปลัด"})
    assert late.status_code == 409
    assert str(head) in late.content.decode()
    assert "หัวหน้าสำนักงานปลัด" in late.content.decode()
    again = fields_of(late, "title") | {"member": key_of(empty_agency, head)}
    assert mine.post(url, again).status_code == 302
    assert Position.objects.get(pk=chain[0].pk).title == "หัวหน้าสำนักงานปลัด"


def test_somebody_acts_for_a_time_and_ends(empty_agency, mine, chain, head):
    url = f"{PAGE}{chain[1].key}/"
    today = timezone.localdate()
    typed = {
        "member": key_of(empty_agency, head),
        "capacity": "acting",
        "own_title": "ผู้อำนวยการกองคลัง",
        "starts": short_date(today - timedelta(days=3)),
        "ends": short_date(today + timedelta(days=3)),
    }
    form = fields_of(mine.get(url), "starts")
    turned = mine.post(f"{url}acting/", form | typed | {"ends": "1 ม.ค. 2560"})
    assert turned.status_code == 422
    assert "วันสิ้นสุดต้องไม่ก่อนวันเริ่ม" in turned.content.decode()
    assert mine.post(f"{url}acting/", form | typed).status_code == 302
    holding = Holding.objects.get()
    assert holding.words == "ผู้อำนวยการกองคลัง รักษาราชการแทน ปลัดเทศบาลตำบลใหม่กลาง"
    clash = mine.post(f"{url}acting/", fields_of(mine.get(url), "starts") | typed)
    assert clash.status_code == 422
    assert "ช่วงวันที่ซ้อนกับ" in clash.content.decode()
    assert mine.post(f"{url}acting/{holding.key}/end/").status_code == 302
    assert Holding.objects.get().ends == today - timedelta(days=1)
    assert not Holding.objects.on(today).exists()
    later = act(chain[1], head, today + timedelta(days=9))
    assert mine.post(f"{url}acting/{later.key}/end/").status_code == 302
    assert not Holding.objects.filter(pk=later.pk).exists()


def test_positions_are_put_in_order_added_and_removed(empty_agency, mine, chain):
    assert mine.post(f"{PAGE}{chain[0].key}/move/", {"down": "1"}).status_code == 302
    assert [each.title for each in empty_agency.positions.all()][:2] == [chain[1].title, chain[0].title]
    taken = mine.post(f"{PAGE}add/", {"title": chain[2].title})
    assert taken.status_code == 422
    assert "มีตำแหน่ง" in taken.content.decode()
    assert mine.post(f"{PAGE}add/", {"title": "รองปลัดเทศบาล", "speaks_on_memos": "on"}).status_code == 302
    added = empty_agency.positions.last()
    assert (added.heading, added.speaks_on_memos) == ("ความเห็นของรองปลัดเทศบาล", True)
    assert mine.post(f"{PAGE}{added.key}/remove/").status_code == 302
    assert not Position.objects.filter(key=added.key).exists()
    removed_restore(removed=Removed.objects.get(kind="position"), actor=empty_agency.memberships.first().user)
    assert Position.objects.get(key=added.key).title == "รองปลัดเทศบาล"


@pytest.mark.parametrize("role", ["reader", "officer", "executive"])
def test_only_who_looks_after_the_agency_names_positions(empty_agency, chain, member, as_user, role):
    client = as_user(member(empty_agency, role))
    assert client.get(PAGE).status_code == 403
    for address in ("start/", "add/", f"{chain[0].key}/", f"{chain[0].key}/remove/", f"{chain[0].key}/acting/"):
        assert client.post(f"{PAGE}{address}", {"title": "อื่น"}).status_code == 403


def test_strangers_find_nothing(nanueng, mine, coordinator, as_user):
    theirs = positions_of(nanueng)[0]
    assert as_user(coordinator).get(PAGE).status_code == 404
    assert mine.post(f"{PAGE}{theirs.key}/", {"title": "อื่น"}).status_code == 404
    assert Client().get(PAGE).headers["Location"].startswith("/login/")
