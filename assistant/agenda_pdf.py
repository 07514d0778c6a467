"""An agenda as PDF: a title, a language and headings that a screen reader can walk, in letters of any language."""

import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.exporting import Printed

if TYPE_CHECKING:
    from fpdf import FPDF

# Where systems keep a font that holds more than western letters; without one, letters lose their marks.
FONTS = (
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    Path("/usr/share/fonts/TTF/DejaVuSans.ttf"),
    Path("/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf"),
    Path("/System/Library/Fonts/Supplemental/Arial Unicode.ttf"),
)
WIDE, LINE = 0, 6.5  # millimetres: the width that means "to the margin", and a line's height at 11 points
LANGUAGE = "en-US"


def agenda_pdf(printed: Printed, made_at: datetime, fonts: tuple[Path, ...] = FONTS) -> bytes:
    """The agenda alone, as a PDF file; the same agenda made at the same moment gives the same bytes."""
    from fpdf import FPDF

    pdf = FPDF(format="Letter")
    pdf.set_creation_date(made_at)
    pdf.set_title(printed.title)
    pdf.set_lang(LANGUAGE)
    pdf.set_display_mode(zoom="default")
    pdf.set_margin(20)
    family, plain = lettering(pdf, fonts)
    pdf.add_page()
    heading(pdf, family, plain(printed.title), level=0, size=18)
    pdf.set_font(family, size=11)
    pdf.multi_cell(WIDE, LINE, f"{printed.session.minutes} minutes, {printed.session.mode.replace('_', ' ')}")
    for title, minutes, lines in printed.blocks:
        pdf.ln(3)
        heading(pdf, family, plain(f"{title} ({minutes} min)"), level=1, size=13)
        pdf.set_font(family, size=11)
        for line in lines:
            pdf.set_x(24)
            pdf.multi_cell(WIDE, LINE, plain(f"- {line}"), new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def heading(pdf: "FPDF", family: str, words: str, *, level: int, size: int) -> None:
    """A heading, in the document's outline too."""
    pdf.set_font(family, size=size)
    pdf.start_section(words, level=level)
    pdf.multi_cell(WIDE, size * 0.55, words, new_x="LMARGIN", new_y="NEXT")


def lettering(pdf: "FPDF", fonts: tuple[Path, ...]) -> tuple[str, Callable[[str], str]]:
    """The font to set and how words are made to fit it."""
    font = next((path for path in fonts if path.is_file()), None)
    if font is None:
        return "Helvetica", unmarked
    pdf.add_font("Agenda", fname=str(font))
    return "Agenda", str


def unmarked(words: str) -> str:
    """The words in western letters: others lose their marks, and what is left over is a question mark."""
    bare = "".join(
        letter if letter.isascii() or letter.encode("latin-1", "ignore") else unicodedata.normalize("NFKD", letter)
        for letter in words.replace("’", "'").replace("–", "-").replace("—", "-")
    )
    kept = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return kept.encode("latin-1", "replace").decode("latin-1")
