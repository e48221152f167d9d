"""Turn tokenised parallel text (Moses or Treebank style) into pairs for `training.prepare`.

Example:
    python -m training.detokenise --tag europarl \
        --german comtrans.g --english comtrans.e > europarl.tsv
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

_ENTITIES = {"&apos;": "'", "&quot;": '"', "&amp;": "&", "&#91;": "[", "&#93;": "]", "@-@": "-"}
_LEFT = re.compile(r" ([,.;:!?%)\]}»”’…]+)(?= |$)")
_RIGHT = re.compile(r"(^| )([(\[{«„“‚¿]+) ")
_SUFFIX = re.compile(r" ?' ?(s|t|re|ve|ll|d|m)\b")
_OLD_SPELLING = re.compile(
    r"\b((?:\w*(?:Aus|Be|Ab|Ver|Zu)schlu|\w*(?:[Mm]u|[Mm]ü|[Ww]u|[Ww]ü|[Ll]ä|[Ff]a)|\w*(?:[Pp]roze|[Aa]usschu|[Bb]ewu)|[Dd]a|"
    r"[Gg]ewi|[Bb]i))ß(?=(?:t|te|ten|test|tet|tsein\w*|en|es|e)?\b)"
)
_SPACED = re.compile(r'" ?([^"]*?) ?"')


def detokenise(text: str, *, english: bool) -> str:
    """Return `text` as it was before its words and marks were set apart by spaces.

    German comes out in the spelling of 1996 (`dass`, `muss`), as far as the commonest words go.
    """
    text = text.strip()
    for entity, plain in _ENTITIES.items():
        text = text.replace(entity, plain)
    text = _RIGHT.sub(r"\1\2", _LEFT.sub(r"\1", text))
    if english:
        text = _SUFFIX.sub(r"'\1", re.sub(r"(?<=s) ' (?=[a-z])", "' ", text))
        text = re.sub(r"(^| )' ([^']*?) '(?= |[.,;:!?]|$)", r"\1'\2'", text)
    else:
        text = _OLD_SPELLING.sub(r"\1ss", text)
    text = re.sub(r" - (?=und |oder )", "- ", text)
    text = re.sub(r"(?<=\d) / (?=\d)", "/", text)
    return " ".join(_SPACED.sub(r'"\1"', text).split())


def decode_lines(data: bytes) -> list[str]:
    """Return the lines of a file; a line that is not UTF-8 is read as Windows-1252."""
    lines = []
    for line in data.rstrip(b"\n").split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", errors="replace"))
    return lines


def main(argv: list[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tag", required=True)
    parser.add_argument("--german", type=Path, required=True)
    parser.add_argument("--english", type=Path, required=True)
    args = parser.parse_args(argv)
    ours, theirs = (decode_lines(path.read_bytes()) for path in (args.german, args.english))
    for source, target in zip(ours, theirs, strict=True):
        print(
            args.tag, detokenise(source, english=False), detokenise(target, english=True), sep="\t"
        )


if __name__ == "__main__":
    main()
