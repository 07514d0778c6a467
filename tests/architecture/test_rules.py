"""Rules that were said twice, so that a machine says them from now on. Each message gives the reason."""

import ast
import re
import subprocess
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("core", "access", "storage", "knowledge", "retrieval", "prompts", "assistant", "api", "evals", "cli", "bench")
MOST_LINES, MOST_FUNCTION_LINES = 300, 40
DEFINED = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
BANNED_NAMES = {"utils", "helpers", "manager", "handler", "data", "info", "common"}
# Spelled in pieces, so that this file does not break its own rule.
REGISTRY_HOSTS = ["pypi" + ".org", "python" + "hosted", "registry.npm" + "js", "deb.deb" + "ian.org"]


def tracked(pattern: str = "") -> list[Path]:
    """Files that git knows or would add."""
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in names if name.endswith(pattern) and (ROOT / name).is_file()]


def house_files() -> list[Path]:
    return [
        path for path in tracked(".py")
        if path.relative_to(ROOT).parts[0] in ROOMS and "versions" not in path.parts
    ]  # fmt: skip


def parsed() -> Iterator[tuple[Path, ast.Module]]:
    for path in house_files():
        yield path, ast.parse(path.read_text())


def test_there_are_files_to_look_at() -> None:
    assert len(house_files()) > 60


def test_no_file_is_longer_than_the_hard_stop() -> None:
    long = {str(p.relative_to(ROOT)): n for p in house_files() if (n := len(p.read_text().splitlines())) > MOST_LINES}

    assert not long, f"split these; a reader should see where a thing belongs: {long}"


def test_no_function_is_longer_than_the_hard_stop() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, tree in parsed() for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_FUNCTION_LINES
    ]  # fmt: skip

    assert not long, f"split these: {long}"


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [str(p.relative_to(ROOT)) for p in house_files() if p.stem in BANNED_NAMES]

    assert not vague, f"name what it is for (docs/glossary.md): {vague}"


def test_only_one_file_commits() -> None:
    committing = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in parsed() for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"commit", "rollback"} and path != ROOT / "storage" / "database.py"
        and path.relative_to(ROOT).parts[0] in {"storage", "assistant", "api"}
    ]  # fmt: skip

    assert not committing, f"a transaction is opened and closed in storage/database.py alone: {committing}"


def test_plain_routers_are_opened_nowhere_but_in_the_door() -> None:
    plain = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in parsed() for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.alias) and getattr(node, "id", getattr(node, "name", "")) == "APIRouter"
        and path != ROOT / "api" / "routing.py"
    ]  # fmt: skip

    assert not plain, f"a plain router lets a route forget needs=; use api.routing.Door: {plain}"


def test_every_public_thing_says_what_it_is() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)} {getattr(node, 'name', 'module')}"
        for path, tree in parsed() if path.relative_to(ROOT).parts[0] != "bench"
        for node in [tree, *[one for one in tree.body if isinstance(one, DEFINED)]]
        if not getattr(node, "name", "m").startswith("_") and not ast.get_docstring(node)
    ]  # fmt: skip

    assert not silent, f"a docstring gives shapes, units, errors raised, the source of a rule: {silent[:20]}"


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_no_package_registry_is_named(host: str) -> None:
    naming = [
        str(path.relative_to(ROOT)) for path in tracked()
        if path.suffix in {".py", ".md", ".toml", ".sh", ".yaml", ".yml", ".html", ".js", ""}
        and host in path.read_text(errors="ignore")
    ]  # fmt: skip

    assert not naming, f"a campus installs from its own index; name packages, not hosts: {naming}"


def test_no_secret_lies_in_the_repository() -> None:
    pattern = re.compile(r"(sk-[A-Za-z0-9]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16})")
    found = [
        str(p.relative_to(ROOT))
        for p in tracked()
        if p != Path(__file__) and pattern.search(p.read_text(errors="ignore"))
    ]

    assert not found, found


# Files that set (not read) what a library takes from the environment: offline exporting, telemetry off.
SETTING_FOR_A_LIBRARY = {
    "core/settings.py",
    "retrieval/exporting.py",
    "retrieval/chroma.py",
    "assistant/writing/llm.py",
}


def test_the_environment_is_read_in_settings_alone() -> None:
    reading = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in parsed() for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
        and path.relative_to(ROOT).parts[0] not in {"bench", "cli"}
        and path.relative_to(ROOT).as_posix() not in SETTING_FOR_A_LIBRARY
    ]  # fmt: skip

    assert not reading, f"what may be chosen is read once, in core/settings.py: {reading}"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_of_the_terminal_is_there(name: str) -> None:
    module, about = COMMANDS[name]

    assert isinstance(import_module(module).command, click.Command)
    assert about.endswith(".")
