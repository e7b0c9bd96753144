"""Where a command writes what it made: a file, or standard output."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError


def write_output(command: BaseCommand, content: bytes, output: Path | None) -> None:
    """Write bytes to a file, or to standard output when there is none; say in one line when that fails."""
    if output is None:
        buffer = getattr(command.stdout._out, "buffer", None)
        if buffer is None:  # a test captures text
            command.stdout.write(content.decode("utf-8", "replace"))
        else:
            buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise CommandError(f"cannot write {output}: {error.strerror}") from error
