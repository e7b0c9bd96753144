"""A process that has loaded the portal, and divides itself for each command: loading takes a second of the processor.

A copy reads the settings anew, so that it works for any installation; all that a command does it does in a process of
its own, which can be killed or left running. gunicorn is such a command too: its workers take two seconds and a half
each to load the portal, its pages and the renderer. `test_gunicorn.py` starts it from nothing as well.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from select import select
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 300  # seconds that a command may take
# What an installation may set for itself; with other settings a command has to start by itself.
OWN = ("DATABASE_URL", "MEDIA_ROOT", "STATIC_ROOT", "TMPDIR")
LARGEST = 100_000  # bytes of a command


class LoadedCopy:
    """A command that runs in a copy, with what a `Popen` offers for one that starts from nothing."""

    def __init__(self, told: int) -> None:
        self._told = open(told, "rb", buffering=0)  # noqa: SIM115  closed when the copy has ended
        self.pid = int(self._told.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        return self._ended_within(0)

    def wait(self, timeout: float = LONGEST) -> int:
        ended = self._ended_within(timeout)
        if ended is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout)
        return ended

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _ended_within(self, seconds: float) -> int | None:
        if self.returncode is None and select([self._told], [], [], seconds)[0]:
            self.returncode = int(self._told.readline())
            self._told.close()
        return self.returncode


class LoadedProcess:
    """The process as seen by the tests: it ends when they have hung up."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._asks, asked = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "tests.operation.loaded"]
        with asked:
            self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=asked, stdout=subprocess.DEVNULL)

    def start(
        self, command: Sequence[str], environment: Mapping[str, str], output: IO[str], errors: IO[str]
    ) -> LoadedCopy:
        """Run what stands behind `python` on a command line, and leave it running."""
        own = {name: environment[name] for name in OWN if name in environment}
        asked = json.dumps({"command": [*command], "environment": own}).encode()
        told, tells = os.pipe()
        try:
            socket.send_fds(self._asks, [asked], [output.fileno(), errors.fileno(), tells])
        finally:
            os.close(tells)
        return LoadedCopy(told)

    def run(self, command: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
            copy = self.start(command, environment, output, errors)
            try:
                ended = copy.wait()
            finally:
                copy.kill()
            for each in (output, errors):
                each.seek(0)
            return subprocess.CompletedProcess([*command], ended, output.read(), errors.read())

    def end(self) -> None:
        self._asks.close()
        self._process.wait()


_loaded: dict[tuple[tuple[str, str], ...], LoadedProcess] = {}


def loaded_for(environment: Mapping[str, str]) -> LoadedProcess:
    """Return the process for an installation that sets nothing but its own database and folders."""
    common = {name: value for name, value in environment.items() if name not in (*OWN, "PYTEST_CURRENT_TEST")}
    key = tuple(sorted(common.items()))
    if key not in _loaded:
        _loaded[key] = LoadedProcess(common | {"DATABASE_URL": "sqlite://:memory:"})
    return _loaded[key]


def end_loaded() -> None:
    """Let the processes of this run end."""
    while _loaded:
        _loaded.popitem()[1].end()


# In the process itself


def serve() -> None:
    """Run each command that is asked for in a copy of this process, and tell its number and how it ended."""
    _load()
    asked, running = socket.socket(fileno=os.dup(0)), {}
    while True:
        for each in select([asked, *running], [], [])[0]:
            if each is not asked:
                _tell_the_end(each, *running.pop(each))
                continue
            message, given, _, _ = socket.recv_fds(asked, LARGEST, 3)
            if not message:
                return
            output, errors, tells = given
            if not (copy := os.fork()):
                for needless in (asked.fileno(), tells, *running, *(told for _, told in running.values())):
                    os.close(needless)
                _become(**json.loads(message), output=output, errors=errors)
            os.write(tells, f"{copy}\n".encode())
            running[os.pidfd_open(copy)] = copy, tells
            os.close(output)
            os.close(errors)


def _load() -> None:
    """Import what a command or a server imports, in no installation's own settings."""
    import django
    import django.db.backends.postgresql.base

    django.setup()
    from ita_portal import urls  # noqa: F401
    from ita_portal.renderer import prepare_to_print

    prepare_to_print()


def _tell_the_end(handle: int, copy: int, tells: int) -> None:
    _, status = os.waitpid(copy, 0)
    os.write(tells, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os.close(tells)
    os.close(handle)


def _become(command: list[str], environment: dict[str, str], output: int, errors: int) -> None:
    """Run a command as Python would, and end."""
    ended = 1
    try:
        for opened, number in ((os.open(os.devnull, os.O_RDONLY), 0), (output, 1), (errors, 2)):
            os.dup2(opened, number)
            os.close(opened)
        os.environ.update(environment)
        tempfile.tempdir = None  # of this installation
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
    """Return the code with which a command ends: a file, a module behind `-m`, or lines of Python behind `-c`."""
    from runpy import run_module, run_path

    way = command[0]
    sys.argv = [way, *command[2:]] if way in ("-c", "-m") else command
    try:
        if way == "-c":
            exec(command[1], {"__name__": "__main__"})  # noqa: S102
        elif way == "-m":
            run_module(command[1], run_name="__main__", alter_sys=True)
        else:
            run_path(way, run_name="__main__")
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
