"""Replay: a stored draft made again from what it was made from (promise 10); the same lines, or where they differ."""

import difflib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from access.viewer import Viewer
from assistant.drafting import frame_of, lines_of
from assistant.preparing.scenario import Scenario
from assistant.preparing.scenario_reading import read_scenario
from assistant.sessions import think
from assistant.wiring import Services
from assistant.writing.sentence import Draft as Planned
from storage.database import ReadSession
from storage.drafts import Draft, Drafts, DraftSentence, DraftSource

MODEL = "model"  # in what a draft was made with: how the model's part in it ended
ANY = ("proposed", "approved", "rejected", "superseded")


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """One draft made again. `difference` is empty where the bytes are the same, else a unified difference."""

    draft_id: str
    inputs_same: bool
    difference: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether every byte came out again."""
        return not self.difference


def replay_last(services: Services, viewers: tuple[Viewer, ...], count: int) -> tuple[Replayed, ...]:
    """Make the last `count` preps of these mentors again, newest first. Nothing is written."""
    with services.database.read() as db:
        stored = sorted(
            (
                (draft, Drafts(db, viewer).inputs(draft.id))
                for viewer in viewers
                for draft in made_for(db, viewer)[:count]
            ),
            key=lambda one: (one[0].created_at, one[0].id),
            reverse=True,
        )
    return tuple(replay(services, draft, inputs) for draft, inputs in stored[:count])


def made_for(db: ReadSession, viewer: Viewer) -> tuple[Draft, ...]:
    """Preps drafted for this mentor, newest first."""
    return tuple(one for one in Drafts(db, viewer).with_status(ANY, "prep") if one.made_for == viewer.person_id)


def replay(services: Services, draft: Draft, inputs: Any) -> Replayed:
    """Make one draft again, with today's code and policies."""
    scenario = read_scenario(inputs)
    made = think(services, scenario).draft
    again = [*frame_lines(frame_of(made)), *made_lines(made, scenario, draft)]
    before = [*frame_lines(list(draft.blocks)), *stored_lines(draft)]
    digest = str(made.made_with["inputs"])
    return Replayed(
        draft_id=draft.id,
        inputs_same=digest == draft.inputs_digest,
        difference=tuple(difflib.unified_diff(before, again, "stored", "made again", lineterm="", n=0)),
    )


def made_lines(made: Planned, scenario: Scenario, stored: Draft) -> list[str]:
    """The lines as they come out today. Where a model worded a stored line, its output is not asked for again: the
    stored words stand, as long as the plan has the same line in the same place, with the same sources and reason.
    """
    kept = iter(drafted(stored)) if MODEL in stored.made_with else iter(())
    again = []
    for line in sorted(lines_of(made, scenario), key=lambda line: line.block_key):
        sources = rests_on(line.sources)
        before = next(kept, None)
        same = before is not None and place_of(before) == (line.block_key, line.reason, sources)
        text = before.original if before is not None and same else line.text
        again.append(written(line.block_key, text, line.reason, sources))
    return again


def place_of(line: DraftSentence) -> tuple[str, str, list[dict[str, Any]]]:
    """What of a line the plan decides: its part, its reason and its sources."""
    return line.block_key, line.reason, rests_on(line.sources)


def rests_on(sources: Iterable[DraftSource]) -> list[dict[str, Any]]:
    """The sources as they are compared: who may read a line is not compared, and older drafts do not say."""
    return [{key: value for key, value in vars(source).items() if key != "for_mentor"} for source in sources]


def drafted(draft: Draft) -> list[DraftSentence]:
    """The lines that were drafted, in the order of their parts."""
    lines = [line for line in draft.sentences if not line.added_by_person and not line.proposed]
    return sorted(lines, key=lambda line: line.block_key)


def stored_lines(draft: Draft) -> list[str]:
    """The lines as they were drafted, whatever was edited or taken out since."""
    return [
        written(line.block_key, line.original, line.reason, rests_on(line.sources))
        for line in draft.sentences
        if not line.added_by_person and not line.proposed
    ]


def written(block: str, text: str, reason: str, sources: list[dict[str, Any]]) -> str:
    """One line with everything it says, as one string."""
    return json.dumps([block, text, reason, sources], ensure_ascii=False, sort_keys=True)


def frame_lines(blocks: list[dict[str, Any]]) -> list[str]:
    """The frame, a block a line."""
    return [json.dumps(block, ensure_ascii=False, sort_keys=True) for block in blocks]
