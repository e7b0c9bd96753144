"""Reading the Dockerfile and what may go into an image, without Docker."""

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Instruction:
    word: str
    text: str

    @property
    def program(self) -> list[str]:
        """The words of a command that is written as a list, behind whatever options stand before it."""
        return json.loads(self.text[self.text.index("[") :])


@dataclass
class BuildStage:
    name: str
    base: str
    instructions: list[Instruction] = field(default_factory=list)

    def all_of(self, word: str) -> list[Instruction]:
        return [each for each in self.instructions if each.word == word]

    def last(self, word: str) -> Instruction:
        return self.all_of(word)[-1]

    @property
    def environment(self) -> dict[str, str]:
        pairs = " ".join(each.text for each in self.all_of("ENV")).split()
        return dict(pair.split("=", 1) for pair in pairs)


def read_stages() -> dict[str, BuildStage]:
    """Return the stages of the Dockerfile by name."""
    lines = [
        line for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    stages: dict[str, BuildStage] = {}
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        word, _, text = line.partition(" ")
        if word == "FROM":
            base, _, name = text.partition(" AS ")
            stages[name] = BuildStage(name, base)
        elif word:
            list(stages.values())[-1].instructions.append(Instruction(word, text))
    return stages


def files_of_context() -> list[str]:
    """Return the files of the repository that .dockerignore lets into an image."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    taken = [line.removeprefix("!") for line in lines if line.startswith("!")]
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.splitlines() if any(f"{name}/".startswith(f"{each}/") for each in taken)]
