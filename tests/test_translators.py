"""Both translators, the repair of what goes wrong, and packages in every form."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from newsdigest import Digester, InvalidModelError, ModelNotFoundError
from newsdigest.models import embedded_model, find_model, read_package
from newsdigest.translators import CTranslate2Translator

SENTENCE = "Stoltenberg betonte, die NATO sei weiter zu Verhandlungen mit Russland bereit."


def test_the_embedded_model_translates(translator: CTranslate2Translator) -> None:
    text = translator.translate([SENTENCE])[0].text
    assert "Stoltenberg" in text
    assert "NATO" in text
    assert re.search(r"\bnegotiat\w+ with Russia", text)


def test_a_sentence_is_translated_the_same_alone_and_in_a_batch(
    translator: CTranslate2Translator, seed_text: str, digester: Digester
) -> None:
    sources = [s.source for s in digester.translate(seed_text).sentences]
    together = translator.translate(sources)
    alone = [translator.translate([source])[0] for source in sources]
    assert [h.text for h in together] == [h.text for h in alone]


def test_order_is_kept_whatever_the_lengths(translator: CTranslate2Translator) -> None:
    sources = ["Ja.", SENTENCE, "Nein.", SENTENCE + " " + SENTENCE, "Ja."]
    texts = [h.text for h in translator.translate(sources)]
    assert texts[0] == texts[4] != texts[2]
    assert "Stoltenberg" in texts[1]


def test_an_empty_batch_and_an_empty_sentence(translator: CTranslate2Translator) -> None:
    assert translator.translate([]) == []
    assert [h.text for h in translator.translate(["", "  "])] == ["", ""]


@pytest.mark.parametrize("token", ["my_file_name", "_", "U-Boot", "100.000", "2:1", "„", "E-Mail"])
def test_tokenisation_keeps_every_character(translator: CTranslate2Translator, token: str) -> None:
    """The model's own tokenizer sets words apart behind a hyphen, and loses nothing."""
    tokenizer = translator.load()._tokenizer
    decoded = tokenizer.decode(tokenizer.encode(f"a {token} b", out_type=str))
    assert decoded.replace("- ", "-") == f"a {token} b"


def test_a_sentence_over_the_limit_is_cut_at_clauses_and_all_of_it_translated(
    translator: CTranslate2Translator,
) -> None:
    middle = ", und ".join(f"die Stadt {n} liegt in Österreich" for n in range(30))
    long = f"Der Minister sagte, {middle}; der Präsident reiste danach nach Moskau."
    pieces = translator.load().clauses(long)
    assert len(pieces) > 1
    assert all(len(piece) <= 120 for piece in pieces)
    text = translator.translate([long])[0].text
    assert text.startswith("The minister")
    assert "Moscow" in text[-60:]


def test_a_word_without_a_space_is_cut_too(translator: CTranslate2Translator) -> None:
    pieces = translator.load().clauses("Donaudampfschifffahrt" * 500)
    assert all(len(piece) <= 120 for piece in pieces)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The embedded package, unpacked."""
    with zipfile.ZipFile(embedded_model()) as archive:
        archive.extractall(tmp_path)
    return next(path.parent for path in tmp_path.glob("*/metadata.json"))


def test_a_folder_is_read_like_its_zip(folder: Path) -> None:
    zipped = read_package(embedded_model())
    for path in (folder, folder.parent):
        unpacked = read_package(path)
        assert unpacked.files == zipped.files
        assert unpacked.id == zipped.id


def test_the_old_layout(folder: Path, translator: CTranslate2Translator) -> None:
    """Argos packages 1.0: folder `de_en/`, vocabulary as text, stanza beside the model."""
    old = folder.rename(folder.parent / "de_en")
    vocabulary = old / "model" / "shared_vocabulary.json"
    words = json.loads(vocabulary.read_text(encoding="utf-8"))
    vocabulary.unlink()
    (old / "model" / "shared_vocabulary.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    (old / "stanza").mkdir()
    (old / "stanza" / "resources.json").write_text("{}")
    assert CTranslate2Translator(old).translate([SENTENCE]) == translator.translate([SENTENCE])


def test_the_checksum_of_a_folder_changes_with_its_files(folder: Path) -> None:
    before = read_package(folder).sha256
    (folder / "metadata.json").write_text(
        '{"from_code": "de", "to_code": "en", "package_version": "9"}'
    )
    assert read_package(folder).sha256 != before


def test_no_model_there() -> None:
    with pytest.raises(ModelNotFoundError, match="embedded model"):
        find_model("/does/not/exist")


def test_the_environment_variable_names_a_model(folder: Path, monkeypatch) -> None:
    monkeypatch.setenv("NEWSDIGEST_MODEL", str(folder))
    assert find_model() == folder


@pytest.mark.parametrize("damage", ["truncated", "text", "other pair", "no tokenizer", "bad model"])
def test_a_broken_package_is_named(damage: str, folder: Path, tmp_path: Path) -> None:
    path: Path = folder
    if damage == "truncated":
        path = tmp_path / "half.argosmodel"
        path.write_bytes(embedded_model().read_bytes()[:100_000])
    elif damage == "text":
        path = tmp_path / "text.argosmodel"
        path.write_text("this is no zip")
    elif damage == "other pair":
        (folder / "metadata.json").write_text('{"from_code": "fr", "to_code": "en"}')
    elif damage == "no tokenizer":
        (folder / "sentencepiece.model").unlink()
    else:
        (folder / "model" / "model.bin").write_bytes(b"\x06\x00\x00\x00garbage")
    with pytest.raises(InvalidModelError):
        CTranslate2Translator(path).translate([SENTENCE])


ARGOS_SCRIPT = """
import json, logging, sys
from newsdigest import Digester
from newsdigest.translators import ArgosTranslator
logging.basicConfig(level=logging.INFO, stream=sys.stderr)
d = Digester(translator=ArgosTranslator()).digest(open(sys.argv[1], encoding="utf-8").read())
print(json.dumps(d.to_dict()))
"""


def test_argostranslate_gives_the_same_structure(
    folder: Path, tmp_path: Path, seed_text: str, digester: Digester
) -> None:
    """The real library on the embedded package, in a home of its own; no text is logged."""
    pytest.importorskip("argostranslate.translate", reason="needs newsdigest[argos]")
    home = tmp_path / "argos"
    home.mkdir()
    folder.rename(home / "translate-de_en-0_1")
    article = tmp_path / "seed.txt"
    article.write_text(seed_text, encoding="utf-8")
    environment = os.environ | {
        "ARGOS_PACKAGES_DIR": str(home),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "HOME": str(tmp_path),
    }
    run = subprocess.run(
        [sys.executable, "-c", ARGOS_SCRIPT, str(article)],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    through_argos = json.loads(run.stdout)
    ours = digester.digest(seed_text).to_dict()
    assert through_argos.keys() == ours.keys()
    assert [p["source"] for p in through_argos["key_points"]] == [
        p["source"] for p in ours["key_points"]
    ]
    assert all(p["text"] for p in through_argos["key_points"])
    assert through_argos["made_by"]["engine"] == "argostranslate"
    assert "Russland" not in run.stderr
