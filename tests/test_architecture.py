"""The house stands as its plan says."""

import ast
import subprocess
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("panels", "dashboards", "scripts")


def modules() -> list[Path]:
    """List every module of the three packages."""
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def test_tests_are_no_packages() -> None:
    """An `__init__.py` under tests/ would take the name of the package that it tests."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_every_folder_of_the_three_is_a_package() -> None:
    """A folder without `__init__.py` would lose against one of the same name elsewhere."""
    folders = {path.parent for path in modules()}

    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


def test_the_distribution_installs_the_three_and_nothing_else() -> None:
    """Their names are generic: whatever else came along could overwrite a stranger's."""
    top = metadata.distribution("bot-core-dashboards").read_text("top_level.txt") or ""

    assert sorted(top.split()) == sorted(PACKAGES)


def test_the_living_line_of_the_sdk_is_installed() -> None:
    """Old lines of the SDK have version numbers that outrank 0.0.x (docs/decisions/0002)."""
    version = metadata.version("grafana-foundation-sdk").removeprefix("v")

    assert version.startswith("0.0.")
    assert int(version.split(".")[2]) >= 21


def test_every_module_opens_with_its_question() -> None:
    """The first line of a module says what it is for."""
    silent = [path for path in modules() if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]

    assert silent == []


def test_no_module_outgrows_its_question() -> None:
    """Beyond 325 lines a module is a package."""
    long = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}

    assert {path: lines for path, lines in long.items() if lines > 325} == {}


def test_every_module_imports_alone() -> None:
    """In an interpreter of its own, warnings being errors: no hidden order, no circle."""
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in modules()]
    program = """
import importlib, sys, warnings
warnings.simplefilter("error")
for name in sys.argv[1:]:
    for loaded in [one for one in sys.modules if one.split(".")[0] in ("panels", "dashboards", "scripts")]:
        del sys.modules[loaded]
    importlib.import_module(name)
"""
    names = [name for name in names if name != "scripts.__main__"]
    done = subprocess.run(
        [sys.executable, "-c", program, *names], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert done.stderr == ""
