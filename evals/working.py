"""Cases through their pipelines: in this process, or in two worker processes, always told in the order of the cases."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from time import perf_counter

from core.errors import NotReadyError
from evals.case import Case
from evals.outputs import FAILED, Output
from evals.scorers.scorer import as_list
from evals.subjects import Given, Setup, Subject, Subjects, relative_library

CHUNK = 8  # cases a worker takes at a time: few enough to share the work, many enough not to talk all day
MOST = 2  # worker processes: the machine this is meant for has two cores
Done = tuple[Output, float]  # an output and the seconds it took

_mine: Subjects | None = None  # a worker process's own subjects, built once


def answer_case(case: Case, subject: Subject) -> Done:
    """One output. An exception is written down by its name alone: its text may quote what a person wrote."""
    start = perf_counter()
    try:
        output = subject.answer(case.given)
        if "same_without" in case.expect:
            output = {**output, "without": subject.answer(without(case))}
    except NotReadyError:
        raise
    except Exception as error:  # whatever a pipeline throws is a finding, and the run goes on
        output = {FAILED: type(error).__name__}
    return output, perf_counter() - start


def without(case: Case) -> Given:
    """The same record with the named items taken out of the store."""
    names = set(map(str, as_list(case.expect["same_without"])))
    return {**case.given, "stored": [item for item in case.given["stored"] if str(item.get("id")) not in names]}


def start_worker(setup: Setup) -> None:
    """Give a new worker process its own subjects."""
    global _mine
    _mine = Subjects(setup)


def answer_chunk(chunk: Sequence[Case]) -> list[Done]:
    """What a worker does with its share."""
    if _mine is None:
        raise RuntimeError("the worker was not started")
    return [answer_case(case, _mine.of(case.job)) for case in chunk]


@dataclass
class Workshop:
    """Where the cases of a run are worked on. Open it once a run: what a worker has loaded serves every suite."""

    setup: Setup
    subjects: Subjects | None = None  # ready-made ones stay in this process
    workers: int = MOST
    _pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Workshop":
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)  # nothing waits on a failure

    def answered(self, cases: Sequence[Case]) -> Iterator[tuple[Case, Done]]:
        """Every case with its output, in order."""
        if self.subjects is not None or self.workers <= 1:
            self.subjects = self.subjects or Subjects(self.setup)
            for case in cases:
                yield case, answer_case(case, self.subjects.of(case.job))
            return
        if not self.setup.url:
            prepare_libraries(cases, self.setup)
        chunks = [cases[at : at + CHUNK] for at in range(0, len(cases), CHUNK)]
        for chunk, done in zip(chunks, self.pool().map(answer_chunk, chunks), strict=True):
            yield from zip(chunk, done, strict=True)

    def pool(self) -> ProcessPoolExecutor:
        """The worker processes, started afresh when first needed: forked ones would share the runtime's threads."""
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(min(self.workers, MOST), mp_context=context, initializer=start_worker,
                                             initargs=(self.setup,))  # fmt: skip
        return self._pool


def prepare_libraries(cases: Sequence[Case], setup: Setup) -> None:
    """Embed the libraries these cases ask from before the workers start, or each of them would do it again."""
    from evals.wired_shared import the_retriever

    asking = [case for case in cases if case.job == "ask" or (case.job == "prep" and case.given.get("library"))]
    for folder in sorted({relative_library(case.given, setup.settings) for case in asking}):
        try:
            the_retriever(folder, setup.settings)
        except Exception:  # whatever is wrong with it is told by the worker that needs it
            return
