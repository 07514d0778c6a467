"""Texts of ours, found where they are kept and measured as a reader meets them."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from core.errors import InvalidInputError
from core.settings import ROOT
from evals.legibility import read_text
from evals.outputs import Output
from evals.subjects import Given, Setup

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Checker = Callable[[str, Given], list[dict[str, Any]]]  # a text and what it is; what the output rules object to


def measured(given: Given, setup: Setup, check: Checker = lambda text, context: []) -> Output:
    """The text with its grade, its longest sentence, its links and what the output rules object to."""
    text, context = text_of(given, setup), given.get("reply") or {}
    told = read_text(text)
    # A page of the library is a source and gives numbers; only what is said as ours is held to the output rules.
    kind = "reply" if context else given.get("kind", "")
    objections = check(text, {"kind": kind, **context}) if kind else []
    return {
        "text": text, "grade": told.grade, "words": told.words, "longest_sentence": told.longest_sentence,
        "vague_links": list(told.vague_links), "violations": objections,
    }  # fmt: skip


def text_of(given: Given, setup: Setup) -> str:
    """The words of a case: given outright, as a reply, or as `file: path#a.b.0` inside the repository."""
    if "text" in given:
        return str(given["text"])
    if "reply" in given:
        return reply_text(given["reply"], setup)
    name, _, inside = str(given["file"]).partition("#")
    path = (ROOT / name).resolve()
    if not path.is_relative_to(ROOT):
        raise InvalidInputError("A text to read must be inside the repository.")
    if inside:
        return "\n".join(strings(look(path, inside)))
    return without_front_matter(path.read_text(encoding="utf-8"))


def reply_text(reply: Given, setup: Setup) -> str:
    """A reviewed reply as its reader sees it on the day of the run, numbers filled in."""
    from assistant.safety.levels import Category, Level
    from assistant.safety.replies import load_replies

    replies = load_replies(setup.settings.policies_dir)
    if reply.get("category") == "before_confiding":
        return "\n".join(replies.before_confiding(setup.moment.date()))
    return "\n".join(replies.reply(Category(reply["category"]), Level(reply["level"]), setup.moment.date()))


def look(path: Path, inside: str) -> Any:
    """The value at `a.b.0` of a YAML file; in a list a word finds the entry with that `id`."""
    node = parsed(path)
    for step in inside.split("."):
        if isinstance(node, list) and not step.isdigit():
            node = next((one for one in node if isinstance(one, dict) and str(one.get("id")) == step), None)
        else:
            node = node[int(step)] if isinstance(node, list) else node.get(step) if isinstance(node, dict) else None
        if node is None:
            raise InvalidInputError(f"{path.name} has nothing at '{inside}'.")
    return node


@lru_cache(maxsize=16)
def parsed(path: Path) -> Any:
    """A YAML file, read once."""
    return yaml.load(path.read_bytes(), Loader=LOADER)


def strings(node: Any) -> list[str]:
    """Every text of a value, in order; dates and numbers are not read aloud."""
    if isinstance(node, str):
        return [node.strip()]
    if isinstance(node, dict):
        return [text for value in node.values() for text in strings(value)]
    if isinstance(node, list):
        return [text for value in node for text in strings(value)]
    return [] if isinstance(node, int | float | bool | date | datetime | None) else [str(node)]


def without_front_matter(text: str) -> str:
    """Markdown without its YAML head."""
    return text.split("\n---\n", 1)[-1] if text.startswith("---\n") else text
