"""Every page in light, dark and on a phone: axe finds nothing, nothing scrolls sideways, focus is never hidden."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PICTURES, Site

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 720}, "color_scheme": "light", "has_touch": True},
}
PAGES = {
    "": ["/sign-in", "/how-it-works", "/help-now", "/nothing-here"],
    "maya": ["/today", "/pairings", "/pairings/p-ana", "/training", "/library", "/account", "/flags/raise"],
    "jonah": ["/today", "/pairings/p-chem"],
    "ana": ["/home", "/ask", "/about-me", "/about-me/export", "/flags/raise", "/flags/raised", "/complaints/new"],
    "dana": ["/queue", "/pairs", "/people", "/policies", "/trends", "/audit", "/suites", "/break-glass"],
    "sam": ["/health"],
}


def problems(page: Page) -> list[str]:
    """What axe finds, in one line each."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run({runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})")
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


def sideways(page: Page) -> int:
    """How many pixels the page scrolls sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def keep_picture(page: Page, name: str) -> None:
    """Keep a screenshot where somebody asked for them (TRELLIS_PICTURES=folder)."""
    if PICTURES:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("person", PAGES)
def test_pages_are_clean(site: Site, person: str, look: str) -> None:
    page = site.visit(person, **LOOKS[look])
    found: dict[str, list[str]] = {}

    for path in PAGES[person]:
        page.goto(path)
        keep_picture(page, f"{person or 'nobody'}{path.replace('/', '-')}-{look}")
        found[path] = problems(page) + (["scrolls sideways"] if sideways(page) > 0 else [])

    page.context.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_a_review_is_clean(site: Site, look: str) -> None:
    page = site.visit("maya", **LOOKS[look])

    page.get_by_role("link", name="Session and notes").first.click()
    page.get_by_role("button", name="Draft again").or_(page.get_by_role("button", name="Prepare this session")).click()
    keep_picture(page, f"review-{look}")
    wrong = problems(page)
    scrolls = sideways(page)

    page.context.close()
    assert wrong == []
    assert scrolls <= 0


def test_focus_is_never_hidden(site: Site) -> None:
    page = site.visit("maya", viewport={"width": 1280, "height": 600})
    page.goto("/today")
    hidden = []

    for _ in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const el = document.activeElement; if (!el || el === document.body) return "";
            const box = el.getBoundingClientRect(); const x = box.x + box.width / 2, y = box.y + box.height / 2;
            const top = document.elementFromPoint(x, y);
            return top && (el.contains(top) || top.contains(el)) ? "" : el.outerHTML.slice(0, 120); }"""
        )
        hidden += [seen] if seen else []

    page.context.close()
    assert hidden == []


def test_a_planted_fault_is_found(site: Site) -> None:
    page = site.visit("maya")
    page.goto("/today")

    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/static/trellis.svg\">')")
    wrong = problems(page)

    page.context.close()
    assert any(one.startswith("image-alt") for one in wrong)
