"""The shapes a model answers in, and reading them ourselves: parsed, mended where the slip is small, validated."""

import json
import re
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.writing.chat import ModelFailedError, ModelStatus

MOST_SENTENCES = 40
LEFT_OUT = frozenset({"default", "maxLength", "maxItems", "title", "description"})
FENCE = re.compile(r"^\s*```(?:json)?\s*|\s*```\s*$")
TRAILING = re.compile(r",\s*([\]}])")
REFUSES = re.compile(
    r"\b(?:i'?m sorry,? (?:but )?i|i (?:can(?:no|')t|am unable to|won't) (?:help|assist|comply|answer|do that|provide)"
    r"|as an ai\b|i'?m not able to (?:help|assist))",
    re.IGNORECASE,
)


class Shape(BaseModel):
    """What may come back. Anything else in it is dropped: a model has no other way to say anything."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class SaidSentence(Shape):
    """One sentence and the labels of what it rests on."""

    text: str = Field(max_length=1_000)
    labels: tuple[int, ...] = Field(max_length=8)


class Worded(Shape):
    """Sentences; and whether the model thinks that somebody should look (it can raise, never lower).

    The worry stands first: a sentence is shown while the rest still comes only after the model said that it has none.
    """

    worry: bool = False
    sentences: tuple[SaidSentence, ...] = Field(max_length=MOST_SENTENCES)


class Rephrased(Shape):
    """A follow-up question, made to stand alone."""

    question: str = Field(max_length=500)


class JudgedSentence(Shape):
    """Whether one sentence follows."""

    label: int
    supported: bool


class Judged(Shape):
    """The judge's second look."""

    verdicts: tuple[JudgedSentence, ...] = Field(max_length=MOST_SENTENCES)


S = TypeVar("S", bound=Shape)


def read_shape(text: str, shape: type[S]) -> S:
    """The answer as a value. Raises ModelFailedError(BAD_JSON), or REFUSED where plain words came instead."""
    text = FENCE.sub("", text).strip()
    start, end = text.find("{"), text.rfind("}")
    if start < 0:
        raise ModelFailedError(ModelStatus.REFUSED if REFUSES.search(text) else ModelStatus.BAD_JSON)
    for candidate in (text[start : end + 1], TRAILING.sub(r"\1", text[start : end + 1])):
        try:
            return shape.model_validate(json.loads(candidate))
        except (ValidationError, ValueError, RecursionError):
            continue
    raise ModelFailedError(ModelStatus.BAD_JSON)


def schema_of(shape: type[Shape]) -> dict[str, Any]:
    """The JSON schema that is bound to a call: strict, every field asked for, nothing beside them."""
    return strict(shape.model_json_schema())


def strict(node: Any) -> Any:
    """A schema as strict endpoints want it; lengths and defaults, which some refuse, are checked on our side."""
    if isinstance(node, list):
        return [strict(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {
        k: strict(v) for k, v in node.items() if k not in ("default", "maxLength", "maxItems", "title", "description")
    }
    if kept.get("type") == "object":
        kept |= {"additionalProperties": False, "required": sorted(kept.get("properties", {}))}
    return kept
