"""An answer watched in a browser: its sentences appear, then the stored page; without scripts the form works."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page

from assistant.signing_in import link_for
from cli.demo_filling import PROGRAM
from cli.fake_model import FakeModel
from tests.browser.conftest import PICTURES
from tests.conftest import House
from tests.journeys.test_model_answers import QUESTION, statuses, with_model
from tests.journeys.test_model_streams import served

MARK = "Worded by a language model"


def test_sentences_appear_one_by_one_and_the_stored_answer_stays(house: House, page: Page, fake: FakeModel) -> None:
    fake.piece_seconds = 0.05
    page.fill("#text", QUESTION)
    page.click("button.main")

    page.wait_for_function("() => document.querySelector('.coming [data-said]')?.textContent.length > 10")
    early = page.text_content(".coming [data-said]") or ""
    picture(page, "watching")
    page.wait_for_selector(f"text={MARK}")

    assert early
    assert early in (page.text_content("ol.talk .answer .lead") or "")
    assert "conversation=" in page.url
    assert statuses(house) == ["used"]


def test_a_second_question_of_the_same_conversation_is_shown_too(page: Page) -> None:
    for question in (QUESTION, "and on fridays?"):
        page.fill("#text", question)
        page.click("button.main")
        page.wait_for_function(
            "asked => !document.querySelector('.coming') && document.body.innerText.includes(asked)", arg=question
        )

    assert page.locator("ol.talk > li").count() == 2
    picture(page, "watched")


def test_where_the_stream_fails_the_form_is_sent_as_it_is(page: Page) -> None:
    page.route("**/ask/stream", lambda route: route.abort())
    page.fill("#text", QUESTION)
    page.click("button.main")

    page.wait_for_selector("ol.talk .answer .sources")
    assert page.locator("ol.talk > li").count() == 1


def test_nothing_to_ask_is_said_by_the_server(page: Page) -> None:
    page.click("button.main")

    page.wait_for_selector(".problem")


@pytest.mark.parametrize("page", [False], indirect=True)
def test_without_scripts_the_form_works(page: Page) -> None:
    page.fill("#text", QUESTION)
    page.click("button.main")

    page.wait_for_selector(f"text={MARK}")


@pytest.fixture
def page(request: pytest.FixtureRequest, house: House, fake: FakeModel, browser: Browser) -> Iterator[Page]:
    """The Ask page of a house with a model, open in a browser."""
    served_house = House(with_model(house, fake))
    with served(served_house) as url:
        context = browser.new_context(base_url=url, java_script_enabled=getattr(request, "param", True))
        context.set_default_timeout(60_000)
        opened = context.new_page()
        opened.goto(f"/sign-in/link/{link_for(served_house.services, 'wen', PROGRAM, lasts=timedelta(days=1))}")
        opened.goto("/ask")
        yield opened
        context.close()


def picture(page: Page, name: str) -> None:
    """Keep a picture where TRELLIS_PICTURES says so."""
    if PICTURES:
        page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=True)


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel() as running:
        yield running
