"""One German title becomes one English title all through an article, or a flag says where not."""

import pytest

from newsdigest.fidelity import consistently
from newsdigest.fidelity.repair import Checked
from newsdigest.result import Flag


def consistent(*pairs: tuple[str, str]) -> list[Checked]:
    translated = [Checked(english, None, ()) for _, english in pairs]
    return consistently([german for german, _ in pairs], translated)


def flags(*pairs: tuple[str, str]) -> list[Flag]:
    return [flag for one in consistent(*pairs) for flag in one.flags]


def test_a_title_in_other_words_becomes_what_it_is_elsewhere() -> None:
    found = consistent(
        ("Das Verteidigungsministerium schweigt.", "The Defence Ministry is silent."),
        ("Im Verteidigungsministerium brennt es.", "There is a fire in the Defence Ministry."),
        ("Das sagte das Verteidigungsministerium.", "The Department of Defence said so."),
    )
    assert [one.text for one in found] == [
        "The Defence Ministry is silent.",
        "There is a fire in the Defence Ministry.",
        "The Defence Ministry said so.",
    ]
    assert not any(one.flags for one in found)


@pytest.mark.parametrize(
    ("first", "second", "repaired"),
    [
        (("Der NATO-Generalsekretär kam.", "The NATO Secretary General came."),
         ("Der NATO-Generalsekretär ging.", "The NATO chief left."),
         "The NATO Secretary General left."),
        (("Der Bundestag tagt.", "The Bundestag is meeting."),
         ("Er sprach im Bundestag.", "He spoke in the Federal Parliament."),
         "He spoke in the Bundestag."),
        (("Außenminister Lawrow kam.", "Foreign Minister Lavrov came."),
         ("Außenminister Lawrow ging.", "External Minister Lavrov left."),
         "Foreign Minister Lavrov left."),
        (("Das Amtsgericht tagt.", "The district court is in session."),
         ("Das rügte das Amtsgericht.", "An administrative court criticised that."),
         "A district court criticised that."),
    ],
)  # fmt: skip
def test_the_first_title_of_two_wins(
    first: tuple[str, str], second: tuple[str, str], repaired: str
) -> None:
    assert [one.text for one in consistent(first, second)] == [first[1], repaired]


def test_a_title_is_british_or_american_all_through() -> None:
    found = consistent(
        ("Das Verteidigungsministerium warnt.", "The Ministry of Defence warns."),
        ("Das sagte das Verteidigungsministerium.", "The ministry of defense said so."),
    )
    assert found[1].text == "The ministry of defence said so."


def test_a_title_that_cannot_be_set_right_is_a_flag_with_both_languages() -> None:
    (flag,) = flags(
        ("Der frühere Außenminister kam.", "The former foreign minister came."),
        ("Der alte Außenminister ging.", "The old external minister left."),
    )
    assert (flag.code, flag.source, flag.target) == (
        "term", ("Außenminister",), ("external minister",)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # an order of words, an article, a case, a plural
        (("Das Innenministerium prüft.", "The Interior Ministry is checking."),
         ("Der Sprecher des Innenministeriums.", "The spokesman of the Ministry of the Interior.")),
        (("Ein Landgericht entschied.", "A regional court ruled."),
         ("Die Landgerichte warten.", "The regional courts are waiting.")),
        # a shorter mention, a pronoun, an acronym
        (("Die Gesundheitsministerin kam.", "The health minister came."),
         ("Die Gesundheitsministerin ging.", "The minister left.")),
        (("Der Regierungschef kam.", "The prime minister came."),
         ("Der Regierungschef ging.", "He left.")),
        (("Das Bundeskriminalamt warnt.", "The Federal Criminal Police Office warns."),
         ("Das Bundeskriminalamt hilft.", "The BKA is helping.")),
        # the woman's word for the man's
        (("Ein Polizeisprecher kam.", "A police spokesman came."),
         ("Eine Polizeisprecherin ging.", "A police spokeswoman left.")),
        # another country's office
        (("Das russische Außenministerium.", "The Russian Foreign Ministry."),
         ("Kiews Außenministerium.", "The Ukrainian Foreign Ministry.")),
        # another holder
        (("Der amerikanische Außenminister Blinken kam.", "US Secretary of State Blinken came."),
         ("Außenministerin Baerbock ging.", "Foreign Minister Baerbock left.")),
        (("Der britische Außenminister kam.", "The British Foreign Secretary came."),
         ("Er traf die Außenminister.", "He met the foreign ministers.")),
        # two offices of one kind, together
        (("Verteidigungsministerium und Außenministerium.", "The Defence and Foreign Ministries."),
         ("Das Verteidigungsministerium.", "The Defence Ministry.")),
        # a word of the same kind that belongs to something else
        (("Der Bundestag tagt.", "The Bundestag is meeting."),
         ("Der Bundestag rügte das Parlament.", "The Bundestag criticised parliament.")),
    ],
)  # fmt: skip
def test_other_ways_to_say_the_same_stay(first: tuple[str, str], second: tuple[str, str]) -> None:
    found = consistent(first, second)
    assert [one.text for one in found] == [first[1], second[1]]
    assert not any(one.flags for one in found)


def test_a_surname_that_the_article_shows_is_missed_where_it_is_translated() -> None:
    (flag,) = flags(
        ("Tim Zimmermann startet.", "Tim Zimmermann is starting."),
        ("Zimmermann gewann.", "Schoolman won."),
        ("Spaß hatte Zimmermann auch.", "Zimmermann also had fun."),
    )
    assert (flag.code, flag.source) == ("name", ("Zimmermann",))
