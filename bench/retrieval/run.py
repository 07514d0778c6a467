"""All systems on a collection, one after the other, on this machine: `python -m bench.retrieval.run COLLECTION ...`.

`--peers PYTHON` is the interpreter of a venv that holds the peers (`bench/retrieval/peers.txt`); without it only ours runs.
`--sizes 1000 10000 100000` measures growth. Writes results.json and a curve for each measure into `--out`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PEERS = ("langchain_chroma", "llama_index", "haystack")
MEASURES = ("ndcg10", "cold_s", "documents_per_s", "one_p50_ms", "one_p95_ms", "eight_p95_ms", "mb")


def main() -> None:
    """Measure, print, draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collections", nargs="+", type=Path)
    parser.add_argument("--peers", help="interpreter of the peers' venv")
    parser.add_argument("--sizes", nargs="*", type=int, default=[])
    parser.add_argument("--out", type=Path, default=Path("build/bench/retrieval"))
    chosen = parser.parse_args()
    systems = {"trellis": sys.executable, **(dict.fromkeys(PEERS, chosen.peers) if chosen.peers else {})}
    chosen.out.mkdir(parents=True, exist_ok=True)
    results = []
    for collection in chosen.collections:
        for size in chosen.sizes or [0]:
            for system, python in systems.items():
                results.append(measured(system, python, collection, size))
                print(line_of(results[-1]), flush=True)
                (chosen.out / "results.json").write_text(json.dumps(results, indent=1))
    for measure in MEASURES if chosen.sizes else ():
        (chosen.out / f"{measure}.svg").write_text(curve(results, measure))


def measured(system: str, python: str, collection: Path, size: int) -> dict[str, Any]:
    """Both phases of one system, each in a process of its own."""
    result: dict[str, Any] = {"system": system, "collection": collection.name, "size": size}
    with tempfile.TemporaryDirectory() as kept:
        for phase in ("index", "ask"):
            command = [
                python,
                str(HERE / "measure.py"),
                system,
                str(collection),
                kept,
                phase,
                *([str(size)] if size else []),
            ]
            run = subprocess.run(command, capture_output=True, text=True)
            if run.returncode or not run.stdout.strip():
                return {**result, "failed": (run.stderr.strip().splitlines() or ["no output"])[-1]}
            result.update(json.loads(run.stdout.strip().splitlines()[-1]))
    return result


def line_of(result: dict[str, Any]) -> str:
    """One line of the table."""
    cells = "  ".join(f"{name} {result[name]:.4g}" for name in MEASURES if name in result)
    return f"{result['collection']:20} {result['size'] or '':>7} {result['system']:18} {result.get('failed', cells)}"


def curve(results: list[dict[str, Any]], measure: str) -> str:
    """An SVG of a measure over the size of the collection, a line a system."""
    points: dict[str, list[tuple[int, float]]] = {}
    for result in results:
        if measure in result:
            points.setdefault(result["system"], []).append((result["size"], result[measure]))
    top = max((value for line in points.values() for _, value in line), default=1) or 1
    wide = max((size for line in points.values() for size, _ in line), default=1)
    shades = ("#1f5f3f", "#b4541a", "#335c9e", "#7a4b8f")
    parts = [f'<text x="10" y="20">{measure}, up to {top:.4g}, by passages up to {wide}</text>']
    for (system, line), shade in zip(sorted(points.items()), shades, strict=False):
        path = " ".join(f"{40 + 520 * size / wide:.0f},{280 - 230 * value / top:.0f}" for size, value in sorted(line))
        parts.append(f'<polyline fill="none" stroke="{shade}" stroke-width="2" points="{path}"/>')
        x, y = path.split(" ")[-1].split(",")
        parts.append(f'<text x="{x}" y="{y}" fill="{shade}" text-anchor="end" dy="-6">{system}</text>')
    body = "".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 300" font-family="sans-serif" font-size="12">{body}</svg>\n'


if __name__ == "__main__":
    main()
