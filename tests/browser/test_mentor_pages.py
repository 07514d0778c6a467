"""The mentor's smaller pages in light, dark and on a phone; wording help as one types, and without a script."""

import pytest

from tests.browser.conftest import Site
from tests.browser.test_accessible import LOOKS, keep_picture, problems, sideways

PAGES = ("/reports", "/drill", "/calendar", "/pairings/p-ana/check-in?mentee_id=ana&channel=message")


@pytest.mark.parametrize("look", LOOKS)
def test_a_mentors_pages_are_clean(site: Site, look: str) -> None:
    page = site.visit("maya", **LOOKS[look])
    found: dict[str, list[str]] = {}

    for path in PAGES:
        page.goto(path)
        keep_picture(page, f"maya{path.split('?')[0].replace('/', '-')}-{look}")
        found[path] = problems(page) + (["scrolls sideways"] if sideways(page) > 0 else [])

    page.context.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_promise_of_secrecy_is_pointed_out_while_it_is_typed(site: Site) -> None:
    page = site.visit("maya")
    page.goto("/today")
    page.get_by_role("link", name="Session and notes").first.click()

    page.locator("form[data-wording] textarea").first.press_sequentially("I promise I won't tell anyone about this.")
    hint = page.locator("[data-wording-place] .note-line").first
    hint.wait_for(timeout=20_000)
    keep_picture(page, "wording-light")
    wrong, words = problems(page), hint.inner_text()

    page.context.close()
    assert words.strip()
    assert wrong == []


def test_the_drill_is_done_by_keyboard_and_without_scripts(site: Site) -> None:
    page = site.visit("maya", java_script_enabled=False)
    page.goto("/drill")

    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="I have marked what is wrong").focus()
    page.keyboard.press("Enter")
    told = page.get_by_role("status").inner_text()

    page.context.close()
    assert "planted errors caught" in told
