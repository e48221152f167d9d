"""The page is whole, and an article cannot bring markup of its own."""

from dataclasses import replace
from html.parser import HTMLParser

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
