"""Run by a Python that has none of our packages: everything compiles without a warning, pure rules are imported."""

import sys
import warnings
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APPS = ("ita_portal", "agencies", "assessments", "measures", "reports", "workspace", "public")


def compile_everything() -> int:
    warnings.simplefilter("error")
    sources = [ROOT / "manage.py", *(path for app in (*APPS, "tests") for path in sorted((ROOT / app).rglob("*.py")))]
    for path in sources:
        compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
    return len(sources)


def import_rules() -> int:
    """Import what imports nothing but the standard library, directly or by what it imports."""
    sys.path.insert(0, str(ROOT))
    sys.dont_write_bytecode = True
    imported = 0
    for path in sorted(each for app in APPS for each in (ROOT / app).rglob("rules/**/*.py")):
        try:
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            imported += 1
        except ModuleNotFoundError as error:
            if not error.name or error.name.split(".")[0] in APPS:
                raise
    return imported


if __name__ == "__main__":
    sys.stdout.write(f"{sys.version_info[1]} {compile_everything()} {import_rules()}\n")
