"""What part of a statement may be used at all: the class of a sentence only ever tightens, and D3 and above stay out.

A reason is cut off where the deed before it stands alone ("email the professor by Friday, because ..."); a third person
loses the name (C5); a sentence that leans on one that was left out is left out too, so that nothing can be inferred.
"""

import re
from dataclasses import replace

from access.classing import ClassingTable, class_sentence, named_spans
from access.flows import DataClass
from access.sentences import clauses
from assistant.preparing.extraction.statements import Statement

USABLE = frozenset({DataClass.D0, DataClass.D1, DataClass.D7})  # C1
TITLED = re.compile(
    r"\b(?:prof(?:essor)?|dr|ta|t\.a|instructor|lecturer|mr|mrs|ms|mx|dean|coach|advisor|adviser|librarian|"
    r"tutor)\b\.?\s+"
    r"(?P<name>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?)",
    re.IGNORECASE,
)
# Everyday phrases whose words would otherwise name a sensitive topic: left out for classing only, never from the text.
PLAIN = re.compile(
    r"\b(?:take-home|std\.? (?:dev\w*|err\w*)|home ?page|home screen|high school|high-yield|high level|higher|"
    r"gradescope|regrade|upgrade|"
    r"grade ?book|graded|"
    r"fafsa|scholarship (?:essay|application|app|letter)s?|financial aid (?:form|deadline)|job (?:fair|board|"
    r"shadow)\w*|shifts? (?:register|key|left|right)|"
    r"sleep(?:ing)? schedule|(?:her|his|their|my) job(?=:| is to| to)|sleep log|weight(?:ed|s)? (?:average|"
    r"function)|court (?:case )?reading|legal pad|"
    r"budget(?:ing)? (?:constraint|line|equation|problem)s?|high(?:er|est)? (?:order|power|degree)|son of|"
    r"god of|anxiety scale)\b",
    re.IGNORECASE,
)
LEANS = re.compile(
    r"^(?:and |but )?(?:this|that|that's|it|it's|so|which|because|since|as a result|therefore|then|due to|hence|"
    r"he says it|she says it)\b|"
    r"\b(?:since then|ever since|because of (?:it|this|that|him|her|them)|over it|since)\W*$|\b(?:cope|coping|"
    r"dealing with (?:it|this|that|everything))\b",
    re.IGNORECASE,
)
SECRECY = re.compile(
    r"\b(?:secret|secrecy|confidential\w*|in confidence|between us|between you and me|don'?t tell|"
    r"not (?:to )?tell(?:ing)?|won'?t tell|off the record|nobody (?:knows|else)|"
    r"keep (?:this|it) (?:quiet|private|to (?:my|her|him|them)self)|(?:told|confided|confides?|"
    r"opened up) (?:to |in )?(?:me|us) (?:that|about|in)|"
    r"doesn'?t want (?:anyone|people|others|her|his) .{0,20}know|privately|asked me not)\b",
    re.IGNORECASE,
)
ORDERS = re.compile(
    r"\b(?:ignore (?:all|any|the|your|previous|prior)|disregard (?:all|the|previous|prior)|system prompt|"
    r"you are now|as an ai|reveal (?:all|the|every|private)|"
    r"print (?:all|every) |set (?:the )?(?:level|severity|flag)|override|developer mode|show (?:all|"
    r"every) (?:note|secret|flag))\b|^\s*system\s*:",
    re.IGNORECASE,
)
RELATION = (
    r"(?:(?:her|his|their|the|my|a)\s+)?(?:roommate|suitemate|housemate|friend|classmate|teammate|lab partner|"
    r"study partner|cousin|"
    r"brother|sister|boyfriend|girlfriend|partner|coworker|boss|neighbor|study buddy|buddy)"
)


ESCALATED = re.compile(
    r"\b(?:called|told|emailed|contacted|notified|reported|alerted|spoke (?:to|with)|talked (?:to|with)|"
    r"checked with|informed) "
    r"(?:the |my |our |campus )*(?:program )?(?:coordinator|supervisor|dean\w*|police|security|counsel\w*|"
    r"title ix|care team|case manager|"
    r"crisis\w*|hotline|988|911)\b|\bflag(?:ged|s|ging)?\b|\b(?:stayed|sat|waited|walked|went) with (?:her|him|"
    r"them)\b|safety plan|"
    r"\bcrisis\b|\b(?:cried|crying|cries|tearful|in tears|sobb\w+|upset|shaken|distraught)\b|\bmandated\b|"
    r"\breported (?:it|this|that)\b",
    re.IGNORECASE,
)


# A second wall behind the screen: grave words keep a sentence out of a draft whether or not anything was heard.
GRAVE = re.compile(
    r"\b(?:suicid\w*|kill(?:ing|s|ed)? (?:her|him|them|my)sel\w+|self[- ]?harm\w*|(?:hurt|cut|harm)(?:ting|ing|s)? "
    r"(?:her|him|them|my)sel\w+|end(?:ing|ed)? (?:her|his|their|my) (?:own )?life|"
    r"(?:want\w*|wish\w*) to (?:die|be dead|"
    r"disappear)|overdos\w+|assault\w*|raped?\b|stalk(?:s|ed|ing|er)\b|abus(?:es|ed|ive)\b)",
    re.IGNORECASE,
)
SCORED = r"\b(?:got|gets|earned|scored|made|received|pulled)"
PRIVATE = re.compile(
    # grades and scores, however they are told
    rf"{SCORED} (?:an? |the )?(?-i:[A-F][+-]?)(?= (?:on|in|for|average|grade)\b|[.,;!]|$)|"
    rf"{SCORED} (?:an? |the )?\d{{1,3}}(?:\.\d)?(?:/\d{{2,3}}| ?%)|{SCORED} (?:an? |the )?\d{{2,3}} (?:on|in|for)\b|"
    r"\b(?-i:[A-F][+-]?) (?:on|in) (?:the |her |his |their )?(?:\w+ )?(?:exam|quiz|test|midterm|final|paper|essay)|"
    r"\b(?:quiz|exam|test|midterm|final|essay|paper)\b[^.;]{0,12}[:=] ?\d{2,3}\b|\b\d{2,3} ?% (?:on|in)\b|"
    # money between people, work lost, housing, belief, tests of the body, ways out of a relation, the law
    r"\b(?:repay|loans?|owes? (?:money|\w+ \$))\b|\b(?:fired|laid off|evict\w*|night job|second job|"
    r"extra shifts|paycheck)\b|"
    r"\bshelter\b|\b(?:ramadan|confession|bible|quran|koran|torah|synagogue|baptis\w+|shabbat|pray(?:s|er|ers|ing)?|"
    r"fasting)\b|\bget(?:s|ting)? (?:herself |himself )?tested\b|\btest results\b|"
    r"\b(?:switch|chang|replac)\w* mentors?\b|\b(?:new|another|different) mentor\b|"
    r"\b(?:change|reset)s? (?:her|his|their) (?:password|locks?|number|passcode)|\b(?:lawyer|attorney)\b",
    re.IGNORECASE,
)
ABOUT_ANOTHER = re.compile(
    r"\b(?:(?:her|his|their|a|the|my|\w+'s)\s+)(?:best |close |old |new |ex-?)?(?:friend|roommate|suitemate|"
    r"housemate|classmate|teammate|cousin|boyfriend|"
    r"girlfriend|partner|coworker|neighbor|ex)s?\s+(?:\w+\s+)?(?:is|are|was|were|has|have|had|will|won't|said|"
    r"says|told|thinks|wants|needs|keeps|"
    r"struggles?|failed|dropped|got|makes|doesn't|didn't|can't)\b",
    re.IGNORECASE,
)
EMPTY_DEED = re.compile(
    r"^(?:try|do|start|take|finish|make|use|see|get|stop|continue|consider|ask) (?:it|that|this|so|them|one)\b\W*"
    r"(?:$|this|by|next|on|for)",
    re.IGNORECASE,
)


def says_nothing(deed: str, trimmed: bool) -> bool:
    """Whether a deed is empty without the sentence before it, or after what was cut off it."""
    return EMPTY_DEED.match(deed) is not None or (trimmed and len(deed.split()) < 2)


def usable_part(
    statement: Statement, chosen: DataClass, table: ClassingTable, known: frozenset[str]
) -> Statement | None:
    """The statement, a safe part of it, or None. `known` are lower-case names that are no third person here."""
    if any(shut.search(statement.text) for shut in (SECRECY, ESCALATED, ORDERS, GRAVE)):
        return None
    if chosen is DataClass.D7 and ABOUT_ANOTHER.search(statement.text):
        return None
    text = without_names(statement.text, table, known | titled_names(statement.text))
    if text is None:
        return None
    if is_usable(text, chosen, table, known):
        return replace(statement, text=text)
    kept = leading_part(text, chosen, table, known)
    return replace(statement, text=kept) if kept else None


def is_usable(text: str, chosen: DataClass, table: ClassingTable, known: frozenset[str]) -> bool:
    """Whether nothing in the words asks for a class above the mentor's own note."""
    if chosen is DataClass.D7 and PRIVATE.search(text):
        return False
    plain = PLAIN.sub("", text)
    classed = class_sentence(plain, chosen, table, known=known | titled_names(text))
    return classed.classes <= USABLE


def leading_part(text: str, chosen: DataClass, table: ClassingTable, known: frozenset[str]) -> str:
    """The clauses before the first sensitive one, where at least three words stand there; else nothing."""
    kept = ""
    for joint, clause in clauses(text):
        if not is_usable(clause, chosen, table, known):
            break
        kept += joint + clause
    kept = kept.strip(" ,;:()-–—")
    return kept if len(kept.split()) >= 3 and kept != text else ""


def leans_on_another(text: str) -> bool:
    """Whether the sentence means little without the one before it."""
    return LEANS.search(text) is not None


def titled_names(text: str) -> frozenset[str]:
    """Names of people named by their campus role ("Prof. Lee"): they are logistics, not third persons."""
    return frozenset(part.lower() for match in TITLED.finditer(text) for part in match["name"].split())


def without_names(text: str, table: ClassingTable, known: frozenset[str]) -> str | None:
    """The text with third persons' names left out (C5), or None where the sentence is about one of them."""
    shaped = _capitalised(text, table, known)
    for start, end in reversed(named_spans(shaped, table, known)):
        before = shaped[:start].rstrip()
        if not re.search(r"\w", before):
            return None
        if re.search(RELATION + r",?$", before, re.IGNORECASE):
            shaped = before.rstrip(",") + re.sub(r"^,", "", shaped[end:])
        else:
            shaped = shaped[:start] + "someone" + shaped[end:]
    return shaped


def _capitalised(text: str, table: ClassingTable, known: frozenset[str]) -> str:
    """Given names typed in lower case are names all the same."""

    def shape(match: re.Match[str]) -> str:
        word = match[0]
        is_name = word in table.given_names and word not in table.word_names and word not in known and len(word) > 3
        return word.capitalize() if is_name else word

    return re.sub(r"\b[a-z]+\b", shape, text)
