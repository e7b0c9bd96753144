"""The administration is loaded by who serves or checks its pages, and by nobody else."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.any_database

BEGIN = "import sys, django\nfrom django.contrib import admin\ndjango.setup()\n"


def said_by(code: str) -> list[str]:
    answer = subprocess.run([sys.executable, "-c", BEGIN + code], capture_output=True, text=True, timeout=120)
    assert answer.stderr == ""
    return answer.stdout.split()


def test_a_command_loads_no_page_of_the_administration_and_no_spreadsheets():
    loaded = 'print(*(name in sys.modules for name in ("agencies.admin", "assessments.admin", "openpyxl")))'
    assert said_by(loaded) == ["False"] * 3


def test_who_serves_pages_loads_it():
    assert said_by("import ita_portal.urls\nprint(len(admin.site._registry) > 5)") == ["True"]


def test_the_checks_load_it_and_look_at_its_pages():
    check = "from django.core import checks\nfaults = lambda: [each.id for each in checks.run_checks(tags=['admin'])]\n"
    spoil = "admin.site.get_model_admin(Agency).list_display = ('nothing',)\n"
    code = f"{check}print(faults())\nfrom agencies.models import Agency\n{spoil}print(faults())"
    assert said_by(code) == ["[]", "['admin.E108']"]
