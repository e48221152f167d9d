"""`newsdigest eval`: what its measures mean, and its tables."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsdigest import Article, InvalidOptionError, UnreadableArticleError
from newsdigest.cli import command
from newsdigest.document import Document
from newsdigest.evaluate import (
    FORMATS,
    Evaluation,
    Example,
    Row,
    bootstrap,
    evaluate,
    read_examples,
    rouge,
)
from newsdigest.summarizers import LeadSummarizer, Length, NewsSummarizer, Ranking

pytest.importorskip("rouge_score", reason="needs newsdigest[eval]")

LEADS = Path(__file__).parents[2] / "shared" / "eval" / "news_leads.jsonl"
TEXT = (
    "Bürgermeisterin Anna Huber hat am Montag in Graz die neue Brücke eröffnet. "
    "Die Brücke habe 12 Millionen Euro gekostet. "
    "Am Montag hat Bürgermeisterin Anna Huber in Graz die neue Brücke eröffnet. "
    "Die Züge nach Wien fahren wieder."
)
REFERENCE = "In Graz hat die neue Brücke eröffnet."


@dataclass
class Fixed:
    """Chooses what it is told to."""

    positions: tuple[int, ...]
    name: str = "fixed"

    def rank(self, _document: Document, _n: int) -> Ranking:
        return Ranking(self.positions, (1.0,) * len(self.positions))


def row(*positions: int, text: str = TEXT, reference: str = REFERENCE) -> Row:
    example = Example(Article(text), reference)
    return evaluate([example], [Fixed(positions)], baseline="fixed").rows[0]


# --- measures ---


def test_rouge_keeps_umlauts() -> None:
    assert rouge("Präsidium", "Präsidium")["rouge1"] == 1
    assert rouge("Präsidium", "Pr sidium")["rouge1"] == 0


@pytest.mark.parametrize(
    ("summary", "rouge1", "rouge2"),
    [("a b c d", 1, 1), ("a b x y", 0.5, 1 / 3), ("d c b a", 1, 0), ("", 0, 0)],
)
def test_rouge_is_the_f1_of_shared_words_and_pairs(
    summary: str, rouge1: float, rouge2: float
) -> None:
    found = rouge("a b c d", summary)
    assert found["rouge1"] == pytest.approx(rouge1)
    assert found["rouge2"] == pytest.approx(rouge2)


def test_rouge_l_counts_the_longest_common_sequence() -> None:
    assert rouge("a b c d", "a x c y")["rougeL"] == pytest.approx(0.5)


def test_stemmed_rouge_takes_german_forms_as_one_word() -> None:
    assert rouge("die Brücken", "die Brücke")["rouge1"] == 0.5
    assert rouge("die Brücken", "die Brücke", stemmed=True)["rouge1"] == 1


def test_a_claim_without_its_speaker_is_detached() -> None:
    assert row(1).detached == 1
    assert row(0).detached == 0


def test_redundancy_is_the_share_of_content_said_before() -> None:
    assert row(0, 2).redundancy == pytest.approx(0.5)
    assert row(0, 3).redundancy == 0


def test_coverage_is_the_share_of_names_and_numbers_told() -> None:
    assert row(0, 1, 2, 3).coverage == 1
    assert 0 < row(3).coverage < row(0, 3).coverage < 1


def test_words_are_counted() -> None:
    assert row(3).words == 6


def test_no_difference_has_an_interval_of_nothing() -> None:
    difference = bootstrap([0.0] * 20)
    assert (difference.mean, difference.low, difference.high) == (0, 0, 0)


def test_the_interval_is_about_the_mean_and_as_wide_as_theory_has_it() -> None:
    values = [0.0, 1.0] * 200
    difference = bootstrap(values)
    half = 1.96 * 0.5 / len(values) ** 0.5
    assert difference.mean == 0.5
    assert difference.low == pytest.approx(0.5 - half, abs=0.01)
    assert difference.high == pytest.approx(0.5 + half, abs=0.01)


def test_the_bootstrap_is_the_same_each_time() -> None:
    assert bootstrap([0.1, 0.2, 0.4]) == bootstrap([0.1, 0.2, 0.4])


# --- the evaluation ---


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    examples = [Example(Article(TEXT), REFERENCE), Example(Article(TEXT), "Die Züge fahren.")]
    return evaluate(examples, [LeadSummarizer(), Fixed((3,))], length=Length(1), data="two.jsonl")


def test_differences_are_taken_article_by_article_from_the_baseline(
    evaluation: Evaluation,
) -> None:
    lead, fixed = evaluation.rows
    assert lead.difference == {}
    difference = fixed.difference["rouge1"]
    assert difference.mean == pytest.approx(fixed.rouge["rouge1"] - lead.rouge["rouge1"])
    assert difference.low <= difference.mean <= difference.high


@pytest.mark.parametrize(
    "part", ["data:two.jsonl", "articles:2", "sentences:1", "stem:no", "bs:10000", "rouge-score:"]
)
def test_the_signature_says_what_was_measured(evaluation: Evaluation, part: str) -> None:
    assert part in evaluation.signature


def test_the_signature_tells_sets_apart() -> None:
    one, other = (
        evaluate([Example(Article(TEXT), reference)], [LeadSummarizer()]).signature
        for reference in ("Eins.", "Zwei.")
    )
    assert one != other


def test_the_text_table_has_a_line_for_each_summarizer(evaluation: Evaluation) -> None:
    lines = evaluation.to_text().splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["summarizer", "lead", "fixed"]
    assert len({len(line) for line in lines[:3]}) == 1
    assert lines[-1] == evaluation.signature


def test_the_markdown_table_is_one(evaluation: Evaluation) -> None:
    table = evaluation.to_markdown().split("\n\n")[0].splitlines()
    assert len({line.count("|") for line in table}) == 1
    assert table[1].replace("|", "").split() == ["---", *["---:"] * 11]


def test_the_json_holds_all_figures(evaluation: Evaluation) -> None:
    data = json.loads(evaluation.to_json())
    assert data == evaluation.to_dict()
    assert data["rows"][1]["difference"]["rouge2"].keys() == {"mean", "low", "high"}


def test_a_baseline_that_is_not_measured_is_refused() -> None:
    with pytest.raises(InvalidOptionError, match="fixed"):
        evaluate([Example(Article(TEXT), REFERENCE)], [Fixed((0,))])


def test_no_example_is_refused() -> None:
    with pytest.raises(InvalidOptionError, match="no example"):
        evaluate([], [LeadSummarizer()])


# --- the file ---


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "data.jsonl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_file_is_read_line_by_line(tmp_path: Path) -> None:
    lines = [
        {"text": "Der Rat\u2028stimmte zu.", "summary": "Rat stimmt zu.", "title": "Ja"},
        {"body": "Wien lehnte ab.", "lead": "Wien lehnt ab."},
    ]
    text = "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    one, other = read_examples(written(tmp_path, "\ufeff" + text))
    assert one == Example(Article("Der Rat\u2028stimmte zu.", title="Ja"), "Rat stimmt zu.")
    assert other == Example(Article("Wien lehnte ab."), "Wien lehnt ab.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no article"),
        ("\n \n", "holds no article"),
        ('{"text": "a.", "summary": "b."}\nnonsense', "line 2: not a JSON object"),
        ("[1]", "line 1: not a JSON object"),
        ('{"text": "Nur Text."}', "'summary'"),
        ('{"text": 3, "summary": "b"}', "'text'"),
        ('{"text": " ", "summary": "b"}', "not empty"),
        ('{"text": "a.", "summary": "b", "title": 3}', "'title'"),
        ("[" * 100_000, "line 1"),
        (b"\xff\xfe\x00", "not UTF-8"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_bad_file_is_refused_with_the_line(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(UnreadableArticleError, match=message):
        read_examples(written(tmp_path, text))


# --- the command ---


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(command, ["eval", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return written(tmp_path, json.dumps({"text": TEXT, "summary": REFERENCE}))


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_prints_every_form(data: Path, form: str) -> None:
    assert "data:data.jsonl" in run("-s", "news", "-f", form, data)


def test_the_command_measures_all_summarizers_by_default(data: Path) -> None:
    rows = json.loads(run("-f", "json", data))["rows"]
    assert len(rows) == 10


def test_the_command_takes_any_baseline_and_length(data: Path) -> None:
    found = json.loads(
        run("-s", "lead", "--baseline", "news", "-n", "auto", "--max-words", "20", "--stem",
            "-f", "json", data)
    )  # fmt: skip
    assert found["baseline"] == "news"
    for part in ("sentences:auto", "words:20", "stem:german"):
        assert part in found["signature"]


@pytest.mark.parametrize("text", ["nonsense", b"\xff\xff"])
def test_the_command_refuses_a_bad_file_in_one_line(tmp_path: Path, text: str | bytes) -> None:
    result = CliRunner().invoke(command, ["eval", str(written(tmp_path, text))])
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert result.output.count("\n") == 1


def test_the_command_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["eval", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 1
    assert "none.jsonl" in result.output


# --- the bars ---


@pytest.mark.long
@pytest.mark.skipif(not LEADS.exists(), reason="needs ../shared/eval, which no repository may hold")
@pytest.mark.parametrize(
    ("sentences", "rouge1", "rouge2"), [(1, 2.4, 1.2), (2, 1.5, 0.9), (3, 0.9, 0.45)]
)
def test_news_keeps_its_margin_over_lead(sentences: int, rouge1: float, rouge2: float) -> None:
    """Floors a little under what docs/summaries.md shows, in points of F1."""
    summarizers = [LeadSummarizer(), NewsSummarizer()]
    found = evaluate(read_examples(LEADS), summarizers, length=Length(sentences)).rows[1]
    assert 100 * found.difference["rouge1"].mean > rouge1
    assert 100 * found.difference["rouge2"].mean > rouge2
    assert found.detached < 0.02
