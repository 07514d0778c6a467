"""What a mentee wants to talk about, and what a session was about."""

import re
from collections.abc import Iterator

from assistant.preparing.extraction.finding import FindingKind
from assistant.preparing.extraction.statements import Statement

ASKED = re.compile(
    r"\b(?:wants?|wanted|would like|wd like|'d like|hop(?:es|ing)|asked|asks|needs|request(?:s|ed)|eager|"
    r"curious)\s+(?:me\s+|us\s+)?"
    r"(?:to (?:try|talk|tlk|discuss|chat|go over|work on|review|focus on|cover|practice|practise|look (?:at|over|into)|"
    r"understand|learn|plan|start|spend|prep|prepare|figure out|think (?:about|through)|revisit|ask)|"
    r"(?:for )?(?:more )?(?:help|practice|feedback|advice|tips|support) (?:with|on|in|about|abt|for)|(?:about|abt)\b|"
    r"(?:if|whether) (?:we|i) (?:could|can|would))|"
    r"\b(?:question|questions|qs|q's) (?:about|abt|on|re)\b|\bhas (?:a |some )?questions?\b",
    re.IGNORECASE,
)
COVERED = re.compile(
    r"\b(?:covered|reviewed|worked (?:on|through|thru)|went (?:over|through|thru)|talked (?:about|abt|through)|"
    r"discussed|practi[cs]ed|"
    r"focus(?:s)?ed on|looked at|did (?:a |some |two |three |\d+ )?(?:practice|problems|review)|started|"
    r"introduced|tried|used|set up|made a|"
    r"built|drafted|outlined|brainstormed|mapped|revisited|explained|compared|planned|picked|chose|decided)\b",
    re.IGNORECASE,
)
TOPIC_HEADS = frozenset({"covered", "today", "topics", "topic", "summary", "update", "progress"})


def find_topics(statement: Statement, found_already: bool) -> Iterator[FindingKind]:
    """Wishes to talk stand beside other signs; what was covered only where nothing else was found."""
    if statement.text.endswith("?"):
        return
    if ASKED.search(statement.text):
        yield FindingKind.ASKED
    elif not found_already and (COVERED.search(statement.text) or statement.heading in TOPIC_HEADS):
        yield FindingKind.COVERED
