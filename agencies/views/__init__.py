"""The pages about people: signing in, one's own account, the members of an agency."""

from agencies.views.account import account, presence, session_end, sessions_end_others
from agencies.views.departments import (
    department,
    department_add,
    department_move,
    department_remove,
    department_retire,
    departments_start,
)
from agencies.views.home import home
from agencies.views.inbox import inbox, notice_open, notices_read
from agencies.views.invitation import invitation
from agencies.views.invitations import invitation_revoke, invite
from agencies.views.password import PasswordReset, password_change, password_forgotten, password_sent
from agencies.views.people import (
    member,
    member_reset_ask,
    member_reset_link,
    member_second_factor_reset,
    member_suspend,
    people,
    people_second_factor,
)
from agencies.views.positions import (
    acting_add,
    acting_end,
    position,
    position_add,
    position_move,
    position_remove,
    positions,
    positions_start,
)
from agencies.views.second_factor import second_factor, second_factor_codes, second_factor_off, second_factor_setup
from agencies.views.settings import agency_picture, agency_settings
from agencies.views.sign_in import DemonstrationSignIn, SignIn, sign_in_code
from agencies.views.unsaved_forms import unsaved_form, unsaved_form_discard, unsaved_forms_page

__all__ = [
    "DemonstrationSignIn",
    "PasswordReset",
    "SignIn",
    "account",
    "acting_add",
    "acting_end",
    "agency_picture",
    "agency_settings",
    "department",
    "department_add",
    "department_move",
    "department_remove",
    "department_retire",
    "departments_start",
    "home",
    "inbox",
    "invitation",
    "invitation_revoke",
    "invite",
    "member",
    "member_reset_ask",
    "member_reset_link",
    "member_second_factor_reset",
    "member_suspend",
    "notice_open",
    "notices_read",
    "password_change",
    "password_forgotten",
    "password_sent",
    "people",
    "people_second_factor",
    "position",
    "position_add",
    "position_move",
    "position_remove",
    "positions",
    "positions_start",
    "presence",
    "second_factor",
    "second_factor_codes",
    "second_factor_off",
    "second_factor_setup",
    "session_end",
    "sessions_end_others",
    "sign_in_code",
    "unsaved_form",
    "unsaved_form_discard",
    "unsaved_forms_page",
]
