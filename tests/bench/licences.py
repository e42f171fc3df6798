"""The licences and wheels of what kg needs, as a table for the documentation.

Run: python -m tests.bench.licences > docs/dependencies.md, in the environment to be told of.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata

from tests.processes import ROOT

HEAD = """# Dependencies

What a plain installation brings, with its licence and the wheel that was installed: one for any
system, or one compiled for that of the table; the package index lists those for other systems.
What the tests and notebooks need besides stands in `pyproject.toml`; the reason for each is in
[decisions.md](decisions.md).
Made by `python -m tests.bench.licences`.
"""


def needed() -> list[str]:
    """The names of the packages that a plain installation needs, those of others too, sorted."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting = [_name(each) for each in project["dependencies"]]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        wanted = metadata.requires(name) or []
        waiting += [_name(each) for each in wanted if "extra ==" not in each and _applies(each)]
    return sorted(found)


def _name(requirement: str) -> str:
    return (
        re.split(r"[^A-Za-z0-9._-]", requirement.strip(), maxsplit=1)[0].lower().replace("_", "-")
    )


def _applies(requirement: str) -> bool:
    try:
        metadata.version(_name(requirement))
    except metadata.PackageNotFoundError:
        return False  # for another system, or an older Python
    return True


def licence(name: str) -> str:
    """The licence that a package names: an expression, its classifiers, or its own words."""
    about = metadata.metadata(name)
    if expression := about.get("License-Expression"):
        return expression
    named = [each.rpartition("::")[2].strip() for each in about.get_all("Classifier") or []
             if each.startswith("License ::")]  # fmt: skip
    said = (about.get("License") or "").strip().partition("\n")[0]
    return ", ".join(named) or said or "see the package"


def wheels(name: str) -> str:
    """For which systems the installed wheel is: any, or the one that it was compiled for."""
    said = metadata.distribution(name).read_text("WHEEL") or ""
    tags = [line.partition(":")[2].strip() for line in said.splitlines() if line.startswith("Tag:")]
    if any(each.endswith("-any") for each in tags):
        return "any system"
    return f"compiled ({', '.join(sorted({each.rpartition('-')[2] for each in tags}))})"


def main() -> int:
    """Print the table."""
    print(HEAD)
    print("| package | version | licence | wheel |\n|---|---|---|---|")
    for name in needed():
        print(f"| {name} | {metadata.version(name)} | {licence(name)} | {wheels(name)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
