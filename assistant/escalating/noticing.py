"""What of the heard words leads to a flag now: what is new, what adds up, and which mentee of a group it is about."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from access.viewer import Viewer
from assistant.escalating.policy import load_acting
from assistant.escalating.worries import Worry, named_in, only_earlier, worries_in
from assistant.safety.levels import Category, Level, ScreenResult, Speaker
from assistant.safety.screening import Item
from core.errors import NotFoundError
from storage.conversations import Conversations
from storage.database import WriteSession
from storage.glimpses import Glimpses, open_topics
from storage.notes import Note, Notes
from storage.people import People

if TYPE_CHECKING:
    from assistant.wiring import Services

DIGEST_RULE = "2.3-9"
TURNS_SCREENED = 20  # how far back a question is heard (2.3 rule 6)
NOTES_HEARD = 12  # of a mentor's own notes, the newest: how many are heard again for rule 9
FLAGGED = ("S2", "S3", "S4")


def new_worries(
    db: WriteSession, services: "Services", viewer: Viewer, heard: ScreenResult, *, origin: tuple[str, str], words: str
) -> tuple[Worry, ...]:
    """What these words lead to, beyond what earlier turns of the same conversation led to.

    Where only earlier turns worry, the words are heard once more by themselves: said again after the case was closed,
    the same thing is a new flag; an ordinary question after a hard one is none.
    """
    if heard.level < Level.S2:
        return ()
    turn = turn_of(db, viewer, origin)
    if not only_earlier(heard, turn):
        return worries_in(heard, words, turn)
    alone = services.screen.message(words)
    open_now = open_topics(db, viewer, FLAGGED)
    return tuple(worry for worry in worries_in(alone, words) if worry.category not in open_now)


def turn_of(db: WriteSession, viewer: Viewer, origin: tuple[str, str]) -> int:
    """The place of these words among the turns that were screened with them, from 0."""
    if origin[0] != "question":
        return 0
    try:
        asked = Conversations(db, viewer).question(origin[1])
    except NotFoundError:
        return 0
    talk = Conversations(db, viewer).get(asked.conversation_id).questions
    return len([one for one in talk if one.number < asked.number and one.text][-TURNS_SCREENED:])


def small_things(
    db: WriteSession, services: "Services", viewer: Viewer, heard: ScreenResult, _: frozenset[str] = frozenset()
) -> tuple[Worry, ...]:  # fmt: skip
    """Three small things make one bigger (rule 9): S1 in three of one's conversations since the last digest."""
    acting, rule = load_acting(services.settings.policies_dir), services.escalation.body.tie_rules
    enough = rule["small_items_to_digest"]
    since = db.now - timedelta(days=acting.digest_window_days)
    earlier = [
        flag.raised_at for flag in Glimpses(db, viewer).about_me()
        if any(one.get("fired") == DIGEST_RULE for one in flag.concerns)
    ]  # fmt: skip
    since = max([since, *earlier])
    # One a conversation: the screen remembers, so that every question after a small thing carries its level.
    asked = [
        [one.id for one in talk.questions if one.screen_level == Level.S1 and one.asked_at > since][:1]
        for talk in Conversations(db, viewer).all()
    ]  # fmt: skip
    counted = [question for found in asked for question in found]
    if len(counted) < int(enough["items"]):
        return ()
    return (added_up(heard, Level(enough["becomes"]), acting.digest_window_days, subject="self", questions=counted),)


def small_in_notes(
    db: WriteSession, services: "Services", viewer: Viewer, heard: ScreenResult, about: frozenset[str]
) -> tuple[Worry, ...]:  # fmt: skip
    """Rule 9 over a mentor's notes: S1 in three of them about the same mentees since the last flag they led to.

    Levels of notes are not kept, so the mentor's own recent ones are heard again; that is asked for only where this
    one holds something small. The note just kept is among them.
    """
    acting, rule = load_acting(services.settings.policies_dir), services.escalation.body.tie_rules
    enough = rule["small_items_to_digest"]
    flagged = [one.raised_at for one in Glimpses(db, viewer).raised_by_me() if one.about_id in about]
    since = max([db.now - timedelta(days=acting.digest_window_days), *flagged])
    notes = Notes(db, viewer).of_pairings(viewer.pairings, since)[-NOTES_HEARD:]
    own = {note.id: words_about(note, about) for note in notes
           if note.author_id == viewer.person_id and note.created_at > since}  # fmt: skip
    told = {note_id: words for note_id, words in own.items() if words}
    items = [Item(texts=(words,), speaker=Speaker.MENTOR_NOTE) for words in told.values()]
    levels = [result.level for result in services.screen.batch(items)]
    counted = [note_id for note_id, level in zip(told, levels, strict=True) if level is Level.S1]
    if len(counted) < int(enough["items"]):
        return ()
    return (added_up(heard, Level(enough["becomes"]), acting.digest_window_days, subject="third", notes=counted),)


def words_about(note: Note, about: frozenset[str]) -> str:
    """What a note says of these people."""
    return "\n".join(one.text for one in note.statements if one.text and about & frozenset(one.labels.about))


def added_up(heard: ScreenResult, level: Level, days: int, *, subject: str, **counted: list[str]) -> Worry:
    """The worry that small things add up to, with the ids of what was counted."""
    category = heard.category or Category.MENTAL_HEALTH_NONACUTE
    number = sum(len(ids) for ids in counted.values())
    evidence = {
        "category": str(category), "level": str(level), "subject": subject, "time": "unclear", "fired": DIGEST_RULE,
        "why": f"{number} small things in {days} days", "spans": [[0, 0, 0]], "words": [], "context": "", **counted,
    }  # fmt: skip
    return Worry(category=category, level=level, evidence=(evidence,))


def resolve(
    db: WriteSession, viewer: Viewer, worries: Sequence[Worry], about: frozenset[str], words: str
) -> tuple[frozenset[str], bool]:
    """Whom the flags are about, and whether that stayed unclear: a group's note may name the one it means."""
    if len(about) <= 1:
        return about or frozenset({viewer.person_id}), False
    people = People(db, viewer)
    names = {one: (*people.get(one).name.split()[:1], *people.get(one).profile.nicknames) for one in about}
    evidence = [one for worry in worries for one in worry.evidence]
    named = named_in(evidence, words, names)
    return (named, len(named) > 1) if named else (about, True)
