"""Kept text: what a person typed and has not sent. It waits only in its own form, and never comes back once sent."""

import json
from dataclasses import dataclass

from access.viewer import Viewer
from assistant.wiring import Services
from core.errors import InvalidInputError
from storage.audit import Audit
from storage.autosaves import Autosaves, discard_autosave, keep_autosave

MOST_CHARACTERS = 20_000
FORMS = frozenset({"note", "question", "check_in", "flag", "draft", "goal", "close"})


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What waits in one form: words by field, and the version the next save grows from."""

    texts: dict[str, str]
    version: int


NOTHING = Kept(texts={}, version=0)


def form_and_thing(key: str) -> tuple[str, str]:
    """`note:session_1` names the form and the thing it is about. Raises InvalidInputError for any other key."""
    form, _, thing = key.partition(":")
    if form not in FORMS or not thing or len(thing) > 64:
        raise InvalidInputError("That form is not known.")
    return form, thing


def kept(services: Services, viewer: Viewer, key: str) -> Kept:
    """What this person typed there and did not send."""
    form, thing = form_and_thing(key)
    with services.database.read() as db:
        found = Autosaves(db, viewer).get(form, thing)
    return Kept(texts=json.loads(found.text), version=found.version) if found else NOTHING


def keep(services: Services, viewer: Viewer, key: str, texts: dict[str, str], *, version: int) -> int:
    """Keep what was typed; returns its version. Raises ConflictError where another window was faster."""
    form, thing = form_and_thing(key)
    words = json.dumps(texts, ensure_ascii=False)
    if len(words) > MOST_CHARACTERS:
        raise InvalidInputError("That is too long to keep.", next_step=f"Keep it under {MOST_CHARACTERS:,} characters.")
    with services.database.write(Audit(actor=viewer.person_id, action="text.keep")) as db:
        return keep_autosave(db, viewer, form=form, thing_id=thing, text=words, version=version).version


def discard(services: Services, viewer: Viewer, key: str) -> None:
    """Throw away what was typed: it was sent, or is not wanted."""
    form, thing = form_and_thing(key)
    with services.database.write(Audit(actor=viewer.person_id, action="text.discard")) as db:
        discard_autosave(db, viewer, form=form, thing_id=thing)
