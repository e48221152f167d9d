"""Train the translator, go on from a checkpoint, or let a copy of it decay to its final weights.

Examples:
    python -m training.train --data ~/newsdigest-training/data \
        --out ~/newsdigest-training/run.pt --resume
    python -m training.train --data ~/newsdigest-training/data --minutes 50 \
        --decay-from ~/newsdigest-training/run.pt --out ~/newsdigest-training/decayed.pt
    python -m training.train --data ~/newsdigest-training/data --minutes 4 --decay --workers 12 \
        --width 512 --layers 9 3 --batch 40960 --step 25000 --out ~/newsdigest-training/teacher.pt

The long run keeps its rate (warm-up, flat, then inverse square root) and never
decays: each release decays a copy, and the run goes on from where it was. Progress
goes to standard output once a minute, checkpoints are replaced atomically, and
SIGTERM or SIGINT saves and ends. Batches, augmentation and dropout depend on the
seed and the step alone; a decay by `--minutes` depends on the clock as well, one
by `--tokens` does not.
"""

from __future__ import annotations

import argparse
import math
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import sentencepiece
import torch
from torch import Tensor

from training import device as devices
from training.batches import IGNORE, Batch, Corpus, Feed
from training.loss import SmoothedLoss
from training.model import Shape, Translator
from training.normaliser import for_sources
from training.optimiser import Optimiser

if TYPE_CHECKING:
    from training.batches import Tokenizers

RATE = 3e-3
WORDS_FIRST = 0.5
"""The share of a run that decays from its beginning before it draws as `batches.DECAY` says."""

SAVE_SECONDS = 240
REPORT_SECONDS = 60


@dataclass(slots=True)
class Place:
    """How far a run has come."""

    epoch: int = 0
    batch: int = 0
    tokens: int = 0
    seconds: float = 0.0
    data: str = ""


@dataclass(slots=True)
class Meter:
    """Loss and speed since the last line of progress."""

    tokens: int = 0
    loss: float | Tensor = 0.0
    since: float = field(default_factory=time.monotonic)


def learning_rate(step: int, *, peak: float, warm: int, hold: float, fresh_at: int = 0) -> float:
    """Return the rate of a step: linear warm-up, flat until `hold`, then inverse square root.

    The warm-up begins at step `fresh_at`, where the optimiser's moments were zero.
    """
    return peak * min(1.0, (step + 1 - fresh_at) / warm, math.sqrt(hold / (step + 1)))


def save(path: Path, checkpoint: dict[str, Any]) -> None:
    """Write a checkpoint so that a reader never sees half of it."""
    part = path.with_name(path.name + ".part")
    torch.save(checkpoint, part)
    part.replace(path)


def load(path: Path) -> dict[str, Any]:
    """Read a checkpoint of this trainer."""
    found: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return found


def tokenizers(proto: bytes) -> Tokenizers:
    """Return the tokenizers of sources and of targets."""
    return (
        sentencepiece.SentencePieceProcessor(model_proto=for_sources(proto)),
        sentencepiece.SentencePieceProcessor(model_proto=proto),
    )


def load_model(path: Path, device: torch.device, kind: torch.dtype) -> tuple[Translator, bytes]:
    """Return the model of a checkpoint, ready to translate, and its SentencePiece model."""
    checkpoint = load(path)
    model = Translator(Shape(**checkpoint["shape"])).eval().requires_grad_(requires_grad=False)
    weights = checkpoint["optimiser"]
    model.load_state_dict(weights.get("average", weights["master"]))  # published ones have one
    return model.to(device, kind), checkpoint["spm"]


def _compute_alone() -> None:
    """Set up a thread that works on a batch beside others."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)


class Trainer:
    """One run: the model, its optimiser and its place in the data."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.stop = False
        checkpoint = self._checkpoint()
        self.decaying = bool(args.decay or args.decay_from)
        self.peak = args.rate
        if self.peak is None:
            self.peak = checkpoint["rate"] if checkpoint and args.decay_from else RATE
        if not self.peak:
            raise ValueError(f"{args.decay_from} has decayed already: name a peak with --rate")
        proto = (
            checkpoint["spm"] if checkpoint else (args.data / "sentencepiece.model").read_bytes()
        )
        self.tokenizers = tokenizers(proto)
        self.proto: bytes = proto
        self.corpus = Corpus.load(args.data)
        print(
            f"{len(self.corpus.pairs):,} pairs, "
            f"{len(self.corpus.names.names if self.corpus.names else [])} names",
            flush=True,
        )
        # It may fork, so it comes before a GPU is used.
        self.feed = Feed(
            self.corpus,
            self.tokenizers,
            seed=args.seed,
            tokens=args.batch,
            processes=args.workers,
        )
        self.device, self.kind = devices.choose(args.device)
        encoder, decoder = args.layers
        self.shape = (
            Shape(**checkpoint["shape"])
            if checkpoint
            else Shape(
                self.tokenizers[1].get_piece_size(),
                args.width,
                4 * args.width,
                args.width // 64 or 1,
                encoder,
                decoder,
            )
        )
        if args.dropout is not None:
            self.shape = replace(self.shape, dropout=args.dropout)
        torch.manual_seed(args.seed)
        self.model = Translator(self.shape).to(self.device)
        self.optimiser = Optimiser(self.model)
        self.place, self.meter = Place(), Meter()
        if checkpoint:
            self.place = Place(**checkpoint["place"])
            self.optimiser.restore(checkpoint["optimiser"])
        self.model.to(self.kind)
        self.teacher = self._teacher() if args.teacher else None
        self.replicas = [self.model]
        if self.device.type == "cpu":
            self.replicas += [self._replica() for _ in range(args.threads - 1)]
        self.pool = ThreadPoolExecutor(len(self.replicas), initializer=_compute_alone)
        print(
            f"{sum(w.numel() for w in self.optimiser.master):,} weights, "
            f"{self.device} {self.kind}, "
            f"step {self.optimiser.step_count}, {self.place.tokens / 1e6:.1f} M tokens seen",
            flush=True,
        )

    def _teacher(self) -> Translator:
        """Return the model whose probabilities this one shall learn."""
        model, proto = load_model(self.args.teacher, self.device, self.kind)
        if proto != self.proto:
            raise ValueError(f"{self.args.teacher} has other pieces than the model to train")
        return model

    def _checkpoint(self) -> dict[str, Any] | None:
        if self.args.decay_from:
            return load(self.args.decay_from)
        return load(self.args.out) if self.args.resume and self.args.out.exists() else None

    def _replica(self) -> Translator:
        """Return a model with the weights of `self.model`, the same memory, and its own gradients.

        Two threads with a batch each wait less for each other than two that share every
        product: measured 1.4 times as fast.
        """
        replica = Translator(self.shape).to(self.device, self.kind)
        for mine, shared in zip(replica.parameters(), self.model.parameters(), strict=True):
            mine.data = shared.data
        return replica

    def rate(self) -> float:
        """Return the rate of the next step."""
        rate = learning_rate(
            self.optimiser.step_count,
            peak=self.peak,
            warm=self.args.warm,
            hold=math.inf if self.decaying else self.args.hold,
            fresh_at=self.optimiser.fresh_at,
        )
        return rate * max(0.0, 1 - self._share_done()) if self.decaying else rate

    def _share_done(self) -> float:
        if self.args.tokens:
            return float((self.place.tokens - self.first_tokens) / self.args.tokens)
        if self.args.minutes:
            return float((time.monotonic() - self.start) / (60 * self.args.minutes))
        return 0.0

    def run(self) -> None:
        """Train until the time or the tokens are used up, or a signal comes; then save."""
        if self.place.data != self.corpus.digest:
            self.place.epoch += bool(self.place.data)
            self.place.data, self.place.batch = self.corpus.digest, 0
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        self.start = self.saved = time.monotonic()
        self.first_tokens, self.before = self.place.tokens, self.place.seconds
        while not self._finished():
            self._run_epoch()
        self.feed.close()
        self._save()
        print(f"saved {self.args.out} at {self.place.tokens / 1e6:.2f} M tokens", flush=True)

    def _on_signal(self, number: int, frame: object) -> None:  # noqa: ARG002 - the form of a handler
        self.stop = True

    def _finished(self) -> bool:
        return self.stop or self._share_done() >= 1

    def _run_epoch(self) -> None:
        args, place = self.args, self.place
        late = bool(args.decay_from) or (args.decay and self._share_done() > WORDS_FIRST)
        batches = self.feed.epoch(place.epoch, decay=late)
        print(
            f"epoch {place.epoch}: {batches.tokens / 1e6:.2f} M tokens in {len(batches)} batches",
            flush=True,
        )
        pending: list[Batch] = []
        index = place.batch
        while index < len(batches) and not self._finished():
            pending.append(batches[index])
            index += 1
            if sum(batch.tokens for batch in pending) >= args.step or index == len(batches):
                self._step(pending)
                pending = []
                place.batch = index
                self._report()
        if place.batch == len(batches):
            place.epoch, place.batch = place.epoch + 1, 0

    def _step(self, batches: list[Batch]) -> None:
        tokens = sum(batch.tokens for batch in batches)
        seed = (self.args.seed * 1_000_003 + self.optimiser.step_count) * 1_009
        seeded = [(batch, seed + i) for i, batch in enumerate(batches)]
        losses = self.pool.map(partial(self._backward, tokens), self.replicas, self._shares(seeded))
        self.meter.loss += sum(losses)
        for weight, *copies in zip(*(model.parameters() for model in self.replicas), strict=True):
            for copy in copies:
                if copy.grad is not None:
                    weight.grad = copy.grad if weight.grad is None else weight.grad.add_(copy.grad)
                    copy.grad = None
        self.optimiser.step(self.rate(), tokens)
        self.place.tokens += tokens
        self.meter.tokens += tokens

    def _shares(self, batches: list[tuple[Batch, int]]) -> list[list[tuple[Batch, int]]]:
        """Give each replica batches of about as many tokens, so that none waits for long."""
        shares: list[list[tuple[Batch, int]]] = [[] for _ in self.replicas]
        given = [0] * len(shares)
        for found in sorted(batches, key=lambda found: -found[0].tokens):
            least = given.index(min(given))
            shares[least].append(found)
            given[least] += found[0].tokens
        return shares

    def _backward(self, tokens: int, model: Translator, share: list[tuple[Batch, int]]) -> Tensor:
        """Add the gradients of a share of the step's batches to `model`; return their loss."""
        total = torch.zeros((), device=self.device)
        for batch, seed in share:
            model.reseed(seed)
            loss = self._loss(model, batch)
            (loss / tokens).backward()  # type: ignore[no-untyped-call]
            total += loss.detach()  # read once a minute: a GPU must not wait for it
        return total

    def _loss(self, model: Translator, batch: Batch) -> Tensor:
        at = np.flatnonzero(batch.labels != IGNORE)
        source, inputs, wanted, labels = (
            self._to_device(array)
            for array in (batch.source, batch.inputs, at, batch.labels.ravel()[at])
        )
        states = model(source, inputs).flatten(0, 1).index_select(0, wanted)
        taught = None
        if self.teacher:
            with torch.no_grad():
                theirs = self.teacher(source, inputs).flatten(0, 1).index_select(0, wanted)
            taught = theirs, self.teacher.embedding.weight, self.teacher.bias
        loss: Tensor = SmoothedLoss.apply(
            states, model.embedding.weight, model.bias, labels, taught
        )  # type: ignore[no-untyped-call]
        return loss

    def _to_device(self, array: np.ndarray) -> Tensor:
        tensor = torch.from_numpy(array)
        if self.device.type == "cuda":  # pinned, or the copy waits for all work before it
            return tensor.pin_memory().to(self.device, non_blocking=True)
        return tensor

    def _report(self) -> None:
        now = time.monotonic()
        self.place.seconds = self.before + now - self.start
        if now - self.meter.since >= REPORT_SECONDS:
            meter, share = self.meter, self._share_done()
            left = f", ends in {(now - self.start) * (1 / share - 1) / 60:.0f} min" if share else ""
            print(
                f"{time.strftime('%H:%M')} step {self.optimiser.step_count} "
                f"epoch {self.place.epoch} "
                f"{self.place.tokens / 1e6:.2f} M tokens, "
                f"loss {float(meter.loss) / meter.tokens:.3f}, "
                f"{meter.tokens / (now - meter.since):.0f} tokens/s, rate {self.rate():.2e}{left}",
                flush=True,
            )
            self.meter = Meter()
        if now - self.saved >= SAVE_SECONDS:
            self._save()

    def _save(self) -> None:
        self.saved = time.monotonic()
        save(
            self.args.out,
            {
                "optimiser": self.optimiser.state(),
                "place": asdict(self.place),
                "shape": asdict(self.shape),
                "spm": self.proto,
                "rate": self.rate(),
                "args": {key: str(value) for key, value in vars(self.args).items()},
            },
        )


def parser() -> argparse.ArgumentParser:
    """Return the command's arguments."""
    made = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument(
        "--data", type=Path, required=True, help="folder of prepared.tsv and sentencepiece.model"
    )
    made.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    made.add_argument("--resume", action="store_true", help="go on from --out, if it is there")
    made.add_argument(
        "--decay-from", type=Path, help="let a copy of this checkpoint decay to rate 0"
    )
    made.add_argument("--decay", action="store_true", help="let this run itself decay to rate 0")
    made.add_argument(
        "--minutes", type=float, default=0.0, help="end after so long (0: run until a signal)"
    )
    made.add_argument("--tokens", type=int, default=0, help="end after so many target tokens")
    made.add_argument("--device", choices=["auto", "cpu", "cuda"], default="auto")
    made.add_argument("--threads", type=int, default=2)
    made.add_argument("--seed", type=int, default=1)
    made.add_argument(
        "--rate", type=float, help=f"peak rate (default: the checkpoint's to decay, or {RATE})"
    )
    made.add_argument("--warm", type=int, default=100)
    made.add_argument("--hold", type=int, default=1500)
    made.add_argument("--batch", type=int, default=5000, help="most positions in a forward pass")
    made.add_argument("--step", type=int, default=3600, help="least target tokens in a step")
    made.add_argument("--width", type=int, default=256, help="of a new model: features")
    made.add_argument(
        "--layers", type=int, nargs=2, default=(6, 2), help="of a new model: encoder, decoder"
    )
    made.add_argument("--teacher", type=Path, help="checkpoint whose probabilities are learnt too")
    made.add_argument(
        "--workers", type=int, default=0, help="processes that make epochs; a GPU needs some"
    )
    made.add_argument("--dropout", type=float, help="0 to 1 (default: the checkpoint's, or 0.1)")
    return made


def main(argv: list[str] | None = None) -> None:
    """Run the command."""
    args = parser().parse_args(argv)
    if (args.decay or args.decay_from) and not (args.minutes or args.tokens):
        parser().error("--decay and --decay-from need --minutes or --tokens")
    if args.device != "cuda":
        devices.restart_tuned()
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    Trainer(args).run()


if __name__ == "__main__":
    main()
