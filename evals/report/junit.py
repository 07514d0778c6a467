"""JUnit XML: every case and every limit, so that a build server shows them like any other test."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from evals.scoring import Row, failures, merged
from evals.summary import Plain


def junit_xml(result: Plain) -> str:
    """The whole run. Reasons only: no case's words are in it."""
    root = Element("testsuites", name="trellis eval")
    rows = merged(result["rows"])
    for suite in result["suites"]:
        mine = [row for row in rows if row["suite"] == suite["suite"]]
        fallen = [finding for finding in suite["findings"] if not finding["held"]]
        failed = sum(not row["passed"] for row in mine) + len(fallen)
        node = SubElement(root, "testsuite", name=suite["suite"], tests=str(len(mine) + len(suite["findings"])),
                          failures=str(failed), skipped=str(int("not_run" in suite)))  # fmt: skip
        for finding in suite["findings"]:
            limit_node(node, suite["suite"], finding)
        for row in mine:
            case_node(node, row)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def limit_node(parent: Element, suite: str, finding: Plain) -> None:
    """A limit of the gate."""
    node = SubElement(parent, "testcase", classname=f"{suite}.gate", name=str(finding["limit"]))
    if not finding["held"]:
        SubElement(node, "failure", message=finding["told"], type="gate")


def case_node(parent: Element, row: Row) -> None:
    """A case with why it failed."""
    node = SubElement(parent, "testcase", classname=row["suite"], name=row["case"])
    if not row["passed"]:
        why = "; ".join(f"{name}: {reason}" for name, reason in failures(row).items())
        SubElement(node, "failure", message=why, type="case")
    elif not row["scored"]:
        SubElement(node, "skipped", message="nothing could be scored")
