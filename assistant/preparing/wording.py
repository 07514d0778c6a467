"""Help with the mentor's own wording as they type: what to look at, why, and one better move. It never rewrites."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Slip(StrEnum):
    """What a mentor's sentence may slip into."""

    SECRECY = "promise_of_secrecy"
    DIAGNOSIS = "diagnosis"
    ANSWER = "giving_the_answer"
    TWO_QUESTIONS = "two_questions_in_one"
    NO_NEXT_STEP = "no_next_step"
    HARD_TO_READ = "hard_to_read"
    BLAME = "blame"
    FIXING = "advice_before_listening"


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One better move: `start` and `end` are the words' place; `training` names the document that says more."""

    slip: Slip
    start: int
    end: int
    why: str
    move: str
    training: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How a slip is seen, and what to offer."""

    slip: Slip
    seen: re.Pattern[str]
    why: str
    move: str
    training: str


def _rule(slip: Slip, seen: str, why: str, move: str, training: str) -> Rule:
    return Rule(slip=slip, seen=re.compile(seen, re.IGNORECASE), why=why, move=move, training=training)


RULES = (
    _rule(
        Slip.SECRECY,
        r"\b(?:i (?:won'?t|will not|would never|'?ll never|promise (?:not|I won'?t) ?(?:to )?) ?(?:tell|say|"
        r"share|repeat)\w*[^.?!]*|"
        r"(?:just )?between (?:us|you and me)|(?:stays?|keep(?:ing)? (?:this|it)) (?:here|secret|between us|"
        r"private|confidential|to myself)|"
        r"your secret|nobody (?:else )?(?:will|has to) (?:know|find out)|you can tell me anything|off the record)\b",
        "Some things have to be passed on; a promise of secrecy would have to be broken (T4, L4).",
        "Say what can stay between you and what cannot, before they go on.",
        "confidentiality and its limits",
    ),
    _rule(
        Slip.DIAGNOSIS,
        r"\b(?:(?:you|she|he|they)(?:'re| are| is|'s)?(?: probably| clearly| just| so)? (?:seem(?:s)? |"
        r"sound(?:s)? |look(?:s)? )?"
        r"(?:depressed|bipolar|adhd|autistic|ocd|anorexic|traumati[sz]ed|manic|an addict|dyslexic|on the spectrum)|"
        r"(?:you|she|he|they) (?:probably |clearly |definitely |must |might )?(?:have|has|had|"
        r"suffer(?:s)? from) (?:an? )?"
        r"(?:adhd|depression|anxiety(?: disorder)?|ptsd|ocd|bipolar|autism|dyslexia|panic disorder|"
        r"eating disorder|burnout|"
        r"attention (?:deficit|disorder))|"
        r"(?:symptoms?|signs?) of (?:adhd|depression|anxiety|ptsd|autism|bipolar))\b",
        "Naming a condition is for trained people; it also ends up in a record (P5).",
        "Write what you saw or heard, and ask how it is for them.",
        "boundaries of the mentor's role",
    ),
    _rule(
        Slip.ANSWER,
        r"\b(?:the (?:right |correct )?answer (?:is|to #?\d+ is)|(?:just )?(?:write|put|use) (?:this|that|"
        r"down)\b[^.?!]*\b(?:answer|essay|thesis)|"
        r"here(?:'s| is) (?:the|your) (?:answer|solution|essay|thesis|code)|i(?:'ll| will|'d|"
        r" can)(?: just)? (?:write|do|solve|finish|fix|rewrite) "
        r"(?:it|this|that|your|her|his|their|the) ?(?:for you|for her|for him|essay|homework|problem|paper|code|"
        r"for them)?|"
        r"copy (?:this|mine|my)|you can use mine|x ?= ?-?\d+)",
        "The work is the mentee's; an answer given teaches little and may break the course's rules.",
        "Ask what they have tried, and give the next smallest hint.",
        "scaffolding: hints that fade",
    ),
    _rule(
        Slip.BLAME,
        r"\b(?:you (?:always|never)|why (?:didn'?t|don'?t|haven'?t|can'?t) you|you should(?:n'?t)? have|lazy|"
        r"not trying|no excuse|"
        r"you didn'?t even)\b",
        "It asks for a defence rather than for what happened.",
        "Ask what got in the way, and what would make the next step smaller.",
        "active listening",
    ),
    _rule(
        Slip.FIXING,
        r"^(?:you (?:should|need to|have to|must|ought to)|just |have you tried|if i were you|what you need)\b",
        "Advice before listening is often advice for another problem.",
        "Ask one open question first: what is the hardest part?",
        "asking open questions",
    ),
)
NEXT = re.compile(
    r"\b(?:next (?:step|time|week|session)|by (?:mon|tue|wed|thu|fri|sat|sun|tomorrow|next|the|\d)|(?:i|we|she|"
    r"he|they|you)(?:'ll| will)|"
    r"until|agreed|follow[- ]?up|to do|plan(?:s|ned)? to|going to)\b",
    re.IGNORECASE,
)
LONGEST_SENTENCE = 28  # words
HARDEST_GRADE = 10.0
SHORTEST_FOR_STEP = 40  # words: a shorter text need not hold a step


def advise(text: str, *, is_note: bool = False) -> tuple[Advice, ...]:
    """What to look at in a text, in its order; nothing for a text that is fine.

    `is_note` says that it is a session note or a closing message, where a next step is expected.
    """
    found = [advice for rule in RULES for advice in _of_rule(rule, text)]
    found += _two_questions(text)
    found += _hard(text)
    if is_note and len(text.split()) >= SHORTEST_FOR_STEP and not NEXT.search(text):
        found.append(
            Advice(slip=Slip.NO_NEXT_STEP, start=0, end=len(text), why="Nothing says who does what by when.",
                   move="End with one small step, whose it is, and its day.", training="SMART goals and next steps")
        )  # fmt: skip
    return tuple(sorted(found, key=lambda advice: (advice.start, advice.slip.value)))


def _of_rule(rule: Rule, text: str) -> list[Advice]:
    pieces = (
        [(match.start(), match[0]) for match in re.finditer(r"[^.!?\n]+[.!?]?", text)]
        if rule.slip is Slip.FIXING
        else [(0, text)]
    )
    found = []
    for offset, piece in pieces:
        lead = len(piece) - len(piece.lstrip())
        match = rule.seen.search(piece[lead:])
        if match is not None and not _quoted(text, offset + lead + match.start()):
            start = offset + lead + match.start()
            found.append(
                Advice(
                    slip=rule.slip,
                    start=start,
                    end=start + len(match[0]),
                    why=rule.why,
                    move=rule.move,
                    training=rule.training,
                )
            )
    return found[:1]


def _quoted(text: str, place: int) -> bool:
    """Whether the words are somebody else's, in quotation marks."""
    return text[:place].count('"') % 2 == 1 or text[:place].count("“") > text[:place].count("”")


def _two_questions(text: str) -> list[Advice]:
    """Two questions where one would be heard: "... and ...?" with two question words, or two in a row."""
    for match in re.finditer(r"[^.!?\n]*\?(?:\s*[^.!?\n]*\?)?", text):
        words = re.findall(
            r"\b(?:what|how|when|where|why|who|which|did|do|does|are|is|have|can|could|will|would)\b", match[0], re.I
        )
        joined = re.search(
            r"\b(?:and|or|also)\s+(?:what|how|when|where|why|who|which|did|do|are|is|have|can|could|will|would)\b",
            match[0],
            re.I,
        )
        if match[0].count("?") > 1 or (joined and len(words) > 1):
            return [
                Advice(slip=Slip.TWO_QUESTIONS, start=match.start(), end=match.end(), why="Of two questions "
                    "only one gets answered.",
                       move="Ask the one that matters most, and wait.", training="asking open questions")
            ]  # fmt: skip
    return []


def _hard(text: str) -> list[Advice]:
    """Long sentences and long words, by the Flesch-Kincaid grade."""
    for match in re.finditer(r"[^.!?\n]+[.!?]?", text):
        words = match[0].split()
        if len(words) > LONGEST_SENTENCE or (len(words) >= 12 and reading_grade(match[0]) > HARDEST_GRADE + 4):
            return [
                Advice(slip=Slip.HARD_TO_READ, start=match.start(), end=match.end(), why="A tired reader loses "
                    "this sentence.",
                       move="Make two sentences of it, the deed first.", training="writing notes as if the "
                           "mentee will read them")
            ]  # fmt: skip
    return []


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade: years of school it takes to read a text. 0 for no words."""
    words = re.findall(r"[A-Za-z']+", text)
    if not words:
        return 0.0
    sentences = max(1, len(re.findall(r"[.!?]+(?:\s|$)", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Groups of vowels, a silent final e left out; at least one."""
    word = word.lower().strip("'")
    groups = len(re.findall(r"[aeiouy]+", word))
    return max(1, groups - (word.endswith("e") and not word.endswith("le") and groups > 1))
