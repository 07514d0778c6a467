"""The one place adapters are chosen. Everything a use case needs comes in as one value."""

import hashlib
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from access.classing import ClassingTable
from access.flows import FlowTable
from access.retention import RetentionTable
from assistant.answering.pipeline import Answering, load_answering
from assistant.classing.head import Hear, hearer, load_head
from assistant.notices.transports import Transport, transports_from
from assistant.preparing.librarian import LibrarianShelf
from assistant.preparing.note_screening import MentorNoteScreen
from assistant.preparing.ports import NoteScreen, Shelf
from assistant.preparing.prepare import PrepPolicies, load_prep_policies
from assistant.safety.awaited import AwaitedScreen, Screening
from assistant.safety.output_rules import Violation, check_output
from assistant.safety.policy import EscalationPolicy
from assistant.safety.replies import Replies, load_replies
from assistant.safety.screening import load_screen
from assistant.writing.asking import Models
from assistant.writing.breaker import Breaker
from assistant.writing.caching import Cache
from assistant.writing.chat import ModelRoleName
from assistant.writing.entailment import Nearness
from core.clock import Clock, SystemClock
from core.ids import Ids, RandomIds
from core.settings import ROOT, Settings
from knowledge.document import Audience, Document
from knowledge.model_table import ModelTable, load_model_table
from knowledge.reading.folder import read_folder
from knowledge.retention_table import load_retention_table
from retrieval.embedding import Embedder, load_embedder
from retrieval.indexing import index_folder
from retrieval.opening import open_retriever
from retrieval.retriever import Retriever
from storage.database import Database

Say = Callable[[str], None]
OutputChecker = Callable[..., list[Violation]]


def quiet(_: str) -> None:
    """Says nothing."""


@dataclass(frozen=True, kw_only=True)
class Services:
    """What this process runs with. Built once, at the door; replaced piece by piece in tests."""

    settings: Settings
    database: Database
    clock: Clock
    ids: Ids
    screen: Screening
    note_screen: NoteScreen
    retriever: Retriever
    answering: Answering
    shelf: Shelf
    prep_policies: PrepPolicies
    replies: Replies
    retention: RetentionTable
    transports: tuple[Transport, ...] = ()
    check_output: OutputChecker = check_output
    shelf_documents: Callable[[], tuple[Document, ...]] = field(default=tuple)
    build: str = "dev"
    model_table: ModelTable = field(default_factory=load_model_table)
    models: Models | None = None  # None, and nothing of a model is imported, constructed or asked
    nearness: Nearness = lambda sentence, sources: 0.0
    hears: Hear | None = None  # by meaning, beside the words that class; only as something is written

    @property
    def flows(self) -> FlowTable:
        """Which sentence may flow to whom."""
        return self.prep_policies.flows

    @property
    def classing(self) -> ClassingTable:
        """What makes a sentence more confidential as it is written: the words, and what is meant."""
        return replace(self.prep_policies.classing, heard=self.hears)

    @property
    def escalation(self) -> EscalationPolicy:
        """Levels, categories, routes, clocks."""
        return self.prep_policies.escalation

    def screen_hears(self) -> None:
        """Load the screen if it is not yet; raise what loading raises."""
        _ = self.screen.versions

    def shelf_answers(self) -> None:
        """Raise what the index raises when it cannot be asked."""
        self.retriever.find("hours", audiences=frozenset({Audience.EVERYONE}), limit=1)


def build_services(
    settings: Settings, *, clock: Clock | None = None, ids: Ids | None = None, embedder: Embedder | None = None,
    say: Say = quiet,
) -> Services:  # fmt: skip
    """Open the database, read the policies, load the models, bring the index up to the library.

    Raises NotReadyError or InvalidInputError naming what is missing or wrong.
    """
    clock, ids = clock or SystemClock(), ids or RandomIds()
    embedder = embedder or load_embedder(settings, say)
    policies = settings.policies_dir
    screen = AwaitedScreen(lambda: load_screen(embedder))
    index_folder(settings.library_dir, settings.index_dir, embedder, say)
    retriever = open_retriever(settings.index_dir, embedder)
    return Services(
        settings=settings,
        database=Database.from_settings(settings, clock=clock, ids=ids),
        clock=clock,
        ids=ids,
        screen=screen,
        note_screen=MentorNoteScreen(screen),
        retriever=retriever,
        answering=load_answering(retriever, clock=clock, policies=policies),
        shelf=LibrarianShelf(retriever),
        prep_policies=load_prep_policies(policies),
        replies=load_replies(policies),
        retention=load_retention_table(policies),
        transports=transports_from(settings),
        shelf_documents=documents_of(settings.library_dir),
        build=build_digest(ROOT / "api" / "static"),
        model_table=load_model_table(policies),
        models=models_from(settings, clock, load_model_table(policies)),
        nearness=nearness_of(embedder),
        hears=hears_with(embedder),
    )


def hears_with(embedder: Embedder) -> Hear | None:
    """The classing head over this embedder; None for another than the one it was trained on."""
    head = load_head()
    return hearer(head, embedder.embed) if head.card["embedder"] == embedder.name else None


def models_from(settings: Settings, clock: Clock, table: ModelTable | None = None) -> Models | None:
    """The configured models by role, or None: this is the one place that may build one."""
    if not settings.model.usable:
        return None
    from assistant.writing.llm import LangChainChat, OwnLoop

    loop = OwnLoop()
    roles = {role: getattr(settings.model, role.value) for role in ModelRoleName}
    chats = {role: LangChainChat(chosen, loop) for role, chosen in roles.items() if chosen is not None}
    limits = (table or load_model_table(settings.policies_dir)).limits
    return Models(
        settings=settings.model, clock=clock, chats=dict(chats), sent=deque(maxlen=limits.sent_kept),
        cache=Cache(kept=limits.kept, most=limits.kept_answers),
        breakers={role: Breaker(most=limits.failures_before_rest, rest=limits.rest) for role in ModelRoleName},
    )  # fmt: skip


def nearness_of(embedder: Embedder) -> Nearness:
    """How near a sentence is to the nearest of its sources, by the embedding that finds passages too."""

    def nearness(sentence: str, sources: Sequence[str]) -> float:
        vectors = embedder.embed([sentence, *sources])
        return float((vectors[1:] @ vectors[0]).max())

    return nearness


def documents_of(library: Path) -> Callable[[], tuple[Document, ...]]:
    """The documents of the shelf, read once when first asked for: pages show them whole, answers do not need them."""

    @lru_cache(maxsize=1)
    def documents() -> tuple[Document, ...]:
        return read_folder(library).documents

    return documents


def build_digest(folder: Path) -> str:
    """A short digest of what browsers may keep, so that a new build is fetched and an old one is not."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*.*")):
        total.update(path.read_bytes())
    return total.hexdigest()[:10]
