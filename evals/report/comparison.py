"""Two runs on one page: verdict first, then every case that changed sides, then the slices."""

from evals.report.drawing import interval
from evals.report.pieces import element, page, table, text
from evals.summary import Plain


def comparison_page(result: Plain) -> str:
    """The whole page of a comparison."""
    worse = result["exit"] != 0
    parts = [
        element("h1", "Two runs compared"),
        element("p", text(f"Verdict: {result['verdict']}."), class_=f"verdict {'fell' if worse else 'held'}"),
        element("p", text(result["told"])),
        table("Cases that passed", ("Run", "Rate"), [[word, interval(result[word])] for word in ("before", "after")]),
        flips("Lost: passed before, fail now", result["lost"]),
        flips("Dangerous mistakes that are new", result["danger"]),
        flips("Won: failed before, pass now", result["won"]),
        slice_table(result["slices"]),
        notes(result["notes"]),
    ]  # fmt: skip
    return page(f"Trellis: two runs compared, {result['verdict']}", "\n".join(part for part in parts if part))


def flips(caption: str, rows: list[Plain]) -> str:
    """Each case that changed sides."""
    if not rows:
        return element("p", text(f"{caption}: none."))
    told = [[text(f"{r['suite']}/{r['case']}"), text(r["about"]), text(r["why"])] for r in rows]
    return table(f"{caption} ({len(rows)})", ("Case", "About", "Why"), told)


def slice_table(slices: list[Plain]) -> str:
    """Slices, those that moved first."""
    ranked = sorted(slices, key=lambda s: (s["p"], -s["n"], s["slice"]))
    rows = [[text(s["slice"]), text(s["n"]), text(s["lost"]), text(s["won"]), text(s["told"])] for s in ranked]
    return table("By slice", ("Slice", "n", "Lost", "Won", "In words"), rows, numeric=(1, 2, 3))


def notes(told: list[str]) -> str:
    """What else differs between the runs."""
    if not told:
        return element("p", "Nothing else differs between the two runs.")
    return element("h2", "What else differs") + element("ul", "".join(element("li", text(note)) for note in told))
