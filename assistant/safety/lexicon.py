"""The cue lexicons, read from dated YAML: what worries, what takes the worry away, and how words are spelled."""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from assistant.safety.levels import Category
from assistant.safety.patterns import compiled, expand, literals
from assistant.safety.shortlist import Shortlist
from knowledge.policy import POLICIES, read_policy

NOT_CUES = frozenset({"words", "macros", "contexts", "languages", "weighing", "urgency"})
CONTEXTS = ("negation", "denial", "recovered", "present", "old", "tonight", "now", "distress", "safe_note")


@dataclass(frozen=True, kw_only=True)
class CueRule:
    """One pattern. It is a concern by itself only where `alone` is set; `signs` are what severity looks for."""

    id: str
    category: Category
    weight: float
    signs: frozenset[str]
    pattern: re.Pattern[str]
    literals: tuple[str, ...]
    victim: bool = False  # the person named as the object is the one in danger, not the one who acts
    language: str = "en"
    alone: bool = False


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """How cues and heads count together; the meaning of each number stands beside it in `cues/weighing.yaml`."""

    bare: float
    bonus: float
    most: float
    least: float
    second: float
    strong: float
    sure: float

    def asked(self, weight: float) -> float:
        """Points over the gate asked of a head beside cues of this weight."""
        return self.bare - self.bonus * min(weight, self.most) if weight >= self.least else self.bare


@dataclass(frozen=True, kw_only=True)
class ContextRule:
    """A phrase that takes the trigger away (an idiom), or a domain that explains it (coursework, film, game)."""

    id: str
    kind: str
    pattern: re.Pattern[str]
    literals: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """What normalisation writes out."""

    slang: dict[str, str]
    pairs: dict[str, str]
    emoji: dict[str, str]
    mended: tuple[str, ...]
    left_alone: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Everything the rules listen with. `version` carries the digest of every file."""

    cues: tuple[CueRule, ...]
    foreign: tuple[CueRule, ...]
    idioms: tuple[ContextRule, ...]
    domains: tuple[ContextRule, ...]
    context: dict[str, re.Pattern[str]]
    asking: re.Pattern[str]
    spelling: Spelling
    english: frozenset[str]
    function_words: dict[str, frozenset[str]]
    letters: dict[str, frozenset[str]]
    laughs: re.Pattern[str]
    elsewhere: re.Pattern[str]
    weighing: Weighing
    urgent: re.Pattern[str]
    marks: dict[str, re.Pattern[str]]
    version: str

    @cached_property
    def possible_cues(self) -> Shortlist[CueRule]:
        """English cues by what they cannot match without."""
        return Shortlist(self.cues)

    @cached_property
    def possible_foreign(self) -> dict[bool, Shortlist[CueRule]]:
        """Cues in other languages, likewise: those in Latin letters (True) and those in other scripts (False)."""
        return {latin: Shortlist([rule for rule in self.foreign if latin_letters(rule.pattern.pattern) is latin])
                for latin in (True, False)}  # fmt: skip

    @cached_property
    def possible_idioms(self) -> Shortlist[ContextRule]:
        """Idioms, likewise."""
        return Shortlist(self.idioms)

    @cached_property
    def possible_domains(self) -> Shortlist[ContextRule]:
        """Domains, likewise."""
        return Shortlist(self.domains)


def latin_letters(text: str) -> bool:
    """Whether a pattern is written in Latin letters."""
    return not any(c.isalpha() and ord(c) > 0x24F for c in text)


def cue_rule(entry: dict[str, Any], category: str, macros: dict[str, str], *, victim: bool, whole: bool) -> CueRule:
    """One cue as read. One in another language speaks alone: no head reads it."""
    text = expand(entry["re"], macros)
    return CueRule(
        id=entry["id"], category=Category(entry.get("category", category)), weight=float(entry.get("w", 1)),
        signs=frozenset(entry.get("signs", ())), pattern=compiled(text, whole_words=whole), literals=literals(text),
        victim=victim, language=entry.get("lang", "en"), alone=entry.get("alone", not whole),
    )  # fmt: skip


def context_rule(entry: dict[str, Any], macros: dict[str, str]) -> ContextRule:
    """One idiom or domain as read."""
    text = expand(entry["re"], macros)
    kind = entry.get("kind", "idiom")
    return ContextRule(
        id=entry["id"], kind=kind, pattern=compiled(text, whole_words=True), literals=literals(text)
    )  # fmt: skip


def read_spelling(body: dict[str, Any]) -> Spelling:
    """The spelling file as read; YAML reads a bare `no` as false, hence `str`."""
    return Spelling(
        slang={str(k): str(v) for k, v in body["slang"].items()},
        pairs={str(k): str(v) for k, v in body["pairs"].items()},
        emoji=body["emoji"], mended=tuple(map(str, body["mended"])), left_alone=frozenset(map(str, body["left_alone"])),
    )  # fmt: skip


def read_marks(body: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    """Signs of imminence as read, one pattern for each kind of danger."""
    return {name: compiled("|".join(expand(sign, {}) for sign in signs), whole_words=True)
            for name, signs in body.items()}  # fmt: skip


@lru_cache(maxsize=2)
def load_lexicon(folder: Path = POLICIES / "cues") -> Lexicon:
    """Read every cue file of the folder, in name order. Raises InvalidInputError or KeyError for a broken file."""
    names = sorted(path.stem for path in folder.glob("*.yaml"))
    files = {name: read_policy(name, folder) for name in names}
    macros = files["macros"].body["macros"]
    contexts, tongues = files["contexts"].body, files["languages"].body
    cues = [
        cue_rule(e, name, macros, victim=files[name].body["resolves"] == "victim", whole=True)
        for name in names if name not in NOT_CUES for e in files[name].body["cues"]
    ]  # fmt: skip
    digest = hashlib.sha256("".join(files[name].digest for name in names).encode()).hexdigest()[:12]
    return Lexicon(
        cues=tuple(cues),
        foreign=tuple(cue_rule(e, "", {}, victim=False, whole=False) for e in tongues["cues"]),
        idioms=tuple(context_rule(e, macros) for e in contexts["idioms"]),
        domains=tuple(context_rule(e, macros) for e in contexts["domains"]),
        context={name: compiled(expand(contexts[name], macros), whole_words=True) for name in CONTEXTS},
        asking=re.compile(rf"(?:^|[.] ){expand(contexts['asking'], macros)}(?!\S)|\?"),
        spelling=read_spelling(files["words"].body),
        english=frozenset(map(str, tongues["english"])),
        function_words={k: frozenset(map(str, v)) for k, v in tongues["function_words"].items()},
        letters={k: frozenset(v) for k, v in tongues["letters"].items()},
        urgent=re.compile(tongues["urgent"]), marks=read_marks(files["urgency"].body["marks"]),
        laughs=re.compile(tongues["laughs"]), elsewhere=re.compile(tongues["explained"]),
        weighing=Weighing(**{name: float(files["weighing"].body[name]) for name in Weighing.__dataclass_fields__}),
        version=f"{files['words'].version}+{digest}",
    )  # fmt: skip
