"""The portal as it really runs: a PostgreSQL of its own, gunicorn, management commands, and somebody who visits it."""

import http.client
import json
import os
import pwd
import re
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.operation.loaded import LONGEST, LoadedCopy, loaded_for

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "p@ss/w:ord"  # as awkward as an address allows
DEMO_PASSWORD = "ita-demo-2568"
PATIENCE = 120  # seconds: a machine that is busy with other tests starts slowly, and answers late


def postgresql_folder() -> Path | None:
    """Return where the newest PostgreSQL of this machine has its programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def wait_until(happens: Callable[[], object], what: str) -> None:
    """Wait for an event, never for a number of seconds that a slow machine would need more of."""
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline, f"it never happened: {what}"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def without_checks(arguments: Sequence[object]) -> list[object]:
    """Return a command so that it does not look over the whole portal first: nearly half of what a short one takes.

    `check` itself does, in test_migrations.py and with settings as in production by `bin/test production`.
    """
    return [*arguments] if arguments[0] == "check" else [*arguments, "--skip-checks"]


class Cluster:
    """A PostgreSQL server in a temporary folder, which can be stopped and started in the middle of a test."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ita-postgresql-"))
        self.port = free_port()
        self._programs = postgresql_folder()
        # PostgreSQL refuses to run as root.
        self._as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self._as_user:
            os.chown(self.folder, pwd.getpwnam("postgres").pw_uid, -1)
        password = self.folder / "password"
        password.write_text(PASSWORD)
        password.chmod(0o644)
        self._run("initdb", "-D", self.data, "-U", "ita", "-A", "scram-sha-256", f"--pwfile={password}",
                  "--locale=C.UTF-8", "--encoding=UTF8", "--no-sync")  # fmt: skip
        with (self.data / "postgresql.conf").open("a") as conf:
            conf.write(f"port={self.port}\nlisten_addresses='127.0.0.1'\nunix_socket_directories='{self.folder}'\n")
            conf.write("fsync=off\nmax_connections=100\n")
        self.start()
        self._guard = self._guarded()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        self._run("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")

    def _guarded(self) -> subprocess.Popen:
        """Start a process that stops the server when the tests are gone, were they killed and could not."""
        stopping = shlex.join(self._command("pg_ctl", "-D", self.data, "-m", "immediate", "stop"))
        waiting = f"while kill -0 {os.getpid()} 2>/dev/null; do sleep 2; done"
        script = f"{waiting}; {stopping}; rm -rf {shlex.quote(str(self.folder))}"
        return subprocess.Popen(
            ["/bin/sh", "-c", script],
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def remove(self) -> None:
        self._guard.kill()
        self._guard.wait()
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_tablespace(self, folder: Path) -> str:
        """Return the name of a place for databases in a folder of its own."""
        if self._as_user:
            os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
        name = f"space_{secrets.token_hex(4)}"
        self.sql(f"CREATE TABLESPACE {name} LOCATION '{folder}'")
        return name

    def url(self, database: str) -> str:
        return f"postgresql://ita:{urlencode({'': PASSWORD})[1:]}@127.0.0.1:{self.port}/{database}"

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run one statement and return what it prints."""
        return self._ask("psql", database, "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c", statement)

    def dump(self, database: str, file: Path) -> None:
        self._ask("pg_dump", database, "--format=custom", f"--file={file}")

    def take_in(self, dump: Path, database: str) -> None:
        """Fill an empty database from a dump."""
        self._ask("pg_restore", database, "--exit-on-error", "--no-owner", str(dump))

    def _ask(self, program: str, database: str, *arguments: str) -> str:
        environment = os.environ | {"PGPASSWORD": PASSWORD}
        command = [self._programs / program, "-h", "127.0.0.1", "-p", str(self.port), "-U", "ita", "-d", database]
        asked = [*command, *arguments]
        return subprocess.run(asked, env=environment, check=True, capture_output=True, text=True).stdout.strip()

    def new_database(self, template: str = "template0", tablespace: str = "pg_default") -> str:
        """Return the name of a new database, empty or a copy of another one."""
        name = f"ita_{secrets.token_hex(4)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template} TABLESPACE {tablespace}")
        return name

    def _command(self, program: str, *arguments: object) -> list[str]:
        return [*self._as_user, str(self._programs / program), *map(str, arguments)]

    def _run(self, program: str, *arguments: object, check: bool = True) -> None:
        command = self._command(program, *arguments)
        done = subprocess.run(command, cwd="/", check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        assert done.returncode == 0 or not check, done.stderr.decode()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """Mount a disk of so many megabytes."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder: Path) -> None:
    """Leave no room on the disk of a folder."""
    with (folder / "fills-the-disk").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * 4096):
            pass


@dataclass
class Portal:
    """An installation with settings as in production: a database, a folder for uploads, and what is run on them."""

    folder: Path
    database_url: str
    static: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def media(self) -> Path:
        return self.folder / "media"

    @property
    def is_on_postgresql(self) -> bool:
        return self.database_url.startswith("postgresql")

    @property
    def turns(self) -> Path:
        """Where its servers keep their locks: other installations of this machine take no turn away."""
        folder = self.folder / "turns"
        folder.mkdir(exist_ok=True)
        return folder

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
            "SECRET_KEY": "only-for-the-tests-" * 4,
            "DEBUG": "false",
            "DEMO": "true",
            "HTTPS": "false",
            "BEHIND_PROXY": "false",
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "EMAIL_URL": "",
            "LOG_LEVEL": "INFO",
            "DATABASE_URL": self.database_url,
            "MEDIA_ROOT": str(self.media),
            "STATIC_ROOT": str(self.static),
            "PYTHONPATH": str(ROOT),
            **self.settings,
        }

    def manage(self, *arguments: object, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a management command to its end."""
        return self._run([ROOT / "manage.py", *without_checks(arguments)], check=check)

    def python(self, script: str, *arguments: object, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run lines of Python in the portal."""
        return self._run(["-c", f"import django; django.setup()\n{script}", *arguments], check=check)

    def start(self, *arguments: object) -> LoadedCopy:
        """Start a management command and leave it running."""
        command = [str(ROOT / "manage.py"), *map(str, without_checks(arguments))]
        with (self.folder / f"{arguments[0]}.log").open("w") as log:
            return loaded_for(self.environment).start(command, self.environment, log, log)

    def _run(self, command: list[object], *, check: bool) -> subprocess.CompletedProcess[str]:
        run = self._run_by_itself if self.settings else loaded_for(self.environment).run
        done = run([str(part) for part in command], self.environment)
        assert done.returncode == 0 or not check, (
            f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        )
        return done

    def _run_by_itself(
        self, command: Sequence[str], environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST,
        )

    @contextmanager
    def served(
        self, *, workers: int | None = None, app: str = "ita_portal.wsgi", from_nothing: bool = False
    ) -> Iterator["Server"]:
        """Serve with gunicorn's configuration file, as the service does; with that many processes, if it is given.

        Started from nothing, each of its processes loads the portal by itself, as in the service; otherwise they are
        copies of a process that has loaded it.
        """
        port = free_port()
        log = self.folder / f"gunicorn-{port}.log"
        command = ["-m", "gunicorn", "--config", "python:ita_portal.gunicorn_conf"]
        command += ["--bind", f"127.0.0.1:{port}"]
        command += ["--workers", str(workers), app] if workers else [app]
        environment = self.environment | {"TMPDIR": str(self.turns)}
        process: subprocess.Popen[bytes] | LoadedCopy
        with log.open("w") as written:
            if from_nothing:
                command = [sys.executable, *command]
                process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=written, stderr=written)
            else:
                process = loaded_for(environment).start(command, environment, written, written)
        server = Server(port, process, log)
        try:
            server.wait_until_alive()
            if workers:  # the first one answers before the second one is started
                server.wait_until_complete(workers)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


@dataclass
class Server:
    port: int
    process: subprocess.Popen[bytes] | LoadedCopy
    log: Path

    def wait_until_alive(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if self.get("/healthz").status == http.client.OK:
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"gunicorn does not answer:\n{self.log.read_text()}")

    def wait_until_complete(self, workers: int) -> None:
        wait_until(lambda: len(self.workers()) == workers, f"{workers} processes serve")

    def get(self, path: str, **headers: str) -> "Answer":
        return Visitor(self.port).get(path, **headers)

    def lines(self) -> list[dict[str, object]]:
        """Return the log, each line as an object."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.content)


class Visitor:
    """A browser as small as can be: it keeps cookies and its connection, and follows nothing by itself."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self.port, self.cookies = port, dict(cookies or {})
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(
        self, path: str, fields: Mapping[str, object], files: Mapping[str, tuple[str, bytes]] | None = None
    ) -> Answer:
        fields = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}
        body, kind = _multipart(fields, files) if files else (urlencode(fields, doseq=True).encode(), FORM)
        headers = {"Content-Type": kind, "Origin": f"http://127.0.0.1:{self.port}"}
        return self._ask("POST", path, body, headers)

    def sign_in(self, username: str = "coordinator") -> "Visitor":
        self.get("/login/")
        answer = self.post("/login/", {"username": username, "password": DEMO_PASSWORD})
        assert answer.status == http.client.FOUND, answer.text
        return self

    def fields_of(self, path: str) -> dict[str, str]:
        """Return the hidden and visible inputs of a page's forms, by name."""
        page = self.get(path).text
        inputs = re.findall(r"<input\b[^>]*>", page)
        named = [(re.search(r'name="([^"]+)"', each), re.search(r'value="([^"]*)"', each)) for each in inputs]
        return {name[1]: value[1] if value else "" for name, value in named if name}

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self.connection.request(method, path, body, sent)
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # A server that closes a kept connection has not read the request.
            self.connection.close()
            self.connection.request(method, path, body, sent)
            response = self.connection.getresponse()
        content = response.read()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, response.headers, content)


FORM = "application/x-www-form-urlencoded"


def _multipart(fields: Mapping[str, object], files: Mapping[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    boundary = secrets.token_hex(16)
    parts = []
    for name, value in fields.items():
        parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, (file_name, content) in files.items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n\r\n'
        parts.append(head.encode() + content + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"
