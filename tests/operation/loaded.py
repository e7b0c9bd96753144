"""A process that has loaded the portal, and divides itself for each command: loading takes a second of the processor.

A copy reads the settings anew, so that it works for any installation; all that a command does it does in a process of
its own, which can be killed. What starts from nothing: gunicorn, commands that are left running, the first migration.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from select import select

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 300  # seconds that a command may take
# What an installation may set for itself; with other settings a command has to start by itself.
OWN = ("DATABASE_URL", "MEDIA_ROOT", "STATIC_ROOT")


class LoadedProcess:
    """The process as seen by the tests: it ends when they have hung up."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.operation.loaded"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(self, command: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run what stands behind `python` on a command line to its end."""
        with tempfile.NamedTemporaryFile("r") as output, tempfile.NamedTemporaryFile("r") as errors:
            own = {name: environment[name] for name in OWN}
            asked = {"command": [*command], "environment": own, "output": output.name, "errors": errors.name}
            ended = self._ask(json.dumps(asked).encode() + b"\n")
            return subprocess.CompletedProcess([*command], ended, output.read(), errors.read())

    def end(self) -> None:
        self._process.communicate()

    def _ask(self, line: bytes) -> int:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(line)
        self._process.stdin.flush()
        if not select([self._process.stdout], [], [], LONGEST)[0]:
            self._process.kill()
            raise subprocess.TimeoutExpired(line.decode(), LONGEST)
        return int(self._process.stdout.readline())


_loaded: dict[tuple[tuple[str, str], ...], LoadedProcess] = {}


def run_loaded(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command of an installation that sets nothing but its own database and folders."""
    common = {name: value for name, value in environment.items() if name not in (*OWN, "PYTEST_CURRENT_TEST")}
    key = tuple(sorted(common.items()))
    if key not in _loaded:
        _loaded[key] = LoadedProcess(common | {"DATABASE_URL": "sqlite://:memory:"})
    return _loaded[key].run(command, environment)


def end_loaded() -> None:
    """Let the processes of this run end."""
    while _loaded:
        _loaded.popitem()[1].end()


# In the process itself


def serve() -> None:
    """Run each command that is asked for in a copy of this process, and tell how it ended."""
    import django
    import django.db.backends.postgresql.base

    django.setup()
    asked, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    while line := asked.readline():
        if not (copy := os.fork()):
            _become(**json.loads(line))
        _, status = os.waitpid(copy, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


def _become(command: list[str], environment: dict[str, str], output: str, errors: str) -> None:
    """Run a command as Python would, and end."""
    ended = 1
    try:
        for path, way, number in ((os.devnull, os.O_RDONLY, 0), (output, os.O_WRONLY, 1), (errors, os.O_WRONLY, 2)):
            os.dup2(os.open(path, way), number)
        os.environ.update(environment)
        _read_settings_anew()
        ended = _ended(command)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended)


def _read_settings_anew() -> None:
    from django.conf import empty, settings
    from django.db import connections

    loaded = vars(settings._wrapped)
    del sys.modules["ita_portal.settings"]
    settings._wrapped = empty
    for name in loaded.keys() - {*dir(settings)}:
        setattr(settings, name, loaded[name])  # what applications had added when they were loaded, such as AXES_ENABLED
    vars(connections).clear()
    connections.__init__()


def _ended(command: list[str]) -> int:
    """Return the code with which a command ends: a module of commands, or lines of Python behind `-c`."""
    from runpy import run_path

    is_script = command[0] == "-c"
    sys.argv = ["-c", *command[2:]] if is_script else command
    try:
        if is_script:
            exec(command[1], {"__name__": "__main__"})  # noqa: S102
        else:
            run_path(command[0], run_name="__main__")
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


if __name__ == "__main__":
    serve()
