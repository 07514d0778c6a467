"""What kind of thing a question asks for, and what words of a document look like when they hold it."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """What is asked for."""

    HOURS = "hours"
    WHERE = "where"
    WHO = "who"
    COST = "cost"
    DEADLINE = "deadline"
    ELIGIBILITY = "eligibility"
    HOW_TO = "how_to"
    COMPARISON = "comparison"


MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
DAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?s?"

# Tried in this order; a question may be of several kinds.
ASKED: dict[Kind, re.Pattern[str]] = {
    Kind.DEADLINE: re.compile(
        r"\b(deadlines?|dates|due( date)?|last (day|date|chance)|by when|cut ?off|too late|still (apply|register|drop|withdraw|add)|"
        r"until when|how long do i have|what day|what date|when (is|was|are|do|does|did|can|will)\b.*\b(start|begin|end|drop|withdraw\w*|"
        r"add|register|registration|apply|break|finals?|graduation|due|payments?|semester|term|classes|refund))\b",
    ),
    Kind.HOURS: re.compile(
        rf"\b(hours?|hrs|open(s|ing)?|clos(e|es|ed|ing)|what time|schedule|weekends?|{DAY}|tonight|evenings?|mornings?|when (is|are|can|does|do)|"
        r"how late|how early|24/7|holidays?)\b",
    ),
    Kind.WHERE: re.compile(
        r"\b(where|wheres|which (room|building|floor|campus|office)|what (room|building|floor)|location|located|address|room number|"
        r"how do i (get to|find) the|directions)\b",
    ),
    Kind.WHO: re.compile(
        r"\b(who|whos|whom|contact|phone|number|e-?mail|call|talk to|speak (to|with)|reach|which office|in charge)\b",
    ),
    Kind.COST: re.compile(
        r"\b(cost|costs|fees?|price|pay|paid|free|charge[sd]?|how much|cheap|afford|\$|dollars|money|pay back|worth)\b",
    ),
    Kind.ELIGIBILITY: re.compile(
        r"\b(eligible|eligibility|qualif(y|ies|ied)|can i|could i|may i|am i (allowed|able)|allowed|who can|do i (have|need) to|"
        r"do i need|require[sd]?|requirements?|must i|can \w+ (students?|i)|what if|is it ok)\b",
    ),
    Kind.COMPARISON: re.compile(r"\b(differen(ce|t)|compare|versus|vs\.?|better|or the|same as|both)\b"),
    Kind.HOW_TO: re.compile(
        r"\b(how (do|can|to|would|should|does)|steps?|process|apply|sign up|register|request|get started|what (do|can|should) (i|we) (do|need|bring|say)|"
        r"way to|submit|file|set up|reset|renew|make an appointment|book)\b",
    ),
}  # fmt: skip

HELD: dict[Kind, re.Pattern[str]] = {
    Kind.HOURS: re.compile(rf"\d\s*(?:[ap]\.?m\b|[ap]\b)|\b\d{{1,2}}:\d\d\b|24 hours|24/7|\bnoon\b|midnight|\bclosed\b|\bopens?\b|\b{DAY}\b"),
    Kind.WHERE: re.compile(
        r"\b(room|hall|building|bldg|floor|campus|located|next to|across from|street|st\.|avenue|ave\.?|suite|center|library|lot|"
        r"online at|entrance|[a-z]-?\d{3})\b",
    ),
    Kind.WHO: re.compile(r"\d{3}[-. ]\d{4}|\S+@\S+\.\w|\b(call|contact|email|ask|director|coordinator|adviser|advisor|counselor|office)\b"),
    Kind.COST: re.compile(r"\$\s?\d|\d\s*(dollars?|cents?|usd)\b|\bfree\b|no (cost|charge|fee)|\bfees?\b|\bcosts?\b|\bpay\b|per (page|credit)"),
    Kind.DEADLINE: re.compile(rf"\b{MONTH}\.?\s+\d{{1,2}}\b|\b\d{{1,2}}\s+{MONTH}\b|\b\d{{1,2}}/\d{{1,2}}\b|\bdeadline|\bweek \d|\bdays (before|after)|\bby\b"),
    Kind.ELIGIBILITY: re.compile(
        r"\b(any(one)?|every|all|only|eligible|enrolled|must|need|require[sd]?|credits?|open to|qualif\w+|may|can|cannot|not|income|at least)\b",
    ),
    Kind.HOW_TO: re.compile(r"^\s*(\d{1,3}[.)]|-)\s|\b(go to|bring|fill|submit|apply|choose|click|select|email|call|sign|log ?in|ask|complete|open)\b"),
    Kind.COMPARISON: re.compile(r"."),
}  # fmt: skip

HEADED: dict[Kind, re.Pattern[str]] = {
    Kind.HOURS: re.compile(r"hours|open|schedule|times?\b|when"),
    Kind.WHERE: re.compile(r"where|location|find us|address|place|getting|visit|room"),
    Kind.WHO: re.compile(r"contact|who to|staff|reach|questions|phone|call"),
    Kind.COST: re.compile(r"cost|fee|price|pay|free|rates|tuition|charge"),
    Kind.DEADLINE: re.compile(r"deadline|date|calendar|when|due|key|timeline"),
    Kind.ELIGIBILITY: re.compile(r"who|eligib|qualif|require|need|rules|limits|can use"),
    Kind.HOW_TO: re.compile(
        r"how|steps?|apply|start|get|use|request|process|do\b|try|instructions|procedure|checklist"
    ),
    Kind.COMPARISON: re.compile(r"(?!)"),
}
# Words that ask but name no thing: a question made of them alone leans on the one before, or needs one back.
EMPTY_WORDS = frozenset(
    ["appointment", "hour", "hours", "hrs", "open", "opens", "opening", "close", "closes", "closed", "closing", "time", "times", "day", "days", "week", "cost", "costs", "much", "price", "fee", "fees", "free", "pay", "number", "phone", "email", "address", "location", "located", "room", "building", "place", "go", "going", "find", "use", "take", "long", "many", "often", "form", "forms", "deadline", "due", "date", "dates", "still", "also", "else", "happens", "happen", "miss", "missed", "work", "works", "does", "done", "make", "there", "here", "bring", "start", "starts", "end", "ends", "late", "early", "friday", "fridays", "monday", "mondays", "tuesday", "tuesdays", "wednesday", "wednesdays", "thursday", "thursdays", "saturday", "saturdays", "sunday", "sundays", "weekend", "weekends", "spring", "summer", "fall", "winter", "today", "tomorrow", "online", "video", "person", "in-person", "campus", "show", "back", "see", "sees", "other", "one", "ones", "apply", "available", "eligible", "qualify", "walk", "write", "contact", "call"]
)  # fmt: skip


def kinds_of(text: str) -> tuple[Kind, ...]:
    """Every kind a question is of, in the order of the table."""
    lowered = text.lower().replace("’", "'")
    return tuple(kind for kind, pattern in ASKED.items() if pattern.search(lowered))


def holds(kind: Kind, text: str) -> bool:
    """Whether words hold a thing of this kind."""
    return bool(HELD[kind].search(text.lower()))


def headed(kind: Kind, heading: str) -> bool:
    """Whether a heading announces things of this kind."""
    return bool(HEADED[kind].search(heading.lower()))
