"""Asks a vulnerability service about every pinned package of the portal: `bin/test audit`.

A known vulnerability fails, unless it is listed here with a reason. Where no service can be reached, or it does not
know a package, this is said and nothing fails: a closed network is no fault of the code. ITA_AUDIT=require makes that
fail too, for a machine that is meant to reach one.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

REQUIREMENTS = "requirements.txt"
COMMAND = ["-m", "pip_audit", "--requirement", REQUIREMENTS, "--require-hashes", "--disable-pip", "--format", "json"]
SECONDS = 180
# Vulnerabilities that do not concern the portal, by id, each with the reason and when to look again.
IGNORED: dict[str, str] = {}


@dataclass(frozen=True)
class Audit:
    """What a service said of the packages."""

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    vulnerable: tuple[str, ...]

    @property
    def fails(self) -> bool:
        return bool(self.vulnerable)

    @property
    def words(self) -> list[str]:
        lines = [f"audit: VULNERABLE {each}" for each in self.vulnerable]
        if not self.known:
            return [*lines, "audit: SKIPPED, no vulnerability service answered; nothing is known of any package"]
        if self.unknown:
            lines.append(f"audit: SKIPPED for {len(self.unknown)} packages: {', '.join(self.unknown)}")
        return [*lines, f"audit: {len(self.known)} packages asked about, {len(self.vulnerable)} vulnerabilities"]


def read_audit(report: str, ignored: dict[str, str] = IGNORED) -> Audit:
    """Read the report of pip-audit; one that is no report says nothing of any package."""
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        packages = []
    asked = [package for package in packages if "vulns" in package]
    vulnerable = tuple(
        f"{package['name']} {package['version']}: {found['id']}, mended in {', '.join(found['fix_versions']) or 'none'}"
        for package in asked
        for found in package["vulns"]
        if not {found["id"], *found.get("aliases", ())} & set(ignored)
    )
    unknown = tuple(package["name"] for package in packages if "vulns" not in package)
    return Audit(tuple(package["name"] for package in asked), unknown, vulnerable)


def main() -> int:
    try:
        run = subprocess.run([sys.executable, *COMMAND], capture_output=True, text=True, timeout=SECONDS, check=False)
        report = run.stdout
    except subprocess.TimeoutExpired:
        report = ""
    audit = read_audit(report)
    sys.stdout.write("\n".join(audit.words) + "\n")
    must_be_complete = os.environ.get("ITA_AUDIT") == "require"
    return 1 if audit.fails or (must_be_complete and (audit.unknown or not audit.known)) else 0


if __name__ == "__main__":
    sys.exit(main())
