"""The report as a provost meets it: one offline page that passes axe in light and dark, and on a telephone."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from core.settings import Settings
from evals.compare import compare_runs
from evals.report import write_comparison, write_report
from evals.run import Options, run_suites
from evals.subjects import Scripted, Setup, Subjects

CASES = """\
author: s1
cases:
  - {id: k1, about: "Says <b>hours</b>", question: "when is it open", kind: hours, expect: {must_keep: [nine]}}
  - {id: k2, about: "Knows nothing", question: "who will win", kind: unknown, expect: {status: unanswerable_*}}
  - {id: k3, about: "Cites", question: "where is it", expect: {cites: [a.md], must_not_reveal: [code 4471]}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two small runs, one worse than the other, with their report and comparison."""
    base = tmp_path_factory.mktemp("report")
    (base / "cases.yaml").write_text(CASES)
    for name, text in (("before", "We open at nine."), ("after", "The code 4471 opens it.")):
        output = {"status": "answered", "text": text, "citations": [{"document": "a.md"}], "concerns": []}
        subjects = Subjects(Setup(settings=Settings()), {"ask": Scripted(script=lambda given, told=output: told)})
        result = run_suites(["resources"], cases=base / "cases.yaml", report_dir=base / name,
                            options=Options(subjects=subjects))  # fmt: skip
        write_report(result, base / name)
    write_comparison(compare_runs(base / "before", base / "after"), base / "compared")
    return base


def test_the_page_holds_everything_and_names_no_address(folder):
    page = (folder / "after/report.html").read_text()

    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert "url(" not in page
    assert "<script" not in page
    assert page.index("Verdict:") < page.index("Run record")


def test_the_verdict_names_what_fell_and_the_comparison_names_the_case(folder):
    told = json.loads((folder / "compared/compare.json").read_text())

    assert told["verdict"] == "worse: a dangerous mistake is new"
    assert {row["case"] for row in told["danger"]} == {"k3"}
    assert "a gate fell" in (folder / "after/report.html").read_text()


def test_junit_counts_cases_and_limits(folder):
    from xml.etree.ElementTree import parse

    (suite,) = parse(folder / "after/junit.xml").getroot()

    assert int(suite.get("tests")) == len(suite)
    assert int(suite.get("failures")) == len(suite.findall(".//failure")) > 0


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_pass_axe(folder, browser, scheme):
    page = browser.new_page(color_scheme=scheme, viewport={"width": 320, "height": 700})

    for name in ("after/report.html", "compared/compare.html"):
        page.goto((folder / name).as_uri())
        found = Axe().run(page).response["violations"]
        assert [v["id"] for v in found] == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
    page.close()
