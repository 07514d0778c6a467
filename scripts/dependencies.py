"""Prints a CycloneDX file as a table: every package, its version, its licence, and whether we asked for it."""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = re.compile(r"[A-Za-z0-9_.-]+")
UNKNOWN = "not stated"


def asked_for(pyproject: str) -> frozenset[str]:
    """The packages named in pyproject.toml, spelled alike."""
    quoted = re.findall(r'^  "([^"]+)",?$', pyproject, re.MULTILINE)
    return frozenset(spelled(match[0]) for one in quoted if (match := NAME.match(one)))


def spelled(name: str) -> str:
    """One spelling for `Foo_Bar` and `foo-bar`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(component: dict) -> str:
    """The licence as the package states it."""
    stated = [one.get("expression") or one.get("license", {}).get("id") or one.get("license", {}).get("name")
              for one in component.get("licenses", [])]  # fmt: skip
    short = [one.splitlines()[0][:60] for one in stated if one]
    return ", ".join(dict.fromkeys(short)) or UNKNOWN


def table(sbom: dict, asked: frozenset[str]) -> str:
    """Markdown, by name; what has no stated licence is counted at the end."""
    rows = sorted(sbom.get("components", []), key=lambda one: spelled(one["name"]))
    lines = ["| Package | Version | Licence | Asked for |", "|---|---|---|---|"]
    for one in rows:
        mine = "yes" if spelled(one["name"]) in asked else "by another"
        lines.append(f"| {one['name']} | {one.get('version', '')} | {licence(one)} | {mine} |")
    silent = sum(licence(one) == UNKNOWN for one in rows)
    return "\n".join([*lines, "", f"{len(rows)} packages; {silent} without a stated licence."]) + "\n"


if __name__ == "__main__":
    found = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    sys.stdout.write(table(found, asked_for((ROOT / "pyproject.toml").read_text("utf-8"))))
