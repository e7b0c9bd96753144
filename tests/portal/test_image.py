"""The images are built from the lists that `bin/setup` reads, and hold no secret; read without Docker.

`python -m tests.operation.image` carries out their steps in a bare system.
"""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from ita_portal.alive import is_alive
from ita_portal.settings import env
from tests.dockerfile import ROOT, files_of_context, read_stages
from tests.operation.machine import free_port

STAGES = read_stages()
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
GUIDE = (ROOT / "docs" / "production.md").read_text(encoding="utf-8")
PACKAGES = re.findall(
    r"^([a-z]+) +(\S+)", (ROOT / "bin" / "packages-debian.txt").read_text(encoding="utf-8"), re.MULTILINE
)
BY_LIST = """awk '$1 == "run" || $1 == "image" { print $2 }' bin/packages-debian.txt"""
PYTHON_OF_DEBIAN = {"debian:12-slim": "3.11", "debian:13-slim": "3.13"}


def unit(name: str) -> str:
    return (ROOT / "docs" / "production" / name).read_text(encoding="utf-8")


def commands(stage: str) -> str:
    return "\n".join(each.text for each in STAGES[stage].all_of("RUN"))


def test_the_system_packages_are_those_of_the_list_and_no_others():
    (run,) = STAGES["system"].all_of("RUN")
    assert f"install -y --no-install-recommends $({BY_LIST}) >/dev/null &&" in run.text
    assert {"run", "image"} <= {group for group, _ in PACKAGES}
    assert ("image", "postgresql-client") in PACKAGES
    assert "apt-get" not in commands("built") + commands("portal")


def test_the_python_packages_are_the_pinned_ones_of_the_portal():
    assert "--require-hashes --requirement requirements.txt &&" in commands("built")
    assert "requirements-dev" not in str(STAGES)


def test_the_python_is_the_system_s_and_a_tested_one():
    version = PYTHON_OF_DEBIAN[STAGES["system"].base]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"Programming Language :: Python :: {version}" in project["classifiers"]
    assert tuple(map(int, version.split("."))) >= tuple(
        map(int, project["requires-python"].removeprefix(">=").split("."))
    )
    assert "python3 -m venv .venv" in commands("built")
    assert STAGES["portal"].base == STAGES["built"].base == "system"


def test_the_portal_is_started_as_its_unit_starts_it():
    (start,) = re.findall(r"^ExecStart=(.+)$", unit("ita-portal.service"), re.MULTILINE)
    assert STAGES["portal"].last("CMD").program == start.split()
    (folder,) = re.findall(r"^WorkingDirectory=(.+)$", unit("ita-portal.service"), re.MULTILINE)
    assert STAGES["system"].last("WORKDIR").text == folder
    (home,) = re.findall(r"^Environment=HOME=(.+)$", unit("ita-portal.service"), re.MULTILINE)
    assert STAGES["portal"].environment["HOME"] == home


@pytest.mark.parametrize("stage", ["portal", "proxy"])
def test_what_serves_runs_as_nobody_and_is_asked_whether_it_is_alive(stage):
    instructions = [each.word for each in STAGES[stage].instructions]
    assert STAGES[stage].last("USER").text == "nobody:nogroup"
    assert not {"RUN", "COPY"} & set(instructions[instructions.index("USER") :])
    assert STAGES[stage].last("HEALTHCHECK").program


def test_everybody_may_read_what_was_collected():
    """The settings let files be their owner's alone, and root collects while nobody serves."""
    assert "collectstatic --noinput --verbosity 0 && chmod -R a+rX var/static &&" in commands("built")


def test_no_secret_enters_an_image():
    names = files_of_context()
    assert {"manage.py", "requirements.txt", "ita_portal/wsgi.py", "docs/manual-th.md", "pyproject.toml"} <= set(names)
    assert not [name for name in names if re.search(r"(^|/)\.|\.(env|key|pem|sqlite3)$|^(secrets|tls|tests)/", name)]
    assert "\n*\n!" in (ROOT / ".dockerignore").read_text(encoding="utf-8")
    told = [
        word
        for stage in STAGES.values()
        for each in stage.all_of("ENV") + stage.all_of("ARG")
        for word in each.text.split()
    ]
    assert not [word for word in told if re.search(r"(?i)key|password|secret|database_url", word)]
    assert "SECRET_KEY=while-building" in commands("built")  # in the command alone: no layer keeps it


def test_what_is_laid_beside_the_compose_file_is_told_and_kept_out_of_the_repository():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    for secret in COMPOSE["secrets"].values():
        assert secret["file"].startswith("secrets/")
        assert secret["file"] in GUIDE
    assert {"/secrets/", "/portal.env", "/tls/"} <= set(ignored)


def test_compose_runs_the_three_with_health_checks_and_keeps_their_data():
    services = COMPOSE["services"]
    assert set(services) == {"database", "prepare", "portal", "proxy"}
    assert services["portal"]["build"]["target"] == "portal"
    assert services["proxy"]["build"]["target"] == "proxy"
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    inside = {port.split(":")[1] for port in services["proxy"]["ports"]}
    assert inside == set(STAGES["proxy"].last("EXPOSE").text.split())
    assert COMPOSE["networks"]["back"] == {"internal": True}
    assert services["proxy"]["networks"] == ["front"]
    assert "healthcheck" in services["database"]
    kept = {volume.split(":")[0] for service in services.values() for volume in service["volumes"]}
    assert set(COMPOSE["volumes"]) <= kept
    for service in services.values():
        assert "no-new-privileges:true" in service["security_opt"]


def test_the_variables_of_compose_are_those_of_the_settings():
    described = (ROOT / ".env.example").read_text(encoding="utf-8")
    given = {**COMPOSE["services"]["portal"]["environment"], **STAGES["portal"].environment}
    ours = {name.removesuffix("_FILE") for name in given} - {"HOME", "PYTHONUNBUFFERED", "GUNICORN_CMD_ARGS"}
    assert {name for name in ours if not re.search(rf"^#?{name}=", described, re.MULTILINE)} == set()


def test_what_timers_start_is_told_for_docker_too():
    told = GUIDE[GUIDE.index("## With Docker") :]
    names = [path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "production").glob("*.timer")]
    wanted = [re.search(r"^Unit=ita-portal-(?:command@)?(\w+)\.service$", text, re.MULTILINE)[1] for text in names]
    assert [command for command in wanted if f"manage.py {command}" not in told] == []


def test_a_setting_may_come_from_a_file(tmp_path, monkeypatch):
    (tmp_path / "url").write_text("postgresql://ita:p%40ss@database:5432/ita_portal\n")
    monkeypatch.setenv("ASKED_IN_THIS_TEST_FILE", str(tmp_path / "url"))
    found = env.db("ASKED_IN_THIS_TEST")
    assert (found["PASSWORD"], found["NAME"]) == ("p@ss", "ita_portal")


def test_who_does_not_answer_is_not_alive(live_server):
    port = int(live_server.url.rsplit(":", 1)[1])
    assert is_alive(port, host="localhost")
    assert not is_alive(port, host="somebody.example")  # refused with 400
    assert not is_alive(free_port(), host="localhost")


def test_the_health_check_needs_nothing_but_the_standard_library():
    source = Path(ROOT / "ita_portal" / "alive.py").read_text(encoding="utf-8")
    assert not re.findall(r"^(?:from|import) (?:django|ita_portal|agencies)", source, re.MULTILINE)
