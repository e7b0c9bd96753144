"""The tested versions of Python that are installed beside the one that runs the tests, without any packages."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TESTED = [each.rpartition(" :: ")[2] for each in PROJECT["classifiers"] if " :: Python :: 3." in each]
OTHERS = [each for each in TESTED if each != f"3.{sys.version_info[1]}"]


def program_of(version: str) -> str | None:
    """Return a program of a version: the system's, one of PATH, or one that pyenv keeps out of PATH."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [f"/usr/bin/python{version}", shutil.which(f"python{version}"), *kept.glob(f"{version}.*/bin/python")]
    return next((str(program) for program in candidates if program and runs(program)), None)


def runs(program: str | Path) -> bool:
    """Whether a program is there and starts: pyenv lays stubs into PATH for versions that it has not chosen."""
    return (
        Path(program).exists() and subprocess.run([program, "-c", ""], capture_output=True, check=False).returncode == 0
    )


@pytest.mark.skipif(not OTHERS, reason="there is but one tested version")
@pytest.mark.parametrize("version", OTHERS)
def test_everything_compiles_and_the_rules_are_imported(version):
    program = program_of(version)
    if program is None:
        pytest.skip(f"Python {version} is not installed")
    run = subprocess.run([program, ROOT / "tests" / "other_python.py"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    minor, compiled, imported = map(int, run.stdout.split())
    assert f"3.{minor}" == version
    assert compiled > 500
    assert imported > 40
