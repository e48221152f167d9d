"""Write `src/newsdigest/data/german-words.txt.gz`: stems that tell German words from names.

    pip install "simplemma>=2"
    python -m training.german_words

The words are those of simplemma's German dictionary, which lists names as well
but tells them apart by their forms: a name has but the genitive's s ("Merkels"),
a noun has others ("Häuser", "Tagen"). Of its million forms those are kept that
the Punkt parameters in the package have seen in print, with a capital or
without as the case may be, and the nouns that many compounds end in. Nouns that
the pairs of ../shared/corpus/pairs.tsv.xz show are added: they stand behind a
determiner, and the English has nothing like them. From the stems of these,
compounds of two others are left out: the reader (`newsdigest.fidelity.spelling`)
takes compounds apart itself.
"""

from __future__ import annotations

import gzip
import json
import lzma
import re
from collections import Counter, defaultdict
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import Stemmer

from newsdigest.annotate.gazetteer import gazetteer
from newsdigest.fidelity.lookup import english_forms
from newsdigest.fidelity.names import WORD
from newsdigest.fidelity.spelling import follows_determiner, sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

DATA = Path(str(files("newsdigest") / "data"))
LONGEST = 30  # letters
# The endings that a name has, too: the genitive's, the inhabitant's, the adjective's.
OF_NAMES = frozenset(["", "s", "es", "'", "’", "'s", "ens", "er", "ern", "sche", "isch"])
LINKS = ("", "s", "n", "en", "e")
# How many compounds have to end in a noun that Punkt has not seen, and in one without a plural.
HEAD_OF, SURE_HEAD_OF = 3, 8
CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "pairs.tsv.xz"
NOUN = re.compile(r"(?<=\w )[A-ZÄÖÜ][a-zäöüß]{3,}\b")
# How many pairs show a noun at least, and in which share of them the English has a word like it.
SHOWN, KEPT = 2, 0.2
# NLTK's flags for how a word was seen, at a sentence's beginning, inside one or in between.
CAPITAL, SMALL = 2 | 4 | 8, 16 | 32 | 64


def main() -> None:
    """Write the list."""
    dictionaries = import_module("simplemma.strategies.dictionaries.dictionary_factory")
    lemmas = dictionaries.DefaultDictionaryFactory().get_dictionary("de")
    punkt = json.loads(gzip.decompress((DATA / "punkt-german.json.gz").read_bytes()))
    forms = common_forms(
        ((form, lemmas[form]) for form in lemmas), punkt["orthographic_context"]
    )  # fmt: skip
    forms |= set(nouns_of(pairs()))
    stem = Stemmer.Stemmer("german").stemWord
    stems = without_compounds({stem(form.lower()) for form in forms})
    target = DATA / "german-words.txt.gz"
    # mtime=0: the same list gives the same bytes.
    target.write_bytes(gzip.compress("\n".join(sorted(stems)).encode(), mtime=0))
    print(f"{len(stems)} stems, {target.stat().st_size} bytes: {target}")


def common_forms(lemmas: Iterable[tuple[str, str]], seen: Mapping[str, int]) -> set[str]:
    """The forms of the words that are no names, from all forms with their lemmas."""
    forms: dict[str, set[str]] = defaultdict(set)
    for form, lemma in lemmas:
        if lemma.isalpha() and form.isalpha() and not lemma.isupper():
            forms[lemma].add(form)
    heads = compounds_by_head({lemma.lower() for lemma in forms if lemma[0].isupper()})
    kept: set[str] = set()
    for lemma, found in forms.items():
        is_noun = any(not _may_be_of_name(form, lemma) for form in found)
        if lemma[0].islower():
            kept |= {form for form in found if seen.get(form.lower(), 0) & SMALL}
        elif heads[lemma.lower()] >= (HEAD_OF if is_noun else SURE_HEAD_OF):
            kept |= found if is_noun or not _is_listed(lemma) else set()
        elif is_noun:
            kept |= {form for form in found if seen.get(form.lower(), 0) & CAPITAL}
    return kept | {word for word, flags in seen.items() if flags & SMALL and word.isalpha()}


def pairs() -> Iterator[tuple[str, str]]:
    """The German and the English of the corpus, without the dictionary's entries."""
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            tag, german, english = line.rstrip("\n").split("\t")
            if tag != "ding":
                yield german, english


def nouns_of(found: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The words with a capital that have a determiner, and whose English has nothing like them."""
    seen, kept, determined = Counter[str](), Counter[str](), Counter[str]()
    for german, english in dict(found).items():
        beginnings = {_beginning(word) for word in WORD.findall(english)}
        for match in NOUN.finditer(german):
            seen[match.group()] += 1
            kept[match.group()] += _beginning(match.group()) in beginnings
            determined[match.group()] += follows_determiner(german[: match.start()])
    for word, times in seen.items():
        shown = times >= SHOWN and determined[word] and kept[word] <= KEPT * times
        if shown and not (_is_listed(word) or english_forms(word)):
            yield word


def _beginning(word: str) -> str:
    return sound(word)[:4]


def compounds_by_head(nouns: set[str]) -> Counter[str]:
    """How many of the nouns end in each of the nouns."""
    return Counter(
        tail
        for noun in nouns
        for cut in range(3, min(len(noun), 2 * LONGEST) - 2)
        if (tail := noun[cut:]) in nouns
    )


def _may_be_of_name(form: str, lemma: str) -> bool:
    return form.startswith(lemma) and form.removeprefix(lemma) in OF_NAMES


def _is_listed(word: str) -> bool:
    return word in gazetteer().places or gazetteer().is_first_name(word)


def without_compounds(stems: set[str]) -> set[str]:
    """The stems that are no compound of two shorter ones."""
    kept: set[str] = set()
    for word in sorted((s for s in stems if 3 <= len(s) <= LONGEST), key=lambda s: (len(s), s)):
        # The reader trusts a long last part, and it stems it alone: hence the same length here.
        parts = ((word[:cut], word[cut:]) for cut in range(3, len(word) - 5))
        if not any(tail in kept and _is_first_part(head, kept) for head, tail in parts):
            kept.add(word)
    return kept


def _is_first_part(head: str, stems: set[str]) -> bool:
    """Whether a compound can begin with `head`: a stem, or one with a linking element."""
    return any(head.removesuffix(link) in stems for link in LINKS)


if __name__ == "__main__":
    main()
