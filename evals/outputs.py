"""Reading the output records of formats.md: one question a function, whatever job put the record out."""

from collections.abc import Iterator
from typing import Any

Output = dict[str, Any]
LEVELS = ("S0", "S1", "S2", "S3", "S4")
FAILED = "pipeline_failed"  # the key under which a run keeps the name of an exception


def rank(level: str) -> int:
    """S0 is 0, S4 is 4."""
    return LEVELS.index(level)


def concerns_of(output: Output) -> list[dict[str, Any]]:
    """The concerns, as mappings; a bare category name counts as one without a level."""
    return [c if isinstance(c, dict) else {"category": c} for c in output.get("concerns", ())]


def level_of(output: Output) -> str | None:
    """The level of the whole, or the highest of its concerns; None where neither is told."""
    if output.get("level") in LEVELS:
        return str(output["level"])
    told = [str(c["level"]) for c in concerns_of(output) if c.get("level") in LEVELS]
    if told:
        return max(told)
    return "S0" if "concerns" in output and not output["concerns"] else None


def category_of(output: Output) -> str:
    """The category of the whole, or of the highest concern; `none` where nothing was heard."""
    if "category" in output:
        return str(output["category"] or "none")
    ranked = sorted(concerns_of(output), key=lambda c: str(c.get("level", "S0")), reverse=True)
    return str(ranked[0]["category"]) if ranked else "none"


def cited(output: Output) -> list[str]:
    """The documents cited, in order."""
    return [str(c.get("document", "")) for c in output.get("citations", ())]


def brief_lines(output: Output) -> list[dict[str, Any]]:
    """The sentences of the brief."""
    return list(output.get("brief", ()))


def agenda_lines(output: Output) -> list[dict[str, Any]]:
    """The sentences of every block of the agenda."""
    return [line for block in output.get("agenda", ()) for line in block.get("items", ())]


def card_lines(output: Output) -> list[dict[str, Any]]:
    """The sentences of every private card."""
    return [line for card in output.get("private_cards", {}).values() for line in card]


def sentences(output: Output) -> Iterator[dict[str, Any]]:
    """Every sentence of a draft."""
    yield from brief_lines(output)
    yield from agenda_lines(output)
    yield from card_lines(output)


def source_ids(output: Output) -> frozenset[str]:
    """The ids of everything a draft or a reveal rests on."""
    plain = {str(s) for s in output.get("sources", ()) if not isinstance(s, dict)}
    return frozenset(plain | {str(s.get("id")) for line in sentences(output) for s in line.get("sources", ())})


def in_words(lines: list[dict[str, Any]]) -> str:
    """The texts of some sentences, one a line."""
    return "\n".join(str(line.get("text", "")) for line in lines)
