"""Writes of the second step of signing in: setting it up, taking it away, new recovery codes."""

from django.db import transaction
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from agencies.models import User
from agencies.notices import AccountNotice, notify
from agencies.second_factor import WrongCode, has_second_factor, normalised_code
from agencies.services.account import account_changed, reset_asked_forget

APP, RECOVERY = "แอปยืนยันตัวตน", "รหัสกู้คืน"
RECOVERY_CODES = 10


@transaction.atomic
def second_factor_confirm(*, user: User, key: str, typed: str) -> tuple[Device, list[str]]:
    """Turn the second step on, and return its device and the recovery codes. Raises WrongCode and writes nothing."""
    User.objects.select_for_update().get(pk=user.pk)
    _delete_devices(user)
    device = TOTPDevice.objects.create(user=user, name=APP, key=key, confirmed=True)
    if not device.verify_token(normalised_code(typed)):
        transaction.set_rollback(True)
        raise WrongCode
    codes = _write_recovery_codes(user)
    account_changed(user, user, label="เปิดการยืนยันตัวตนสองขั้น", old="ปิด", new="เปิด")
    notify(user, AccountNotice.SECOND_FACTOR_ON)
    return device, codes


@transaction.atomic
def second_factor_remove(*, user: User, actor: User, reason: str = "") -> bool:
    """Turn the second step off; return whether it was on."""
    User.objects.select_for_update().get(pk=user.pk)
    if not has_second_factor(user):
        return False
    _delete_devices(user)
    label = "ปิดการยืนยันตัวตนสองขั้น" if user == actor else "ล้างการยืนยันตัวตนสองขั้นของสมาชิก"
    account_changed(user, actor, label=label, old="เปิด", new="ปิด", reason=reason)
    reset_asked_forget(user)
    notify(user, AccountNotice.SECOND_FACTOR_OFF, actor=actor)
    return True


@transaction.atomic
def recovery_codes_renew(*, user: User) -> list[str]:
    """Replace the recovery codes and return the new ones."""
    User.objects.select_for_update().get(pk=user.pk)
    StaticToken.objects.filter(device__user=user).delete()
    account_changed(user, user, label="สร้างรหัสกู้คืนชุดใหม่แทนชุดเดิม")
    notify(user, AccountNotice.CODES_RENEWED)
    return _write_recovery_codes(user)


def _delete_devices(user: User) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _write_recovery_codes(user: User) -> list[str]:
    # The device stays where it is: a session that was opened with one of its codes points to it.
    device, _ = StaticDevice.objects.get_or_create(user=user, defaults={"name": RECOVERY, "confirmed": True})
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return [f"{code[:4]}-{code[4:]}" for code in codes]
