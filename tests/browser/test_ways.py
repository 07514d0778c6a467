"""Whole ways through the pages: by keyboard alone, without scripts, and when the network is gone."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site


def tab_to(page: Page, name: str, most: int = 200) -> None:
    """Press Tab until the focused control has this name."""
    for _ in range(most):
        page.keyboard.press("Tab")
        label = page.evaluate(
            "document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || ''"
        )
        if name in label:
            return
    raise AssertionError(f"Tab never reached {name!r}")


def test_prep_to_approved_by_keyboard_alone(site: Site) -> None:
    page = site.visit("priyanka")

    tab_to(page, "Prepare this session")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/drafts/"))
    own = page.get_by_label(re.compile("Your words")).first
    own.focus()
    page.keyboard.type("Good to see you again.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    for _ in range(page.get_by_text("open its source first").count()):
        page.get_by_text("open its source first").first.locator("xpath=ancestor::li").get_by_role(
            "button", name="Source"
        ).press("Enter")
        page.get_by_role("link", name="Back to the review").press("Enter")
    page.locator("main").focus()
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    page.wait_for_load_state()

    expect(page.get_by_text("approved", exact=True).first).to_be_visible()
    page.context.close()


def test_moving_with_j_shows_the_source_beside_the_line(site: Site) -> None:
    page = site.visit("theo")
    page.get_by_role("button", name="Prepare this session").first.click()
    page.wait_for_url(re.compile("/drafts/"))

    page.keyboard.press("j")

    expect(page.locator("#source-panel")).to_contain_text("Why it is here")
    page.context.close()


def test_single_keys_can_be_turned_off(site: Site) -> None:
    page = site.visit("sam")
    page.goto("/account")
    page.get_by_label("Single keys").uncheck()
    page.get_by_role("button", name="Save").click()

    page.locator("body").press("?")

    expect(page.locator("#keys")).to_be_hidden()
    page.context.close()


def test_a_question_is_answered_without_scripts(site: Site) -> None:
    page = site.visit("wen", java_script_enabled=False)
    page.goto("/ask")

    page.get_by_label("Your question").fill("When is the math lab open?")
    page.get_by_role("button", name="Ask").click()

    expect(page.locator(".answer")).to_contain_text("10:00 am")
    expect(page.locator(".sources a").first).to_be_visible()
    page.context.close()


def test_a_note_is_written_without_scripts(site: Site) -> None:
    page = site.visit("jonah", java_script_enabled=False)
    page.get_by_role("link", name="Session and notes").first.click()

    page.get_by_label("Solved").fill("They finished the conversion sheet together.")
    page.get_by_role("button", name="Keep the note").click()

    expect(page.get_by_text("Your note is kept")).to_be_visible()
    page.context.close()


def test_what_is_typed_survives_closing_the_page_and_is_gone_once_sent(site: Site) -> None:
    page = site.visit("omar")
    page.goto("/ask")
    page.get_by_label("Your question").fill("Where do I get a laptop")
    expect(page.locator(".saved").first).to_contain_text("Saved")

    page.goto("/home")
    page.goto("/ask")
    kept = page.get_by_label("Your question").input_value()
    page.get_by_role("button", name="Ask", exact=True).click()
    page.wait_for_load_state()
    after = page.get_by_label("Your question").input_value()

    page.context.close()
    assert (kept, after) == ("Where do I get a laptop", "")


def test_a_lost_network_keeps_what_was_typed_and_says_so(site: Site) -> None:
    page = site.visit("lena")
    page.goto("/ask")
    page.context.set_offline(True)

    page.get_by_label("Your question").fill("Is the tutoring center open on Friday")
    expect(page.locator(".saved").first).to_contain_text("Not saved yet")
    page.context.set_offline(False)

    expect(page.locator(".saved").first).to_contain_text("Saved", timeout=20_000)
    page.context.close()


def test_a_second_tab_is_told_and_nothing_is_overwritten(site: Site) -> None:
    first = site.visit("kofi")
    first.goto("/ask")
    second = first.context.new_page()
    second.goto("/ask")
    first.get_by_label("Your question").fill("First tab")
    expect(first.locator(".saved").first).to_contain_text("Saved")

    second.get_by_label("Your question").fill("Second tab")
    expect(second.locator(".saved").first).to_contain_text("Changed in another tab")
    first.reload()
    kept = first.get_by_label("Your question").input_value()

    first.context.close()
    assert kept == "First tab"


def test_crisis_words_bring_the_card_first_and_a_flag_to_the_queue(site: Site) -> None:
    student = site.visit("sofia", viewport={"width": 320, "height": 720})
    student.goto("/ask")
    student.get_by_label("Your question").fill("I am going to kill myself tonight, I have everything ready")
    student.get_by_role("button", name="Ask", exact=True).click()
    student.wait_for_load_state()

    card = student.locator("#safety")
    expect(card).to_contain_text("988")
    expect(card).to_contain_text("911")
    assert student.evaluate("document.querySelector('main').firstElementChild.id") == "safety"
    desk = site.visit("dana")
    desk.goto("/queue")
    expect(desk.locator(".rows").first).to_contain_text("Sofia Marchetti")
    student.context.close()
    desk.context.close()
