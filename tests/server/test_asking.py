"""Questions as forms, and search: filled in, answered in sentences, and harmless whatever the news or a client says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from serving import Served, open_watched
from tiers import nightly

from graphkit.agents import TOOLS
from graphkit.query.catalogue import named

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.model, pytest.mark.slow, pytest.mark.browser]

REQUIRED = {
    "claims-like": {"text": "the report is false"},
    "dossier": {"who": "Norway"},
    "search-claims": {"text": "report"},
    "who-said-what-about": {"about": "Norway"},
}
ADDRESSES = [
    "ask",
    "ask?question=who-denies-what&who=",
    "ask?question=relations&who=&predicate=&what=",
    "ask?question=who-denies-what&who=Norwai",
    "ask?question=meetings&who=Norway",
    "ask?q=what+does+Norway+say+about+the+bay",
    "ask?q=what+does+Norwai+say",
    "search",
    "search?words=report",
    "search?words=submarine",
]


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    with open_watched(browser, served) as page:
        yield page


def test_a_sentence_is_filled_in_and_answered_in_sentences(page: Page) -> None:
    page.goto("ask?question=who-denies-what")
    field = page.get_by_role("combobox", name="who")
    field.press_sequentially("norw")
    option = page.get_by_role("option").first
    option.wait_for()
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    field.press("Enter")
    assert field.input_value() == "Norway"
    field.press("Enter")
    page.locator("h2", has_text="2 claims by 1 source, in 2 articles").wait_for()
    answer = page.locator(".answers li", has_text="discharges")
    assert answer.locator("mark.content").inner_text() == "that the discharges had broken any law"
    assert answer.locator(".saying").inner_text() == "Norway denies"
    assert "characters 869–922" in answer.inner_text()
    assert page.locator(".asked input[name=who]").input_value() == "Norway"


def test_a_question_in_plain_words_is_understood_as_a_sentence_with_its_blanks_filled(page: Page) -> None:
    page.goto("ask")
    field = page.get_by_label("A question in your own words")
    field.fill("Please tell me, what did Norway deny?")
    field.press("Enter")
    page.locator("h2", has_text="2 claims by 1 source, in 2 articles").wait_for()
    assert page.get_by_text("Understood as").is_visible()
    assert page.locator(".asked input[name=who]").input_value() == "Norway"
    assert field.input_value() == "Please tell me, what did Norway deny?"
    page.goto("ask?q=What+does+Norwai+deny")
    assert "Nobody and nothing here is called ‘Norwai’. Did you mean Norway?" in page.locator(".outcome").inner_text()


def test_names_are_completed_with_the_keyboard_alone(page: Page) -> None:
    page.goto("ask?question=who-denies-what")
    field = page.get_by_role("combobox", name="who")
    field.press_sequentially("norw")
    page.get_by_role("option").first.wait_for()
    field.press("ArrowUp")
    assert page.locator('[role="option"][aria-selected="true"]').count() == 1
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "norw"


def test_a_sentence_is_copied_with_its_citation(page: Page) -> None:
    page.goto("ask?question=who-denies-what&who=Norway")
    button = page.get_by_role("button", name="Copy with citation").last
    assert "Norway denied that the discharges had broken any law.” (" in (button.get_attribute("data-citation") or "")
    button.click()
    page.get_by_role("button", name="Copied").wait_for()


def test_nothing_found_and_nobody_of_that_name_are_two_sentences(page: Page) -> None:
    page.goto("ask?question=no-comments&who=Norway")
    assert page.locator(".outcome h2").inner_text() == "Nothing was read that answers this."
    assert "On what would Norway not comment?" in page.locator(".outcome").inner_text()
    page.goto("ask?question=who-denies-what&who=Norwai")
    assert page.locator(".outcome h2").inner_text() == "This cannot be asked."
    assert "Nobody and nothing here is called ‘Norwai’." in page.locator(".outcome").inner_text()
    page.get_by_role("link", name="Norway", exact=True).click()
    page.locator("h2", has_text="2 claims").wait_for()


def test_what_is_said_otherwise_is_offered_where_nothing_answers(page: Page) -> None:
    page.goto("ask?question=who-denies-what&who=Ragna+Thorvald")
    page.locator(".wider a", has_text="What does anybody deny?").click()
    page.locator(".outcome h2", has_text="claims by").wait_for()


def test_the_search_is_for_all_names_in_a_question_that_nothing_answers(page: Page) -> None:
    page.goto("ask?q=On+what+would+Norway+not+comment+to+Ragna+Thorvald%3F")
    link = page.get_by_role("link", name="Search the articles for the words")
    assert (link.get_attribute("href") or "").endswith("words=Norway+Ragna+Thorvald")


def test_an_edge_leads_to_its_sentences(page: Page) -> None:
    page.goto("ask?question=who-opposes-whom&who=&what=")
    page.get_by_role("link", name="sentences").first.click()
    page.locator(".answers blockquote").first.wait_for()
    # what can be chosen is what somebody would choose: relations that are defined, then short words of the articles
    page.goto("ask?question=relations&who=&predicate=&what=")
    defined, read = page.locator("select[name=predicate] optgroup").all()
    assert "is a member of" in defined.locator("option").all_inner_texts()
    assert all(len(label.split()) <= 2 for label in read.locator("option").all_inner_texts())
    assert page.locator(".asked select").input_value() == ""


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("ask?question=who-denies-what&who=Norway", ".saying a"),
        ("ask?question=who-opposes-whom&who=Norway&what=", "tbody th a"),
        ("ask?question=evidence-spans&who=Norway&predicate=opposes&what=", ".saying a"),
        ("search?words=law&kind=claim&by=Norway", ".saying a"),
    ],
)
def test_names_in_answers_lead_to_the_page_on_whoever_bears_them(page: Page, address: str, place: str) -> None:
    page.goto(address)
    page.locator(f".outcome {place}", has_text="Norway").first.click()
    page.wait_for_url("**/who/norway")


def test_the_query_behind_an_answer_can_be_changed(page: Page) -> None:
    page.goto("ask?question=who-denies-what&who=Norway")
    page.locator("summary", has_text="as SPARQL").click()
    assert "graphkit query out who-denies-what --bind who=Norway" in page.locator(".sparql").inner_text()
    page.get_by_role("link", name="Change it").click()
    page.locator("#status", has_text="Answered").wait_for()
    assert "that the discharges had broken any law" in page.locator("#answer").inner_text()


def test_words_are_searched_from_every_page(page: Page) -> None:
    page.goto("doc/")
    field = page.get_by_role("searchbox", name="Search articles and claims")
    field.fill("discharges law")
    field.press("Enter")
    page.locator("h2", has_text="1 of 2 articles holds: discharges law").wait_for()
    assert "law" in page.locator("mark.found").all_inner_texts()
    page.locator('select[name="kind"]').select_option("claim")
    page.locator('[name="by"]').fill("Norway")
    page.get_by_role("button", name="Search").click()
    page.locator("h2", has_text="said by Norway").wait_for()
    page.locator(".answers footer a").first.click()
    page.locator("mark.chosen").first.wait_for()


def test_a_search_for_a_name_leads_to_the_page_on_whoever_bears_it(page: Page) -> None:
    page.goto("search?words=Thorvald")
    page.locator(".people a", has_text="Ragna Thorvald").click()
    page.locator("h1", has_text="Ragna Thorvald").wait_for()


def test_a_search_for_nobody_offers_names(page: Page) -> None:
    page.goto("search?words=law&by=Norwai")
    page.get_by_role("link", name="Norway", exact=True).click()
    page.locator("h2", has_text="said by Norway").wait_for()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("scheme", ["light", *nightly(["dark"])])
@pytest.mark.parametrize("width", [1400, *nightly([390])])
def test_axe_finds_nothing_to_object_to(
    browser: Browser, served: Served, address: str, scheme: str, width: int
) -> None:
    page = browser.new_page(
        base_url=served.address,
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
    )
    page.goto(address)
    found = Axe().run(page).response["violations"]
    narrow = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
    assert [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in found] == []
    assert narrow


@pytest.mark.parametrize("question", [question.name for question in named()])
def test_every_question_is_answered(served: Served, question: str) -> None:
    wanted = next(one for one in named() if one.name == question)
    values = dict.fromkeys((parameter.name for parameter in wanted.parameters), "") | REQUIRED.get(question, {})
    reply = served.client.get("ask", params={"question": question, **values})
    assert reply.status_code == 200
    assert 'class="outcome' in reply.text


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202e\x1b[2J\x00"


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("ask", ("question", "who")),
        ("search", ("words", "by", "publisher", "since", "kind", "skip")),
        ("names", ("text",)),
    ],
)
def test_what_is_asked_is_only_text(served: Served, path: str, names: tuple[str, ...]) -> None:
    for name in names:
        given = {"question": "who-denies-what", "words": "report", **dict.fromkeys(("kind", "text"), ""), name: HOSTILE}
        reply = served.client.get(path, params=given)
        assert reply.status_code in (200, 400)
        assert "<script>alert" not in reply.text
        assert "<img src=x" not in reply.text
        assert "Traceback" not in reply.text
        assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_hostile_articles_are_only_text(page: Page) -> None:
    for address in ("search?words=bridge", "search?words=false&kind=claim", "ask?question=who-said-what&who="):
        page.goto(address)
        assert page.locator("main script, main img, main svg[onload]").count() == 0
    page.goto("search?words=bridge")
    assert "</mark></article><svg onload=alert(3)>" in page.locator(".answers").inner_text()


def test_other_sites_can_neither_ask_nor_search(served: Served) -> None:
    for path in ("ask", "search?words=report", "names?text=n"):
        assert served.client.get(path, headers={"Origin": "https://evil.example"}).status_code == 403
        assert served.client.get(path, headers={"Host": "evil.example"}).status_code == 403
        assert served.client.post(path).status_code == 405


def test_names_come_with_their_numbers_of_claims(served: Served) -> None:
    names = json.loads(served.client.get("names", params={"kind": "entity", "text": "NORW"}).text)
    assert names[0][0] == "Norway"
    assert names[0][1] > 0
    titles = json.loads(served.client.get("names", params={"kind": "document", "text": "Halden"}).text)
    assert titles[0][0] == "Coastal watchdog publishes disputed report on Halden Bay"


def test_words_of_a_query_are_in_no_log(served: Served) -> None:
    served.client.get("search", params={"words": "verysecretword"})
    served.client.get("ask", params={"question": "search-claims", "text": "verysecretword"})
    assert "verysecretword" not in served.read_log()


def test_an_output_without_an_index_is_asked_and_searched(out: Path, served: Served) -> None:
    index = out / "search.sqlite"
    kept = index.rename(out / "kept")
    try:
        assert "2 articles hold" in served.client.get("search", params={"words": "report"}).text
        assert served.client.get("names", params={"text": "n"}).json() == []
    finally:
        kept.rename(index)


def test_programs_get_the_same_as_json(served: Served) -> None:
    described = served.client.get("api").json()
    assert {f"/{tool.name}" for tool in TOOLS} == described["paths"].keys()
    told = served.client.get("api/ask", params={"question": "What did Norway deny?"})
    assert told.headers["content-type"] == "application/json"
    assert told.json()["answer"]["total"] == 2
    values = {"name": "who-denies-what", "values": json.dumps({"who": "Norway"})}
    assert served.client.get("api/question", params=values).json()["total"] == 2
    for address, status in (("guess", 404), ("ask", 400), ("sparql?query=SELECT", 400)):
        refused = served.client.get(f"api/{address}")
        assert refused.status_code == status
        assert list(refused.json()) == ["error"]
    assert served.client.get("api/brief", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
