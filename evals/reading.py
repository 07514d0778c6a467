"""Case files read with the line of every key, so that a mistake can be pointed at."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from evals.case import Mistake

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Node = yaml.nodes.Node


@dataclass(frozen=True, kw_only=True)
class RawCase:
    """A case as written: its keys, the line of each, and the head of its file with the lines of its keys."""

    path: Path
    line: int
    keys: dict[str, Any]
    lines: dict[str, int]
    head: dict[str, Any] = field(default_factory=dict)
    head_lines: dict[str, int] = field(default_factory=dict)

    def place(self, key: str = "") -> str:
        """`file:line` of a key, or of the case itself."""
        return f"{self.path}:{self.lines.get(key, self.line)}"

    def head_place(self, key: str) -> str:
        """`file:line` of a key of the file's head."""
        return f"{self.path}:{self.head_lines.get(key, 1)}"


def read_file(path: Path) -> Iterator[RawCase | Mistake]:
    """Every case of a YAML or JSONL file; what cannot be read comes out as a Mistake, and the rest is still read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        yield Mistake(place=f"{path}:1", message=f"cannot be read as UTF-8 text ({type(error).__name__})")
        return
    yield from (read_lines(path, text) if path.suffix == ".jsonl" else read_yaml(path, text))


def read_lines(path: Path, text: str) -> Iterator[RawCase | Mistake]:
    """JSONL: one case a line."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            keys = json.loads(line)
        except json.JSONDecodeError as error:
            yield Mistake(place=f"{path}:{number}", message=f"not a JSON object: {error.msg} at column {error.colno}")
            continue
        if not isinstance(keys, dict):
            yield Mistake(place=f"{path}:{number}", message=f"expected one JSON object, found {type(keys).__name__}")
            continue
        yield RawCase(path=path, line=number, keys=keys, lines=dict.fromkeys(keys, number))


def read_yaml(path: Path, text: str) -> Iterator[RawCase | Mistake]:
    """YAML: a mapping with `cases`, or a bare list of cases."""
    loader = LOADER(text)
    try:
        root = loader.get_single_node()
    except yaml.YAMLError as error:
        yield unreadable(path, error)
        return
    if root is None:
        yield Mistake(place=f"{path}:1", message="the file is empty; expected `cases:` and a list")
        return
    yield from listed_cases(loader, path, root, ({}, {}))


def unreadable(path: Path, error: yaml.YAMLError) -> Mistake:
    """Where the part begins that could not be read: for an open quote that is its line, not the end of the file."""
    mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
    told = [words for words in (getattr(error, "context", None), getattr(error, "problem", None)) if words]
    where = mark.line + 1 if mark else 1
    return Mistake(place=f"{path}:{where}", message=f"not readable YAML: {', '.join(told) or 'unreadable'}")


Head = tuple[dict[str, Any], dict[str, int]]  # the keys of a head, and the line of each


def listed_cases(loader: Any, path: Path, root: Node, above: Head) -> Iterator[RawCase | Mistake]:
    """The cases of a file or of one of its `sections`, each section with a head of its own."""
    own, listed = split_head(loader, root)
    sections = own.pop("sections", None)
    head = ({**above[0], **own}, {**above[1], **lines_of(root)})
    if sections is not None and isinstance(sections, yaml.SequenceNode):
        for section in sections.value:
            yield from listed_cases(loader, path, section, head)
        return
    if listed is None:
        yield Mistake(place=f"{path}:{root.start_mark.line + 1}", message="expected `cases:` with a list of cases")
        return
    for node in listed.value:
        yield from one_case(loader, path, node, head)


def split_head(loader: Any, root: Node) -> tuple[dict[str, Any], yaml.SequenceNode | None]:
    """The keys of the file itself, and the list of its cases; `sections` is left as it was written."""
    if isinstance(root, yaml.SequenceNode):
        return {}, root
    head: dict[str, Any] = {}
    listed = None
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "cases" and isinstance(value, yaml.SequenceNode):
            listed = value
        elif key.value == "sections":
            head["sections"] = value
        else:
            head[key.value] = loader.construct_object(value, deep=True)
    return head, listed


def lines_of(root: Node) -> dict[str, int]:
    """The line of each key of a mapping."""
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    return {str(key.value): key.start_mark.line + 1 for key, _ in pairs}


def one_case(loader: Any, path: Path, node: Node, head: Head) -> Iterator[RawCase | Mistake]:
    """One mapping of the list; a key written twice is a mistake, since YAML would silently keep the last."""
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        yield Mistake(place=f"{path}:{line}", message="a case must be a mapping of keys such as `id` and `given`")
        return
    lines: dict[str, int] = {}
    for key, _ in node.value:
        at = key.start_mark.line + 1
        if key.value in lines:
            message = f"'{key.value}' is written twice in one case (first on line {lines[key.value]})"
            yield Mistake(place=f"{path}:{at}", message=message)
        lines.setdefault(key.value, at)
    keys = loader.construct_object(node, deep=True)
    yield RawCase(path=path, line=line, keys={str(k): v for k, v in keys.items()}, lines=lines, head=head[0],
                  head_lines=head[1])  # fmt: skip
