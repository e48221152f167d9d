"""Batches, the model, its checkpoints and its package; torch and the rest are needed."""

from __future__ import annotations

import random
import shutil
import signal
from pathlib import Path  # noqa: TC003 - pytest reads the annotations of fixtures
from typing import TYPE_CHECKING

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("ctranslate2")
sentencepiece = pytest.importorskip("sentencepiece")

from training.batches import (  # noqa: E402
    BOS,
    DECAY,
    EOS,
    IGNORE,
    Corpus,
    Encoded,
    Feed,
    pack,
    tensorise,
)
from training.export import package_files, write_half, write_package  # noqa: E402
from training.grow import grown, parents  # noqa: E402
from training.loss import SMOOTHING, TEACHER, SmoothedLoss  # noqa: E402
from training.model import Shape, Translator, positions  # noqa: E402
from training.optimiser import Optimiser, orthogonalise  # noqa: E402
from training.search import most_pieces, translate  # noqa: E402

from training import device, distil, train  # noqa: E402

if TYPE_CHECKING:
    from training.batches import Tokenizers

WORDS = [("Hund", "dog"), ("Katze", "cat"), ("Stadt", "town"), ("Fluss", "river"), ("Berg", "hill")]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    rng = random.Random(1)
    rows = []
    for i in range(200):
        (a, x), (b, y) = rng.choice(WORDS), rng.choice(WORDS)
        number = rng.randint(20, 90)
        rows.append(
            (
                "news" if i % 4 else "ding",
                i // 2,
                f"Der {a} und {number} mal {b}.",
                f"The {x} and {number} times {y}.",
            )
        )
    text = "".join(f"{t}\t{g}\t{d}\t{e}\n" for t, g, d, e in rows)
    (folder / "prepared.tsv").write_text(text, encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([field for row in rows for field in row[2:]]),
        model_prefix=str(folder / "sentencepiece"),
        vocab_size=340,
        byte_fallback=True,
        hard_vocab_limit=False,
        pad_id=-1,
        minloglevel=2,
    )
    return folder


@pytest.fixture
def arguments(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(device, "restart_tuned", lambda: None)
    monkeypatch.setattr(device, "choose", lambda _: (torch.device("cpu"), torch.float32))
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    sizes = ["--width", "32", "--batch", "256", "--step", "200", "--threads", "1", "--warm", "5"]
    return ["--data", str(data), "--out", str(tmp_path / "run.pt"), *sizes]


def load_spm(data: Path) -> sentencepiece.SentencePieceProcessor:
    return sentencepiece.SentencePieceProcessor(model_file=str(data / "sentencepiece.model"))


def tokenizers(data: Path) -> Tokenizers:
    return load_spm(data), load_spm(data)


@pytest.fixture(scope="module")
def corpus(data: Path) -> Corpus:
    return Corpus.load(data)


def test_an_epoch_depends_on_its_seed_and_number_alone(data: Path, corpus: Corpus) -> None:
    first, other = (Feed(corpus, tokenizers(data), seed=seed, tokens=256) for seed in (1, 2))
    assert list(first.pairs(3)) == list(first.pairs(3))
    assert list(first.pairs(3)) != list(first.pairs(4))
    assert list(first.pairs(3)) != list(other.pairs(3))


@pytest.mark.parametrize("processes", [0, 2])
def test_batches_are_the_same_each_time_and_have_no_source_padding(
    data: Path, corpus: Corpus, processes: int
) -> None:
    feeds = [
        Feed(corpus, tokenizers(data), seed=1, tokens=256, processes=count)
        for count in (0, processes)
    ]
    made = [feed.epoch(1) for feed in feeds]
    for feed in feeds:
        feed.close()
    assert len(made[0]) == len(made[1]) > 1
    for i in range(len(made[0])):
        one, two = made[0][i], made[1][i]
        assert np.array_equal(one.source, two.source)
        assert np.array_equal(one.labels, two.labels)
        assert (one.source[:, -1] == EOS).all()
        assert not (one.source[:, :-1] == EOS).any()
        assert one.tokens == (one.labels != IGNORE).sum()


def test_a_folder_without_prepared_pairs_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"prepared\.tsv"):
        Corpus.load(tmp_path)


def test_batches_hold_the_pairs_of_the_epoch(data: Path, corpus: Corpus) -> None:
    feed, spm = Feed(corpus, tokenizers(data), seed=1, tokens=256), load_spm(data)
    batches = feed.epoch(1)
    found = [
        (spm.decode(source[:-1].tolist()), spm.decode(labels[: list(labels).index(EOS)].tolist()))
        for batch in (batches[i] for i in range(len(batches)))
        for source, labels in zip(batch.source, batch.labels, strict=True)
    ]
    assert sorted(found) == sorted(feed.pairs(1))


def test_a_batch_holds_one_source_length_and_at_most_so_many_positions() -> None:
    rng = np.random.default_rng(1)
    sources, targets = (
        Encoded.of([[piece] * n for n in rng.integers(1, 10, 300)]) for piece in (5, 6)
    )
    batches = pack(sources.lengths, targets.lengths, 40, rng)
    assert sorted(i for batch in batches for i in batch) == list(range(300))
    for batch in batches:
        assert len({sources.lengths[i] for i in batch}) == 1
        made = tensorise(batch, sources, targets)
        assert len(batch) == 1 or max(made.source.size, made.labels.size) <= 40


def test_a_batch_gives_the_decoder_what_stood_before_and_asks_for_what_follows() -> None:
    sources, targets = Encoded.of([[5], [6]]), Encoded.of([[7, 8], [9]])
    made = tensorise(np.array([0, 1]), sources, targets)
    assert made.source.tolist() == [[5, EOS], [6, EOS]]
    assert made.inputs.tolist() == [[BOS, 7, 8], [BOS, 9, EOS]]
    assert made.labels.tolist() == [[7, 8, EOS], [9, EOS, IGNORE]]
    assert made.tokens == 5


def test_the_loss_has_the_gradient_of_the_smoothed_cross_entropy() -> None:
    torch.manual_seed(1)
    states, weight, bias = torch.randn(700, 8), torch.randn(20, 8), torch.randn(20)
    labels = torch.randint(20, (700,))
    mine = [t.clone().requires_grad_() for t in (states, weight, bias)]
    loss = SmoothedLoss.apply(*mine, labels)
    loss.backward()
    other = [t.clone().requires_grad_() for t in (states, weight, bias)]
    logits = torch.nn.functional.linear(*other)
    plain = torch.nn.functional.cross_entropy(logits, labels, reduction="sum")
    torch.nn.functional.cross_entropy(
        logits, labels, reduction="sum", label_smoothing=SMOOTHING
    ).backward()
    assert torch.allclose(loss, plain, rtol=1e-4)
    for a, b in zip(mine, other, strict=True):
        assert torch.allclose(a.grad, b.grad, atol=1e-4)


def test_orthogonalised_matrices_have_singular_values_near_one() -> None:
    torch.manual_seed(1)
    values = torch.linalg.svdvals(orthogonalise(torch.randn(3, 16, 64)))
    assert ((values > 0.5) & (values < 1.5)).all()


def test_the_rate_rises_holds_and_falls() -> None:
    rates = [train.learning_rate(step, peak=1.0, warm=10, hold=100) for step in (0, 9, 99, 399)]
    assert rates == pytest.approx([0.1, 1.0, 1.0, 0.5])


def test_the_rate_rises_again_where_the_moments_are_new() -> None:
    steps = 399, 403, 408
    rates = [train.learning_rate(i, peak=1.0, warm=10, hold=100, fresh_at=399) for i in steps]
    assert rates == pytest.approx([0.1, (100 / 404) ** 0.5, (100 / 409) ** 0.5])


def test_the_decoder_does_not_look_ahead() -> None:
    torch.manual_seed(1)
    model = Translator(Shape(pieces=50, width=16, inner=32, heads=2, encoder=1, decoder=1)).eval()
    source, inputs = torch.randint(50, (1, 5)), torch.randint(50, (1, 6))
    changed = inputs.clone()
    changed[0, 4] = (changed[0, 4] + 1) % 50
    with torch.no_grad():
        a, b = model(source, inputs), model(source, changed)
    assert torch.allclose(a[0, :4], b[0, :4])
    assert not torch.allclose(a[0, 4:], b[0, 4:])
    assert positions(4, 16).shape == (4, 16)


def test_training_lowers_the_loss_and_a_resumed_run_equals_an_unbroken_one(
    arguments: list[str], tmp_path: Path
) -> None:
    train.main([*arguments, "--tokens", "9000"])
    whole = train.load(tmp_path / "run.pt")
    (tmp_path / "run.pt").unlink()
    train.main([*arguments, "--tokens", "4000"])
    half = train.load(tmp_path / "run.pt")
    train.main([*arguments, "--tokens", str(9000 - half["place"]["tokens"]), "--resume"])
    again = train.load(tmp_path / "run.pt")
    assert again["place"]["tokens"] == whole["place"]["tokens"]
    for name, weight in whole["optimiser"]["master"].items():
        assert torch.allclose(weight, again["optimiser"]["master"][name], atol=1e-5), name


def test_two_threads_with_a_batch_each_find_the_gradients_that_one_does(
    arguments: list[str], data: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    monkeypatch.setattr(
        Optimiser, "step", lambda self, *_: found.append([w.grad.clone() for w in self.weights])
    )
    batches = Feed(corpus, tokenizers(data), seed=1, tokens=256).epoch(0)
    for threads in ("1", "2"):
        args = train.parser().parse_args([*arguments, "--threads", threads])
        train.Trainer(args)._step([batches[i] for i in range(4)])
    for alone, together in zip(*found, strict=True):
        assert torch.allclose(alone, together, atol=1e-6)


def test_the_epochs_of_a_decay_draw_less_of_the_dictionary(corpus: Corpus) -> None:
    plain, last = (
        [corpus.tags[i] for i in corpus.draw(random.Random(1), factors)] for factors in ({}, DECAY)
    )
    assert last.count("ding") / len(last) < plain.count("ding") / len(plain)


def test_a_decay_works_on_a_copy_and_ends_at_rate_zero(
    arguments: list[str], tmp_path: Path
) -> None:
    train.main([*arguments, "--tokens", "2000"])
    before = (tmp_path / "run.pt").read_bytes()
    copy = [*arguments[:2], "--out", str(tmp_path / "decayed.pt"), *arguments[4:]]
    train.main([*copy, "--decay-from", str(tmp_path / "run.pt"), "--tokens", "2000"])
    assert (tmp_path / "run.pt").read_bytes() == before
    assert train.load(tmp_path / "decayed.pt")["rate"] == 0


def test_weights_that_have_decayed_need_a_rate_to_decay_again(
    arguments: list[str], tmp_path: Path
) -> None:
    train.main([*arguments, "--decay", "--tokens", "300"])
    again = [*arguments, "--decay-from", str(tmp_path / "run.pt"), "--tokens", "300"]
    with pytest.raises(ValueError, match="--rate"):
        train.main(again)
    train.main([*again, "--rate", "1e-3"])


def test_published_weights_can_be_gone_on_from(arguments: list[str], tmp_path: Path) -> None:
    train.main([*arguments, "--tokens", "1000"])
    checkpoint = train.load(tmp_path / "run.pt")
    write_half(tmp_path / "run.pt", checkpoint)
    train.main([*arguments, "--tokens", "1000", "--resume"])
    again = train.load(tmp_path / "run.pt")
    assert again["optimiser"]["step"] > checkpoint["optimiser"]["step"]
    assert again["optimiser"]["fresh_at"] == checkpoint["optimiser"]["step"]


def test_the_first_step_from_published_weights_is_no_larger_than_a_new_run_s() -> None:
    torch.manual_seed(1)
    shape = Shape(pieces=50, width=16, inner=64, heads=2, encoder=1, decoder=1)
    new = Optimiser(Translator(shape))
    gone_on = Optimiser(Translator(shape))
    gone_on.restore({"master": dict(zip(new.names, new.master, strict=True)), "step": 3000})
    for optimiser in (new, gone_on):
        for weight in optimiser.weights:
            weight.grad = torch.ones_like(weight)
        optimiser.step(0.01, 100)
    for a, b in zip(new.master, gone_on.master, strict=True):
        assert torch.equal(a, b)


def test_dropout_can_be_changed_when_a_run_goes_on(arguments: list[str], tmp_path: Path) -> None:
    train.main([*arguments, "--tokens", "300"])
    assert train.load(tmp_path / "run.pt")["shape"]["dropout"] == 0.1
    train.main([*arguments, "--tokens", "300", "--resume", "--dropout", "0"])
    assert train.load(tmp_path / "run.pt")["shape"]["dropout"] == 0


def test_a_grown_model_computes_the_same_and_can_be_trained_on(
    arguments: list[str], tmp_path: Path
) -> None:
    train.main([*arguments, "--tokens", "1000"])
    small = train.load(tmp_path / "run.pt")
    large = grown(small, 9)
    ids = torch.randint(3, 300, (2, 7))
    outputs = []
    for checkpoint in (small, large):
        model = Translator(Shape(**checkpoint["shape"])).eval()
        model.load_state_dict(checkpoint["optimiser"]["master"])
        outputs.append(model(ids, ids))
    assert torch.equal(*outputs)
    train.save(tmp_path / "run.pt", large)
    train.main([*arguments, "--tokens", "1000", "--resume"])
    after = train.load(tmp_path / "run.pt")["optimiser"]["master"]
    assert after["encoder.1.outer.weight"].any()  # what was silent has learnt


def test_a_model_does_not_shrink(arguments: list[str], tmp_path: Path) -> None:
    train.main([*arguments, "--tokens", "300"])
    with pytest.raises(ValueError, match="6 encoder layers already"):
        grown(train.load(tmp_path / "run.pt"), 6)


def test_new_layers_are_spread_evenly() -> None:
    assert parents(2, 4) == [(0, True), (0, False), (1, True), (1, False)]
    assert parents(2, 3) == [(0, True), (0, False), (1, True)]


def test_an_optimiser_restores_its_state() -> None:
    torch.manual_seed(1)
    shape = Shape(pieces=50, width=16, inner=64, heads=2, encoder=1, decoder=1)
    one, two = (Optimiser(Translator(shape)) for _ in range(2))
    two.restore(one.state())
    assert all(torch.equal(a, b) for a, b in zip(one.master, two.master, strict=True))
    assert all(torch.equal(a, b.detach()) for a, b in zip(two.master, two.weights, strict=True))


def test_a_package_has_the_same_bytes_each_time(arguments: list[str], tmp_path: Path) -> None:
    train.main([*arguments, "--tokens", "500"])
    checkpoint = train.load(tmp_path / "run.pt")
    digests = [
        write_package(
            tmp_path / f"{i}.argosmodel",
            package_files(checkpoint, "master", "1.2"),
            "translate-de_en-1_2",
        )
        for i in range(2)
    ]
    assert digests[0] == digests[1]
    assert (tmp_path / "0.argosmodel").read_bytes() == (tmp_path / "1.argosmodel").read_bytes()


def test_the_package_computes_what_the_trainer_computes(
    arguments: list[str], tmp_path: Path
) -> None:
    from training.evaluate import Package

    train.main([*arguments, "--tokens", "6000"])
    checkpoint = train.load(tmp_path / "run.pt")
    path = tmp_path / "m.argosmodel"
    write_package(path, package_files(checkpoint, "master", "1.2"), "translate-de_en-1_2")
    package = Package(path, threads=1)
    model = Translator(Shape(**checkpoint["shape"])).eval()
    model.load_state_dict(checkpoint["optimiser"]["master"])
    source, target = (
        package.spm.encode("Der Hund und 30 mal Berg."),
        package.spm.encode("The dog and 30 times hill."),
    )
    with torch.no_grad():
        states = model(torch.tensor([[*source, EOS]]), torch.tensor([[1, *target]]))[0]
        logits = states @ model.embedding.weight.T + model.bias
        mine = logits.log_softmax(-1).gather(1, torch.tensor([[*target, EOS]]).T).sum().item()
    pieces = [[package.spm.id_to_piece(i) for i in ids] for ids in (source, target)]
    theirs = sum(package.translator.score_batch([pieces[0]], [pieces[1]])[0].log_probs)
    assert theirs == pytest.approx(mine, rel=0.05)


def test_the_loss_with_a_teacher_has_the_gradient_of_the_cross_entropy_with_its_probabilities() -> (
    None
):
    torch.manual_seed(1)
    states, weight, bias = torch.randn(700, 8), torch.randn(20, 8), torch.randn(20)
    theirs = torch.randn(700, 6), torch.randn(20, 6), torch.randn(20)
    labels = torch.randint(20, (700,))
    mine = [t.clone().requires_grad_() for t in (states, weight, bias)]
    SmoothedLoss.apply(*mine, labels, theirs).backward()
    other = [t.clone().requires_grad_() for t in (states, weight, bias)]
    wanted = TEACHER * torch.nn.functional.linear(*theirs).softmax(1)
    wanted += (1 - TEACHER) * torch.nn.functional.one_hot(labels, 20)
    logits = torch.nn.functional.linear(*other)
    torch.nn.functional.cross_entropy(logits, wanted, reduction="sum").backward()
    for a, b in zip(mine, other, strict=True):
        assert torch.allclose(a.grad, b.grad, atol=1e-4)


def test_a_new_run_can_decay_to_rate_zero(arguments: list[str], tmp_path: Path) -> None:
    train.main([*arguments, "--decay", "--tokens", "2000", "--layers", "3", "1"])
    checkpoint = train.load(tmp_path / "run.pt")
    assert checkpoint["rate"] == 0
    assert (checkpoint["shape"]["encoder"], checkpoint["shape"]["decoder"]) == (3, 1)


@pytest.fixture(scope="module")
def teacher(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("teacher") / "teacher.pt"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(device, "restart_tuned", lambda: None)
        patch.setattr(signal, "signal", lambda *_: None)
        sizes = "--width 64 --layers 1 1 --batch 512 --step 400 --threads 1 --warm 20".split()
        wanted = ["--tokens", "60000", "--device", "cpu", "--decay", "--rate", "1e-2"]
        train.main(["--data", str(data), "--out", str(path), *sizes, *wanted])
    return path


def test_a_model_learns_from_a_teacher_of_another_size(
    arguments: list[str], tmp_path: Path, teacher: Path
) -> None:
    train.main([*arguments, "--tokens", "1000", "--teacher", str(teacher)])
    assert train.load(tmp_path / "run.pt")["shape"]["width"] == 32


def test_a_teacher_with_other_pieces_is_refused(
    arguments: list[str], tmp_path: Path, teacher: Path
) -> None:
    checkpoint = train.load(teacher)
    train.save(tmp_path / "other.pt", checkpoint | {"spm": checkpoint["spm"] + b"\n\x00"})
    with pytest.raises(ValueError, match="other pieces"):
        train.main([*arguments, "--tokens", "10", "--teacher", str(tmp_path / "other.pt")])


def likelihood(model: Translator, source: list[int], target: list[int]) -> float:
    """Return the mean log probability of the pieces of `target` and of its end."""
    with torch.no_grad():
        states = model(torch.tensor([[*source, EOS]]), torch.tensor([[BOS, *target]]))[0]
        logits = states @ model.embedding.weight.T + model.bias
    gold = torch.tensor([[*target, EOS]]).T
    return logits.log_softmax(-1).gather(1, gold).mean().item()


def test_beam_search_finds_what_is_at_least_as_likely_as_greedy_search(teacher: Path) -> None:
    model, proto = train.load_model(teacher, torch.device("cpu"), torch.float32)
    source = train.tokenizers(proto)[0]
    sources = source.encode(["Der Hund und 30 mal Berg.", "Der Fluss und 77 mal Katze."])
    wide, greedy = (dict(translate(model, sources, beam=beam)) for beam in (4, 1))
    for i, ids in enumerate(sources):
        assert likelihood(model, ids, wide[i]) >= likelihood(model, ids, greedy[i]) - 1e-5
        assert greedy[i] == stepwise(model, ids)


def stepwise(model: Translator, source: list[int]) -> list[int]:
    """Return the translation of always the likeliest next piece, without anything kept."""
    target: list[int] = []
    with torch.no_grad():
        while len(target) < most_pieces(len(source)):
            states = model(torch.tensor([[*source, EOS]]), torch.tensor([[BOS, *target]]))[0, -1]
            piece = int((states @ model.embedding.weight.T + model.bias).argmax())
            if piece == EOS:
                break
            target.append(piece)
    return target


def test_a_teacher_s_translations_are_pairs_to_train_on(
    data: Path, teacher: Path, tmp_path: Path
) -> None:
    more = tmp_path / "more.txt"
    more.write_text("Der Hund und 41 mal Stadt.\n", encoding="utf-8")
    shutil.copy(data / "prepared.tsv", tmp_path)
    files = ["--data", str(tmp_path), "--teacher", str(teacher), "--german", str(more)]
    distil.main([*files, "--device", "cpu", "--workers", "1"])
    corpus = Corpus.load(tmp_path)
    taught = dict(corpus.pairs[group[0]] for group in corpus.groups["taught"])
    assert "dog" in taught["Der Hund und 41 mal Stadt."]
    assert len(taught) > 100
