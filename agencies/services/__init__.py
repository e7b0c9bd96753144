"""Writes about people and agencies: each atomic, each with its history."""

from agencies.services.account import (
    account_changed,
    password_given,
    password_set,
    reset_letter_claim,
    reset_link_hand_over,
    reset_path,
)
from agencies.services.agencies import SlugTaken, agencies_create
from agencies.services.invitations import (
    Account,
    AlreadyMember,
    InvitationContent,
    InvitationSpent,
    account_create,
    invitation_accept,
    invitation_create,
    invitation_revoke,
    new_invitation,
)
from agencies.services.members import (
    LAST_COORDINATOR,
    LastCoordinator,
    MemberContent,
    member_restore,
    member_suspend,
    member_update,
    second_factor_require,
)
from agencies.services.second_factor import recovery_codes_renew, second_factor_confirm, second_factor_remove

__all__ = [
    "LAST_COORDINATOR",
    "Account",
    "AlreadyMember",
    "InvitationContent",
    "InvitationSpent",
    "LastCoordinator",
    "MemberContent",
    "SlugTaken",
    "account_changed",
    "account_create",
    "agencies_create",
    "invitation_accept",
    "invitation_create",
    "invitation_revoke",
    "member_restore",
    "member_suspend",
    "member_update",
    "new_invitation",
    "password_given",
    "password_set",
    "recovery_codes_renew",
    "reset_letter_claim",
    "reset_link_hand_over",
    "reset_path",
    "second_factor_confirm",
    "second_factor_remove",
    "second_factor_require",
]
