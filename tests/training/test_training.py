"""Batches, the model, its checkpoints and its package; torch and the rest are needed."""

from __future__ import annotations

import random
import signal
from pathlib import Path  # noqa: TC003 - pytest reads the annotations of fixtures

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("ctranslate2")
sentencepiece = pytest.importorskip("sentencepiece")

from training.augment import Rates  # noqa: E402
from training.batches import DECAY, EOS, IGNORE, Batches, Corpus, pack, tensorise  # noqa: E402
from training.export import package_files, write_half, write_package  # noqa: E402
from training.grow import grown, parents  # noqa: E402
from training.loss import SMOOTHING, SmoothedLoss  # noqa: E402
from training.model import Shape, Translator, positions  # noqa: E402
from training.optimiser import Optimiser, orthogonalise  # noqa: E402

from training import device, train  # noqa: E402

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


def test_an_epoch_depends_on_its_seed_and_number_alone(data: Path) -> None:
    corpus = Corpus.load(data / "prepared.tsv")
    first = list(corpus.epoch(3, 1, Rates()))
    assert first == list(corpus.epoch(3, 1, Rates()))
    assert first != list(corpus.epoch(4, 1, Rates()))
    assert first != list(corpus.epoch(3, 2, Rates()))


def test_batches_are_the_same_each_time_and_have_no_source_padding(data: Path) -> None:
    corpus, spm = Corpus.load(data / "prepared.tsv"), load_spm(data)
    made = [
        Batches(corpus, (spm, spm), epoch=0, seed=1, tokens=256, rates=Rates()) for _ in range(2)
    ]
    assert len(made[0]) == len(made[1]) > 1
    for i in range(len(made[0])):
        one, two = made[0][i], made[1][i]
        assert np.array_equal(one.source, two.source)
        assert np.array_equal(one.labels, two.labels)
        assert (one.source[:, -1] == EOS).all()
        assert not (one.source[:, :-1] == EOS).any()
        assert one.tokens == (one.labels != IGNORE).sum()


def test_a_batch_holds_one_source_length_and_at_most_so_many_positions() -> None:
    rng = random.Random(1)
    sources = [[5] * rng.randint(1, 9) for _ in range(300)]
    targets = [[6] * rng.randint(1, 9) for _ in range(300)]
    batches = pack(sources, targets, 40, rng)
    assert sorted(i for batch in batches for i in batch) == list(range(300))
    for batch in batches:
        assert len({len(sources[i]) for i in batch}) == 1
        made = tensorise(batch, sources, targets)
        assert len(batch) == 1 or max(made.source.size, made.labels.size) <= 40


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
    arguments: list[str], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    monkeypatch.setattr(
        Optimiser, "step", lambda self, _: found.append([w.grad.clone() for w in self.weights])
    )
    corpus, spm = Corpus.load(data / "prepared.tsv"), load_spm(data)
    batches = Batches(corpus, (spm, spm), epoch=0, seed=1, tokens=256, rates=Rates())
    for threads in ("1", "2"):
        args = train.parser().parse_args([*arguments, "--threads", threads])
        train.Trainer(args)._step([batches[i] for i in range(4)])
    for alone, together in zip(*found, strict=True):
        assert torch.allclose(alone, together, atol=1e-6)


def test_the_epochs_of_a_decay_draw_less_of_the_dictionary(data: Path) -> None:
    corpus = Corpus.load(data / "prepared.tsv")
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
        optimiser.step(0.01)
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
