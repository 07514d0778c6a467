"""Find cues in one text: which rule fired on which words, and what stands around them that takes the trigger away."""

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.safety.languages import LATIN_TONGUES, identify, understood_as
from assistant.safety.levels import Category, Speaker
from assistant.safety.lexicon import CueRule, Lexicon
from assistant.safety.normalising import Normal, normalise, plain_text

NEGATION_TOKENS = 4  # rule 5
SELF_NEGATING = re.compile(
    r"(?:dont|do not|doesnt|didnt|no|not|never|wont|cant|couldnt|havent|hasnt|isnt|wasnt|aint|nt)(?!\S)"
)
QUOTED = 0.4
EXPLAINED = 0.4  # a film, a game, coursework
NEGATED = 0.3


@dataclass(frozen=True, kw_only=True)
class Cue:
    """One rule that fired. Positions are in the normalised text (`span`) and in the original (`origin`)."""

    rule: CueRule
    span: tuple[int, int]
    origin: tuple[int, int]
    weight: float
    idiom: bool = False
    negated: bool = False
    quoted: bool = False
    explained: bool = False


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One text with everything the rules need to know about it."""

    original: str
    normal: Normal
    cues: tuple[Cue, ...]
    idioms: tuple[tuple[int, int], ...]
    domains: frozenset[str]
    language: str
    speaker: Speaker
    lexicon: Lexicon

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.normal.text

    @cached_property
    def bounds(self) -> list[int]:
        """Where sentences begin in the normalised text."""
        return [0, *(m.end() for m in re.finditer(r"(?<!\S)[.?](?: |$)", self.text))]

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence that holds a position."""
        starts = [b for b in self.bounds if b <= at]
        ends = [b for b in self.bounds if b > at]
        return (starts[-1] if starts else 0), (ends[0] if ends else len(self.text))

    def says(self, name: str, span: tuple[int, int] | None = None) -> bool:
        """Whether a context of the lexicon stands in a span, or anywhere."""
        start, end = span or (0, len(self.text))
        return self.lexicon.context[name].search(self.text[start:end]) is not None

    def marked(self, kind: str) -> bool:
        """Whether a sign that this danger is imminent stands anywhere, not negated; one list in other languages."""
        if self.language not in ("en", "und"):
            return self.lexicon.urgent.search(plain_text(self.original)[0]) is not None
        return any(not is_negated(self, sign.span()) for sign in self.lexicon.marks[kind].finditer(self.text))

    @cached_property
    def asks(self) -> bool:
        """Whether the text is a question."""
        return self.lexicon.asking.search(self.text) is not None


def hear(text: str, lexicon: Lexicon, speaker: Speaker = Speaker.MENTEE) -> Heard:
    """Everything the rules hear in one text."""
    normal = normalise(text, lexicon)
    plain, origins = plain_text(text)
    idioms = tuple(
        m.span() for rule in lexicon.possible_idioms.possible(normal.text) for m in rule.pattern.finditer(normal.text)
    )
    domains = [(rule, m.span()) for rule in lexicon.possible_domains.possible(normal.text)
               for m in rule.pattern.finditer(normal.text)]  # fmt: skip
    heard = Heard(
        original=text, normal=normal, cues=(), idioms=idioms, domains=frozenset(rule.kind for rule, _ in domains),
        language=identify(text, plain, lexicon), speaker=speaker, lexicon=lexicon,
    )  # fmt: skip
    cues = [*english_cues(heard, [span for _, span in domains]), *foreign_cues(plain, origins, heard)]
    return Heard(**{**{k: getattr(heard, k) for k in heard.__dataclass_fields__}, "cues": tuple(cues)})


def english_cues(heard: Heard, domains: list[tuple[int, int]]) -> list[Cue]:
    """Cues of the English lexicon, each at most twice."""
    text, found = heard.text, []
    for rule in heard.lexicon.possible_cues.possible(text):
        for number, match in enumerate(rule.pattern.finditer(text)):
            if number == 2:
                break
            found.append(placed(rule, match.span(), heard, domains))
    return found


def placed(rule: CueRule, span: tuple[int, int], heard: Heard, domains: list[tuple[int, int]]) -> Cue:
    """A match with what stands around it, and the weight that is left."""
    idiom = any(a < span[1] and span[0] < b for a, b in heard.idioms)
    quoted = (
        heard.speaker is Speaker.MENTEE and heard.text.count('"', 0, span[0]) % 2 == 1 and '"' in heard.text[span[1] :]
    )
    negated = is_negated(heard, span)
    first, last = heard.sentence(span[0])
    explained = any(first <= a < last for a, _ in domains)
    weight = rule.weight * (0.0 if idiom else 1.0) * (QUOTED if quoted else 1.0) * (NEGATED if negated else 1.0)
    return Cue(
        rule=rule, span=span, origin=heard.normal.origin(*span), weight=weight, idiom=idiom, negated=negated,
        quoted=quoted, explained=explained,
    )  # fmt: skip


def is_negated(heard: Heard, span: tuple[int, int]) -> bool:
    """Whether a negation stands within four words before, in the same clause; a cue that is one itself is not."""
    if SELF_NEGATING.match(heard.text, span[0]):
        return False
    first = max([heard.sentence(span[0])[0], *(b for b in heard.normal.breaks if b <= span[0])])
    before = heard.text[first : span[0]].split()[-NEGATION_TOKENS:]
    return heard.lexicon.context["negation"].search(" ".join(before)) is not None


def foreign_cues(plain: str, origins: list[int], heard: Heard) -> list[Cue]:
    """Cues in other languages: those in the text's own letters, and in an English text only whole foreign phrases.

    Laughter takes a single one away, and so does a film or a workshop, as they do in English (rule 5).
    """
    found = []
    for rule in heard.lexicon.possible_foreign[heard.language in LATIN_TONGUES].possible(plain):
        if not understood_as(rule.language, heard.language):
            continue
        match = rule.pattern.search(plain)
        if match and (heard.language != "en" or switched(match.group(), rule.language, plain, heard.lexicon)):
            span = origins[match.start()], origins[match.end() - 1] + 1
            found.append(Cue(rule=rule, span=(0, len(heard.text)), origin=span, weight=1.0))
    found = [cue for cue in found if cue.rule.language == heard.language] or found
    single = all(cue.origin[0] < found[0].origin[1] and found[0].origin[0] < cue.origin[1] for cue in found)
    return [] if single and any(taken_away(cue, plain, heard.lexicon) for cue in found) else found


def taken_away(cue: Cue, plain: str, lexicon: Lexicon) -> bool:
    """Whether laughter, or a film, a workshop or homework, takes a cue in another language away."""
    if lexicon.laughs.search(plain):
        return True
    return not cue.rule.signs & DONE and lexicon.elsewhere.search(plain) is not None


def switched(phrase: str, language: str, plain: str, lexicon: Lexicon) -> bool:
    """Whether an English text leaves English for this phrase: a text of two words, or a phrase with company."""
    words = plain.split()
    if len(words) < 3 or language not in lexicon.function_words:
        return True
    small = lexicon.function_words[language] - lexicon.english
    return " " in phrase.strip() and len(phrase) > 6 and sum(word.strip(",.!?") in small for word in set(words)) > 1


DONE = frozenset({"plan", "behavior", "means", "wound"})


def by_category(heard: Heard) -> dict[Category, list[Cue]]:
    """Cues with weight left, by category, strongest first."""
    groups: dict[Category, list[Cue]] = {}
    for cue in sorted(heard.cues, key=lambda c: (-c.weight, c.span, c.rule.id)):
        if cue.weight > 0:
            groups.setdefault(cue.rule.category, []).append(cue)
    return groups
