"""A process that prints is prepared when it starts."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.any_database

PREPARED = """
import ctypes.util, gc

def search(name):
    raise AssertionError(f"{name} was looked for")

ctypes.util.find_library = search
from ita_portal.renderer import prepare_to_print
prepare_to_print()
assert ctypes.util.find_library is search
assert gc.get_freeze_count() > 10_000
print(gc.get_threshold()[0], "weasyprint" in __import__("sys").modules)
"""


def test_the_renderer_is_imported_without_a_search_for_libraries():
    answer = subprocess.run([sys.executable, "-c", PREPARED], capture_output=True, text=True, timeout=120)
    assert (answer.stdout.split(), answer.stderr) == (["50000", "True"], "")
