"""What is wrong with a file, said so that the person can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One reason, in Thai, with its row as the spreadsheet counts where it has one."""

    reason: str
    row: int | None = None
    code: str = ""

    def __str__(self) -> str:
        if self.row is None:
            return self.reason
        return f"แถว {self.row}" + (f" ({self.code})" if self.code else "") + f": {self.reason}"


class FileRefused(Exception):
    """The file as a whole cannot be taken."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
