"""Take everything but the sessions from another database, such as a SQLite file, to the PostgreSQL of the settings.

Both have to be migrated to this version, and that of the settings has to be empty. All is copied in one transaction,
every row is compared, and nothing is kept where one differs. Uploads stay where they are. Stop the portal first.
"""

from pathlib import Path
from typing import Any

import environ
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from ita_portal.backup.copying import SOURCE, CopyRefused, copy_everything


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", help="address of the database to take from: sqlite:////path/db.sqlite3")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            open_source(options["source"])
            tables = copy_everything()
        except (CopyRefused, DatabaseError) as refused:
            raise CommandError(f"Nothing was changed: {refused}") from refused
        for name, table in sorted(tables.items()):
            self.stdout.write(f"{table.rows:>8} {table.digest[:16]} {name}")
        rows = sum(table.rows for table in tables.values())
        self.stdout.write(f"{rows} rows in {len(tables)} tables copied and compared. Everybody signs in again.")


def open_source(address: str) -> None:
    """Make the database of an address known as SOURCE; raises CopyRefused where a file is none."""
    config = environ.Env.db_url_config(address)
    if "sqlite" in str(config.get("ENGINE")) and not Path(config["NAME"]).is_file():
        raise CopyRefused(f"there is no file {config['NAME']}")
    filled = connections.configure_settings({DEFAULT_DB_ALIAS: {}, SOURCE: config})
    connections.settings[SOURCE] = filled[SOURCE]
