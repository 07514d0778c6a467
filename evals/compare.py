"""Two runs side by side, case by case: what was lost, what was won, and whether that is more than chance."""

from collections import defaultdict
from pathlib import Path

from core.errors import InvalidInputError
from evals.recording import SCORES, read_rows, read_run
from evals.scorers import DANGEROUS
from evals.scoring import Row, failures, merged
from evals.statistics import FEW, bootstrap_difference, mcnemar, wilson
from evals.summary import Plain, as_plain

LIKELY = 0.05  # two-sided: below this, uneven flips are more than chance
Pair = tuple[Row, Row]


def compare_runs(before: Path, after: Path) -> Plain:
    """Compare two report folders. Returns plain values; `exit` is 0 not worse, 1 worse.

    Worse means: a dangerous mistake is new, or more cases were lost than won beyond chance (exact McNemar, 5 %).
    Raises InvalidInputError when a folder holds no finished run or the runs share no case.
    """
    one, two = read_report(before), read_report(after)
    pairs, notes = paired(one["rows"], two["rows"])
    if not pairs:
        raise InvalidInputError("The two runs have no case in common: there is nothing to compare.")
    return compared(pairs, [*notes, *differences(one["run"], two["run"])], seed=int(one["run"].get("seed", 0)))


def read_report(folder: Path) -> Plain:
    """The run record and the merged rows of a report folder."""
    run = read_run(folder)
    if not run.get("finished"):
        raise InvalidInputError(f"{folder} holds no finished run (run.json).")
    return {"run": run["run"], "rows": merged(list(read_rows(folder / SCORES)))}


def paired(before: list[Row], after: list[Row]) -> tuple[list[Pair], list[str]]:
    """Cases that are the same in both runs, and a note on those that are not."""
    old = {(row["suite"], row["case"]): row for row in before}
    new = {(row["suite"], row["case"]): row for row in after}
    both = [key for key in old if key in new]
    same = [(old[key], new[key]) for key in both if old[key]["digest"] == new[key]["digest"]]
    notes = []
    if changed := len(both) - len(same):
        notes.append(f"{changed} cases were rewritten between the runs and are left out")
    if gone := len(old) - len(both):
        notes.append(f"{gone} cases are only in the first run")
    if added := len(new) - len(both):
        notes.append(f"{added} cases are only in the second run")
    return same, notes


def compared(pairs: list[Pair], notes: list[str], *, seed: int) -> Plain:
    """The comparison of paired rows."""
    lost = [(a, b) for a, b in pairs if a["passed"] and not b["passed"]]
    won = [(a, b) for a, b in pairs if not a["passed"] and b["passed"]]
    danger = [(a, b) for a, b in pairs if newly_dangerous(a, b)]
    chance = mcnemar(len(lost), len(won))
    low, high = bootstrap_difference([float(a["passed"]) for a, _ in pairs], [float(b["passed"]) for _, b in pairs],
                                     seed=seed)  # fmt: skip
    verdict = verdict_of(len(lost), len(won), chance, bool(danger))
    return {
        "verdict": verdict, "exit": int(verdict.startswith("worse")), "cases": len(pairs),
        "before": as_plain(wilson(sum(a["passed"] for a, _ in pairs), len(pairs))),
        "after": as_plain(wilson(sum(b["passed"] for _, b in pairs), len(pairs))),
        "p": round(chance, 5), "difference": {"low": round(low, 4), "high": round(high, 4)},
        "told": in_words(len(pairs), len(lost), len(won), chance, (low, high)),
        "lost": [flip(a, b, lost=True) for a, b in lost], "won": [flip(a, b, lost=False) for a, b in won],
        "danger": [flip(a, b, lost=True) for a, b in danger], "slices": slices(pairs), "notes": notes,
        "reworded": sum(a["scores"] != b["scores"] for a, b in pairs) - len(lost) - len(won),
    }  # fmt: skip


def verdict_of(lost: int, won: int, chance: float, danger: bool) -> str:
    """One line for a person who decides."""
    if danger:
        return "worse: a dangerous mistake is new"
    if chance < LIKELY:
        return (
            "worse: more was lost than chance explains" if lost > won else "better: more was won than chance explains"
        )
    return "statistically tied" if lost or won else "statistically tied: not one case flipped"


def in_words(n: int, lost: int, won: int, chance: float, span: tuple[float, float]) -> str:
    """The numbers behind the verdict."""
    share, low, high = (won - lost) / n, *span
    return (
        f"{n} cases in both runs: {lost} lost, {won} won (exact McNemar p = {chance:.4f}; the share that passes "
        f"changed by {share:+.1%}, 95 % bootstrap interval {low:+.1%} to {high:+.1%})."
    )


def newly_dangerous(a: Row, b: Row) -> bool:
    """Whether a dangerous scorer held before and fails now."""
    return bool((DANGEROUS & set(failures(b))) - set(failures(a)))


def flip(a: Row, b: Row, *, lost: bool) -> Plain:
    """A case that changed sides, with the reason from the run in which it fails."""
    failing, other = (b, a) if lost else (a, b)
    why = "; ".join(f"{name}: {reason}" for name, reason in failures(failing).items() if name not in failures(other))
    return {"suite": b["suite"], "case": b["case"], "about": b["about"], "why": why or "see the report"}


def slices(pairs: list[Pair]) -> list[Plain]:
    """Each slice before and after, with n, a warning under 30, and whether it moved beyond chance."""
    cells: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for a, b in pairs:
        for name, value in (("suite", b["suite"]), *sorted(b["slices"].items())):
            cells[name, str(value)].append((a, b))
    return [one_slice(name, value, cell) for (name, value), cell in sorted(cells.items())]


def one_slice(name: str, value: str, cell: list[Pair]) -> Plain:
    """One slice of both runs."""
    lost = sum(a["passed"] and not b["passed"] for a, b in cell)
    won = sum(b["passed"] and not a["passed"] for a, b in cell)
    chance = mcnemar(lost, won)
    few = f"; only {len(cell)} cases, read with care" if len(cell) < FEW else ""
    word = "moved beyond chance" if chance < LIKELY else "statistically tied"
    told = f"n = {len(cell)}, {lost} lost, {won} won, p = {chance:.3f}: {word}{few}"
    return {"slice": f"{name} = {value}", "n": len(cell), "lost": lost, "won": won, "p": round(chance, 5),
            "moved": bool(lost or won), "few": len(cell) < FEW, "told": told}  # fmt: skip


def differences(one: Plain, two: Plain) -> list[str]:
    """What else differs between the runs, so that nobody compares apples and pears unawares."""
    told = [f"{name}: {one.get(name)} and {two.get(name)}" for name in ("model", "day", "epochs", "deployment")
            if one.get(name) != two.get(name)]  # fmt: skip
    old, new = one.get("versions", {}), two.get("versions", {})
    told += [f"{name} changed" for name in sorted(set(old) | set(new)) if old.get(name) != new.get(name)]
    return told
