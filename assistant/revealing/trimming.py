"""Keep of an item what may be shown: whole sentences, clauses of a sentence, and no name of a third person.

What is kept depends on the item, its labels and the reader alone, never on what else is stored (non-interference).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from access.classing import ClassingTable, after_relation, class_sentence, named_spans
from access.flows import DataClass
from access.plans import PERSON, PLAN, PROGRESS
from access.sentences import clauses, sentences
from assistant.writing.masking_patterns import find_patterns

Flows = Callable[[DataClass], bool]
"""Whether the item, taken as this class, flows in words to the reader."""

UNTRIMMED = frozenset({DataClass.D4, DataClass.D5, DataClass.D8})
"""A sentence that says one of these goes whole: its rest would tell that something was there."""
REFERRING = re.compile(r"(?:it|this|that|these|those|they|which|so|hence|therefore|both)\b", re.IGNORECASE)
REFERRING_TO_SOMEONE = re.compile(r"(?:it|this|that|these|those|they|which|so|she|he|her|his|their)\b", re.IGNORECASE)
LINK = re.compile(r"^(?:but|and|so|although|though|while)\s+", re.IGNORECASE)
FEWEST_WORDS = 3


@dataclass(frozen=True, kw_only=True)
class Reader:
    """How a text must be trimmed for one reader.

    `known` are lower-case name parts that may stay; `named` are those of everybody in the program, found however
    unusual they are. `classed` is off where the whole text belongs to the reader (its own speaker, the flag's owner).
    """

    flows: Flows
    table: ClassingTable
    known: frozenset[str] = field(default=frozenset())
    named: frozenset[str] = field(default=frozenset())
    classed: bool = True
    unnamed_stay: bool = False  # what was consented, or is the reader's own life, may speak of "my mother"
    sifted: bool = False  # of logistics and goals, only what is about work and plans is needed here
    broad_consent: bool = False  # a goal shared with "my mentor" as such: what is sensitive in it was not meant by that

    def lets_pass(self, asked: frozenset[DataClass], *, narrowly: bool = True) -> bool:
        """Whether a sentence of these classes flows; narrowly, a broad consent covers nothing sensitive."""
        if narrowly and self.broad_consent and DataClass.D3 in asked:
            return False
        return all(self.flows(each) for each in asked)


def allowed_text(text: str, data_class: DataClass, reader: Reader) -> str:
    """What of an item's text the reader may see, as one string; empty where nothing."""
    if not reader.flows(data_class):
        return ""
    pieces = sentences(text)
    if not reader.classed:
        return " ".join(pieces)
    kept: list[str] = []
    dropped: frozenset[DataClass] = frozenset()
    for sentence in pieces:
        nameless = without_names(sentence, reader)
        asked = classes_of(sentence, nameless, reader)
        piece = allowed_sentence(nameless, asked, reader, alone=len(pieces) == 1)
        if dropped and piece and leans_on(piece, dropped):
            piece = ""
        elif not reader.lets_pass(asked):
            dropped = asked
        elif piece:
            dropped = frozenset()
        if piece:
            kept.append(piece)
    return " ".join(kept)


def allowed_sentence(nameless: str, asked: frozenset[DataClass], reader: Reader, *, alone: bool) -> str:
    """The sentence, what is left of it, or nothing."""
    if reader.lets_pass(asked):
        if not reader.sifted:
            return nameless
        return without_reasons(nameless) if alone or needed(nameless) else ""
    rest = "" if asked & UNTRIMMED else trimmed(nameless, reader)
    if not rest and alone and reader.lets_pass(asked, narrowly=False):
        return nameless  # the exact sentence was shared, and it is all there is (C3)
    return rest


def needed(sentence: str) -> bool:
    """Whether a sentence serves the work: it holds a plan or progress, or has no person for a subject."""
    return not PERSON.search(sentence.lower()) or serves(sentence)


REASON = re.compile(
    r"(?:because|due to|on account of|now that|given that|thanks to"
    r"|(?:since|as|given) (?:she|he|they|i|her|his|their|my)\b)",
    re.IGNORECASE,
)


def without_reasons(sentence: str) -> str:
    """Leave out a reason that is not about the work: by reasons a secret is inferred ("since things are hard", C1)."""
    parts = clauses(sentence)
    kept = [(joint, clause) for joint, clause in parts if not REASON.match(clause) or serves(clause)]
    if len(kept) == len(parts):
        return sentence
    text = "".join(joint + clause for joint, clause in kept).strip(" ,;:-–—").rstrip(" .!?")
    return text + "." if len(text.split()) >= FEWEST_WORDS else ""


def serves(clause: str) -> bool:
    """Whether a clause names work, a plan or a time."""
    return PLAN.search(clause) is not None or PROGRESS.search(clause) is not None


def classes_of(sentence: str, nameless: str, reader: Reader) -> frozenset[DataClass]:
    """The classes a sentence falls under by its words, beyond its item's own.

    A name alone is no reason to lose a sentence: C5 takes the name. Something sensitive about a named person is.
    """
    found = class_sentence(nameless, DataClass.D1, reader.table, known=reader.known).classes - {DataClass.D1}
    found |= meant_in_clauses(nameless, reader)
    named = nameless != sentence
    if named and found:
        return found | {DataClass.D6}
    if reader.unnamed_stay:
        return found - {DataClass.D6}
    return found


def meant_in_clauses(sentence: str, reader: Reader) -> frozenset[DataClass]:
    """What single clauses mean: a secret given as the reason of a goal is drowned out in the meaning of the whole.

    That something is told is surer than what it is: the clause goes, and the goal beside it stays.
    """
    parts = clauses(sentence)
    if reader.table.heard is None or len(parts) == 1:
        return frozenset()
    told = any(reader.table.heard(clause) is not None for _, clause in parts)
    return frozenset({DataClass.D3}) if told else frozenset()


def leans_on(sentence: str, dropped: frozenset[DataClass]) -> bool:
    """Whether a sentence goes on about one just dropped ("It flares up ..."), and says nothing that is needed."""
    opening = REFERRING_TO_SOMEONE if DataClass.D6 in dropped else REFERRING
    return opening.match(sentence) is not None and PLAN.search(sentence) is None


def trimmed(sentence: str, reader: Reader) -> str:
    """The clauses that stand without the sensitive one: those before it, and a plan that follows it on its own."""
    parts = clauses(sentence)
    if len(parts) == 1:
        return ""
    fine = [reader.lets_pass(topics(clause, reader)) for _, clause in parts]
    if all(fine):
        return ""  # what is sensitive lies across its clauses: none of them can be trusted alone
    first = fine.index(False)
    head = "".join(joint + clause for joint, clause in parts[:first]).strip(" ,;:-–—(")
    tail = standing_alone(parts, fine)
    pieces = [piece for piece in (head, tail) if len(piece.split()) >= FEWEST_WORDS]
    return "; ".join(pieces) + "." if pieces else ""


def standing_alone(parts: tuple[tuple[str, str], ...], fine: list[bool]) -> str:
    """The clauses after the last sensitive one, if they do not lean on it and hold a plan."""
    last = len(fine) - 1 - fine[::-1].index(False)
    rest = parts[last + 1 :]
    text = rest[0][1] + "".join(joint + clause for joint, clause in rest[1:]) if rest else ""
    alone = all(fine[last + 1 :]) and REFERRING.match(text) is None and PLAN.search(text) is not None
    return LINK.sub("", text).rstrip(" .!?") if alone else ""


def topics(clause: str, reader: Reader) -> frozenset[DataClass]:
    """The classes of a clause standing alone, mere topic words included: beside a secret they would hint at it."""
    return class_sentence(clause, DataClass.D7, reader.table, known=reader.known).classes - {DataClass.D7}


def without_names(sentence: str, reader: Reader) -> str:
    """Take out the names of people who are none of the reader's business (C5): "her friend Lucas" is "her friend"."""
    spans = named_spans(sentence, widened(reader), reader.known)
    for start, end in reversed(spans):
        possessive = re.search(r"['’]s$", sentence[start:end])
        before, after = sentence[:start], sentence[end:]
        if after_relation(before.lower(), reader.table):
            sentence = before.rstrip(" ,") + (possessive.group() if possessive else "") + after
        else:
            word = "Someone" if not before.strip() else "someone"
            sentence = before + word + (possessive.group() if possessive else "") + after
    return sentence


NUMBERS = frozenset({"SSN", "CARD", "IBAN"})


def without_numbers(text: str) -> str:
    """Take out the numbers of identity and of money, which no session ever needs."""
    found = sorted((hit for hit in find_patterns(text) if hit.kind in NUMBERS), key=lambda hit: hit.start, reverse=True)
    for hit in found:
        text = text[: hit.start] + "[number]" + text[hit.end :]
    return text


def widened(reader: Reader) -> ClassingTable:
    """The table with the program's own names among the given names."""
    return reader.table if not reader.named else _with_names(reader.table, reader.named)


def _with_names(table: ClassingTable, named: frozenset[str]) -> ClassingTable:
    return replace(table, given_names=table.given_names | named)
