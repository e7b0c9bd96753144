"""Reading the YAML files that ship with the portal: framework years and demonstration agencies."""

from pathlib import Path
from typing import Any

import yaml

from ita_portal.text.spelling import one_spelling

# The same safe loader in C, ten times as fast, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """Return the content of a file in one spelling of Thai; raises OSError, UnicodeDecodeError or yaml.YAMLError."""
    text = one_spelling(path.read_text(encoding="utf-8"))
    return yaml.load(text, Loader=_LOADER)  # noqa: S506  a safe loader, see above
