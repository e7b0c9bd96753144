"""How each service that writes about people and agencies is driven, and what its entry in the history says."""

from agencies import services as people
from agencies.agency_file import AgencyRow
from agencies.models import Agency, Invitation, Membership, User
from agencies.services.invitations import Account, InvitationContent
from agencies.services.members import MemberContent
from tests.agencies.conftest import KEY, code_now
from tests.portal.writes import World, Write


def invite(world: World, agency: Agency | None = None) -> Invitation:
    content = InvitationContent("ผู้ช่วย", "reader")
    return people.invitation_create(agency=agency or world.agency, content=content, actor=world.actor)[0]


def accept(world: World) -> None:
    """Who writes accepts an invitation to an agency that is new to them."""
    elsewhere = Agency.objects.create(slug="elsewhere", kind="tt", name="อีกแห่ง", district="เมือง", province="ตาก")
    people.invitation_accept(invitation=invite(world, elsewhere), user=world.actor)


def create_account(world: World) -> User:
    """A newcomer writes: who writes otherwise has an account."""
    world.actor = people.account_create(
        invitation=invite(world), account=Account("newcomer", "ผู้มาใหม่", "รหัสผ่านยาวพอ-2568")
    )
    return world.actor


def create_agencies(world: World) -> None:
    row = AgencyRow(2, "mairu", "tt", "ใหม่รู้", "เมือง", "ตาก", "ita@example.go.th")
    people.agencies_create(rows=[row], actor=world.actor)


def reader_of(world: World) -> Membership:
    return Membership.objects.create(user=User.objects.create_user("a-reader"), agency=world.agency, role="reader")


def suspend(world: World) -> Membership:
    reader = reader_of(world)
    people.member_suspend(membership=reader, actor=world.actor)
    return reader


def set_up_second_factor(world: World) -> None:
    people.second_factor_confirm(user=world.actor, key=KEY, typed=code_now())


def remove_second_factor(world: World) -> None:
    set_up_second_factor(world)
    people.second_factor_remove(user=world.actor, actor=world.actor)


def renew_recovery_codes(world: World) -> None:
    set_up_second_factor(world)
    people.recovery_codes_renew(user=world.actor)


PEOPLE_WRITES = [
    Write("invitation_create", invite, "invitation:", "", "บทบาท: ผู้ดูข้อมูล"),
    Write("invitation_revoke", lambda w: people.invitation_revoke(invitation=invite(w), actor=w.actor),
          "invitation:", "ผู้ดูข้อมูล", ""),
    Write("invitation_accept", accept, "member:", "", "ผู้ดูข้อมูล"),
    Write("account_create", create_account, "member:", "", "ผู้ดูข้อมูล"),
    Write("agencies_create", create_agencies, "agency:created", "", "ใหม่รู้"),
    Write("member_update",
          lambda w: people.member_update(
              membership=reader_of(w), content=MemberContent("executive", None), actor=w.actor),
          "member:", "ผู้ดูข้อมูล", "ผู้บริหาร"),
    Write("member_suspend", suspend, "member:", "ใช้งานได้", "ระงับสิทธิ์"),
    Write("member_restore", lambda w: people.member_restore(membership=suspend(w), actor=w.actor),
          "member:", "ระงับสิทธิ์", "ใช้งานได้"),
    Write("second_factor_require",
          lambda w: people.second_factor_require(agency=w.agency, is_required=True, actor=w.actor),
          "agency:second-factor", "ไม่บังคับ", "บังคับ"),
    Write("second_factor_confirm", set_up_second_factor, "member:", "ปิด", "เปิด"),
    Write("second_factor_remove", remove_second_factor, "member:", "เปิด", "ปิด"),
    Write("recovery_codes_renew", renew_recovery_codes, "member:", label="สร้างรหัสกู้คืนชุดใหม่"),
    Write("password_set", lambda w: people.password_set(user=w.actor, password="รหัสผ่านยาวพอ-2568"),
          "member:", label="ตั้งรหัสผ่านใหม่"),
    Write("password_given", lambda w: people.password_given(user=w.actor, actor=w.actor),
          "member:", label="ผู้ดูแลระบบตั้งรหัสผ่านใหม่ให้"),
    Write("reset_link_hand_over", lambda w: people.reset_link_hand_over(user=w.actor, actor=w.actor),
          "member:", label="ออกลิงก์ตั้งรหัสผ่านใหม่"),
]  # fmt: skip
