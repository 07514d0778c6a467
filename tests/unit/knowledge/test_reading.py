"""Files of a college become documents; what nobody sees is dropped, what cannot be read is refused by name."""

import io
from pathlib import Path

import docx
import pytest
from docx.shared import RGBColor
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from knowledge.document import Audience, Document
from knowledge.reading.folder import Shelf, read_folder
from knowledge.reading.shelving import Refusal, shelve


def read(path: str, text: str | bytes) -> Document:
    document = shelve(path, text.encode() if isinstance(text, str) else text)
    assert isinstance(document, Document), document
    return document


def refused(path: str, raw: bytes) -> str:
    result = shelve(path, raw)
    assert isinstance(result, Refusal)
    return result.reason


def words(document: Document) -> str:
    return "\n".join(section.text for section in document.sections)


def test_markdown_keeps_heading_paths_tables_and_whole_lists() -> None:
    document = read(
        "a.md", "# Lab\n\n## Hours\n\n| Day | Open |\n|---|---|\n| Mon | 9 am |\n\n## Bring\n- an ID\n- a pen\n"
    )

    hours, bring = document.sections
    assert hours.path == ("Lab", "Hours")
    assert hours.tables[0].rows == (("Mon", "9 am"),)
    assert bring.text == "- an ID\n- a pen"


def test_front_matter_says_who_may_be_answered() -> None:
    document = read(
        "a.md", "---\ntitle: T\naudience: mentors\nverified_on: March 3, 2026\nowner: Ann\n---\nWords here.\n"
    )

    assert document.audience is Audience.MENTOR
    assert str(document.verified_on) == "2026-03-03"


def test_an_audience_nobody_knows_closes_the_document() -> None:
    document = read("a.md", "---\naudience: martians\n---\nWords here.\n")

    assert document.audience is Audience.COORDINATOR
    assert any("audience" in warning for warning in document.warnings)


@pytest.mark.parametrize(
    "text", ["# Guide\n\nFor mentors only. Use this script.", "# Guide\n\nDo not share with students."]
)
def test_without_front_matter_a_document_for_mentors_is_known_by_its_words(text: str) -> None:
    assert read("a.md", text).audience is Audience.MENTOR


def test_a_bad_date_is_left_out_with_a_warning() -> None:
    document = read("a.md", "---\nverified_on: soonish\n---\nWords here.\n")

    assert document.verified_on is None
    assert document.warnings == ("verified_on is not a date: left out",)


HTML = """<html><head><title>Desk | College</title><style>.x{display:none}</style></head><body>
<nav>Home About</nav><div id="cookie-banner">We use cookies</div><main><h1>Desk</h1><p>Open at noon.</p>
<!-- secret one --><p class="x">secret two</p><p style="color:#fff">secret three</p>
<span style="font-size:0">secret four</span>
<div style="background:#003; color:white">Visible on dark</div></main><footer>Copyright</footer></body></html>"""


def test_html_loses_menus_footers_and_hidden_text_and_says_so() -> None:
    document = read("a.html", HTML)

    assert words(document) == "Open at noon.\n\nVisible on dark"
    assert document.title == "Desk"
    assert document.warnings == ("comments were dropped", "hidden text was dropped")


def pdf(*pages: str) -> bytes:
    raw = io.BytesIO()
    canvas = Canvas(raw)
    for number, text in enumerate(pages, start=1):
        canvas.drawString(72, 800, "Northfield College")
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, 700, f"Part {number}")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 670, text)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 600, "white secret")
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(72, 30, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return raw.getvalue()


def test_pdf_keeps_pages_and_loses_running_heads_and_white_text() -> None:
    document = read("a.pdf", pdf("The desk opens at noon.", "Bring your card."))

    assert [(s.path[-1], s.page, s.text) for s in document.sections] == [
        ("Part 1", 1, "The desk opens at noon."), ("Part 2", 2, "Bring your card."),
    ]  # fmt: skip
    assert "hidden text was dropped" in document.warnings


def test_docx_keeps_headings_and_tables_and_loses_white_runs() -> None:
    word = docx.Document()
    word.add_heading("Closet", 1)
    word.add_paragraph("Take what you need.").add_run(" secret").font.color.rgb = RGBColor(255, 255, 255)
    table = word.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Day", "Open", "Mon", "9 am"], strict=True):
        cell.text = text
    raw = io.BytesIO()
    word.save(raw)

    document = read("a.docx", raw.getvalue())

    assert words(document) == "Take what you need."
    assert document.sections[0].tables[0].rows == (("Mon", "9 am"),)
    assert document.warnings == ("hidden text was dropped",)


def test_each_csv_row_is_a_section_of_its_own() -> None:
    document = read("offices.csv", "Office;Room\nBursar;12\nRegistrar;14\n")

    assert [s.path[-1] for s in document.sections] == ["Bursar", "Registrar"]


def test_plain_text_headings_are_found_by_their_looks() -> None:
    document = read(
        "a.txt", "FOOD SHELF\n\nWhere We Are\nRoom 12 in the annex.\n\nHours:\nMonday to Friday, 9 am to noon.\n"
    )

    assert [s.path[-1] for s in document.sections] == ["Where We Are", "Hours"]


def test_what_cannot_be_read_is_refused_with_its_reason() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("x"))))
    writer.encrypt("secret")
    locked = io.BytesIO()
    writer.write(locked)

    assert refused("a.md", b"  \n") == "empty"
    assert refused("a.txt", bytes(range(32)) * 99).startswith("binary")
    assert refused("a.pdf", b"%PDF-1.4 nonsense").startswith("broken")
    assert refused("a.pdf", locked.getvalue()) == "encrypted"
    assert refused("a.docx", b"PK nonsense").startswith("broken")
    assert refused("a.exe", b"MZ").startswith("not a kind of file")


def test_the_same_bytes_are_read_once_and_the_rest_is_kept(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.md").write_text("# A\n\nWords.")
    (tmp_path / "sub" / "b.md").write_text("# A\n\nWords.")
    (tmp_path / "c.md").write_text("")

    shelf = read_folder(tmp_path)

    assert [d.path for d in shelf.documents] == ["a.md"]
    assert {r.path: r.reason for r in shelf.refusals} == {
        "sub/b.md": "duplicate of a.md: indexed once",
        "c.md": "empty",
    }
    assert isinstance(shelf, Shelf)
