"""From one note to its findings. Deterministic: the same note always gives the same findings, in the note's order."""

import re
from collections.abc import Iterator, Sequence

from assistant.preparing.extraction.commitments import find_commitments
from assistant.preparing.extraction.courses import find_courses
from assistant.preparing.extraction.dates import Anchors, DateMention, due_among, find_dates
from assistant.preparing.extraction.deeds import Commitment
from assistant.preparing.extraction.finding import Finding, FindingKind, People, Who
from assistant.preparing.extraction.signs import find_signs
from assistant.preparing.extraction.statements import Statement, split_statements
from assistant.preparing.extraction.subjects import named_in
from assistant.preparing.extraction.topics import find_topics

VERSION = "extractor 2"
LEADS = re.compile(r"^(?:(?:also|then|and|so|ok|btw|fyi|note|again|pls|please)\b[,:]?\s+)+", re.IGNORECASE)
TAILS = re.compile(r"[\s.;,!:–—-]+$")
DUE_TAIL = re.compile(r"[\s,(]*\b(?:by|before|b4|due|on|until|till?|for|no later than|this|at|in)?\s*$", re.IGNORECASE)


def extract(text: str, people: People, anchors: Anchors) -> tuple[Finding, ...]:
    """Everything found in a note's text. `anchors.said` is the day the note was written."""
    findings: list[Finding] = []
    last_named = ""
    for statement in split_statements(text):
        last_named = named_in(statement.text, people) or last_named
        findings.extend(findings_of(statement, people, anchors, last_named))
    return tuple(findings)


def findings_of(statement: Statement, people: People, anchors: Anchors, last_named: str = "") -> Iterator[Finding]:
    """The findings of one statement. `last_named` is the mentee a pronoun in it points back to."""
    mentions = find_dates(statement.text, anchors)
    due = due_among(statement.text, mentions)
    commitments = tuple(find_commitments(statement, people, last_named, due is not None))
    for commitment in commitments:
        yield _promise(commitment, statement, people, mentions)
    signs = tuple(find_signs(statement, bool(commitments)))
    for kind in (*signs, *find_topics(statement, bool(commitments or signs))):
        yield whole_statement(kind, statement, people, last_named)


def _promise(commitment: Commitment, statement: Statement, people: People, mentions: Sequence[DateMention]) -> Finding:
    place = max(0, statement.text.find(commitment.deed))
    return Finding(
        kind=commitment.kind,
        text=trimmed(commitment.deed),
        who=commitment.owner.who,
        mentee=commitment.owner.mentee,
        statement=statement.text,
        start=statement.start,
        end=statement.end,
        due=due_among(statement.text, mentions, after=place),
        due_words=next((mention.words for mention in mentions if mention.is_due), ""),
        courses=find_courses(statement.text, people.known_courses),
    )


def whole_statement(kind: FindingKind, statement: Statement, people: People, last_named: str) -> Finding:
    """A statement as one finding of a kind."""
    only = people.mentees[0][0] if len(people.mentees) == 1 else ""
    return Finding(
        kind=kind,
        text=trimmed(statement.text),
        who=Who.MENTEE,
        mentee=named_in(statement.text, people) or last_named or only,
        statement=statement.text,
        start=statement.start,
        end=statement.end,
        courses=find_courses(statement.text, people.known_courses),
    )


def trimmed(words: str) -> str:
    """The writer's words without the run-up and the closing marks."""
    return TAILS.sub("", LEADS.sub("", words.strip())).strip()
