"""The tokenizer of sources sets words apart that begin behind a mark."""

from __future__ import annotations

import pytest

sentencepiece = pytest.importorskip("sentencepiece")
pytest.importorskip("google.protobuf")

from training.normaliser import for_sources  # noqa: E402

SENTENCES = [
    "Der Grund ist klar", "Kein Grund zur Sorge", "Der General und der Konflikt",
    "Der Konflikt im Norden", "Ein General im Norden", "Grund und Konflikt", "e mail 21 22",
]  # fmt: skip


@pytest.fixture(scope="module")
def tokenizers(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("spm")
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 20),
        model_prefix=str(folder / "t"),
        vocab_size=320,
        byte_fallback=True,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    proto = (folder / "t.model").read_bytes()
    return [
        sentencepiece.SentencePieceProcessor(model_proto=one) for one in (for_sources(proto), proto)
    ]


@pytest.mark.parametrize("text", ['"Grund"', "„Grund“", "»Grund«", "(Grund)", "NATO-Grund"])
def test_a_word_behind_a_mark_has_the_pieces_of_one_behind_a_space(tokenizers, text: str) -> None:
    sources, plain = tokenizers
    whole = plain.encode("Grund", out_type=str)
    assert "".join(whole) in "".join(sources.encode(text, out_type=str))


@pytest.mark.parametrize(
    "text", ["Der Grund ist klar.", "E-mail", "2021-22", "-5 Grad", "Mu\u0308ller\u00a0ﬁx"]
)
def test_other_text_has_the_pieces_that_it_had(tokenizers, text: str) -> None:
    sources, plain = tokenizers
    assert sources.encode(text) == plain.encode(text)


def test_the_pieces_stay_as_they_are(tokenizers) -> None:
    pieces = [[t.id_to_piece(i) for i in range(t.get_piece_size())] for t in tokenizers]
    assert pieces[0] == pieces[1]
