"""What several subjects stand on: the port's real form, and the parts that are loaded once a process."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.settings import Settings
from evals.outputs import Output
from evals.subjects import Given


@dataclass(frozen=True, kw_only=True)
class Wired:
    """A pipeline behind the port: a function from record to record, and what it is made of."""

    run: Callable[[Given], Output]
    made_of: dict[str, str] = field(default_factory=dict)

    def answer(self, given: Given) -> Output:
        """Run the pipeline on one record."""
        return self.run(given)

    def versions(self) -> dict[str, str]:
        """The versions of its tables and weights."""
        return self.made_of


@lru_cache(maxsize=2)
def the_embedder(settings: Settings) -> Any:
    """The embedding model, loaded once a process."""
    from retrieval.embedding import load_embedder

    return load_embedder(settings)


@lru_cache(maxsize=2)
def the_screen(settings: Settings) -> Any:
    """The screen with its heads, loaded once a process."""
    from assistant.safety.policy import load_escalation
    from assistant.safety.screening import load_screen

    return load_screen(the_embedder(settings), policy=load_escalation(settings.policies_dir))


@lru_cache(maxsize=8)
def the_retriever(folder: Path, settings: Settings) -> Any:
    """A library in memory, read once a process, its vectors once a machine."""
    from evals.remembering import RememberingEmbedder
    from retrieval.throwaway import retriever_of_folder

    embedder = RememberingEmbedder(the_embedder(settings), settings.data_dir / "evals" / "vectors")
    retriever = retriever_of_folder(folder, embedder)
    embedder.keeping = False  # from here on it embeds questions, which are not kept
    return retriever
