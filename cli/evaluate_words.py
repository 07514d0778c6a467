"""What `trellis eval` says on the terminal: verdict first, then where it fell, then how to read on."""

import sys
from collections.abc import Iterable
from typing import Any

import click

Plain = dict[str, Any]
SHOWN = 10  # failing cases named on the terminal; the report names all


class Meter:
    """Progress on standard error: one line a suite, rewritten on a terminal, quiet in a log."""

    def __init__(self) -> None:
        self.live = sys.stderr.isatty()

    def __call__(self, name: str, done: int, total: int) -> None:
        if self.live and (done == total or done % 5 == 0):
            click.echo(f"\r{name}: {done}/{total}", nl=done == total, err=True)
        elif not self.live and done == total:
            click.echo(f"{name}: {done} cases", err=True)


def percent(rate: Plain) -> str:
    """A share with its interval."""
    if not rate.get("n"):
        return "nothing measured"
    return f"{rate['rate']:.1%} of {rate['n']} (95 % interval {rate['low']:.1%} to {rate['high']:.1%})"


def suite_line(suite: Plain) -> str:
    """One suite of `trellis eval list`."""
    wrong = f", {len(suite['mistakes'])} mistakes" if suite["mistakes"] else ""
    return f"{suite['name']:<22} {suite['cases']:>5} cases{wrong}  {suite['question']}"


def verdict_words(result: Plain) -> str:
    """The whole run."""
    lines = [f"Verdict: {result['verdict']}."]
    for suite in result["suites"]:
        lines += suite_words(suite)
    lines.append(f"{result['clock']['seconds']} s")
    return "\n".join(lines)


def suite_words(suite: Plain) -> list[str]:
    """One suite: its number, its fallen limits, its first failing cases."""
    if suite.get("not_run"):
        return [f"\n{suite['suite']}: not run, {suite['not_run']}"]
    lines = [f"\n{suite['suite']}: {'held' if suite['exit'] == 0 else 'FELL'}; passed {percent(suite['passed'])}"]
    if note := suite["passed"].get("zero") or suite["passed"].get("few"):
        lines.append(f"  ({note})")
    lines += [f"  {'held' if f['held'] else 'FELL'}  {f['limit']}: {f['told']}" for f in suite["findings"]]
    failing = suite["failing"]
    lines += [f"  - {row['case']}: {reasons(row['why'])}" for row in failing[:SHOWN]]
    if len(failing) > SHOWN:
        lines.append(f"  ... and {len(failing) - SHOWN} more (all in the report)")
    return lines


def reasons(why: dict[str, str]) -> str:
    """Why a case failed, in one line."""
    return "; ".join(f"{name}: {reason}" for name, reason in why.items())


def comparison_words(result: Plain) -> str:
    """Two runs side by side."""
    lines = [f"Verdict: {result['verdict']}.", result["told"]]
    for word, rows in (("worse", result["lost"]), ("better", result["won"])):
        lines += [f"  {word}: {row['suite']}/{row['case']}: {row['why']}" for row in rows]
    lines += [f"  slice {row['slice']}: {row['told']}" for row in result["slices"] if row["moved"]]
    lines += [f"  note: {note}" for note in result["notes"]]
    return "\n".join(lines)


def sabotage_words(result: Plain) -> str:
    """The table of saboteurs."""
    lines = [f"{'saboteur':<28} {'suite':<22} {'caught':<7} by"]
    lines += [f"{row['name']:<28} {row['suite']:<22} {'yes' if row['caught'] else 'NO':<7} {row['by']}"
              for row in result["saboteurs"]]  # fmt: skip
    caught = sum(row["caught"] for row in result["saboteurs"])
    return "\n".join([*lines, f"{caught} of {len(result['saboteurs'])} caught"])


def mutation_words(result: Plain) -> str:
    """What changed that must not."""
    lines = [f"{'mutation':<24} {'cases':>6} {'broke':>6}  must hold"]
    lines += [
        f"{row['mutation']:<24} {row['cases']:>6} {row['broken']:>6}  {row['must']}" for row in result["mutations"]
    ]
    lines += [f"  - {row['case']} ({row['mutation']}): {row['why']}" for row in first(result["broken"])]
    if len(result["broken"]) > SHOWN * 2:
        lines.append(f"  ... and {len(result['broken']) - SHOWN * 2} more")
    return "\n".join([*lines, f"Verdict: {result['verdict']}."])


def first(rows: Iterable[Plain]) -> list[Plain]:
    """The first few."""
    return list(rows)[: SHOWN * 2]
