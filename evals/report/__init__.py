"""The report folder's readable part: one HTML page that opens offline, and JUnit XML for machines."""

from pathlib import Path

from evals.recording import OUTPUTS, line, read_rows
from evals.report.comparison import comparison_page
from evals.report.junit import junit_xml
from evals.report.page import report_page
from evals.summary import Plain


def write_report(result: Plain, folder: Path) -> Path:
    """Write `report.html` and `junit.xml` for a run's result beside its scores. Returns the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    outputs = {(row["suite"], row["case"]): row["output"] for row in read_rows(folder / OUTPUTS)}
    page = folder / "report.html"
    page.write_text(report_page(result, outputs), encoding="utf-8")
    (folder / "junit.xml").write_text(junit_xml(result), encoding="utf-8")
    return page


def write_comparison(result: Plain, folder: Path) -> Path:
    """Write `compare.html` and `compare.json`. Returns the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "compare.html"
    page.write_text(comparison_page(result), encoding="utf-8")
    (folder / "compare.json").write_text(line(result), encoding="utf-8")
    return page
