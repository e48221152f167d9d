"""`newsdigest serve`: what it answers, what it refuses, and the page in a real browser."""

import contextlib
import json
import socket
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsdigest import Digest, Digester, digest
from newsdigest.cli import command
from newsdigest.testing import FakeTranslator

pytest.importorskip("starlette", reason="needs newsdigest[web]")
uvicorn = pytest.importorskip("uvicorn", reason="needs newsdigest[web]")
httpx = pytest.importorskip("httpx", reason="httpx talks to the server")

from newsdigest.web import app as web  # noqa: E402

SEED = (Path(__file__).parents[1] / "seeds" / "000_7c349b12d8676159.txt").read_text("utf-8")
ARTICLE = "🙂 Köln. Der Rat stimmte am Montag zu. Die Brücke wird 2026 gebaut."
BYTES = {"Content-Type": "application/octet-stream"}


@contextlib.contextmanager
def served(translator=None):
    """The address of a running server."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(web.create_app(translator), log_level="error", lifespan="off", ws="none")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture(scope="module")
def address():
    with served() as url:
        yield url


def events(response) -> list[dict]:
    return [json.loads(line) for line in response.text.splitlines()]


def post(address, body, headers=BYTES, **query):
    return httpx.post(f"{address}/digest", params=query, content=body, headers=headers)


def test_digest_arrives_sentence_by_sentence_and_is_the_librarys_own(address):
    got = events(post(address, SEED.encode(), sentences=2))
    assert [event["event"] for event in got] == ["article", "sentence", "sentence", "digest"]
    assert got[0]["text"] == SEED
    expected = digest(SEED, sentences=2)
    points = [(event["text"], event["start"], event["end"]) for event in got[1:-1]]
    assert points == [(point.text, point.start, point.end) for point in expected.key_points]
    assert Digest.from_dict(got[-1]["digest"]) == expected
    assert got[-1]["markdown"] == expected.to_markdown()


def test_headline_arrives_before_the_sentences(address):
    headline = "Stadtrat stimmt für neue Brücke"
    got = events(post(address, f"{headline}\n\n{ARTICLE}".encode(), sentences=1))
    assert [event["event"] for event in got] == ["article", "title", "sentence", "digest"]
    assert got[1]["source"] == headline
    assert got[1]["text"] == got[-1]["digest"]["title"]["text"]


class Waiting(FakeTranslator):
    """Translates a sentence only when it is asked for."""

    def __init__(self):
        super().__init__()
        self.asked = threading.Semaphore(0)

    def translate(self, sentences):
        assert self.asked.acquire(timeout=10)
        return super().translate(sentences)


def test_sentences_are_sent_before_the_digest_is_done():
    translator = Waiting()
    with (
        served(translator) as url,
        httpx.stream("POST", f"{url}/digest", content=ARTICLE.encode(), headers=BYTES) as response,
    ):
        lines = response.iter_lines()
        seen = [json.loads(next(lines))["event"]]
        while seen[-1] != "digest":
            translator.asked.release()  # only now that the line before it has arrived
            seen.append(json.loads(next(lines))["event"])
    assert seen[:2] == ["article", "sentence"]


def test_saved_page_is_digested(address):
    pytest.importorskip("trafilatura", reason="needs newsdigest[html]")
    page = (Path(__file__).parent / "pages" / "daily_paper.html").read_bytes()
    got = events(post(address, page))
    assert got[-1]["digest"]["date"] == "2023-11-21"
    assert "Cookie" not in got[0]["text"]


def test_full_translates_every_sentence(address):
    translated = events(post(address, SEED.encode(), full="true"))[-1]["digest"]["translation"]
    assert len(translated["sentences"]) == 18


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "no sentence"),
        (b"The government said on Monday that it would not raise taxes.", "not German"),
        (b"\xff\x00\xff", "not UTF-8"),
    ],
)
def test_error_names_the_trouble(address, body, message):
    assert message in events(post(address, body))[-1]["message"]


@pytest.mark.parametrize("sentences", ["0", "51", "many"])
def test_number_of_key_points_is_checked(address, sentences):
    assert post(address, ARTICLE.encode(), sentences=sentences).status_code == 400


def test_article_over_the_limit_is_refused(address):
    assert post(address, b"x" * (web.MAX_BYTES + 1)).status_code == 413


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
def test_what_another_site_could_send_is_refused(address, kind):
    assert (
        post(address, b"Hallo.", headers={"Content-Type": kind} if kind else {}).status_code == 415
    )


def test_other_host_names_are_refused(address):
    assert httpx.get(address, headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/", "/static/app.js", "/static/style.css", "/static/none"])
def test_every_answer_forbids_outside_content(address, path):
    headers = httpx.get(address + path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert headers["x-content-type-options"] == "nosniff"


def test_page_names_no_outside_address():
    for file in web.STATIC.iterdir():
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http:" not in text, file
        assert "https:" not in text, file


def test_a_reader_who_leaves_ends_the_work():
    translator = Waiting()
    translator.asked.release()
    stream = web._events(SEED.encode(), Digester(translator=translator), 3, full=True)
    next(stream)
    next(stream)
    stream.close()
    translator.asked.release(20)
    for thread in threading.enumerate():
        if thread.name == "newsdigest-digest":
            thread.join(10)
    assert len(translator.calls) == 2  # the second was under way


class Broken(FakeTranslator):
    """A translator with a defect."""

    def translate(self, sentences):
        raise ZeroDivisionError(sentences)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_defect_is_told_too_and_not_passed_over():
    with served(Broken()) as url:
        got = events(post(url, ARTICLE.encode()))
    assert [event["event"] for event in got] == ["article", "error"]
    assert "the terminal says why" in got[-1]["message"]


def test_serve_listens_on_this_machine_only(monkeypatch):
    calls = []
    monkeypatch.setattr(uvicorn, "run", lambda _, **options: calls.append(options))
    result = CliRunner().invoke(command, ["serve"])
    assert result.exit_code == 0, result.output
    assert calls[0]["host"] == "127.0.0.1"
    opened = CliRunner().invoke(command, ["serve", "--host", "0.0.0.0"])
    assert "everyone who reaches 0.0.0.0" in opened.stderr


def test_serve_names_the_missing_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = CliRunner().invoke(command, ["serve"])
    assert result.exit_code == 1
    assert "pip install 'newsdigest[web]'" in result.stderr


# In the browser.


@pytest.fixture
def page(browser, address):
    context = browser.new_context(accept_downloads=True)
    opened = context.new_page()
    troubles = []
    opened.on("console", lambda message: troubles.append(message.text))
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on(
        "request",
        lambda request: (
            troubles.append(request.url) if not request.url.startswith((address, "blob:")) else None
        ),
    )
    opened.goto(address)
    yield opened
    context.close()
    assert not troubles


def digested(page, text=ARTICLE, **checked):
    page.get_by_label("German article").first.fill(text)
    page.get_by_label("Translate the whole article").set_checked(checked.get("full", False))
    page.get_by_role("button", name="Digest").click()
    page.locator("#json:enabled").wait_for()
    return page


def test_choosing_an_english_sentence_lights_its_german(page):
    digested(page, SEED)
    expected = digest(SEED)
    points = page.locator("#points button")
    assert points.count() == len(expected.key_points)
    for number, point in enumerate(expected.key_points):
        points.nth(number).click()
        assert page.locator("#article mark").text_content() == point.source
        assert points.nth(number).get_attribute("aria-pressed") == "true"
    assert page.locator("#article").text_content() == SEED


def test_light_is_right_behind_characters_outside_the_basic_plane(page):
    digested(page, full=True)
    page.locator("#sentences-all button").last.click()
    assert page.locator("#article mark").text_content() == "Die Brücke wird 2026 gebaut."


def test_german_comes_to_the_sentence_where_the_page_is_narrow(page):
    page.set_viewport_size({"width": 390, "height": 844})
    digested(page, SEED)
    point = digest(SEED).key_points[2]
    page.locator("#points button").nth(2).click()
    source = page.locator("#points p.source")
    assert source.text_content() == point.source
    assert source.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#points button").nth(1).click()
    assert page.locator("p.source").count() == 1


def test_second_choice_puts_the_light_out(page):
    digested(page)
    page.locator("#points button").first.click()
    page.locator("#points button").first.click()
    assert page.locator("#article mark").count() == 0


def test_keyboard_alone_digests_and_lights(page):
    page.keyboard.press("Tab")
    page.keyboard.insert_text(ARTICLE)
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#json:enabled").wait_for()
    assert page.evaluate("document.activeElement.id") == "card-title"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#article mark").count() == 1
    assert page.get_by_role("status").text_content().startswith("Source: ")


def test_json_and_markdown_are_downloaded(page):
    digested(page)
    expected = digest(ARTICLE)
    with page.expect_download() as json_download:
        page.get_by_role("button", name="Download JSON").click()
    assert Digest.from_json(Path(json_download.value.path()).read_bytes()) == expected
    with page.expect_download() as markdown_download:
        page.get_by_role("button", name="Download Markdown").click()
    assert markdown_download.value.suggested_filename == "digest.md"
    assert Path(markdown_download.value.path()).read_text("utf-8") == expected.to_markdown()


def test_file_is_opened(page):
    file = {"name": "a.txt", "mimeType": "text/plain", "buffer": ARTICLE.encode()}
    page.get_by_label("Open a file").set_input_files(file)
    page.locator("#json:enabled").wait_for()
    assert page.locator("#article").text_content() == ARTICLE


def test_file_is_dropped(page):
    transfer = page.evaluate_handle(
        """(text) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], "a.txt"));
          return transfer;
        }""",
        ARTICLE,
    )
    page.dispatch_event("#form", "drop", {"dataTransfer": transfer})
    page.locator("#json:enabled").wait_for()
    assert page.locator("#article").text_content() == ARTICLE


def test_error_is_said_aloud(page):
    page.get_by_role("button", name="Digest").click()
    page.locator("#status.error").wait_for()
    assert "no sentence" in page.get_by_role("status").text_content()


def test_article_over_the_limit_is_refused_before_it_is_sent(page):
    page.get_by_label("German article").first.fill("x" * (web.MAX_BYTES + 1))
    page.get_by_role("button", name="Digest").click()
    page.locator("#status.error").wait_for()
    assert f"at most {web.MAX_BYTES:,} bytes" in page.get_by_role("status").text_content()


def test_article_is_pasted(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", ARTICLE)
    page.get_by_label("German article").first.focus()
    page.keyboard.press("Control+V")
    page.keyboard.press("Control+Enter")
    page.locator("#json:enabled").wait_for()
    assert page.locator("#article").text_content() == ARTICLE


def test_names_numbers_and_keywords_light_their_places(page):
    digested(page, SEED)
    expected = digest(SEED)
    for part in (expected.quotes[0], expected.numbers[0], expected.keywords[0]):
        button = page.locator("#details button").filter(has_text=part.text).first
        button.click()
        assert page.locator("#article mark").text_content() in SEED
    headings = page.locator("#details h3").all_text_contents()
    assert headings == ["Quotations", "Names", "Numbers and dates", "Keywords"]


def test_speaker_stands_before_a_claim_that_does_not_name_him(page):
    digested(page, SEED)
    points = digest(SEED).key_points
    assert any(point.attributed != point.text for point in points)
    shown = page.locator("#points button").all_text_contents()
    assert shown == [point.attributed for point in points]


def test_generated_headline_is_marked(page):
    digested(page, SEED)
    assert digest(SEED).title.generated
    assert page.locator("#card-title").text_content() == digest(SEED).title.text
    assert "headline generated" in page.locator("#date").text_content()


def test_article_is_shown_as_text_never_as_markup(page):
    hostile = 'Der Minister sagte <img src=x onerror="alert(1)"> am Montag in Berlin nichts.'
    digested(page, hostile)
    assert page.locator("#result img").count() == 0
    assert page.locator("#article").text_content() == hostile


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(browser, address, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe checks the page")
    # axe is put into the page by the test, which the page's own policy forbids.
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    opened = context.new_page()
    opened.goto(address)
    before = axe.Axe().run(opened)
    digested(opened, SEED, full=True)
    opened.locator("#points button").first.click()
    after = axe.Axe().run(opened)
    context.close()
    assert before.violations_count == 0, before.generate_report()
    assert after.violations_count == 0, after.generate_report()
