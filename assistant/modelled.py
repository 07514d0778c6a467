"""Where a use case meets a model: who may be asked for what, with whose tokens; and what is kept of it afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from access.viewer import Viewer
from assistant.writing.admission import Gate
from assistant.writing.asking import Caller, CallRecord, Models
from assistant.writing.budget import Spent
from assistant.writing.chat import ModelStatus
from assistant.writing.entailment import Entailment
from assistant.writing.masking import Masker, RosterPerson
from assistant.writing.model_writer import Admitted, ModelWriter, nowhere
from assistant.writing.sending import Customs
from knowledge.model_table import FEATURES
from storage.database import ReadSession, WriteSession
from storage.model_calls import ModelCall, ModelCalls, store_call
from storage.people import People, Person
from storage.programs import Programs
from storage.roster import roster_to_mask

if TYPE_CHECKING:
    from assistant.wiring import Services

ANSWERS, PREP, PROPOSE, REPHRASE = "answers", "prep", "propose", "rephrase"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What one request needs to ask a model: read before, so that no connection is held while it waits."""

    models: Models
    customs: Customs
    caller: Caller
    writer: ModelWriter


def switched_on(settings: dict[str, object]) -> frozenset[str]:
    """The features a program switched on; none unless it said so."""
    chosen = settings.get("model")
    features = chosen.get("features", ()) if isinstance(chosen, dict) and chosen.get("on") is True else ()
    return frozenset(features) & frozenset(FEATURES)


def desk_for(
    db: ReadSession, services: "Services", viewer: Viewer, feature: str, audience: str, show: Admitted = nowhere
) -> Desk | None:
    """The model's desk for this person and feature, or None where no model is configured or switched on."""
    models = services.models
    if models is None or feature not in switched_on(Programs(db, viewer).mine().settings):
        return None
    now = services.clock.now()
    people = People(db, viewer).all()
    mine, everyone = ModelCalls(db, viewer).today(now)
    known = frozenset(part.lower() for one in people for part in one.name.split())
    gate = Gate(
        entailment=Entailment(nearness=services.nearness), kind="agenda" if feature in (PREP, PROPOSE) else "reply",
        whole=feature == PREP,
    )  # fmt: skip
    return Desk(
        models=models,
        customs=Customs(
            flows=services.flows, classing=services.classing, masker=masker_for(roster_to_mask(db, viewer.program_id)),
            now=now, known=known, enabled=True, classes=services.model_table.features[feature].leaves,
        ),
        caller=Caller(
            program_id=viewer.program_id, audience=audience, feature=feature, spent=Spent(person=mine, program=everyone)
        ),
        writer=ModelWriter(models=models, gate=gate, show=show),
    )  # fmt: skip


def masker_for(people: Iterable[Person]) -> Masker:
    """A masker that knows everyone of the program by name, nickname, address and number, in view or not (D9)."""
    return masker_of(
        tuple(
            RosterPerson(
                id=one.id, name=one.name, nicknames=one.profile.nicknames, emails=(one.email,) if one.email else (),
                ids=(one.profile.student_id,) if one.profile.student_id else (),
            )
            for one in people
        )
    )  # fmt: skip


@lru_cache(maxsize=8)
def masker_of(roster: tuple[RosterPerson, ...]) -> Masker:
    """The masker of a roster, its index made once as long as nobody joins, leaves or changes their name."""
    return Masker(roster)


def keep_calls(
    db: WriteSession, viewer: Viewer, caller: Caller, status: ModelStatus, admitted: int = 0, refused: int = 0
) -> None:
    """Keep what the calls of a request cost; how it all ended and the gate's counts go with the last of them."""
    for at, record in enumerate(caller.records, start=1):
        last = at == len(caller.records)
        counted = replace(record, status=status, admitted=admitted, refused=refused) if last else record
        store_call(db, viewer, call_of(counted))


def call_of(record: CallRecord) -> ModelCall:
    """A record as storage keeps it."""
    return ModelCall(**{**vars(record), "status": record.status.value})
