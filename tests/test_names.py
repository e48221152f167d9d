"""Persons, organisations and places, and their mentions joined."""

import pytest
from hypothesis import given, settings

from newsdigest.annotate.names import find_descriptions, find_names, join_names
from tests.reading import read
from tests.test_article import WILD
from tests.wild import wild_text


def names(text: str) -> list[tuple[str, str]]:
    return [(name.text, name.kind) for name in find_names(read(text))]


@pytest.mark.parametrize(
    ("sentence", "person", "role"),
    [
        ("Gestern sprach Anna Berg in der Halle.", "Anna Berg", None),
        ("Gestern sprach Außenministerin Anna Berg.", "Anna Berg", "Außenministerin"),
        ("Gestern sprach SPD-Chefin Berg im Saal.", "Berg", "SPD-Chefin"),
        ("Gestern kam Herr Dr. Kramer zu Besuch.", "Kramer", None),
        ("Gestern sprach Ursula von der Leyen.", "Ursula von der Leyen", None),
        ("Gestern kam Alexander Van der Bellen.", "Alexander Van der Bellen", None),
        ("Gestern sprach Hussein al-Sadr.", "Hussein al-Sadr", None),
        ("Gestern sprach J. Krantz.", "J. Krantz", None),
        ("Gestern sprach Ljerka Oblak (CDU).", "Ljerka Oblak", None),
        ("Es kam der Vorsitzende des Vereins, Ljerk Oblak, zu Wort.", "Ljerk Oblak", None),
        ("Der Film ist Anna Bergs Werk.", "Anna Bergs", None),
    ],
)
def test_a_person(sentence: str, person: str, role: str | None) -> None:
    persons = [name for name in find_names(read(sentence)) if name.kind == "person"]
    assert [(name.text, name.role) for name in persons] == [(person, role)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nach drei Tage Staatstrauer öffneten die Läden.",
        "Die Premier League beginnt.",
        "Sein Roman Die Stunde erschien im Mai.",
        "Der Oberste Gerichtshof tagt.",
        "Solange Italien wartet, wartet der Rest.",
    ],
)
def test_what_only_looks_like_a_person(sentence: str) -> None:
    assert not [text for text, kind in names(sentence) if kind == "person"]


def test_a_surname_counts_where_the_text_gave_the_full_name() -> None:
    assert names("Berg schwieg. Später sprach Anna Berg doch.") == [
        ("Berg", "person"),
        ("Anna Berg", "person"),
    ]


def test_a_surname_that_is_a_word_does_not_count_behind_an_article() -> None:
    found = names("Anna Wolf warnt. Ein Wolf riss drei Schafe.")
    assert found == [("Anna Wolf", "person")]


@pytest.mark.parametrize(
    ("sentence", "organisation"),
    [
        ("Gestern tagte die NATO.", "NATO"),
        ("Gestern tagte das Landgericht Köln.", "Landgericht Köln"),
        ("Dort forscht die Universität Durham.", "Universität Durham"),
        ("Dort forscht das Max-Planck-Institut.", "Max-Planck-Institut"),
        ("Es prüft das Bundesamt für Verfassungsschutz.", "Bundesamt für Verfassungsschutz"),
        ("Das berichtet der Sender Kan.", "Kan"),
        ("Es klagt die Hallmann AG.", "Hallmann AG"),
        ("Es klagt die Konrad Lenz GmbH.", "Konrad Lenz GmbH"),
        ("Es warnt die Menschenrechtsorganisation Hengaw.", "Hengaw"),
        ("Es streikt die Deutsche Bahn.", "Deutsche Bahn"),
        ("Es entschied der Supreme Court.", "Supreme Court"),
        ("Es gewann Werder Bremen.", "Werder Bremen"),
        ("Es beriet der Bundestag.", "Bundestag"),
    ],
)
def test_an_organisation(sentence: str, organisation: str) -> None:
    assert (organisation, "organisation") in names(sentence)


def test_the_acronym_of_a_compound_is_an_organisation() -> None:
    assert ("SPD", "organisation") in names("Das sagte die SPD-Politikerin.")


@pytest.mark.parametrize("word", ["USA", "KI", "XXI", "DER", "GmbH", "Autobahn A4"])
def test_capitals_that_are_no_organisation(word: str) -> None:
    assert not [t for t, kind in names(f"Es geht um {word} heute.") if kind == "organisation"]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Er lebt in Moskau.", "Moskau"),
        ("Russlands Armee zog ab.", "Russlands"),
        ("Er fuhr nach Beckum.", "Beckum"),
        ("Er lebt in Bad Kreuznach.", "Bad Kreuznach"),
        ("Eine Lawine ging im Zillertal ab.", "Zillertal"),
        ("Die Insel Juist ist voll.", "Juist"),
        ("Er wohnt in Essen.", "Essen"),
    ],
)
def test_a_place(sentence: str, place: str) -> None:
    assert (place, "place") in names(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Oder geht es ohne ihn?", "Das Essen war kalt.", "Sie saß im Portal.", "Ein Halle."],
)
def test_a_word_that_is_no_place_here(sentence: str) -> None:
    assert not [text for text, kind in names(sentence) if kind == "place"]


def test_mentions_of_one_person_are_joined_under_the_fullest_name() -> None:
    document = read("Kanzlerin Anna Berg reist. Bergs Ziel ist Rom. Berg bleibt lange.")
    (berg, *_) = join_names(find_names(document))
    assert (berg.name, berg.role, len(berg.mentions)) == ("Anna Berg", "Kanzlerin", 3)


def joined(text: str) -> dict[str, list[str]]:
    document = read(text)
    found = find_names(document)
    groups = join_names((*found, *find_descriptions(document, found)))
    return {group.name: [name.text for name in group.mentions] for group in groups}


def test_a_role_behind_its_article_is_a_mention_of_the_person() -> None:
    text = "NATO-Generalsekretär Jens Krantz reist. Das sagte der NATO-Generalsekretär in Rom."
    assert joined(text)["Jens Krantz"] == ["Jens Krantz", "NATO-Generalsekretär"]


def test_a_part_of_the_role_is_enough() -> None:
    text = "Außenministerin Anna Berg reist. Das Ziel der Ministerin ist Rom."
    assert joined(text)["Anna Berg"] == ["Anna Berg", "Ministerin"]


def test_a_role_of_two_persons_is_nobodys_mention() -> None:
    text = "Minister Paul Ahlers und Minister Emil Krantz reisen. Der Minister schwieg."
    assert joined(text) == {"Paul Ahlers": ["Paul Ahlers"], "Emil Krantz": ["Emil Krantz"]}


def test_two_spellings_of_an_acronym_are_one() -> None:
    groups = join_names(find_names(read("Die NATO berät. Von der Nato kam nichts.")))
    assert [(group.name, len(group.mentions)) for group in groups] == [("NATO", 2)]


def assert_exact(text: str) -> None:
    document = read(text)
    behind = (-1, 0)
    for name in find_names(document):
        line = document.sentences[name.sentence].clean
        assert " ".join(line[name.start : name.end].split()) == name.text
        assert behind <= (name.sentence, name.start)
        behind = (name.sentence, name.end)


@settings(max_examples=100, deadline=None)
@given(WILD)
def test_names_stand_where_they_say_in_any_text(text: str) -> None:
    assert_exact(text)


@pytest.mark.parametrize("seed", range(60))
def test_names_stand_where_they_say_in_wild_text(seed: int) -> None:
    assert_exact(wild_text(seed))
