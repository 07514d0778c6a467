"""The safety card: crisis help at once, in reviewed words, with no model in the path (promise 1)."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from access.viewer import Role, Viewer
from assistant.escalating.lines import EMERGENCY, Way, ways
from assistant.escalating.mine import MyFlag
from assistant.escalating.policy import Acting
from assistant.escalating.wording import acting_of, told_words
from assistant.safety.levels import Category, Level, ScreenResult
from storage.audit import Audit
from storage.autosaves import Autosaves, keep_autosave
from storage.flags import Flag
from storage.glimpses import Glimpses

if TYPE_CHECKING:
    from assistant.wiring import Services

CLOSED = "card"
SHOWN = (Level.S3, Level.S4)


@dataclass(frozen=True, kw_only=True)
class SafetyCard:
    """What stands above everything until it is closed. `told` says who was told, in role words, "" where nobody was."""

    title: str
    lines: tuple[str, ...]
    ways: tuple[Way, ...]
    told: str = ""
    close_path: str = ""
    flag_id: str = ""
    level: str = field(default="")


def safety_card(services: "Services", heard: "ScreenResult | Flag | MyFlag", viewer: Viewer) -> SafetyCard:
    """The card for what was just heard, or for a flag. A mentor's card speaks to the helper."""
    category = Category(heard.category) if heard.category else Category.MENTAL_HEALTH_NONACUTE
    level = max(Level(heard.level), Level.S2)
    mentor = viewer.has(Role.MENTOR) and isinstance(heard, ScreenResult) and not viewer.has(Role.MENTEE)
    acting = acting_of(services)
    title, lines = words_for(services, category, level, mentor=mentor)
    flag = None if mentor else latest_flag(services, viewer, category)
    return SafetyCard(
        title=title, lines=lines, ways=ways_for(services, acting, category, level, mentor=mentor),
        told=told_line(services, viewer, flag), flag_id=flag.id if flag else "", level=level,
        close_path=f"/flags/{flag.id}/card/close" if flag else "",
    )  # fmt: skip


def words_for(services: "Services", category: Category, level: Level, *, mentor: bool) -> tuple[str, tuple[str, ...]]:
    """Title and lines: the student reads the reviewed reply of the category and level, a mentor the helper's card."""
    words = acting_of(services).card["mentor" if mentor else "mentee"][level]
    if mentor:
        return words.title, words.lines
    return words.title, services.replies.reply(category, level, services.clock.now().date()) or words.lines


def ways_for(
    services: "Services", acting: Acting, category: Category, level: Level, *, mentor: bool
) -> tuple[Way, ...]:  # fmt: skip
    """The lines for a category, 911 first at S4, today's only."""
    ids = acting.mentor_lines if mentor else acting.lines.get(category, acting.lines["default"])
    if level is Level.S4:
        ids = (EMERGENCY, *ids)
    return ways(ids, services.clock.now().date(), services.settings.policies_dir)


def latest_flag(services: "Services", viewer: Viewer, category: Category | None = None) -> Flag | None:
    """The open flag about the viewer that the card belongs to: the most urgent, then the newest."""
    with services.database.read() as db:
        flags = [flag for flag in Glimpses(db, viewer).about_me() if flag.closed_at is None]
    same = [flag for flag in flags if category in (None, flag.category)] or flags
    return max(same, key=lambda flag: (flag.level, flag.raised_at), default=None)


def told_line(services: "Services", viewer: Viewer, flag: Flag | None) -> str:
    """Who has been told, in role words, at the moment of the flag (C4)."""
    if flag is None:
        return ""
    with services.database.read() as db:
        return " ".join(told_words(db, services, viewer, flag))


def card_for_conversation(services: "Services", viewer: Viewer) -> SafetyCard | None:
    """The card that stays on the Ask page while an urgent flag about the viewer is open, until they close it."""
    flag = latest_flag(services, viewer)
    if flag is None or Level(flag.level) not in SHOWN:
        return None
    with services.database.read() as db:
        closed = Autosaves(db, viewer).get(CLOSED, flag.id)
    if closed is not None and closed.text == flag.level:
        return None
    return safety_card(services, flag, viewer)


def close_card(services: "Services", viewer: Viewer, flag_id: str) -> None:
    """Put the card away; it comes back if the flag becomes more urgent. Raises NotFoundError for another's flag."""
    with services.database.read() as db:
        flag = Glimpses(db, viewer).one_about_me(flag_id)
        before = Autosaves(db, viewer).get(CLOSED, flag_id)
    with services.database.write(Audit(actor=viewer.person_id, action="card.close")) as db:
        keep_autosave(
            db, viewer, form=CLOSED, thing_id=flag_id, text=flag.level, version=before.version if before else 0
        )  # fmt: skip


def before_confiding(services: "Services") -> tuple[str, ...]:
    """What cannot stay private, said before someone confides (T4), with today's numbers only."""
    return services.replies.before_confiding(services.clock.now().date())
