"""From a case as written to a Case: the long form, and the short form people prefer; every mistake is explained."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import process

from evals.case import Case, Mistake
from evals.jobs import JOBS, SHORT, SLICES, Job
from evals.reading import RawCase
from evals.vocabulary import MEANINGS, RULE

OWN_KEYS = frozenset({"id", "about", "author", "rules", "suite", "job", "given", "expect", "slices", "twin_of"})
HEAD_KEYS = frozenset({"suite", "author", "job", "given", "slices", "rules", "about", "library"})
REQUIRED = ("id", "about", "author", "expect")
SHAPES: dict[str, tuple[type, str]] = {
    "id": (str, "text"), "about": (str, "text"), "author": (str, "text"), "given": (dict, "a mapping"),
    "expect": (dict, "a mapping"), "slices": (dict, "a mapping"), "rules": (list, "a list"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a folder of cases says about all of them."""

    suite: str
    job: str
    own: bool = True


def as_case(raw: RawCase, setting: Setting) -> tuple[Case | None, list[Mistake]]:
    """The Case, or None with the mistakes that prevent it. Never raises for what a file holds."""
    keys: dict[str, Any] = {
        **{k: raw.head[k] for k in ("author", "job", "rules", "suite", "about") if k in raw.head},
        **raw.keys,
    }
    name = str(keys.get("job", setting.job))
    if name not in JOBS:
        return None, [Mistake(place=raw.place("job"), message=f"there is no job '{name}'{hint(name, JOBS)}")]
    unread = [*unknown_head(raw, JOBS[name]), *unknown_keys(raw, JOBS[name])]
    if shapeless := [*misshapen(raw, keys)]:
        return None, [*unread, *shapeless]
    folded = fold(raw, keys, JOBS[name])
    given, told = read_given(raw, folded["given"])
    mistakes = [*unread, *told, *wrong_given(raw, given, JOBS[name]),
                *wrong_expectations(raw, folded["expect"], JOBS[name]), *wrong_rules(raw, keys)]  # fmt: skip
    if mistakes:
        return None, mistakes
    case = Case(
        id=keys["id"], suite=setting.suite, job=name, about=keys["about"], author=keys["author"], given=given,
        expect=folded["expect"], rules=tuple(map(str, keys.get("rules", ()))), own=setting.own, place=raw.place(),
        slices={k: str(v) for k, v in sorted(folded["slices"].items())}, twin_of=str(keys.get("twin_of", "")),
    )  # fmt: skip
    return case, []


def misshapen(raw: RawCase, keys: dict[str, Any]) -> Iterator[Mistake]:
    """Keys that are missing, and keys of the wrong kind."""
    flat = any(key in MEANINGS for key in keys)
    for key in REQUIRED:
        if key not in keys and not (key == "expect" and flat):
            yield Mistake(place=raw.place(), message=f"'{key}' is missing: every case says {', '.join(REQUIRED)}")
    for key, (kind, wanted) in SHAPES.items():
        value = keys.get(key)
        if key in keys and (not isinstance(value, kind) or (kind is str and not str(value).strip())):
            yield Mistake(place=raw.place(key), message=f"'{key}' must be {wanted}, found {said(value)}")


def unknown_keys(raw: RawCase, job: Job) -> Iterator[Mistake]:
    """Keys nobody reads: nearly always a spelling mistake, so they are refused."""
    known = OWN_KEYS | job.takes | set(SLICES) | job.expectations | set(SHORT)
    for key in raw.keys:
        if key not in known:
            yield Mistake(place=raw.place(key), message=f"unknown key '{key}'{hint(key, known)}")


def unknown_head(raw: RawCase, job: Job) -> Iterator[Mistake]:
    """The same for the head of the file. Every case says it again; the reader of the file tells it once."""
    for key in raw.head:
        if key not in HEAD_KEYS | job.takes | set(SLICES):
            message = f"unknown key '{key}' at the head{hint(key, HEAD_KEYS)}"
            yield Mistake(place=raw.head_place(key), message=message)


def fold(raw: RawCase, keys: dict[str, Any], job: Job) -> dict[str, dict[str, Any]]:
    """The short form spread into `given`, `slices` and `expect`; what the case says wins over its file's head."""
    head = raw.head
    given = {**{k: v for k, v in head.items() if k in job.takes}, **head.get("given", {}), **keys.get("given", {})}
    slices = {**{k: v for k, v in head.items() if k in SLICES}, **head.get("slices", {}), **keys.get("slices", {})}
    expect = dict(keys.get("expect", {}))
    for key, value in raw.keys.items():
        home = expect if key in job.expectations else given if key in job.takes or key in SHORT else slices
        if key not in OWN_KEYS:
            home[key] = value
    given = {SHORT.get(key, key) if SHORT.get(key) in job.takes else key: value for key, value in given.items()}
    return {"given": given, "slices": slices, "expect": expect}


def read_given(raw: RawCase, given: dict[str, Any]) -> tuple[dict[str, Any], list[Mistake]]:
    """`given` with what it only names: a scenario in its own file, a library beside the cases."""
    folder, read = raw.path.parent, dict(given)
    if "library" in read:
        read["library"] = str((folder / str(read["library"])).resolve())
    name = read.get("scenario")
    if not isinstance(name, str):
        return read, []
    try:
        read["scenario"] = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return read, [Mistake(place=raw.place("given"), message=f"scenario '{name}': {type(error).__name__}")]
    return read, []


def wrong_given(raw: RawCase, given: dict[str, Any], job: Job) -> Iterator[Mistake]:
    """What the job needs and does not get, and what it would ignore."""
    for either in job.needs:
        if not any(given.get(key) not in (None, "", [], {}) for key in either):
            wanted = " or ".join(f"'{key}'" for key in either)
            yield Mistake(place=raw.place("given"), message=f"`given` needs {wanted} for the job '{job.name}'")
    for key in given:
        if key not in job.takes:
            message = f"unknown key '{key}' in `given` for the job '{job.name}'{hint(key, job.takes)}"
            yield Mistake(place=raw.place("given"), message=message)


def wrong_expectations(raw: RawCase, expect: dict[str, Any], job: Job) -> Iterator[Mistake]:
    """Expectations that do not exist, do not fit the job, or are written wrongly; and a case that expects nothing."""
    if not expect:
        yield Mistake(place=raw.place("expect"), message="nothing is expected: a case without `expect` cannot fail")
    for key, value in expect.items():
        place = raw.place(key if key in raw.lines else "expect")
        if key not in MEANINGS:
            yield Mistake(place=place, message=f"unknown expectation '{key}'{hint(key, MEANINGS)}")
        elif key not in job.expectations:
            yield Mistake(place=place, message=f"'{key}' cannot be expected of the job '{job.name}'")
        elif not MEANINGS[key].accepts(value):
            yield Mistake(place=place, message=f"'{key}' must be {MEANINGS[key].wanted}, found {said(value)}")


def wrong_rules(raw: RawCase, keys: dict[str, Any]) -> Iterator[Mistake]:
    """Rule IDs that are not spelled like one of safety.md or a promise."""
    for rule in keys.get("rules", ()):
        if not RULE.fullmatch(str(rule)):
            message = f"'{rule}' is no rule ID (such as C10, L1, 2.3.4, cat-17 or promise-5)"
            yield Mistake(place=raw.place("rules"), message=message)


def said(value: Any) -> str:
    """A value as it stands in the file, shortened."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:37] + "..."


def hint(word: str, known: Iterable[str]) -> str:
    """A near word, if there is one."""
    found = process.extractOne(word, sorted(known), score_cutoff=65)
    return f" (did you mean '{found[0]}'?)" if found else ""


def suite_of(path: Path) -> str:
    """The suite a file belongs to by its folder."""
    return path.parent.name
