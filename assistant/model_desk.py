"""The administrator's page about the language model: the switch, what left byte for byte, what it cost."""

from dataclasses import dataclass

from access.viewer import Viewer
from assistant.modelled import switched_on
from assistant.wiring import Services
from assistant.writing.asking import Sent
from core.errors import InvalidInputError
from knowledge.model_table import FEATURES, ModelFeature
from storage.audit import Audit
from storage.model_calls import CallsRow, ModelCalls
from storage.programs import Programs, change_settings


@dataclass(frozen=True, kw_only=True)
class RoleRow:
    """A configured model: never its key."""

    role: str
    provider: str
    name: str
    base_url: str
    seconds: float


@dataclass(frozen=True, kw_only=True)
class FeatureRow:
    """One use of a model: what it does and what leaves for it, whether this program has it on, and whether a model for
    it is set up at all."""

    feature: ModelFeature
    on: bool
    possible: bool

    @property
    def leaves(self) -> str:
        """The classes that may leave, in order."""
        return ", ".join(sorted(self.feature.leaves))


@dataclass(frozen=True, kw_only=True)
class ModelPage:
    """What an administrator sees. `sent` is the last of what left this process for this program, newest first."""

    configured: bool
    agreement: str
    roles: tuple[RoleRow, ...]
    policy: str
    features: tuple[FeatureRow, ...]
    calls: tuple[CallsRow, ...]
    sent: tuple[Sent, ...]
    calls_a_person: int
    calls_a_day: int
    today: int


def model_page(services: Services, viewer: Viewer) -> ModelPage:
    """The page; looking at what left is written to the audit."""
    chosen, now = services.settings.model, services.clock.now()
    with services.database.read() as db:
        chosen_features = switched_on(Programs(db, viewer).mine().settings)
        calls = ModelCalls(db, viewer).summary(now)
        today = ModelCalls(db, viewer).today(now)[1]
    left = tuple(services.models.sent) if services.models else ()
    sent = tuple(one for one in left if one.program_id == viewer.program_id)
    if sent:
        with services.database.write(Audit(actor=viewer.person_id, action="model.look")) as db:
            db.touch("program", viewer.program_id)
    rows = [
        FeatureRow(feature=one, on=one.name in chosen_features, possible=getattr(chosen, one.needs) is not None)
        for one in services.model_table.features.values()
    ]
    roles = [(name, getattr(chosen, name)) for name in ("writer", "rephraser", "judge")]
    return ModelPage(
        configured=services.models is not None, agreement=chosen.agreement, calls=calls, today=today,
        policy=services.model_table.version, features=tuple(rows),
        sent=sent[::-1], calls_a_person=chosen.calls_a_person, calls_a_day=chosen.calls_a_day,
        roles=tuple(
            RoleRow(role=name, provider=one.provider, name=one.name, base_url=one.base_url, seconds=one.seconds)
            for name, one in roles if one is not None
        ),
    )  # fmt: skip


def switch(services: Services, viewer: Viewer, features: frozenset[str]) -> None:
    """Choose the features of one's program. Raises InvalidInputError for one there is not."""
    if features - frozenset(FEATURES):
        raise InvalidInputError("There is no such feature.", fields={"features": "Choose among those shown."})
    with services.database.write(Audit(actor=viewer.person_id, action="model.switch")) as db:
        settings = dict(Programs(db, viewer).mine().settings)
        settings["model"] = {"on": bool(features), "features": sorted(features)}
        change_settings(db, viewer, viewer.program_id, settings)
