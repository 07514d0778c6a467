"""Measure one system on one collection, in a process of its own: `python measure.py SYSTEM COLLECTION INDEX_DIR PHASE [SIZE]`.

Phases: `index` (build and keep), `ask` (open what was kept: cold start, quality, latency, memory). Prints one JSON object.
"""

import importlib.util
import json
import os
import resource
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
MOST_QUERIES = 250


def module(name: str):  # type: ignore[no-untyped-def]
    """A file beside this one, without any package: peers do not have ours installed."""
    spec = importlib.util.spec_from_file_location(name.replace("/", "_"), HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


def main() -> None:
    """Run one phase."""
    name, folder, kept, phase = sys.argv[1:5]
    beir = module("beir")
    collection = beir.load(Path(folder))
    if len(sys.argv) > 5:
        collection = beir.grown(collection, int(sys.argv[5]))
    began = time.perf_counter()
    system = module(f"systems/{name}").build(Path(kept))
    if phase == "index":
        system.index(collection.documents)
        seconds = time.perf_counter() - began
        print(
            json.dumps(
                {"index_s": seconds, "documents_per_s": len(collection.documents) / seconds, "index_mb": peak_mb()}
            )
        )
        leave()
    system.open()
    system.search(collection.queries[0][1])
    cold = time.perf_counter() - began
    print(json.dumps({"cold_s": cold, **asked(system, collection, beir)}))
    leave()


def asked(system, collection, beir) -> dict[str, float]:  # type: ignore[no-untyped-def]
    """Quality over the queries, latency one at a time and eight at once, memory."""
    queries = collection.queries[:: max(1, len(collection.queries) // MOST_QUERIES)]
    times, scores = [], []
    for key, text in queries:
        began = time.perf_counter()
        ranked = system.search(text)
        times.append(time.perf_counter() - began)
        scores.append(beir.ndcg(ranked, collection.judged[key]))

    def timed(text: str) -> float:
        began = time.perf_counter()
        system.search(text)
        return time.perf_counter() - began

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(timed, [text for _, text in queries]))
    return {
        "ndcg10": statistics.mean(scores), "one_p50_ms": at(times, 0.5), "one_p95_ms": at(times, 0.95),
        "eight_p50_ms": at(together, 0.5), "eight_p95_ms": at(together, 0.95), "mb": rss_mb(), "queries": len(queries),
    }  # fmt: skip


def at(times: list[float], share: float) -> float:
    """A quantile in milliseconds."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000


def rss_mb() -> float:
    """What the process holds now, in MB: anonymous and mapped."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def peak_mb() -> float:
    """The most it ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def leave() -> None:
    """End at once: some peers keep threads that do not."""
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    os.environ.update(
        HF_HUB_OFFLINE="1",
        TOKENIZERS_PARALLELISM="false",
        ANONYMIZED_TELEMETRY="False",
        HAYSTACK_TELEMETRY_ENABLED="False",
    )
    main()
