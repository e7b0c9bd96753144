"""The audit of packages: what fails it, and that it never passes for one that did not take place."""

import json

import pytest

from tests.audit import read_audit

CLEAN = {"name": "clean", "version": "1.0", "vulns": []}
HOLED = {
    "name": "holed",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-2", "aliases": ["CVE-2"], "fix_versions": ["1.1"]}],
}
UNKNOWN = {"name": "unknown", "skip_reason": "not found"}


def audit(*packages, **options):
    return read_audit(json.dumps({"dependencies": packages, "fixes": []}), **options)


def test_a_known_vulnerability_fails_and_says_what_mends_it():
    found = audit(CLEAN, HOLED)
    assert found.fails
    assert found.words[0] == "audit: VULNERABLE holed 1.0: PYSEC-2, mended in 1.1"


@pytest.mark.parametrize("known_as", ["PYSEC-2", "CVE-2"])
def test_one_that_was_thought_about_does_not(known_as):
    assert not audit(HOLED, ignored={known_as: "the portal does not use that part"}).fails


def test_packages_that_no_service_knows_are_said():
    found = audit(CLEAN, UNKNOWN)
    assert not found.fails
    assert "SKIPPED for 1 packages: unknown" in found.words[0]


@pytest.mark.parametrize("report", ["", "no network", "{}", "[]", json.dumps({"dependencies": [UNKNOWN]})])
def test_without_a_service_it_says_that_it_was_skipped(report):
    found = read_audit(report)
    assert not found.fails
    assert found.words == ["audit: SKIPPED, no vulnerability service answered; nothing is known of any package"]
