"""The chains that were typed for documents become the agency's positions.

Of each agency the newest chain: that of its settings of the memo, else what was put before its executives last. A
chain that was stored word for word as the positions now say is taken out of the settings, so that these follow the
positions; one that differs stays with its year. What was put before the executives goes on by the words of its chain.
"""

from collections.abc import Iterator
from typing import Any

from django.db import migrations

MEMO = "memo"
BEGINNINGS = ("ความเห็นของ", "ความเห็น", "คำสั่ง")


def title_of(entry: dict[str, str]) -> str:
    """Return the title of a position: the last line below the signature, else what the heading names."""
    lines = [line.strip() for line in entry.get("position", "").splitlines() if line.strip()]
    return lines[-1] if lines else title_in(entry["heading"])


def title_in(heading: str) -> str:
    for beginning in BEGINNINGS:
        if heading.startswith(beginning) and heading != beginning:
            return heading.removeprefix(beginning).strip()
    return heading


def chain_in(row: Any) -> list[dict[str, str]]:
    return [entry for entry in row.signatories if entry.get("heading")]


def make_positions(apps: Any, schema_editor: Any) -> None:
    for agency in apps.get_model("agencies", "Agency").objects.all():
        settings = list(rows_of(apps, agency))
        chain = next((chain_in(row) for row in settings if chain_in(row)), None) or submitted(apps, agency)
        made = list(positions_of(apps, agency, chain))
        for row in settings:
            follow_positions(row, made)


def rows_of(apps: Any, agency: Any) -> Any:
    return (
        apps.get_model("reports", "DocumentSetting").objects.filter(agency=agency, kind=MEMO).order_by("-fiscal_year")
    )


def submitted(apps: Any, agency: Any) -> list[dict[str, str]]:
    newest = apps.get_model("reports", "Submission").objects.filter(agency=agency, kind=MEMO).order_by("-pk").first()
    return [{"heading": heading} for heading in newest.chain] if newest else []


def positions_of(apps: Any, agency: Any, chain: list[dict[str, str]]) -> Iterator[Any]:
    """Yield the positions of a chain, each title once."""
    positions, titles = apps.get_model("agencies", "Position").objects, set()
    for order, entry in enumerate(chain, 1):
        title = title_of(entry)[:200]
        if title in titles or positions.filter(agency=agency, title=title).exists():
            continue
        titles.add(title)
        name, heading = entry.get("name", "")[:150], entry["heading"][:250]
        yield positions.create(agency=agency, title=title, heading=heading, printed_name=name, order=order)


def follow_positions(row: Any, positions: list[Any]) -> None:
    """Take a chain out of the settings that says nothing else than the positions do."""
    said = [(each["heading"], each.get("name", ""), each.get("position", "").strip()) for each in chain_in(row)]
    if said and said == [(each.heading, each.printed_name, each.title) for each in positions]:
        row.signatories = [entry for entry in row.signatories if not entry.get("heading")]
        row.save(update_fields=["signatories"])


def type_chains_again(apps: Any, schema_editor: Any) -> None:
    """Write the agency's chain into the settings that followed it."""
    for agency in apps.get_model("agencies", "Agency").objects.all():
        positions = apps.get_model("agencies", "Position").objects.filter(agency=agency, speaks_on_memos=True)
        chain = [
            {"heading": each.heading, "name": each.printed_name, "position": each.title}
            for each in positions.order_by("order", "pk")
        ]
        for row in rows_of(apps, agency):
            if chain and not chain_in(row):
                row.signatories = [*(row.signatories or [{"heading": "", "name": "", "position": "ผู้รายงาน"}]), *chain]
                row.save(update_fields=["signatories"])
        positions.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0013_positions"),
        ("reports", "0008_opinions_belong_to_positions"),
    ]

    operations = [migrations.RunPython(make_positions, type_chains_again)]
