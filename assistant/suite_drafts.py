"""From the desk to the suite: a closed flag becomes a drafted case, masked, once its writer said yes, for a human.

The yes is an act in the audit, on one flag (C3: this item, this purpose). It can be taken back until a case was
drafted. Where the matrix of safety.md 3.2 lets nothing reach an evaluator, nothing is asked and nothing is drafted.
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from access.viewer import Viewer
from assistant.escalating.desk import Evidence, evidence_of
from assistant.safety.levels import Category, Subject
from assistant.safety.moves import Status
from assistant.wiring import Services
from assistant.writing.masking import TOKEN, Masker, RosterPerson
from core.errors import ConflictError, InvalidInputError, NotFoundError
from storage.audit import Audit
from storage.audit_log import AuditEntry, AuditLog
from storage.database import ReadSession
from storage.flags import Flag, Flags
from storage.glimpses import Glimpses
from storage.people import People

TELLING = re.compile(r"[\w.+-]+@[\w-]+\.\w|\b\d{3}[-. ]?\d{3}[-. ]?\d{4}\b|\b[A-Z]?\d{6,9}\b")  # addresses, numbers
YES, NO, DRAFTED = "flag.case_yes", "flag.case_no", "flag.case_drafted"
LOOK_BACK = 1_000
# D4 alone may reach an evaluator, pseudonymised; D3, D5, D6 and D8 never do, consent or not (safety.md 3.2).
MAY = frozenset({
    Category.SUICIDE, Category.SELF_INJURY, Category.HARM_TO_OTHERS, Category.MEDICAL, Category.EATING,
    Category.SUBSTANCE, Category.ACUTE_MENTAL_STATE,
})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class FromDesk:
    """What a coordinator decided. `masked` is the text with tokens for people; `consented` is its writer's own yes."""

    id: str
    masked: str
    consented: bool
    decided: dict[str, Any]  # the expectation in the suite's words: {level: S2} or {status: answered, cites: [...]}
    about: str
    suite: str = "escalation"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A closed flag's own words with people masked, and what their writer said: "", "yes", "no" or "drafted"."""

    flag_id: str
    masked: str
    level: str
    category: str
    said: str


def draft_case(found: FromDesk, *, author: str) -> str:
    """A case as YAML, marked as a draft. Raises InvalidInputError without consent or with an identifier left in it."""
    if not found.consented:
        raise InvalidInputError("Without the writer's consent nothing becomes a case.")
    if TELLING.search(found.masked):
        raise InvalidInputError("The text still holds an address, a number or an id: mask it first.")
    case = {"id": f"desk-{found.id}", "about": found.about, "author": author, "slices": {"kind": "from the desk"},
            "given": {"text": found.masked}, "expect": found.decided}  # fmt: skip
    told = yaml.safe_dump({"suite": found.suite, "cases": [case]}, sort_keys=False, allow_unicode=True)
    return f"# A draft from the desk. Read it, change what could tell who it was, and move it into the suite.\n{told}"


def offer_to_writer(services: Services, viewer: Viewer, flag_id: str) -> Offer | None:
    """What a student is asked about a closed flag of theirs; None where nothing may be asked. Raises NotFoundError."""
    with services.database.read() as db:
        flag = Glimpses(db, viewer).one_about_me(flag_id)
        return offer_of(db, viewer, flag, AuditLog(db, viewer).about_me()) if may_be_asked(flag) else None


def answer_offer(services: Services, viewer: Viewer, flag_id: str, *, yes: bool) -> None:
    """The writer's yes, or no. Raises NotFoundError where nothing was asked, ConflictError once a case was drafted."""
    offer = offer_to_writer(services, viewer, flag_id)
    if offer is None:
        raise NotFoundError
    if offer.said == "drafted":
        raise ConflictError("A case was drafted already.", next_step="Ask your coordinator to strike it.")
    keep(services, viewer, flag_id, YES if yes else NO, about=viewer.person_id)


def offer_at_desk(services: Services, viewer: Viewer, flag_id: str) -> Offer | None:
    """The same for the coordinator's desk: the words only once their writer said yes."""
    with services.database.read() as db:
        flag = Flags(db, viewer).get(flag_id)
        acts = AuditLog(db, viewer).recent(LOOK_BACK)
        offer = offer_of(db, viewer, flag, acts) if may_be_asked(flag) else None
    return offer if offer is not None and offer.said in ("yes", "drafted") else None


def draft_from_flag(services: Services, viewer: Viewer, flag_id: str, *, about: str, level: str) -> str:
    """The drafted case as YAML; that it was drafted is kept, and its writer can see it.

    Raises NotFoundError for another's flag and InvalidInputError without a yes, without a line on what it is about, or
    with an identifier left in the words.
    """
    offer = offer_at_desk(services, viewer, flag_id)
    if offer is None:
        raise InvalidInputError("Without the writer's consent nothing becomes a case.")
    if not about.strip():
        raise InvalidInputError("A case says what it is about.", fields={"about": "One line, in your own words."})
    found = FromDesk(id=services.ids.new("case"), masked=offer.masked, consented=True, about=" ".join(about.split()),
                     decided={"level": level})  # fmt: skip
    drafted = draft_case(found, author="desk")
    with services.database.read() as db:
        subject = Flags(db, viewer).get(flag_id).about_id
    keep(services, viewer, flag_id, DRAFTED, about=subject)
    return drafted


def may_be_asked(flag: Flag) -> bool:
    """Closed, in the student's own words, about themselves, and of a kind that may ever reach an evaluator."""
    own = flag.raised_by == flag.about_id and flag.status == Status.CLOSED
    kinds = {one["category"] for one in flag.concerns} | {flag.category}
    return own and bool(flag.concerns) and kinds <= MAY and all(
        one["subject"] == Subject.SELF for one in flag.concerns
    )  # fmt: skip


def offer_of(db: ReadSession, viewer: Viewer, flag: Flag, acts: tuple[AuditEntry, ...]) -> Offer:
    """The flag's words, masked with the names this person knows, and the last word on it."""
    roster = tuple(RosterPerson(id=one.id, name=one.name) for one in People(db, viewer).all())
    words = "\n".join(dict.fromkeys(spoken(one) for one in evidence_of(flag)))
    return Offer(flag_id=flag.id, masked=plainly(Masker(roster).mask(words).text), level=flag.level,
                 category=flag.category, said=last_word(flag, acts))  # fmt: skip


def spoken(evidence: Evidence) -> str:
    """What was said, with what was said around it."""
    return evidence.context or " ... ".join(evidence.words)


def plainly(masked: str) -> str:
    """Tokens numbered as they appear: a place in the roster would tell the next reader who it was."""
    seen: dict[str, int] = {}

    def renumbered(found: re.Match[str]) -> str:
        kind = found.group()[1:-1].split("_")[0].lower()
        return f"[{kind} {seen.setdefault(found.group(), len(seen) + 1)}]"

    return TOKEN.sub(renumbered, masked)


def last_word(flag: Flag, acts: tuple[AuditEntry, ...]) -> str:
    """What was said last, newest act first; silence is no consent. A yes counts only from the one it is about."""
    said = {YES: "yes", NO: "no", DRAFTED: "drafted"}
    for act in acts:
        mine = act.action == DRAFTED or act.actor_id == flag.about_id or act.actor_role == "you"
        if act.object_id == flag.id and act.action in said and mine:
            return said[act.action]
    return ""


def keep(services: Services, viewer: Viewer, flag_id: str, action: str, *, about: str) -> None:
    """One act on a flag."""
    services.database.record(
        Audit(actor=viewer.person_id, action=action, object_kind="flag", object_id=flag_id, about=about)
    )
