"""Who says what: quotations, reported speech and sources, each with its speaker."""

import pytest
from hypothesis import given, settings

from newsdigest.annotate.speech import Statement, find_quotations, find_speech, is_detached
from tests.reading import read
from tests.test_article import WILD
from tests.wild import wild_text


def statements(text: str) -> list[Statement]:
    return list(find_speech(read(text)))


def speakers(text: str) -> list[str | None]:
    """The speaker of each sentence, None for the newsroom's own."""
    document = read(text)
    found = {s.sentence: s.speaker.name if s.speaker else "?" for s in find_speech(document)}
    return [found.get(sentence.index) for sentence in document.sentences]


# --- the forms of speech ---


@pytest.mark.parametrize(
    ("sentence", "speaker", "kind"),
    [
        ("„Wir bauen weiter“, sagte Bauleiter Emil Krantz.", "Emil Krantz", "quote"),
        ("»Wir bauen weiter«, sagte Emil Krantz.", "Emil Krantz", "quote"),
        ("«Wir bauen weiter», sagte Emil Krantz.", "Emil Krantz", "quote"),
        ("‚Wir bauen weiter‘, sagte Emil Krantz.", "Emil Krantz", "quote"),
        ('"Wir bauen weiter", sagte Emil Krantz.', "Emil Krantz", "quote"),
        ("Emil Krantz sagte: „Wir bauen weiter.“", "Emil Krantz", "quote"),
        ("Emil Krantz sprach von einem „Sieg der Vernunft“.", "Emil Krantz", "quote"),
        ("Emil Krantz betonte, der Bau sei sicher.", "Emil Krantz", "indirect"),
        ("Der Bau sei sicher, so Emil Krantz.", "Emil Krantz", "indirect"),
        ("Der Bau ist sicher, wie Emil Krantz am Abend mitteilte.", "Emil Krantz", "indirect"),
        ("Am Morgen hatte Emil Krantz erklärt, der Bau ruhe.", "Emil Krantz", "indirect"),
        ("Emil Krantz lehnte den Antrag am Montag ab.", "Emil Krantz", "indirect"),
        ("Der Bau sei sicher, hieß es aus dem Rathaus.", "Rathaus", "indirect"),
        ("Das geht aus einem Bericht der Bauaufsicht hervor.", "Bericht der Bauaufsicht", "source"),
        ("Laut Polizei blieben alle unverletzt.", "Polizei", "source"),
        ("Nach Angaben der Feuerwehr blieben alle unverletzt.", "Feuerwehr", "source"),
        ("Der Feuerwehr zufolge blieben alle unverletzt.", "Feuerwehr", "source"),
        ("Der Bau sei sicher, argumentieren die Behörden.", "Behörden", "indirect"),
        ("Es eile, hatte die Anwältin, Anna Berg, gesagt.", "Anna Berg", "indirect"),
        ("Nach Meinung des Gerichts für ihn ein Erfolg.", "Gerichts", "source"),
        ("Gemäß der Feuerwehr blieben alle unverletzt.", "Feuerwehr", "source"),
        ("Aus Sicht des Verbands ist das ein Fehler.", "Verbands", "source"),
    ],
)
def test_a_form_of_speech(sentence: str, speaker: str, kind: str) -> None:
    (statement,) = statements(sentence)
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.kind) == (speaker, kind)
    assert statement.named


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Zug fuhr um acht Uhr ab.",
        "Hätten die Helfer früher Bescheid gewusst, wäre weniger Schaden entstanden.",
        "Es sei denn, es regnet, findet das Fest im Garten statt.",
        "Einige Bäume stürzten um.",
        "Ende der Woche kam der Regen.",
        "Der Film „Das stille Haus“ läuft seit Mai.",
        "Die Demonstranten warfen Steine vor dem Rathaus.",
        "Die Regierung wollte sich nicht äußern.",
    ],
)
def test_what_is_the_newsrooms_own(sentence: str) -> None:
    assert statements(sentence) == []


def test_an_unlisted_verb_behind_reported_speech_tells_its_speaker() -> None:
    assert speakers("Das Amt müsse sich ändern, dozierte Ministerin Carla Sommer.") == [
        "Carla Sommer"
    ]


def test_what_was_said_is_not_who_said_it() -> None:
    assert speakers("Die Kritik wies der Kanzler zurück.") == ["Kanzler"]


def test_the_subject_keeps_its_second_verb() -> None:
    assert speakers("Das Gericht sah das anders und entschied zugunsten der Mieter.") == ["Gericht"]


def test_a_subordinate_clause_tells_nobodys_words() -> None:
    assert speakers("Die Firma, die sich am Montag äußerte, baut Stellen ab.") == [None]


def test_a_verb_of_what_is_reported_gives_way_to_the_closing_one() -> None:
    text = "Die Demonstranten warfen der Polizei Gewalt vor, wie die Agentur Norda meldete."
    assert speakers(text) == ["Agentur Norda"]


# --- who is meant ---


def test_the_speaker_is_carried_over_a_bare_subjunctive() -> None:
    text = "Minister Paul Ahlers sagte, die Lage sei ernst. Man müsse handeln. Das koste Geld."
    assert speakers(text) == ["Paul Ahlers"] * 3


def test_the_second_subjunctive_counts_behind_a_speaker_only() -> None:
    alone = "Viele Bauern hätten lieber Regen."
    assert speakers(alone) == [None]
    assert speakers(f"Minister Paul Ahlers äußerte Sorge um die Ernte. {alone}") == [
        "Paul Ahlers",
        "Paul Ahlers",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ministerin Anna Berg warb für den Plan.", "„Er ist gut“, sagte die Ministerin."),
        ("Ministerin Anna Berg warb für den Plan.", "Er sei gut, sagte sie."),
        ("Anna Berg (SPD) warb für den Plan.", "„Er ist gut“, sagte die SPD-Politikerin."),
        ("Stürmerin Anna Berg traf zweimal.", "„Ein Traum“, sagte die 23-Jährige."),
    ],
)
def test_a_pronoun_or_description_means_the_person_named_before(first: str, second: str) -> None:
    assert speakers(f"{first} {second}")[1] == "Anna Berg"


def test_a_pronoun_agrees_with_the_persons_gender() -> None:
    text = "Ministerin Anna Berg sagte, sie bleibe. Ihr Kollege Paul Ahlers schwieg."
    assert speakers(f"{text} Die Lage sei ernst, sagte sie.")[2] == "Anna Berg"


def test_several_researchers_are_not_the_one_named_before() -> None:
    text = "Forscher Paul Ahlers fand eine Spur. Sie sei alt, so die Forscher."
    assert speakers(text)[1] == "Forscher"


def test_the_ministry_is_the_one_named_before() -> None:
    text = "Das Bildungsministerium stoppte den Versuch. Er sei gescheitert, so das Ministerium."
    assert speakers(text)[1] == "Bildungsministerium"


def test_own_statements_are_those_of_the_subject() -> None:
    text = "Zwei Millionen Euro hat die Partei nach eigenen Angaben ausgegeben."
    assert speakers(text) == ["Partei"]


def test_a_spokesman_of_a_person_is_not_that_person() -> None:
    assert speakers("Das sagte ein Sprecher von Anna Berg.") == ["Sprecher von Anna Berg"]


def test_an_apposition_names_the_speaker() -> None:
    text = "„Das reicht“, sagte der Vorsitzende des Vereins, Idris Hassan."
    (statement,) = statements(text)
    assert statement.speaker is not None
    assert statement.speaker.name == "Idris Hassan"
    assert statement.speaker.role == "Vorsitzende des Vereins"


def test_somebody_at_the_ministry_is_the_ministry() -> None:
    assert speakers("Im Innenministerium verwies man auf die Länder.") == ["Innenministerium"]


def test_a_surname_takes_the_full_name_and_role() -> None:
    text = "Das betonte Berg am Montag. Ministerin Anna Berg blieb dabei."
    (statement, *_) = statements(text)
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.speaker.role) == ("Anna Berg", "Ministerin")


def test_reported_speech_of_nobody_known_says_so() -> None:
    (statement,) = statements("Es gebe keine Hinweise auf Brandstiftung.")
    assert statement.speaker is None
    assert not statement.named


def test_a_pronoun_does_not_name_the_speaker() -> None:
    named = [s.named for s in statements("Anna Berg sagte, sie bleibe. Sie sei gern hier.")]
    assert named == [True, False]


def test_a_claim_is_detached_without_the_sentence_that_names_its_speaker() -> None:
    first, second = statements("Anna Berg sagte, sie bleibe. Sie sei gern hier.")
    assert not is_detached(first, [0])
    assert is_detached(second, [1])
    assert not is_detached(second, [0, 1])


# --- quotations ---


def quotations(text: str) -> list[tuple[str, str | None]]:
    document = read(text)
    return [
        (document.clean.text[q.start : q.end], q.speaker.name if q.speaker else None)
        for q in find_quotations(document, find_speech(document))
    ]


def test_a_quotation_over_two_sentences_has_one_speaker() -> None:
    text = "„Es reicht. Wir gehen“, sagte Anna Berg."
    assert quotations(text) == [("„Es reicht. Wir gehen“", "Anna Berg")]


def test_a_nested_quotation_belongs_to_the_outer_one() -> None:
    text = "„Er rief: ‚Alle raus!‘ Dann war es still“, erzählte Anna Berg."
    assert quotations(text) == [("„Er rief: ‚Alle raus!‘ Dann war es still“", "Anna Berg")]


def test_a_sentence_of_quotation_alone_keeps_the_speaker_before() -> None:
    text = "Anna Berg ist enttäuscht. „Damit hatte niemand gerechnet.“"
    assert quotations(text) == [("„Damit hatte niemand gerechnet.“", "Anna Berg")]


def test_a_newspapers_name_is_no_quotation() -> None:
    assert quotations("Das sagte Anna Berg der „Rheinischen Post“.") == []


def test_one_word_can_be_a_quotation() -> None:
    assert quotations("Anna Berg sprach von einem „Exzess“.") == [("„Exzess“", "Anna Berg")]


# --- any text ---


def assert_spans(text: str) -> None:
    document = read(text)
    found = find_speech(document)
    assert [s.sentence for s in found] == sorted({s.sentence for s in found})
    for statement in found:
        speaker = statement.speaker
        if speaker:
            line = document.sentences[speaker.sentence].clean
            assert 0 <= speaker.start < speaker.end <= len(line)
            assert line[speaker.start : speaker.end].strip()
    for quotation in find_quotations(document, found):
        assert 0 <= quotation.start < quotation.end <= len(document.clean.text)


@settings(max_examples=100, deadline=None)
@given(WILD)
def test_any_text_gives_spans_inside_it(text: str) -> None:
    assert_spans(text)


@pytest.mark.parametrize("seed", range(60))
def test_wild_text_gives_spans_inside_it(seed: int) -> None:
    assert_spans(wild_text(seed))
