"""The steps of the Dockerfile in a bare system, where there is no Docker: `python -m tests.operation.image FOLDER`.

FOLDER is a root file system as debootstrap makes it (`debootstrap --variant=minbase bookworm FOLDER`); it is copied,
not changed. Needs root and the package mirrors. `--lend PATH` shows a path of this machine to the steps, read only,
such as pip's settings, or an office's own certificates in /usr/local/share/ca-certificates. Then the portal is started
as the image starts it, and asked how it is.

Unlike Docker: the network is this machine's, servers listen on loopback, and the file system may be written to.
"""

import argparse
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import yaml

from tests.dockerfile import ROOT, BuildStage, Instruction, files_of_context, read_stages
from tests.operation.machine import PASSWORD, Cluster

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
NAME = "ita.example.go.th"
NOBODY = 65534
# Mounts end with the process that made them.
IN_ROOT = """
set -e
mount -t proc proc "$ROOT/proc"
mount --rbind /dev "$ROOT/dev"
for path in $LENT; do
    mkdir -p "$ROOT$(dirname "$path")"
    if [ -d "$path" ]; then mkdir -p "$ROOT$path"; else [ -e "$ROOT$path" ] || : >"$ROOT$path"; fi
    mount --bind "$path" "$ROOT$path"
    mount -o remount,bind,ro "$ROOT$path"
done
exec chroot --userspec="$AS" "$ROOT" /usr/bin/env -C "$FOLDER" "$@"
"""


class Image:
    """A stage while it is built, and afterwards what runs in it."""

    def __init__(self, root: Path, lent: list[str]) -> None:
        self.root, self.lent = root, lent
        self.folder, self.user, self.environment = "/", "root:root", {"PATH": PATH}

    def start(self, program: list[str], **settings: str) -> subprocess.Popen[bytes]:
        steps = {"ROOT": str(self.root), "AS": self.user, "FOLDER": self.folder, "LENT": " ".join(self.lent)}
        passed = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        words = [f"{name}={value}" for name, value in {**passed, **self.environment, **settings}.items()]
        command = ["unshare", "--mount", "/bin/sh", "-c", IN_ROOT, "steps", "-i", *words, *program]
        return subprocess.Popen(command, env=steps | {"PATH": PATH})

    def run(self, program: list[str], **settings: str) -> int:
        return self.start(program, **settings).wait()


def build(stages: dict[str, BuildStage], bare: Path, folder: Path, lent: list[str]) -> dict[str, Image]:
    """Carry out the steps of every stage, one after the other."""
    images: dict[str, Image] = {}
    for stage in stages.values():
        base = images.get(stage.base)
        image = Image(folder / stage.name, lent)
        subprocess.run(["cp", "-a", "--reflink=auto", base.root if base else bare, image.root], check=True)
        if base:
            image.folder, image.user, image.environment = base.folder, base.user, dict(base.environment)
        for instruction in stage.instructions:
            began = time.monotonic()
            carry_out(instruction, image, images)
            print(f"image: {stage.name}: {instruction.word} {instruction.text[:60]} ({time.monotonic() - began:.0f} s)")
        images[stage.name] = image
        size = subprocess.run(["du", "-sm", image.root], capture_output=True, text=True, check=True).stdout.split()[0]
        print(f"image: {stage.name} has {size} MB")
    return images


def carry_out(instruction: Instruction, image: Image, images: dict[str, Image]) -> None:
    if instruction.word == "RUN":
        if image.run(["/bin/sh", "-c", instruction.text]):
            sys.exit(f"image: FAILED: {instruction.text}")
    elif instruction.word == "COPY":
        copy(instruction.text.split(), image, images)
    elif instruction.word == "WORKDIR":
        image.folder = instruction.text
        (image.root / image.folder[1:]).mkdir(parents=True, exist_ok=True)
    elif instruction.word == "ENV":
        image.environment |= dict(pair.split("=", 1) for pair in instruction.text.split())
    elif instruction.word == "USER":
        image.user = instruction.text


def copy(words: list[str], image: Image, images: dict[str, Image]) -> None:
    target = image.root / os.path.join(image.folder, words[-1])[1:]
    if words[0].startswith("--from="):
        source = images[words[0].removeprefix("--from=")].root / words[1][1:]
        subprocess.run(["cp", "-a", f"{source}/.", target], check=True)
        return
    for name in files_of_context():
        if words[0] == "." or f"{name}/".startswith(f"{words[0]}/"):
            inside = name if words[0] == "." else str(Path(name).relative_to(words[0]))
            end = target / (inside if inside != "." else Path(name).name) if words[-1].endswith("/") else target
            end.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, end)


@contextmanager
def running(image: Image, stage: BuildStage, **settings: str) -> Iterator[None]:
    """Start what a stage serves, and wait until its own health check says that it lives."""
    process = image.start(stage.last("CMD").program, **settings)
    try:
        until = time.monotonic() + 60
        while image.run(stage.last("HEALTHCHECK").program, **settings):
            if process.poll() is not None or time.monotonic() > until:
                sys.exit(f"image: FAILED: {stage.name} does not live")
            time.sleep(1)
        print(f"image: {stage.name} lives, as {image.user}")
        yield
    finally:
        process.terminate()
        process.wait(150)


def answer_of(url: str) -> str:
    trusting = ssl._create_unverified_context()  # noqa: S323  signed by ourselves a minute ago
    request = urllib.request.Request(url, headers={"Host": NAME})  # noqa: S310
    with urllib.request.urlopen(request, context=trusting, timeout=30) as answer:  # noqa: S310
        return answer.read().decode()


def try_out(stages: dict[str, BuildStage], images: dict[str, Image], cluster: Cluster) -> None:
    portal, proxy = images["portal"], images["proxy"]
    secrets = portal.root / "run" / "secrets"
    secrets.mkdir(parents=True)
    (secrets / "secret_key").write_text("only-for-this-try-" * 4)
    (secrets / "database_url").write_text(cluster.url(cluster.new_database()) + "\n")
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    settings = {
        **compose["portal"]["environment"],
        "ALLOWED_HOSTS": NAME,
        "WEB_CONCURRENCY": "2",
        "GUNICORN_CMD_ARGS": "--bind=127.0.0.1:8000",
    }
    if portal.run(compose["prepare"]["command"], **settings):
        sys.exit("image: FAILED: prepare")
    with running(portal, stages["portal"], **settings):
        print("image: readyz says", answer_of("http://127.0.0.1:8000/readyz"))
        backup = [".venv/bin/python", "manage.py", "backup", "/var/backups/ita-portal"]
        if portal.run(backup, **settings):
            sys.exit("image: FAILED: backup")
        on_loopback(proxy)
        with running(proxy, stages["proxy"]):
            page = answer_of("https://127.0.0.1:8443/login/")
            print("image: the page of the sign-in over TLS has", len(page), "letters")
            assert "csrfmiddlewaretoken" in page
    kept = [
        str(path) for path in portal.root.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()[:4096]
    ]
    print("image: passwords lie in", kept or "no file")


def on_loopback(proxy: Image) -> None:
    """Give the proxy a certificate, addresses of this machine alone, and the portal by its number."""
    folder = proxy.root / "etc/ssl/ita-portal"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={NAME}"]
    files = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run([*command, *files], check=True, capture_output=True)
    (folder / "privkey.pem").chmod(0o644)
    site, named = proxy.root / "etc/nginx/sites-enabled/ita-portal", proxy.root / "etc/nginx/conf.d/portal.conf"
    text = (
        site.read_text()
        .replace("listen 8080;", "listen 127.0.0.1:8080;")
        .replace("listen 8443", "listen 127.0.0.1:8443")
    )
    site.write_text("\n".join(line for line in text.splitlines() if "listen [::]" not in line))
    named.write_text(named.read_text().replace("portal:8000", "127.0.0.1:8000"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bare", type=Path)
    parser.add_argument("--lend", action="append", default=["/etc/resolv.conf"])
    options = parser.parse_args()
    for number in (sys.stdout.fileno(), sys.stderr.fileno()):
        os.fchown(number, NOBODY, -1)  # as Docker does it: nginx opens them by name
    stages = read_stages()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ita-image-")))
        images = build(stages, options.bare, folder, options.lend)
        cluster = Cluster()
        stack.callback(cluster.remove)
        try_out(stages, images, cluster)


if __name__ == "__main__":
    main()
