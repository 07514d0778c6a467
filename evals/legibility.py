"""How hard a text is to read: sentences, words, syllables, the Flesch-Kincaid grade, and what its links are called."""

import re
from dataclasses import dataclass

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
BARE = re.compile(r"(?<![(\w])https?://\S+")
VAGUE = frozenset(
    {"here", "click here", "this", "this link", "link", "more", "read more", "learn more", "page", "website"}
)
NUMBER = re.compile(r"\b[\d(][\d\s().:/-]*\d\b|\b\d\b")
STOPS = re.compile(r"[.!?:]+(?=\s|$)|\n+")
MID_SENTENCE = re.compile(r"\b([apAP])\.([mM])\.(?!\s+[A-Z]|\s*$)")  # the full stops of "a.m." end no sentence


@dataclass(frozen=True, kw_only=True)
class Legibility:
    """`grade` is years of school; a telephone number or an hour counts as one short word, as it is read at a glance."""

    grade: float
    words: int
    sentences: int
    longest_sentence: int
    vague_links: tuple[str, ...]


def read_text(text: str) -> Legibility:
    """Measure one text; an empty one is grade 0."""
    shown = BARE.sub("link", LINK.sub(r"\1", MID_SENTENCE.sub(r"\1\2", text)))
    counted = [words_of(sentence) for sentence in STOPS.split(NUMBER.sub("9", shown))]
    sentences = [words for words in counted if words]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return Legibility(grade=0.0, words=0, sentences=0, longest_sentence=0, vague_links=vague_links(text))
    syllables = sum(map(syllables_of, words))
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return Legibility(
        grade=round(max(grade, 0.0), 1), words=len(words), sentences=len(sentences),
        longest_sentence=max(map(len, sentences)), vague_links=vague_links(text),
    )  # fmt: skip


def words_of(sentence: str) -> list[str]:
    """The words of one sentence."""
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", sentence)


def syllables_of(word: str) -> int:
    """Groups of vowels, a silent final e taken off; never less than one."""
    plain = word.casefold().strip("'’")
    groups = len(re.findall(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]+", plain))
    silent = plain.endswith("e") and not plain.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)


def vague_links(text: str) -> tuple[str, ...]:
    """Link texts that say nothing when heard alone, and addresses standing as their own text."""
    named = [name.strip() for name, _ in LINK.findall(text)]
    vague = [name for name in named if name.casefold() in VAGUE or name.startswith(("http://", "https://"))]
    return tuple(vague + BARE.findall(LINK.sub("", text)))
