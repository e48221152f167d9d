"""The page is whole, and an article cannot bring markup of its own."""

from dataclasses import replace
from html import escape
from html.parser import HTMLParser

import pytest

from newsdigest import Article, Digest, Digester, Flag
from newsdigest.testing import FakeTranslator, sample_article

HOSTILE = "<script>alert(\"1\")</script> & 'x'"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(page)
    return parser.seen


def digest(article: Article) -> Digest:
    return Digester(translator=FakeTranslator()).digest(
        article, translate="all", check_language=False
    )


def test_a_page_has_both_languages_side_by_side_and_nothing_from_outside() -> None:
    made = digest(sample_article())
    page = made.to_html()
    for point in made.key_points:
        assert f'<p lang="de">{point.source}' in page
    assert not {tag for tag, _ in tags(page)} & {"script", "link", "img", "iframe", "object"}
    assert not any({"src", "href", "onclick"} & set(attributes) for _, attributes in tags(page))


def test_markup_in_any_field_is_only_text() -> None:
    made = digest(Article(f"Er sagte {HOSTILE} heute. Es regnet.", title=HOSTILE, source=HOSTILE))
    flag = Flag(HOSTILE, HOSTILE, (HOSTILE,), (HOSTILE,))
    made = replace(made, key_points=tuple(replace(p, flags=(flag,)) for p in made.key_points))
    page = made.to_html()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_flags_are_visible() -> None:
    made = digest(sample_article())
    flag = Flag("number", "number lost: 40")
    made = replace(made, key_points=(replace(made.key_points[0], flags=(flag,)),))
    assert "number lost: 40" in made.to_html()


def test_every_sentence_of_the_translation_can_be_reached_by_keyboard() -> None:
    made = digest(sample_article())
    reachable = [a for tag, a in tags(made.to_html()) if tag == "span" and a.get("tabindex") == "0"]
    assert made.translation
    assert len(reachable) == len(made.translation.sentences)


def test_a_notebook_shows_a_fragment() -> None:
    fragment = digest(sample_article())._repr_html_()
    assert not {tag for tag, _ in tags(fragment)} & {"html", "head", "body"}


def test_quotations_names_numbers_and_keywords_are_shown_in_both_languages() -> None:
    made = digest(sample_article())
    page = made.to_html()
    for part in (*made.quotes, *made.entities, *made.numbers, *made.keywords):
        assert escape(" ".join(part.text.split())) in page
        assert escape(part.source) in page
    for heading in ("Quotations", "Names", "Numbers and dates", "Keywords"):
        assert f"<h2>{heading}</h2>" in page


def test_the_words_at_fault_are_marked_in_both_languages() -> None:
    made = digest(sample_article())
    flag = Flag("number", "number changed: 40 became 14", ("40",), ("14",))
    point = replace(made.key_points[0], text="By 14 percent.", source="Um 40 Prozent.")
    page = replace(made, key_points=(replace(point, flags=(flag,)),)).to_html()
    assert "By <mark>14</mark> percent." in page
    assert "Um <mark>40</mark> Prozent." in page


# In the browser.


def opened(browser, made: Digest, **context):
    page = browser.new_context(offline=True, **context).new_page()
    page.set_content(made.to_html())
    return page


def test_german_shows_under_the_mouse_and_under_the_keyboard(browser) -> None:
    made = digest(sample_article())
    page = opened(browser, made)
    sentences = page.locator(".s")
    german = sentences.nth(1).locator("[lang=de]")
    assert not german.is_visible()
    sentences.nth(1).hover()
    assert german.is_visible()
    page.mouse.move(0, 0)
    assert not german.is_visible()
    page.locator("body").press("Tab")
    assert sentences.nth(0).locator("[lang=de]").is_visible()
    assert made.translation
    assert made.translation.sentences[0].source in sentences.nth(0).text_content()
    page.context.close()


def test_a_script_in_an_article_does_not_run(browser) -> None:
    hostile = (
        "<script>document.title = 'owned'</script><img src=x onerror=\"document.title='owned'\">"
    )
    article = Article(f"Er sagte {hostile} heute. „{hostile}“, sagte Anna Berger.", title=hostile)
    page = opened(browser, digest(article))
    assert page.title() != "owned"
    assert page.locator("main script, main img").count() == 0
    page.context.close()


def test_a_narrow_page_does_not_scroll_sideways(browser) -> None:
    page = opened(browser, digest(sample_article()), viewport={"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(browser, scheme: str, seed_text: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe checks the page")
    made = Digester(translator=FakeTranslator()).digest(seed_text, translate="all")
    page = opened(browser, made, color_scheme=scheme)
    found = axe.Axe().run(page)
    page.context.close()
    assert found.violations_count == 0, found.generate_report()
