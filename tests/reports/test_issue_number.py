"""The number of a document: proposed from what was typed before, warned of where another document has it."""

from datetime import date

import pytest

from reports.content.draft import draft_of
from reports.content.kinds import KINDS
from reports.issue.issuing import ConfirmationMissing, document_issue
from reports.issue.numbering import proposed_number
from reports.models import IssuedDocument, TypedNumber
from tests.reports.issuing_year import BASE, DAY, ROOM, YEAR, candidate, issue, keys_of, order_of

PAGE = f"{ROOM}analysis/issue/"


@pytest.fixture
def client(agency, coordinator, as_user):
    return as_user(coordinator)


def fields(client, page: str = PAGE) -> tuple[str, date]:
    form = client.get(page).context["form"]
    return form.initial["number"], form.initial["date"]


def used_twice(agency, kind: str, number: str) -> list[str]:
    checks = candidate(agency, kind, number=number).to_confirm
    return [each.check.message for each in checks if each.check.id == "number-used-twice"]


def test_what_was_typed_at_a_refused_issue_is_proposed_again(client):
    assert client.post(PAGE, {"number": "นน 71001/9", "date": "31/3/2568"}).status_code == 422
    assert not IssuedDocument.objects.exists()
    assert fields(client) == ("นน 71001/9", DAY)


def test_a_date_that_cannot_be_read_leaves_the_number(client):
    client.post(PAGE, {"number": "นน 71001/9", "date": "31/2/2568"})
    assert fields(client)[0] == "นน 71001/9"


def test_looking_at_the_page_keeps_nothing(client):
    client.get(PAGE)
    assert not TypedNumber.objects.exists()


def test_each_document_remembers_its_own_number(client):
    client.post(PAGE, {"number": "นน 71001/9", "date": "31/3/2568"})
    assert fields(client, f"{ROOM}measures/issue/")[0] == ""


def test_a_new_version_goes_out_under_the_same_number(client, agency, coordinator):
    client.post(PAGE, {"number": "นน 71001/8", "date": "31/3/2568"})
    issue(agency, coordinator, number="นน 71001/9")
    assert not TypedNumber.objects.exists()
    assert fields(client)[0] == "นน 71001/9"


def test_a_memo_proposes_the_number_of_its_texts(agency):
    draft = draft_of(KINDS["memo"], agency, YEAR)
    texts = {**draft.choices.texts, "number": "นน 71001/7", "date": "2 เม.ย. 2568"}
    proposed = proposed_number(draft.with_choices(type(draft.choices)(**{**vars(draft.choices), "texts": texts})))
    assert (proposed.number, proposed.on) == ("นน 71001/7", date(2025, 4, 2))


@pytest.mark.parametrize(
    "typed",
    [
        *("นน 71001/9", "นน ๗๑๐๐๑/๙", "นน71001/9 ", "นน.71001/9", "ที่ นน 71001/9", "เลขที่ นน 71001/9", "นน 71001 / 9."),
        *("นน-71001/9", "นน\u200b\u00a071001/9"),
    ],
)
def test_a_number_of_another_document_is_warned_of(agency, coordinator, typed, issued):
    (message,) = used_twice(agency, "measures", typed)
    assert "“รายงานการวิเคราะห์ผลการประเมิน” ปี 2568 ลงวันที่ 31 มีนาคม 2568" in message


def test_versions_and_empty_numbers_are_no_second_use(agency, coordinator, issued):
    issue(agency, coordinator, "progress", number="")
    assert used_twice(agency, "analysis", "นน 71001/9") == []
    assert used_twice(agency, "measures", "") == []
    for other in ("นน 71001/10", "นน 71001-9", "นน 7100/19", "นม 71001/9", "นน 71001/9/2568"):
        assert used_twice(agency, "measures", other) == []


def test_a_number_used_twice_is_issued_only_when_confirmed(client, agency, coordinator, issued):
    unaware = order_of(agency, keys_of(candidate(agency, "measures")), "measures", number="นน 71001/9")
    with pytest.raises(ConfirmationMissing) as refused:
        document_issue(order=unaware, actor=coordinator, base_url=BASE)
    assert "number-used-twice" in [each.check.id for each in refused.value.checks]
    client.post(f"{ROOM}measures/issue/", {"number": "นน 71001/9", "date": "31/3/2568"})
    page = client.get(f"{ROOM}measures/issue/").content.decode()
    assert f'href="{ROOM}measures/issue/#id_number"' in page
    issued = issue(agency, coordinator, "measures", number="นน 71001/9")
    assert "number-used-twice" in [each["id"] for each in issued.confirmed]
