"""How each service that writes about people and agencies is driven, and what its entry in the history says."""

from dataclasses import replace
from datetime import date

from agencies import services as people
from agencies.agency_file import AgencyRow
from agencies.models import Agency, Department, Holding, Invitation, Membership, Position, User
from agencies.offices import standard_positions
from agencies.rules.holdings import Capacity, Term
from agencies.services import ActingContent, PositionContent
from agencies.services.invitations import Account, InvitationContent
from agencies.services.members import MemberContent
from tests.agencies.conftest import KEY, code_now
from tests.agencies.pictures import picture_file
from tests.portal.writes import World, Write


def invite(world: World) -> Invitation:
    content = InvitationContent("ผู้ช่วย", "reader")
    return people.invitation_create(agency=world.agency, content=content, actor=world.actor)[0]


def revoke_all(world: World) -> None:
    invite(world)
    people.invitations_revoke_of(inviter=world.actor, agency=world.agency, actor=world.actor)


def accept(world: World) -> None:
    """Who writes accepts an invitation to an agency that is new to them."""
    place = {"district": "เมือง", "province": "ตาก"}
    elsewhere = Agency.objects.create(slug="elsewhere", kind="subdistrict", name="อีกแห่ง", **place)
    content = InvitationContent("ผู้ช่วย", "reader")
    invitation, _ = people.invitation_create(agency=elsewhere, content=content, actor=None)
    people.invitation_accept(invitation=invitation, user=world.actor)


def create_account(world: World) -> User:
    """A newcomer writes: who writes otherwise has an account."""
    world.actor = people.account_create(
        invitation=invite(world), account=Account("newcomer", "ผู้มาใหม่", "รหัสผ่านยาวพอ-2568")
    )
    return world.actor


def create_agencies(world: World) -> None:
    row = AgencyRow(2, "mairu", "subdistrict", "ใหม่รู้", "เมือง", "ตาก", "ita@example.go.th")
    people.agencies_create(rows=[row], actor=world.actor)


def settle(world: World) -> Agency:
    """Change what the agency says of itself."""
    old = people.agency_content_of(world.agency)
    content = replace(old, website="https://www.nanueng.example.go.th", report_months=(3, 6, 9, 12))
    return people.agency_update(agency=world.agency, content=content, seen=old.seen, actor=world.actor)


def give_emblem(world: World) -> Agency:
    return people.agency_picture_set(
        agency=world.agency, picture="emblem", file=picture_file(), seen="", actor=world.actor
    )


def send_message(world: World) -> None:
    topic = people.ConversationTopic(world.agency, 2568, "document:memo", "บันทึกข้อความ", "/")
    people.message_send(topic=topic, text="โปรดตรวจ", mentioned=[world.actor], actor=world.actor)


def add_department(world: World) -> Department:
    return people.department_add(agency=world.agency, name="กองกิจการสภา", actor=world.actor)


def retire_department(world: World) -> Department:
    added = add_department(world)
    people.department_retire(department=added, actor=world.actor)
    return added


def start_departments(world: World) -> None:
    elsewhere = Agency.objects.create(slug="elsewhere", kind="sao", name="อีกแห่ง")
    people.departments_start(agency=elsewhere, names=["สำนักปลัด", "กองคลัง"], actor=world.actor)


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


DEPUTY = PositionContent("รองปลัด", "ความเห็นของรองปลัด")
DEPUTY_ASKED_FOR = replace(DEPUTY, speaks_on_memos=False)


def start_positions(world: World) -> None:
    world.agency.positions.all().delete()
    people.positions_start(agency=world.agency, standard=standard_positions(world.agency), actor=world.actor)


def add_position(world: World) -> Position:
    return people.position_add(agency=world.agency, content=DEPUTY, actor=world.actor)


def add_acting(world: World) -> Holding:
    member = world.agency.memberships.get(user=world.actor)
    content = ActingContent(member, Capacity.ACTING, "นิติกร", Term(date(2026, 1, 1)))
    return people.acting_add(position=add_position(world), content=content, actor=world.actor)


PEOPLE_WRITES = [
    Write("invitation_create", invite, "invitation:", "", "บทบาท: ผู้ดูข้อมูล"),
    Write("invitation_revoke", lambda w: people.invitation_revoke(invitation=invite(w), actor=w.actor),
          "invitation:", "ผู้ดูข้อมูล", ""),
    Write("staff_invite", lambda w: people.staff_invite(
        content=people.StaffContent("province", "ท้องถิ่นจังหวัด", province="หนองคาย"), actor=w.actor),
          "account:", "", "ผู้กำกับดูแล หนองคาย"),
    Write("invitations_renew", lambda w: people.invitations_renew(invitations=[invite(w)], actor=w.actor),
          "invitation:", "", "ผู้ดูข้อมูล"),
    Write("invitations_mailed", lambda w: people.invitations_mailed(invitations=[invite(w)], actor=w.actor),
          "invitation:", "", "ผู้ดูข้อมูล"),
    Write("invitations_revoke_of", revoke_all, "invitation:", "ผู้ดูข้อมูล", ""),
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
    Write("agency_update", settle, "agency:settings", "เว็บไซต์: -", "รอบ 9 เดือน"),
    Write("agency_picture_set", give_emblem, "agency:emblem", "ไม่มี", "ภาพ seal.png"),
    Write("message_send", send_message, "document:memo", "", "แจ้งถึง:", label="ข้อความ: บันทึกข้อความ"),
    Write("department_add", add_department, "department:", "", "กองกิจการสภา"),
    Write("departments_start", start_departments, "department:", "", "กองคลัง"),
    Write("department_rename",
          lambda w: people.department_rename(
              department=add_department(w), name="กองกิจการ", seen="กองกิจการสภา", actor=w.actor),
          "department:", "กองกิจการสภา", "กองกิจการ"),
    Write("department_move",
          lambda w: people.department_move(department=add_department(w), is_up=True, actor=w.actor),
          "department:", "ลำดับที่ ", "ลำดับที่ "),
    Write("department_retire", retire_department, "department:", "ใช้งาน", "เลิกใช้"),
    Write("department_bring_back",
          lambda w: people.department_bring_back(department=retire_department(w), actor=w.actor),
          "department:", "เลิกใช้", "ใช้งาน"),
    Write("department_remove",
          lambda w: people.department_remove(department=add_department(w), actor=w.actor),
          "department:", "กองกิจการสภา", ""),
    Write("positions_start", start_positions, "position:", "", "หัวข้อ: คำสั่งนายก"),
    Write("position_add", add_position, "position:", "", "รองปลัด"),
    Write("position_update",
          lambda w: people.position_update(
              position=add_position(w), content=DEPUTY_ASKED_FOR, version=1, actor=w.actor),
          "position:", "ยังไม่กำหนดผู้ดำรงตำแหน่ง", "ไม่ให้ความเห็นในบันทึกข้อความ"),
    Write("position_move",
          lambda w: people.position_move(position=add_position(w), is_up=True, actor=w.actor),
          "position:", "ลำดับที่ ", "ลำดับที่ "),
    Write("position_remove", lambda w: people.position_remove(position=add_position(w), actor=w.actor),
          "position:", "รองปลัด", ""),
    Write("acting_add", add_acting, "position:", "", "รักษาราชการแทน"),
    Write("acting_end",
          lambda w: people.acting_end(holding=add_acting(w), today=date(2026, 1, 9), actor=w.actor),
          "position:", "จนกว่าจะมีการเปลี่ยนแปลง", "ถึง 8 ม.ค. 2569"),
    Write("second_factor_require",
          lambda w: people.second_factor_require(agency=w.agency, is_required=True, actor=w.actor),
          "agency:second-factor", "ไม่บังคับ", "บังคับ"),
    Write("second_factor_confirm", set_up_second_factor, "member:", "ปิด", "เปิด"),
    Write("second_factor_remove", remove_second_factor, "member:", "เปิด", "ปิด"),
    Write("recovery_codes_renew", renew_recovery_codes, "member:", label="สร้างรหัสกู้คืนชุดใหม่"),
    Write("profile_update",
          lambda w: people.profile_update(user=w.actor, display_name="สมหญิง ใจดี", email=""),
          "member:", "coordinator ของ nanueng", "สมหญิง ใจดี"),
    Write("reset_ask", lambda w: people.reset_ask(membership=reader_of(w), actor=w.actor),
          "member:", label="อีกคนดูแลบัญชี"),
    Write("password_set", lambda w: people.password_set(user=w.actor, password="รหัสผ่านยาวพอ-2568"),
          "member:", label="ตั้งรหัสผ่านใหม่"),
    Write("password_given", lambda w: people.password_given(user=w.actor, actor=w.actor),
          "member:", label="ผู้ดูแลระบบตั้งรหัสผ่านใหม่ให้"),
    Write("reset_link_hand_over", lambda w: people.reset_link_hand_over(user=w.actor, actor=w.actor),
          "member:", label="ออกลิงก์ตั้งรหัสผ่านใหม่"),
]  # fmt: skip
