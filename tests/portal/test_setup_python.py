"""Which Python `bin/setup` makes the virtual environment with, tried on programs that only say what they are."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETUP = (ROOT / "bin" / "setup").read_text(encoding="utf-8")
FUNCTIONS = "\n".join(
    re.search(rf"^{name}\(\) {{\n.*?^}}\n", SETUP, re.MULTILINE | re.DOTALL)[0]
    for name in ("python_is_usable", "is_optimised", "find_python")
)
# Asked whether it was built with optimisation, it answers by how it ends.
PROGRAM = """#!/bin/sh
case "$2" in *--enable-optimizations*) exit {slow};; *) exit {unusable};; esac
"""


def chosen(folder: Path, programs: dict[str, str]) -> str:
    """Return what is taken of the programs in a system's own folder and in one that stands first in PATH."""
    for name, kind in programs.items():
        program = folder / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(PROGRAM.format(slow=int(kind == "slow"), unusable=int(kind == "unusable")))
        program.chmod(0o755)
    script = f"{FUNCTIONS}\nsystem_folder={folder}/system\nPATH={folder}/first:{folder}/system\nfind_python"
    done = subprocess.run(["/bin/bash", "-c", script], capture_output=True, text=True, check=False)
    return done.stdout.strip().removeprefix(f"{folder}/")


@pytest.mark.parametrize(
    ("programs", "taken"),
    [
        (
            {"first/python3.13": "slow", "system/python3.11": "slow"},
            "system/python3.11",
        ),  # it does not say how it was built
        ({"first/python3.12": "fast", "system/python3.11": "slow"}, "first/python3.12"),
        ({"first/python3.11": "fast", "system/python3.11": "slow"}, "system/python3.11"),
        ({"first/python3.13": "slow", "system/python3.11": "unusable"}, "first/python3.13"),
        ({"first/python3.12": "slow", "first/python3.14": "fast", "system/python3.14": "slow"}, "first/python3.12"),
        ({"first/python3.14": "slow", "first/python3.10": "fast"}, "python3.14"),
        ({"first/python3": "slow"}, "python3"),
        ({"first/python3": "unusable"}, ""),
    ],
)
def test_the_fastest_python_that_is_tested_is_taken_first(tmp_path, programs, taken):
    assert chosen(tmp_path, programs) == taken
