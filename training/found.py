"""Write the pairs found in public repositories as lines that `training.prepare` reads.

Example:
    python -m training.found --snapshots ~/snapshots --out ~/newsdigest-training/found.tsv

`--snapshots` holds a git directory for each repository, `OWNER+NAME/repo` or
`OWNER+NAME/repo/.git`. A file that a snapshot lacks is named and left out. For the
terms of each source see the model card.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from training.detokenise import decode_lines, detokenise
from training.pages import aligned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Pair = tuple[str, str]

_WMT24 = "wmt-conference/wmt24-news-systems"
_TESTSETS = "Helsinki-NLP/OPUS-MT-testsets"
_GENEVAL = "amazon-science/machine-translation-gender-eval"
_GENEVAL_FILE = "data/sentences/{0}/geneval-sentences-{1}-{0}.en_de."
_PARAPHRASED = "google/wmt19-paraphrased-references"

PARALLEL = [
    ("europarl", "caseyndav/pos_tagger", "data/comtrans.g",
     "caseyndav/pos_tagger", "data/comtrans.e"),
    ("europarl", "textshuttle/ship", "data/corpus.de", "textshuttle/ship", "data/corpus.en"),
    *(("wmt24", _WMT24, german, _WMT24, "txt/sources/en-de.txt") for german in (
        "txt/references/en-de.refA.txt",
        "txt/references/en-de.refB.txt",
        "txt/system-outputs/en-de/NVIDIA-NeMo.txt",
    )),
    *(
        ("wmtpara", _PARAPHRASED, f"wmt{year}/ende/wmt{year}-ende-{kind}.ref",
         _TESTSETS, f"testsets/eng-deu/newstest20{year}.eng")
        for year, kinds in (("19", "ar arp hqall hqp hqr wmtp"), ("20", "wmtp"))
        for kind in kinds.split()
    ),
    *(
        ("geneval", _GENEVAL, stem + "de", _GENEVAL, stem + "en")
        for part in ("dev", "test")
        for gender in ("feminine", "masculine")
        if (stem := _GENEVAL_FILE.format(part, gender))
    ),
    ("tatoeba", _TESTSETS, "testsets/deu-eng/tatoeba-test-v2021-08-07.deu",
     _TESTSETS, "testsets/deu-eng/tatoeba-test-v2021-08-07.eng"),
]  # fmt: skip
"""Tag, then repository and path of the German and of the English: a sentence a line."""

TOKENISED = {"caseyndav/pos_tagger"}
COVOST = "YunusDemirag/fairseq-baseline-covost"
TATOEBA = ("jhamburg/dats6450_nlp", "rioyshky/translation")
DEBIAN = "l/debian-webwml"


class Snapshots:
    """Files of repositories, out of their git directories."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _git(self, repo: str, *command: str) -> bytes:
        root = self.folder / repo.replace("/", "+") / "repo"
        git = root / ".git" if (root / ".git").exists() else root
        return subprocess.run(
            ["git", f"--git-dir={git}", *command],
            check=True,
            capture_output=True,
        ).stdout

    def read(self, repo: str, path: str) -> bytes:
        """The bytes of a file; CalledProcessError where the snapshot lacks it."""
        return self._git(repo, "show", f"HEAD:{path}")

    def paths(self, repo: str, under: str) -> list[str]:
        """The paths of the files in a folder of a repository, at any depth."""
        listed = self._git(repo, "ls-tree", "-r", "--name-only", "-z", "HEAD", under)
        return [path for path in listed.decode().split("\0") if path]


def parallel(snapshots: Snapshots, files: tuple[str, str, str, str]) -> Iterator[Pair]:
    """The pairs of two files with a sentence a line; ValueError where they differ in length."""
    ours, theirs = (decode_lines(snapshots.read(*files[at : at + 2])) for at in (0, 2))
    for source, target in zip(ours, theirs, strict=True):
        if files[0] in TOKENISED:
            yield detokenise(source, english=False), detokenise(target, english=True)
        else:
            yield source, target


def covost(snapshots: Snapshots) -> Iterator[Pair]:
    """CoVoST 2: sentences of Common Voice (Wikipedia, prose) and their translations."""
    for part in ("dev", "test"):
        path = f"examples/translation/covost/covost_v2.de_en.{part}.tsv"
        for line in decode_lines(snapshots.read(COVOST, path))[1:]:
            _, source, target, *_ = line.split("\t")
            yield _unquoted(source), _unquoted(target)


def tatoeba(snapshots: Snapshots, repo: str) -> Iterator[Pair]:
    """Tatoeba, as manythings.org packs it: English, German and a licence in a line."""
    with zipfile.ZipFile(io.BytesIO(snapshots.read(repo, "deu-eng.zip"))) as archive:
        for line in archive.read("deu.txt").decode().splitlines():
            target, source, *_ = line.split("\t")
            yield source, target


def debian(snapshots: Snapshots) -> Iterator[Pair]:
    """Debian's web pages: the news and security notices of two decades."""
    english = set(snapshots.paths(DEBIAN, "webwml/english"))
    for path in snapshots.paths(DEBIAN, "webwml/german"):
        other = path.replace("/german/", "/english/", 1)
        if path.endswith(".wml") and other in english:
            ours, theirs = (
                "\n".join(decode_lines(snapshots.read(DEBIAN, p))) for p in (path, other)
            )
            yield from aligned(ours, theirs)


def _unquoted(field: str) -> str:
    """A field of a CSV file without the quotation marks that the format puts round it."""
    if len(field) > 1 and field[0] == field[-1] == '"':
        return field[1:-1].replace('""', '"')
    return field


def sources(snapshots: Snapshots) -> Iterator[tuple[str, Iterable[Pair]]]:
    """Each source with its tag."""
    for tag, *files in PARALLEL:
        yield tag, parallel(snapshots, (files[0], files[1], files[2], files[3]))
    yield "covost", covost(snapshots)
    for repo in TATOEBA:
        yield "tatoeba", tatoeba(snapshots, repo)
    yield "debian", debian(snapshots)


def main(argv: list[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--snapshots", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args(argv)
    seen: set[Pair] = set()
    with args.out.open("w", encoding="utf-8") as out:
        for tag, pairs in sources(Snapshots(args.snapshots)):
            before = len(seen)
            try:
                for pair in pairs:
                    plain = (pair[0].replace("\t", " ").strip(), pair[1].replace("\t", " ").strip())
                    if all(plain) and plain not in seen:
                        seen.add(plain)
                        out.write("\t".join((tag, *plain)) + "\n")
            except (subprocess.CalledProcessError, KeyError) as error:
                print(f"{tag}: left out, {error}")
            print(f"{tag}: {len(seen) - before:,} pairs")


if __name__ == "__main__":
    main()
