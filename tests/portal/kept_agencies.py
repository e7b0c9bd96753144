"""The two agencies and everybody, made once a run and kept: more than a hundred tests begin with them."""

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import override_settings

from agencies.models import Agency, User
from tests.kept_rows import copy_rows, keep_rows, remove_rows
from tests.portal.rights_table import Who
from tests.portal.two_agencies import Furnished, everybody, furnished, stop_link_of

AGENCIES, PEOPLE = "two_agencies", "their_people"


@dataclass(frozen=True)
class KeptAgencies:
    home: Furnished
    foreign: Furnished
    people: dict[Who, User | None]
    stop_link: dict[str, str]
    files: dict[str, bytes]  # by their path in the folder of files


_kept: list[KeptAgencies] = []


def keep_agencies() -> None:
    """Make the agencies and people, and keep their rows and files; none of them stays."""
    made: dict[str, Furnished] = {}
    people: dict[Who, User | None] = {}
    with TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        keep_rows(
            AGENCIES, lambda: made.update(home=furnished("home", "บ้านเรา"), foreign=furnished("foreign", "บ้านอื่น"))
        )
        keep_rows(PEOPLE, lambda: people.update(everybody(**made)))
        files = {str(path.relative_to(folder)): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}
    reader = people[Who.READER]
    assert reader
    _kept[:] = [KeptAgencies(**made, people=people, stop_link=stop_link_of(reader), files=files)]
    remove_rows(PEOPLE)
    remove_rows(AGENCIES)


def agencies_put_back(folder: Path) -> KeptAgencies:
    """Put the rows of both agencies back, and their files into a folder."""
    copy_rows(AGENCIES)
    kept = _kept[0]
    for name, content in kept.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return replace(kept, home=_read_again(kept.home), foreign=_read_again(kept.foreign))


def people_put_back(kept: KeptAgencies) -> dict[Who, User | None]:
    copy_rows(PEOPLE)
    users = User.objects.in_bulk([user.pk for user in kept.people.values() if user])
    return {who: users[user.pk] if user else None for who, user in kept.people.items()}


def _read_again(made: Furnished) -> Furnished:
    """Return an agency as its rows say it, whatever a test did to the objects of before."""
    agency = Agency.objects.get(pk=made.agency.pk)
    departments = agency.departments.in_bulk([each.pk for each in made.departments])
    return replace(made, agency=agency, departments=[departments[each.pk] for each in made.departments])
