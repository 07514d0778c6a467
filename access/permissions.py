"""What can be done, named once. A route says which of these it needs; `rules.py` says who holds it."""

from dataclasses import dataclass
from enum import StrEnum


class Permission:
    """Families of permissions, by noun."""

    class Session(StrEnum):
        """About a mentoring session."""

        READ = "session.read"
        PREPARE = "session.prepare"
        NOTE = "session.note"

    class Draft(StrEnum):
        """About what waits for review."""

        READ = "draft.read"
        REVIEW = "draft.review"

    class Conversation(StrEnum):
        """About a mentee's own questions."""

        ASK = "conversation.ask"
        READ = "conversation.read"
        HAND_OVER = "conversation.hand_over"

    class Flag(StrEnum):
        """About what a person must look at."""

        RAISE = "flag.raise"
        REVIEW = "flag.review"
        READ_OWN = "flag.read_own"

    class Goal(StrEnum):
        """About goals and their progress."""

        READ = "goal.read"
        WRITE = "goal.write"

    class CheckIn(StrEnum):
        """About one-minute check-ins."""

        SEND = "check_in.send"
        ANSWER = "check_in.answer"

    class Statement(StrEnum):
        """About what a person said and who may see it."""

        SHARE = "statement.share"
        ERASE = "statement.erase"
        READ_OWN = "statement.read_own"

    class Library(StrEnum):
        """About reviewed documents."""

        READ = "library.read"
        KEEP = "library.keep"

    class Program(StrEnum):
        """About the program as a whole."""

        OVERSEE = "program.oversee"
        ADMINISTER = "program.administer"
        EVALUATE = "program.evaluate"
        AUDIT = "program.audit"
        BREAK_GLASS = "program.break_glass"


@dataclass(frozen=True)
class Public:
    """A door with no permission on it, and the reason it has none."""

    because: str


@dataclass(frozen=True)
class SignedIn:
    """A door for anyone signed in, and the reason it asks no more."""

    because: str


Needs = StrEnum | Public | SignedIn
