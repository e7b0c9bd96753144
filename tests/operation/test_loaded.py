"""A copy of the loaded process does and says what a process says that starts by itself."""

import pytest

SCRIPTS = {
    "settings": (
        "import sys; from django.conf import settings as s; from django.db import connection as c;"
        "print(c.settings_dict, s.MEDIA_ROOT, s.STATIC_ROOT, s.DEBUG, s.DEMO, sys.argv)"
    ),
    "code": "raise SystemExit(3)",
    "reason": "raise SystemExit('no')",
    "killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_copy_ends_as_a_process_that_starts_by_itself(on_sqlite, name):
    copied, started = [
        each.python(SCRIPTS[name], "an argument", check=False) for each in (on_sqlite, by_itself(on_sqlite))
    ]
    assert (copied.returncode, copied.stdout, copied.stderr) == (started.returncode, started.stdout, started.stderr)
    assert copied.stdout or copied.returncode


def test_a_command_fails_as_one_that_starts_by_itself(on_sqlite):
    copied, started = [each.manage("migrate", "nobody", check=False) for each in (on_sqlite, by_itself(on_sqlite))]
    assert copied.returncode == started.returncode == 1
    assert copied.stderr == started.stderr
    assert "nobody" in copied.stderr


def by_itself(portal):
    """Return the installation with a setting of its own, which no loaded process has read."""
    return type(portal)(portal.folder, portal.database_url, portal.static, {"DEMO": "true"})
