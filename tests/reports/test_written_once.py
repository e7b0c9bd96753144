"""What was issued stays as it was."""

from functools import partial

import pytest
from django.contrib import admin
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from agencies.models import Change
from agencies.written_once import WrittenOnceError
from reports.issue.issuing import document_publish, document_withdraw
from reports.models import IssuedDocument, IssuedFile

# Written once


def test_what_was_issued_cannot_be_changed_or_deleted(agency, coordinator, issued):
    file = issued.files.first()
    issued.number = "แก้"
    for act in (
        issued.save,
        lambda: issued.save(update_fields=["number"]),
        lambda: issued.save(update_fields=["number", "published_at"]),
        issued.delete,
        file.save,
        file.delete,
        lambda: IssuedDocument.objects.update(number="แก้"),
        lambda: IssuedDocument.objects.filter(pk=issued.pk).delete(),
        lambda: IssuedDocument.objects.bulk_update([issued], ["number"]),
        lambda: IssuedDocument.objects.bulk_create([issued], update_conflicts=True),
        lambda: IssuedDocument.objects.update_or_create(pk=issued.pk, defaults={"number": "แก้"}),
        lambda: agency.issued_documents.update(number="แก้"),
        lambda: issued.files.all().delete(),
        lambda: issued.files.update(content=b""),
    ):
        with pytest.raises(WrittenOnceError):
            act()
    stored = IssuedDocument.objects.get()
    assert stored.number == "นน 71001/9"
    assert stored.files.count() == 3


def test_a_new_row_cannot_take_the_place_of_an_old_one(agency, coordinator, issued):
    file = issued.files.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedFile(pk=file.pk, document=issued, format="txt", content=b"", size=0, sha256="").save()


def test_an_agency_that_issued_cannot_be_deleted_and_an_account_can(agency, coordinator, issued):
    name = str(coordinator)
    with pytest.raises(ProtectedError):
        agency.delete()
    coordinator.delete()
    stored = IssuedDocument.objects.get()
    assert (stored.issued_by, stored.issued_by_name) == (None, name)


def test_publishing_and_withdrawing_leave_changes_once(agency, coordinator, issued):
    withdraw = partial(document_withdraw, reason="พบตัวเลขผิด")
    for act, label in (
        (document_publish, "เผยแพร่เอกสาร: รายงานการวิเคราะห์ผลการประเมิน"),
        (withdraw, "ถอนการเผยแพร่เอกสาร: รายงานการวิเคราะห์ผลการประเมิน"),
    ):
        before = Change.objects.count()
        act(issued=issued, actor=coordinator)
        act(issued=issued, actor=coordinator)
        assert Change.objects.count() == before + 1
        assert Change.objects.first().label == label
    stored = IssuedDocument.objects.get()
    assert (stored.published_at, stored.withdrawal_reason) == (None, "พบตัวเลขผิด")
    assert "เหตุผล: พบตัวเลขผิด" in Change.objects.first().new
    assert not document_publish(issued=issued, actor=coordinator).withdrawal_reason


def test_the_admin_does_not_know_issued_documents():
    assert not {IssuedDocument, IssuedFile} & set(admin.site._registry)
