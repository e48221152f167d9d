"""What the English lost becomes a flag that names the words; good English has none."""

from collections.abc import Sequence

import pytest
from benchmarks.fidelity import SPLITS, false_alarms, load, share_caught
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.fidelity import check, translate_checked
from newsdigest.fidelity.tidy import tidied
from newsdigest.terms import lost_terms
from newsdigest.translators import Hypothesis


def codes(source: str, target: str) -> set[str]:
    return {flag.code for flag in check(source, target)}


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Dort stehen mehr als 100.000 Soldaten.", "More than 100,000 soldiers are there."),
        ("Das kostet 1,5 Millionen Euro.", "That costs 1.5 million euros."),
        ("Das kostet 1,5 Millionen Euro.", "That costs 1,500,000 euros."),
        ("Es kamen drei Minister.", "3 ministers came."),
        ("Um 21.30 Uhr begann es.", "It began at 9:30 p.m."),
        ("Am 15. Februar reist er ab.", "He leaves on February 15."),
        ("Rund ein Drittel stimmte zu.", "About a third agreed."),
        ("Er hat nicht zugestimmt.", "He did not agree."),
        ("Er konnte das nicht verhindern.", "He was unable to prevent it."),
        ("Lawrow reiste nach Moskau.", "Lavrov travelled to Moscow."),
        ("Russlands Präsident schwieg.", "The Russian president was silent."),
        ("Chinas Präsident kam.", "The Chinese president came."),
        ("Die Waren kosten 3 Milliarden Dollar.", "The goods cost $3 billion."),
        ("Die USA und die UNO schwiegen.", "The U.S. and the U.N. were silent."),
        ("In zweiter Instanz blieb er erfolglos.", "He failed on appeal."),
        ("Das ist die Elbphilharmonie.", "That is the Elbphilharmonie."),
        ("Laut der Bundesbank wächst sie.", "According to the Bundesbank it is growing."),
        ("Er schweigt, das Motiv ist nicht bekannt.", "He says nothing, the motive is not known."),
        ("Der Mann sei unschuldig.", "The man is innocent."),
        ("Der Zug kam erst um acht.", "The train did not arrive until eight."),
        ("Nicht selten regnet es.", "It is not unusual for it to rain."),
        ("„Wir warten“, sagte Anna Berger.", "“We are waiting,” said Anna Berger."),
    ],
)
def test_a_good_translation_has_no_flag(german: str, english: str) -> None:
    assert not check(german, english)


@pytest.mark.parametrize(
    ("german", "english", "code", "source", "target"),
    [
        ("Es kamen 253 Gäste.", "254 guests came.", "number", ("253",), ("254",)),
        ("Es kamen 100.000 Gäste.", "100.000 guests came.", "number", ("100.000",), ("100.000",)),
        ("Er stimmte nicht zu.", "He agreed.", "negation", ("nicht",), ()),
        ("Er stimmte zu.", "He did not agree.", "negation", (), ("not",)),
        ("Dmytro Kuleba reiste ab.", "Dmytro Hartmann left.", "name", ("Kuleba",), ()),
        ("Er kam am Dienstag.", "He came on Thursday.", "date", ("Dienstag",), ("Thursday",)),
        ("„Wir gehen“, sagte er.", "We go, he said.", "quotation", ("Wir gehen",), ()),
    ],
)  # fmt: skip
def test_a_fault_names_its_words_in_both_languages(
    german: str, english: str, code: str, source: tuple[str, ...], target: tuple[str, ...]
) -> None:
    flag = next(flag for flag in check(german, english) if flag.code == code)
    assert (flag.source, flag.target) == (source, target)


def test_nothing_a_loop_and_a_copy_are_seen() -> None:
    german = "Die Regierung hat heute ein Gesetz beschlossen."
    assert codes(german, "") == {"empty"}
    assert codes(german, german) == {"copied"}
    assert "loop" in codes(german, "The law the law the law the law was passed today today.")


@pytest.mark.parametrize(
    ("german", "english", "repeated"),
    [
        (
            "Nach mehrstündiger Verhandlung entschied das Gericht.",
            "After several hours of several hours the court decided.",
            "several hours of several hours",
        ),
        ("Er gab das wiederholt an.", "He repeated repeatedly that.", "repeated repeatedly"),
        ("Sie könnten gehen.", "They could be able to be able to go.", "be able to"),
    ],
)
def test_a_phrase_that_comes_again_at_once_is_a_loop(
    german: str, english: str, repeated: str
) -> None:
    flags = {flag.code: flag.target for flag in check(german, english)}
    assert flags["loop"] == (repeated,)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Vier Tore geschossen, vier Tore aberkannt.", "Four goals scored, four goals denied."),
        ("Er stand in Haus und Hof.", "He stood in the house and in the yard."),
        ("Er sagt: „Wir gehen.“ Er sagt es oft.", "He says: “We go.” He says so often."),
        ("Sie wird immer größer.", "It grows bigger and bigger, again and again."),
    ],
)
def test_what_good_english_says_twice_is_no_loop(german: str, english: str) -> None:
    assert "loop" not in codes(german, english)


@pytest.mark.parametrize(
    ("german", "english", "word"),
    [
        ("Das ist keine Deeskalation.", "This is no decalation.", "decalation"),
        ("Der Zug bestraft ihn.", "The train punishs him.", "punishs"),
        ("Die Truppen sind einsatzfähig.", "The troops are inputable.", "inputable"),
    ],
)
def test_a_word_that_is_none_is_named(german: str, english: str, word: str) -> None:
    (flag,) = check(german, english)
    assert (flag.code, flag.target) == ("word", (word,))


@pytest.mark.parametrize(
    "english",
    [
        "The unmanned machines were re-tested, retested and co-financed.",
        "He won’t, can't and didn’t go to www.example.com or write to me@mail.example.",
        "Penalties, buses, heroes, parties and boxes cried, baked, agreed and tied.",
        "Dyeing, making, seeing and running supercars on racecourses is colourful.",
        "The colour of the gray harbour was analysed and analyzed publicly.",
    ],
)
def test_forms_and_compounds_of_english_words_are_english(english: str) -> None:
    assert "word" not in codes("Das ist so.", english)


def test_a_word_that_the_german_has_is_not_made_up() -> None:
    assert "word" not in codes(
        "Sie aßen Spätzle und Zwetschgenkuchen.", "They ate zwetschgenkuchen."
    )


def test_erst_denies_only_with_a_time_before_which_nothing_happens() -> None:
    german = "Er glaubt es erst, wenn er es sieht."
    assert "negation" in codes(german, "He doesn’t believe it if he sees it.")
    assert "negation" not in codes(german, "He won’t believe it until he sees it.")
    assert "negation" not in codes(german, "He will only believe it when he sees it.")


@given(st.text(), st.text())
def test_any_two_texts_can_be_checked(source: str, target: str) -> None:
    for flag in check(source, target):
        assert flag.code
        assert flag.message


@pytest.mark.parametrize(
    ("target", "tidy"),
    [
        ("driver overlooks biker", "Driver overlooks biker"),
        ("iPhones are dear.", "iPhones are dear."),
        ("The “ Old Lady” , he said  now.", "The “Old Lady”, he said now."),
        ("A appeal from a album.", "An appeal from an album."),
        ("He ate an snack in a European town.", "He ate a snack in a European town."),
        ("An hour, a one-off, an MP, plan A is.", "An hour, a one-off, an MP, plan A is."),
        ("It began at 16.15 a.m. on Friday.", "It began at 16:15 on Friday."),
        ("It was shortly before 13 p.m.", "It was shortly before 13:00."),
        ("It closes at 11 p.m. and at 12 a.m.", "It closes at 11 p.m. and at 12 a.m."),
    ],
)
def test_slips_of_form_are_set_right(target: str, tidy: str) -> None:
    assert tidied("Das ist so.", target) == tidy


def test_a_phrase_gets_no_capital() -> None:
    assert tidied("Soldaten", "soldiers") == "soldiers"


@given(st.text(), st.text())
def test_a_tidy_text_stays_as_it_is(source: str, target: str) -> None:
    once = tidied(source, target)
    assert tidied(source, once) == once


class Stumbling:
    """Gets a number wrong at first, and right in a wider search."""

    name = "stumbling"

    def __init__(self) -> None:
        self.searches: list[list[str]] = []

    def translate(self, sentences: Sequence[str]) -> list[Hypothesis]:
        return [Hypothesis("It rains." if "Es" in s else "5 guests came.", -0.1) for s in sentences]

    def alternatives(
        self, sentences: Sequence[str], *, beam_size: int, no_repeat_ngram_size: int = 0
    ) -> list[list[Hypothesis]]:
        del beam_size, no_repeat_ngram_size
        self.searches.append(list(sentences))
        return [[Hypothesis("6 guests came.", -0.4), Hypothesis("7 guests came.", -0.5)]] * len(
            sentences
        )


def test_only_what_is_at_fault_is_searched_again_and_the_best_try_is_kept() -> None:
    translator = Stumbling()
    found = translate_checked(translator, ["Es regnet.", "Heute kamen 7 Gäste."])
    assert [one.text for one in found] == ["It rains.", "7 guests came."]
    assert not any(one.flags for one in found)
    assert translator.searches[0] == ["Heute kamen 7 Gäste."]
    assert not any(translator.searches[1:])


def test_a_fault_that_stays_is_searched_once_more() -> None:
    translator = Stumbling()
    (found,) = translate_checked(translator, ["Heute kamen 8 Gäste."])
    assert [search for search in translator.searches if search] == [["Heute kamen 8 Gäste."]]
    assert [flag.code for flag in found.flags] == ["number"]


def test_a_loop_that_stays_is_searched_a_second_time_without_repetition() -> None:
    class Looping(Stumbling):
        def translate(self, sentences: Sequence[str]) -> list[Hypothesis]:
            return [Hypothesis("the guests " * 20)] * len(sentences)

        def alternatives(
            self, sentences: Sequence[str], *, beam_size: int, no_repeat_ngram_size: int = 0
        ) -> list[list[Hypothesis]]:
            self.searches.append([str(beam_size), str(no_repeat_ngram_size)] * len(sentences))
            text = "The guests have come." if no_repeat_ngram_size else "the guests " * 20
            return [[Hypothesis(text)]] * len(sentences)

    translator = Looping()
    (found,) = translate_checked(translator, ["Die Gäste sind gekommen."])
    assert found.text == "The guests have come."
    assert translator.searches == [["8", "0"], ["8", "3"]]


def test_a_glossary_term_that_is_missing_is_a_flag() -> None:
    glossary = {"Bundestag": "Bundestag"}
    source = "Der Bundestag tagt."
    assert lost_terms(source, "The parliament is meeting.", glossary) == ("Bundestag",)
    assert not lost_terms(source, "The Bundestag is meeting.", glossary)
    flags = check(source, "The parliament is meeting.", glossary=glossary)
    assert ("term", ("Bundestag",)) in {(flag.code, flag.source) for flag in flags}


@pytest.mark.parametrize(
    ("german", "english", "name"),
    [
        ("Der Ökonom Fuest warnt.", "The economist warns.", "Fuest"),
        ("Trainer Flick schwieg.", "The coach kept silent.", "Flick"),
        ("Das sagte Peter Zimmermann.", "Peter said so.", "Zimmermann"),
        ("„Wir gewinnen“, sagte Flick.", "“We will win,” he said.", "Flick"),
        ("„Wir gewinnen“, so Klein, der fuhr.", "“We will win,” he said.", "Klein"),
        ("„Das reicht“, sagte Zimmermann.", "“That is enough,” he said.", "Zimmermann"),
        ("Der Satiriker Colbert lachte.", "The satirist laughed.", "Colbert"),
        ("Ein Brand in Essen.", "There was a fire.", "Essen"),
        ("Die A7 ist gesperrt.", "The motorway is closed, number 8.", "A7"),
        ("Sie kam zur Berlinale.", "She came to the festival.", "Berlinale"),
        ("Das Innenministerium schweigt.", "The Interior Oslo is silent.", "Innenministerium"),
        ("Die Robben der Nordsee.", "The seals of the North Oslo.", "Nordsee"),
        ("Das Rennen in Oberhof fiel aus.", "The race was cancelled.", "Oberhof"),
        ("Der Kreis Ahlen zahlt.", "The district pays.", "Ahlen"),
        ("Ein Münchner gewann.", "A local man won.", "Münchner"),
        ("Der Clippers-Star fehlte.", "The star was missing.", "Clippers"),
        ("Er wohnt im texanischen Austin.", "He lives in Texas.", "Austin"),
        ("Der Regisseur Wim Wenders kam.", "The director Wim came.", "Wenders"),
        ("Die schwedische Regierung zahlt.", "The government pays.", "schwedische"),
        ("Norditalien wartet.", "The north of the country is waiting.", "Norditalien"),
        ("Die Reise nach Niedersachsen.", "The journey to Lower Oslo.", "Niedersachsen"),
        ("Laut WHO sank die Zahl.", "The number of those who fell ill sank.", "WHO"),
        ("Das Niedersachsenderby endete.", "The derby ended.", "Niedersachsenderby"),
        ("Die Kieler Autorin las.", "The author read.", "Kieler"),
        ("Die U5 fährt wieder.", "The underground is running again.", "U5"),
        ("Der Zug hielt nahe Straubing.", "The train stopped nearby.", "Straubing"),
        ("Der Lärm in Biberach nimmt zu.", "The noise is increasing.", "Biberach"),
        ("Die Deutsche Bahn kürzt das Angebot.", "The company cuts its service.", "Deutsche"),
        ("Bald kürzt der Stahlkonzern Sanfalpin.", "The steel group will cut soon.", "Sanfalpin"),
        ("Bei der Europameisterschaft siegte sie.", "She won in Oslo.", "Europameisterschaft"),
    ],
)
def test_a_lost_name_is_told_from_a_noun(german: str, english: str, name: str) -> None:
    (flag,) = [flag for flag in check(german, english) if flag.code == "name"]
    assert name in flag.source


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Der Hurrikan kam.", "The hurricane came."),
        ("Die Rettungskräfte suchten.", "The rescue workers searched."),
        ("Schwedens Regierung zahlt.", "The Swedish government pays."),
        ("Die Fahrt nach Essen.", "The trip for dinner."),
        ("Sie half den Armen der Stadt.", "She helped the poor of the city."),
        ("Bei der Razzia half der Zoll.", "Customs officers helped with the raid."),
        ("Hiervon weiß der Rat.", "The council knows of this."),
        ("Er kam in Portugals Hauptstadt an.", "He arrived in the Portuguese capital."),
        ("Tausende kamen auf den Petersplatz.", "Thousands came to St Peter’s Square."),
        ("Die Latenight-Show endet.", "The late-night show is ending."),
        ("Nun steht Beachvolleyball an.", "Beach volleyball is next."),
        ("Sie hatten 13 Tage Urlaub.", "They had a break of 13 days."),
    ],
)
def test_a_translated_noun_is_no_lost_name(german: str, english: str) -> None:
    assert "name" not in codes(german, english)


def test_a_name_that_the_german_does_not_have_is_named() -> None:
    (flag,) = check("Der Minister schwieg gestern.", "Minister Hartwell was silent yesterday.")
    assert (flag.code, flag.source, flag.target) == ("name", (), ("Hartwell",))


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Der Landkreis Hof zahlt.", "Hof County pays."),
        ("Sie studiert an der Hochschule in Worms.", "She is a student at Worms University."),
        ("In Kiew schwieg der Außenminister.", "In Kyiv the Foreign Minister was silent."),
        ("„Vom Winde verweht“ lief.", "“Gone with the Wind” was shown."),
        ("Start- und Landerechte fehlen.", "Take-off and landing slots are lacking."),
        ("Der Basler Konzern zahlt.", "The group, which is based in Basel, is paying."),
        ("Die Pilotenvereinigung streikt.", "The pilots’ union Vereinigung is on strike."),
        ("Ich habe so viel Spaß.", "How much fun I’ve got."),
        ("Die Stadt Ahlen (NRW) zahlt.", "The city of Ahlen (North Rhine-Westphalia) pays."),
        ("Die Grenze zu Ruanda ist zu.", "The Rwandan border is closed."),
    ],
)
def test_a_noun_with_a_capital_is_no_name_of_the_english(german: str, english: str) -> None:
    assert "name" not in codes(german, english)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Es kamen so viele wie noch nie.", "More people came than ever before."),
        ("Es waren so viele wie seit elf Jahren nicht mehr.", "It was the most in eleven years."),
        ("Er will sie nicht länger alleinlassen.", "He wants to stop leaving them alone."),
        ("Sie muss auf die Saison verzichten.", "She has to sit out the season."),
        ("Von der Vermissten fehlt jede Spur.", "There is no trace of the missing woman."),
        ("Er blieb ohne Schießfehler.", "He shot clean."),
        ("Ihr Zustand ist unverändert ernst.", "Her condition remains serious."),
        ("Sie verneinte die Frage.", "Asked about it, she said no."),
        ("Sie müssen auf drei Spielerinnen verzichten.", "They must do without three players."),
        ("Sie konnten erst nachts zurück.", "They were unable to return until the night."),
        ("Das dauert ein halbes Jahr.", "That takes six months."),
        ("Das Dorf liegt unweit der Grenze.", "The village is not far from the border."),
        ("Sie muss auf vier verzichten.", "She has to do without no fewer than four."),
        ("Sie kamen nicht über ein 1:1 hinaus.", "They managed only a 1-1 draw."),
        ("Zwölf Stellen sind nicht besetzt.", "Twelve posts are vacant."),
        ("Unruhen blieben am Abend aus.", "There was no unrest in the evening."),
        ("Sie hatte kein Bett und keinen Tisch.", "She had no bed or table."),
        ("Er siegte so oft wie kein anderer.", "He won more often than anybody else."),
        ("Sie meldeten den Missbrauch nicht.", "They failed to report the abuse."),
        ("Sie darf kein Fremdpersonal nutzen.", "It must not use third-party staff."),
        ("Der Fahrer übersieht das Rad.", "The driver does not see the bicycle."),
        ("Der Hit ist unvergessen.", "The hit has never been forgotten."),
        ("Das Kind ist 3½ Jahre alt.", "The child is 3 1/2 years old."),
        ("Um 1:00 Uhr war Schluss.", "It was over at 1:00h."),
    ],
)
def test_a_free_rendering_is_no_fault(german: str, english: str) -> None:
    assert not codes(german, english)


@pytest.mark.parametrize(
    ("german", "english", "wrong"),
    [
        ("Das gilt ab 1. Januar.", "It applies from January 1.", "It applies from March 1."),
        (
            "Es brannte in der Nacht zum Sonntag.",
            "There was a fire in the early hours of Sunday.",
            "There was a fire in the early hours of Tuesday.",
        ),
        (
            "Am Ostersonntag schneite es.",
            "It snowed on Easter Sunday.",
            "It snowed on Easter Tuesday.",
        ),
    ],
)
def test_another_day_or_month_is_seen(german: str, english: str, wrong: str) -> None:
    assert (codes(german, english), codes(german, wrong)) == (set(), {"date"})


def test_the_name_of_a_paper_needs_no_quotation_marks() -> None:
    german = "Das sagte er der „Süddeutschen Zeitung“."
    assert not codes(german, "He told the Süddeutsche Zeitung so.")


def test_an_adjective_that_denies_is_a_negation() -> None:
    assert codes("Die Ursache ist unklar.", "The cause is clear.") == {"negation"}
    assert not codes("Die Ursache ist unklar.", "It is not clear what caused it.")


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Der Zug kam erst um acht.", "The train did arrive until eight."),
        ("Sie verzichtet auf eine Kandidatur.", "She will stand."),
        ("Die Suche verlief ergebnislos.", "The search was successful."),
        ("Das war ihm nicht bewusst.", "He was not unaware of that."),
        ("Nicht alle wurden gerettet.", "Not all were not rescued."),
        ("Sie trauen sich nicht mehr heraus.", "They still dare to go out."),
    ],
)
def test_other_ways_to_deny_are_negations(german: str, english: str) -> None:
    assert codes(german, english) == {"negation"}


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Das war am 1. Januar 2023.", "That was in January 2023."),
        ("Am 5. März kamen 5 Gäste.", "On March 5 guests came."),
    ],
)
def test_a_lost_day_is_not_excused_by_another_number(german: str, english: str) -> None:
    assert codes(german, english) == {"number"}


def test_an_apostrophe_is_no_quotation_mark() -> None:
    german = "Hamburgs Senator sprach von einem „feigen Angriff“."
    assert codes(german, "Hamburg’s senator spoke of a cowardly attack.") == {"quotation"}


def test_a_low_score_is_a_flag_for_a_sentence_only() -> None:
    german, english = "Das hat niemand kommen sehen.", "Nobody saw that coming."
    assert [flag.code for flag in check(german, english, score=-2.0)] == ["score"]
    assert not check("Klima", "Climate", score=-2.0)


# Floors under what `python -m benchmarks.fidelity` prints for the pairs in benchmarks/data.

GOOD = [pair for split in SPLITS for pair in load(split)]


def test_few_good_translations_are_flagged() -> None:
    assert false_alarms(GOOD).get("any", 0) < 3


@pytest.mark.parametrize("code", ["number", "name", "negation"])
def test_most_corruptions_are_caught(code: str) -> None:
    assert share_caught(GOOD, code) >= 0.9
