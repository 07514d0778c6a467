"""The report: verdict first, what was tried, where it is weak, every failing case, and how to run it again."""

import json

from evals.report.drawing import interval
from evals.report.pieces import element, page, table, text
from evals.scoring import Row, failures, merged, unscored
from evals.summary import Plain

Outputs = dict[tuple[str, str], Plain]
HOW_TO_READ = (
    "A bar shows where the true rate lies with 95 % confidence given these cases; the dot is what was measured. "
    "A red mark is the limit a gate sets. Fewer than 30 cases say little, and that is written beside the number. "
    "No failure among n cases still allows a true rate of about 3 in n."
)
WHAT_IT_MEANS = (
    "The cases are written for this purpose and describe no real person. A green verdict means that these cases held, "
    "not that nothing can go wrong."
)


def report_page(result: Plain, outputs: Outputs) -> str:
    """The whole page of a run."""
    rows = merged(result["rows"])
    body = [head(result)]
    body += [suite_part(suite, [row for row in rows if row["suite"] == suite["suite"]], outputs)
             for suite in result["suites"]]  # fmt: skip
    return page(f"Trellis evaluation: {result['verdict']}", "\n".join([*body, record_part(result)]))


def head(result: Plain) -> str:
    """The verdict, one row a suite, and how to read the drawings."""
    held = result["exit"] == 0
    cases = sum(suite["cases"] for suite in result["suites"])
    say = f"Verdict: {result['verdict']}. {len(result['suites'])} suite(s), {cases} cases."
    lines = [
        element("h1", "Trellis evaluation"),
        element("p", text(say), class_=f"verdict {'held' if held else 'fell'}"),
        table("What was asked, and the answer", ("Question", "Suite", "Verdict", "Cases that passed"),
              [overview(suite) for suite in result["suites"]]),
        element("p", text(HOW_TO_READ), class_="soft"),
        element("p", text(WHAT_IT_MEANS), class_="soft"),
    ]  # fmt: skip
    return "\n".join(lines)


def overview(suite: Plain) -> list[str]:
    """One row of the first table."""
    link = element("a", text(suite["question"]), href=f"#{suite['suite']}")
    shown = text(suite["not_run"]) if suite.get("not_run") else interval(suite["passed"])
    return [link, text(suite["suite"]), verdict_mark(suite), shown]


def verdict_mark(suite: Plain) -> str:
    """Held, fell, or not run, in words."""
    word = {0: "held", 1: "fell"}.get(suite["exit"], "not run")
    word = "not run" if suite.get("not_run") else word
    return element("span", word, class_="held" if word == "held" else "fell" if word == "fell" else "soft")


def suite_part(suite: Plain, rows: list[Row], outputs: Outputs) -> str:
    """One suite: gate, scorers, slices, failing cases."""
    parts = [
        element("h2", text(f"{suite['suite']}: {suite['question']}"), id=suite["suite"]),
        element("p", text(suite["about"])),
    ]
    if suite.get("not_run"):
        return "\n".join([*parts, element("p", text(f"Not run: {suite['not_run']}."))])
    parts += [
        gate_table(suite),
        scorer_table(suite),
        *slice_tables(suite),
        failing_part(rows, outputs),
        silent_part(rows),
    ]
    return "\n".join(part for part in parts if part)


def gate_table(suite: Plain) -> str:
    """Every limit and whether it held."""
    rows = [[text(f["limit"]), element("span", "held" if f["held"] else "fell", class_="held" if f["held"] else "fell"),
             text(f["told"]), text(f["because"])] for f in suite["findings"]]  # fmt: skip
    return table("The gate: what this suite is held to", ("Limit", "Verdict", "Measured", "Because"), rows)


def scorer_table(suite: Plain) -> str:
    """What was looked at, and how often it held."""
    least = {f["limit"]: f["least"] for f in suite["findings"]}
    rows = [[text(name), text(s["about"]), interval(s, least.get(name)), text(s["failures"]), text(s["unscored"]),
             note(s)] for name, s in suite["scorers"].items()]  # fmt: skip
    heads = ("Scorer", "What it looks at", "Held", "Failed", "Could not score", "Mind")
    return table("What was looked at", heads, rows, numeric=(3, 4))


def note(rate: Plain) -> str:
    """The warning that goes with a number."""
    words = [w for w in (rate.get("few"), rate.get("zero")) if w]
    if rate.get("dangerous"):
        words.insert(0, "dangerous mistake: no failure is allowed")
    return element("span", text("; ".join(words)), class_="few") if words else ""


def slice_tables(suite: Plain) -> list[str]:
    """Where it is weak: each slice, weakest first."""
    told = []
    for name, cells in suite["slices"].items():
        ranked = sorted(cells.items(), key=lambda item: (item[1]["rate"] or 0, item[0]))
        rows = [
            [text(value), interval(rate), note({k: v for k, v in rate.items() if k == "few"})] for value, rate in ranked
        ]
        told.append(table(f"By {name.replace('_', ' ')}, weakest first", (name, "Cases that passed", "Mind"), rows))
    return told


def failing_part(rows: list[Row], outputs: Outputs) -> str:
    """Every failing case with its reasons and what the product put out."""
    failing = [row for row in rows if not row["passed"]]
    if not failing:
        return element("p", "No case failed.")
    items = "\n".join(case_details(row, outputs.get((row["suite"], row["case"]))) for row in failing)
    return element("h3", f"Every failing case ({len(failing)})") + items


def case_details(row: Row, output: Plain | None) -> str:
    """One failing case: id, about, reasons; for our own cases also the words it failed on and the output."""
    why = "".join(element("li", text(f"{name}: {reason}")) for name, reason in failures(row).items())
    quotes = [s["quote"] for s in row["scores"].values() if s.get("quote")] if row["own"] else []
    shown = "".join(element("p", f"Where: <q>{text(quote)}</q>") for quote in quotes)
    trace = (
        element("pre", text(json.dumps(output, ensure_ascii=False, indent=1)[:4000])) if output and row["own"] else ""
    )
    about = f": {row['about']}" if row["about"] else ""
    rules = element("p", text("Rules: " + ", ".join(row["rules"])), class_="soft") if row["rules"] else ""
    return element(
        "details", element("summary", text(row["case"] + about)) + element("ul", why) + rules + shown + trace
    )


def silent_part(rows: list[Row]) -> str:
    """What could not be scored, said aloud."""
    told = [(row["case"], name, reason) for row in rows for name, reason in unscored(row).items()]
    if not told:
        return ""
    listed = [[text(case), text(name), text(reason)] for case, name, reason in told[:200]]
    return table(f"What could not be scored ({len(told)})", ("Case", "Scorer", "Why"), listed)


def record_part(result: Plain) -> str:
    """The run record: enough to run it again."""
    run = result["run"]
    facts = {
        "Cases": json.dumps(run["data"]), "Git": json.dumps(run["git"]), "Model": run["model"], "Seed": run["seed"],
        "Epochs": run["epochs"], "Day of the run": run["day"], "Examined": run["deployment"], "Key": run["key"],
        "Machine": json.dumps(run["machine"]), "Clock": json.dumps(result.get("clock", {})),
    }  # fmt: skip
    told = "".join(element("dt", text(name)) + element("dd", text(value)) for name, value in facts.items())
    made = [[text(name), text(value)] for name, value in run["versions"].items()]
    again = "Run it again with: trellis eval run " + " ".join(run["data"])
    return "\n".join([element("h2", "Run record"), element("p", element("code", text(again))), element("dl", told),
                      table("Made with", ("What", "Version or digest"), made)])  # fmt: skip
