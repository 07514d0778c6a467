"""Numbers need a source: statistics, amounts, telephone numbers, hours and deadlines; and names that may not be said."""

import re
from collections.abc import Iterator

from assistant.safety.output.matching import Found
from assistant.safety.output.reading import Reading
from assistant.safety.output.rules import OutputRules

PHONE = re.compile(
    r"(?<![\d$/.-])(?:\+?1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)|(?<![\d$/.-])\d{3}[-.]\d{4}(?![\d-])|"
    r"(?<![\d-])1?-?8(?:00|33|44|55|66|77|88)-[\da-z][\da-z-]{5,}"
)
SHORT = re.compile(
    r"(?<=call |text |dial )(?:us at |them at |to )?(\d{3,6})\b(?!-)(?! ?(?:students|people|words|times|min))"
)
DIGITS = re.compile(r"\d+")
FIGURE = re.compile(r"\d[\d,]*(?:[.:]\d+)*")
PEOPLE = (
    r"(?:college |first-year |first-generation |all |of |the |our |other |young |u\.s\. |american )*"
    r"(?:students?|people|mentees?|mentors?|freshm[ae]n|americans?|adults?|women|men|teens?|undergrad\w*|participants?|"
    r"cases|peers|users|graduates?|learners|youth|kids|attempts|victims|survivors|patients)"
)
COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|half|a (?:third|quarter|fifth))"
STATISTIC = re.compile(
    rf"\b\d[\d.]* ?(?:%|percent|per cent)(?: \S+){{0,4}}? {PEOPLE}|"
    rf"{PEOPLE}(?: \S+){{0,6}}? \d[\d.]* ?(?:%|percent|per cent)|"
    rf"\b\d[\d.]* ?(?:%|percent|per cent) (?:chance|likel\w+|success|effective|more|less|higher|lower|better|increase|of all|"
    r"decrease|reduction|drop|improvement|rate|boost|certain|accurate|recover\w*)|"
    r"\b(?:by|increases?|improv\w+|reduc\w+|boost\w*|rais\w+|lower\w*|rate of|chance of)(?: \S+){0,5}? \d[\d.]* ?(?:%|percent|per cent)|"
    rf"\b{COUNT} (?:out of|in) (?:every )?{COUNT} {PEOPLE}|\b(?:most|the majority|half|{COUNT}-\w+s?) of (?:all )?{PEOPLE}|"
    r"\b(?:stud(?:y|ies)|research(?:ers)?|statistics|data|surveys?|experts?|science|scientists|evidence|psychologists)"
    r"(?: \w+){0,4}? (?:shows?|says?|proves?|proven|suggests?|finds?|found|indicates?|confirms?|agree|demonstrates?|tells? us)|"
    r"\b(?:\d+|two|three|four|five|ten|twice|double|triple)(?: times)? (?:as|more|less|the) (?:\w+ )?(?:likely|odds|risk|chance)|"
    r"\bstatistically|\bon average,? (?:students|people|mentees)|\bit(?:'s| is) (?:scientifically )?proven"
)
OWN = re.compile(
    r"\b(?:your|her|his|their|our|the|this) (?:\w+ ){0,2}(?:goal|progress|score|quiz|draft|plan|check-in|attendance|habit|"
    r"problems?|outline|reading|chapter|syllabus|grade|exam|homework)|of (?:your|the|her|his) |worth|weight\w*|"
    r"counts? for|session|worksheet|problem set|statistics (?:class|homework|course|exam|quiz|final|101)|data set"
)
SOURCED = re.compile(
    r"\baccording to (?:the|our|your)|\bper the|\bas of\b|\bsources?\b|\bchecked\b|\bverified\b|\blisted\b|\bposted\b|"
    r"\bpages?\b|\bwebsite\b|\bcatalog\b|\bhandbook\b|\bsyllabus\b|\bcalendar\b|\bbulletin\b|\bupdated\b|\breviewed on\b|"
    r"\[[^\]]+\]|https?:|\.md\b|\.html\b|\.pdf\b|\.edu\b|\bnotes? says?\b|\binstructor said\b|\bprofessor said\b"
)
AMOUNT = re.compile(r"\$ ?\d[\d,.]*|\b\d[\d,]* dollars\b")
CLOCK = r"(?:\d{1,2}(?::\d\d)? ?(?:a\.?m\b|p\.?m\b)|\d{1,2}:\d\d|noon|midnight|\d{1,2} ?(?:-|to) ?\d{1,2}\b)"
HOURS = re.compile(
    r"\b(?:office|cent(?:er|re)|pantry|library|desk|registrar|clinic|bursar|lab|advising|tutoring|financial aid|health "
    rf"services?|bookstore|gym|they|it|we)\b(?: \S+){{0,6}}? (?:open|opens|closes?|closed|hours|available|staffed|until)\b"
    rf"(?: \S+){{0,6}}? {CLOCK}|\b(?:hours are|office hours|opening hours)\b(?: \S+){{0,4}}? {CLOCK}"
)
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*\.?"
DEADLINE = re.compile(
    r"\b(?:deadline|last day|due date|cut-?off|closes on|apply by|register by|withdraw by|submit by|file by|is due|are due)\b"
    rf"(?: \S+){{0,8}}? (?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH}|\d{{1,2}}/\d{{1,2}})"
)
MEETING = re.compile(
    r"\bour (?:next )?(?:session|meeting)|\bwe (?:meet|can meet)|\bsession\b|\bstudy (?:block|plan)|see you"
)
CHECKS = (  # rule, what is a claim, kinds it holds for (none: all), what makes it fine
    ("9-statistic", STATISTIC, (), (OWN, SOURCED)),
    ("9-amount", AMOUNT, ("reply",), (SOURCED, re.compile(r"\bgoal\b|\bbudget\b|\bcosts? you\b"))),
    ("9-hours", HOURS, ("reply",), (SOURCED, MEETING)),
    ("9-deadline", DEADLINE, ("reply",), (SOURCED,)),
)
PRESS_3 = re.compile(r"press (?:3|three)\b")


def unsourced(
    reading: Reading, rules: OutputRules, *, kind: str, sources: tuple[str, ...] | None, names: tuple[str, ...]
) -> Iterator[Found]:  # fmt: skip
    """Numbers no source holds, and names that may not be said."""
    yield from named(reading, names)
    if kind in ("flag", "note"):
        return
    if sources is not None:
        yield from not_in(reading, rules, sources)
        return
    yield from phones(reading, rules)
    for rule, claim, kinds, fine in CHECKS:
        if kinds and kind not in kinds:
            continue
        for sentence in reading.sentences:
            found = claim.search(sentence.text)
            if found and not any(excuse.search(sentence.text) for excuse in fine):
                yield Found(rule, sentence.start + found.start(), sentence.start + found.end())


def phones(reading: Reading, rules: OutputRules) -> Iterator[Found]:
    """Telephone numbers that are not among the checked lines."""
    for sentence in reading.sentences:
        if SOURCED.search(sentence.text):
            continue
        for found in (*PHONE.finditer(sentence.text), *SHORT.finditer(sentence.text)):
            if digits_of(found.group(found.lastindex or 0)) not in rules.known:
                yield Found("9-phone", sentence.start + found.start(), sentence.start + found.end())
    if "988" in reading.plain and (found_3 := PRESS_3.search(reading.plain)):
        yield Found("S10-press-3", *found_3.span())


def digits_of(text: str) -> str:
    """A number without its punctuation and country code."""
    digits = "".join(DIGITS.findall(text))
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits


def not_in(reading: Reading, rules: OutputRules, sources: tuple[str, ...]) -> Iterator[Found]:
    """Every figure of the text that is in none of its sources; 911 and the checked lines are always known."""
    held = {figure.strip(",") for source in sources for figure in FIGURE.findall(source.lower())}
    covered = [found.span() for found in PHONE.finditer(reading.plain) if digits_of(found.group()) in rules.known]
    for found in FIGURE.finditer(reading.plain):
        figure = found.group().strip(",")
        inside = any(first <= found.start() < last for first, last in covered)
        if figure not in held and figure not in rules.known and not inside:
            yield Found("9-unsourced", *found.span())


def named(reading: Reading, names: tuple[str, ...]) -> Iterator[Found]:
    """Third persons by name."""
    for name in names:
        found = re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", reading.plain) if name.strip() else None
        if found:
            yield Found("D6-name", *found.span())
