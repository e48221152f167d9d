"""Negation: whether a "not" was lost, or came from nowhere.

German and English deny in many ways ("nicht länger" is "no longer", "konnte
nicht" is "failed to", "unklar" is "not clear"). So only plain negators have to
be there, and words as plain as "unmöglich" and "verzichten"; any way to deny in the other
language will do for them.
"""

from __future__ import annotations

import re

_GERMAN = re.compile(
    r"\b(?:nicht|kein(?:e[mnrs]?)?|nie|niemals|niemand(?:e[mn])?|nichts|nirgend(?:s|wo)|weder"
    r"|keinesfalls|keineswegs|keinerlei|mitnichten|ohne)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:not|cannot|no|never|none|nobody|nothing|nowhere|neither|without)\b|\b\w+n[’']t\b",
    re.IGNORECASE,
)
# Negators that deny nothing: "nicht nur" may be "both", and "no less than" "gar".
_GERMAN_IDIOM = re.compile(
    r"\bnicht (?:nur|allein|zuletzt|umhin|wahr|selten|weniger)\b|\bwenn nicht\b|\bob \w+ nicht\b"
    r"|\bnicht über [^,.;]{3,40} hinaus\b|\bnichts (?:anderes )?als\b|\bkein\w* geringer\w*"
    r"|\b(?:ohne|kein) Zweifel\b|\bNicht-\w+",
    re.IGNORECASE,
)
_ENGLISH_IDIOM = re.compile(
    r"\bnot (?:only|just|least|to mention|all|everyone)\b"
    r"|\bno (?:later|less|fewer|sooner|matter|doubt)\b"
    r"|\bno[-. ](?=[0-9])|\bwhether or not\b|\bsecond to none\b|\bno[- ](?:deal|confidence)\b",
    re.IGNORECASE,
)
_GERMAN_OTHERWISE = re.compile(
    r"""\b(?:
    (?-i:un(?!d\b|ter|s\b|ser|i|weit)[a-zäöüß]{3,}) | unm\w+ | un\w+(?:heit|keit)
    | miss(?:l[iu]ng|glück|acht|fall|fiel|trau|billig|ach)\w*
    | nein\b | kaum\b | wenig\w* | versag\w* | absage\w* | widerspr\w+
    | erst\b | offen\b | frei\b | egal\b | (?!kosten|arbeits)\w{3,}(?:los|frei)(?:e[mnrs]?)?\b
    | (?:an)?statt\b | stattdessen\b | sondern\b | lediglich\b | höchstens\b | vernein\w*
    | vergeblich | verzicht\w*
    | ver(?:bot|biet)\w* | untersag\w* | verhinder\w* | vermeid\w* | (?:ver)?weiger\w* | verpass\w*
    | verfehl\w* | vermiss\w* | übers(?:eh|ah|ieh)\w*
    | fehl\w* | mangel\w* | ab(?:ge)?(?:lehn|sag)\w*
    | lehnt\w*\b | aus(?:ge)?(?:schl(?:oss|ieß(?!lich))|fall)\w*
    | (?:schl(?:ieß|oss)|f(?:ä|ie)ll?|bl(?:ei|ie)b)\w*(?=.{0,200}\saus\b) | ausgeblieben\w*
    | bestr(?:eit|itt)\w* | dementier\w* | scheiter\w* | gescheitert | außer\w* | bis\s+auf\b
    | vergess\w* | kinderlos | obdachlos | (?:ge|ver)?schw(?:eig|ieg)\w*
    | (?:im|ir|il|in)(?:mun|regul|legal|akzept|stabil|kompet)\w*
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# Words that deny as plainly as "nicht".
_GERMAN_DENIAL = re.compile(
    r"\b(?:un(?:klar|möglich|wahrscheinlich|zulässig|gültig|bekannt|verändert|abhängig|verletzt"
    r"|zufrieden|sicher|geklärt|schuldig|begründet|bestätigt|rechtmäßig|nötig|sichtbar|erwünscht"
    r"|vollständig|wirksam|fair|gerecht|beliebt|bewohnbar|erlaubt|gewiss)(?:e[nmrs]?|heit|keit)?"
    r"|(?:verfassungs|rechts)widrig(?:e[nmrs]?)?"
    r"|(?:ergebnis|erfolg|folgen|grund|macht|chancen|wirkungs|aussichts|hilf)los(?:e[nmrs]?)?"
    r"|(?:verzichte|dementier|weiger|verweiger)\w*)\b",
    re.IGNORECASE,
)
_ENGLISH_OTHERWISE = re.compile(
    r"""\b(?:
    un(?!der|til|its?\b|ion|iti|ited|ique|iver|cover|fold|veil|load|rest)\w{3,}
    | unless | non\b | non\w+
    | im(?:pos|mob|mat|perf|plaus|prob)\w*
    | in(?:ab|ac|ade|cap|comp|corr|defin|depe|disp|eff|elig|exp|flex|suff|toler|val|vis)\w*
    | irre\w+ | illeg\w* | dis(?:a|comf|contin|hon|like|obe|qual|reg|sat|tru)\w* | \w{3,}less\b
    | \w*[-]free\b | fail(?:s|ed|ing|ure\s+to)?\b | lack\w* | refus\w* | refrain\w*
    | den(?:y|ie[sd]|ial|ying)\b
    | reject\w* | avoid\w* | prevent\w* | declin\w* | absen\w* | miss(?:ed|es|ing)?\b
    | invinc\w* | cancel\w* | rul\w+\s+out | hardly | barely | scarcely | rarely
    | little\b | few(?:er)?\b | less\b | rather\b | instead\b | except\w* | exclud\w*
    | prohib\w* | ban(?:s|ned)?\b | forbid\w* | yet\s+to\b | otherwise\b
    | anything\s+but | nor\b | loss\b | los[et]\b | lacking | neglect\w* | ignor\w* | exempt\w*
    | far\s+from | out\s+of\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
# Words that may stand for a denial of the other language, and seldom are one by themselves: they
# take away the excuse for a negator, and give none.
_GERMAN_ALSO = re.compile(
    r"\b(?:ver(?:lier|lor)|niederlage|misslung|unterlass|unterl(?:ag|ieg)|versäum"
    r"|leugne|zurück(?:ge)?w(?:ies|eis))\w*|\bw(?:ies|eis)\w*(?=.{0,200}\szurück\b)",
    re.IGNORECASE,
)
_ENGLISH_ALSO = re.compile(
    r"\b(?:(?:innocen|silen[ct]|defeat|shortage|skip|omit|waiv)\w*|short\s+of|late|delayed|in\s+vain"
    r"|(?:leav|left)\w*\b.{0,40}\bout|fore?go(?:es|ing|ne)?|renounc\w*|relinquish\w*|abandon\w*|abst\w+"
    r"|withdr[ae]w\w*|spar\w+|g[ai]v\w* up|forg[ai]v\w*|surrender\w*|scrap\w*|turn\w* down"
    r"|s[ia]t(?:ting|s)? out|step\w* down|oppos\w*|disput\w*|drop\w*"
    r"|resign\w*|dispens\w*|call\w* off)\b",
    re.IGNORECASE,
)
# "So viele wie nie" may be "more than ever", and "as never before".
_AS_NEVER = re.compile(
    r"\bwie (?:noch )?nie(?:mals)?\b|\bwie kein\w*\b"
    r"|\bwie (?:schon )?(?:lange|(?:seit|in) [^,.;]{3,40}?) nicht(?: mehr)?\b",
    re.IGNORECASE,
)
# "Kein Bett und kein Tisch" may be "no bed or table".
_NO_AND_NO = re.compile(r"(\bkein\w*\b[^,.;:]{3,40}) (?:und|oder) kein\w*\b", re.IGNORECASE)
# Where both sides have one of these, each is the other's.
_IDIOMS = [
    (re.compile(german, re.IGNORECASE), re.compile(english, re.IGNORECASE))
    for german, english in (
        (r"\bnicht (?:alle|jede|überall|immer)\w*", r"\bnot (?:all|every\w*|always)\b"),
        (r"\bnicht (?:länger|mehr)\b", r"\b(?:stop|ceas|quit)\w* \w+ing\b|\bceas\w* to\b"),
        (r"\b(?:nicht|un)\s?besetzt\w*", r"\b(?:vacant|vacanc|unfilled|empty)\w*"),
        (r"\bunweit\b", r"\bnot far\b"),
        (r"\bunverändert\w*", r"\b(?:remain|still|stay|same|constant|steady)\w*"),
        (r"\b(?:lediglich|höchstens)\b", r"\b(?:only|just|merely|at most)\b"),
        (r"\b(?:so|sehr|zu) wenig\w*", r"\b(?:low|small|scarce|short)\w*"),
        (
            r"\baus(?:zu)?w[ei]+ch\w*",
            r"\b(?:dodg|evad|avoid|swerv|instead|alternat|divert|switch)\w*",
        ),
        (r"\bohne (?:\w+ )?\w*fehler\b", r"\b(?:clean|flawless|faultless|perfect)\w*"),
    )
]
# "Er kam erst um acht" is "he did not come until eight".
_ERST = re.compile(r"\b(?<!\d\.)[Ee]rst\b(?!.*\bbis\b)")
_UNTIL = re.compile(r"\buntil\b|\bfor another\b", re.IGNORECASE)
# "Erst wenn man es sieht" is "only when" or "not until", and never "not if".
_NOT_BEFORE = re.compile(
    r"\b(?:until|till|before|unless|yet|only|later|just|first|mere|recent\w*|latest|earliest|once"
    r"|after|for (?:another|several|some|many|a few))\b",
    re.IGNORECASE,
)
_TWICE = re.compile(
    r"\bnot (?:un(?!der|til|i|usual|common|preced|like)|in(?:app|cap|cons|eff|sig)|impos|dis[hs]"
    r"|cancel|exclude|rule\w+ out|out of the q|without|ban(?:ned)?\b|prohibit)\w*",
    re.IGNORECASE,
)


def negation_errors(source: str, target: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """German negators without a counterpart in the English, and English ones without in the German.

    Other ways to deny make up for a negator only as far as the sentence has
    more of them than its translation: "unklar" excuses the "not" of "not
    clear", and not that of "not unclear".
    """
    source, as_never = _AS_NEVER.subn(" ", source)
    source, repeated = _NO_AND_NO.subn(r"\1", source)
    optional = as_never + repeated
    for of_german, of_english in _IDIOMS:
        if of_german.search(source) and of_english.search(target):
            source, target = of_german.sub(" ", source), of_english.sub(" ", target)
    german, german_only = _words(_GERMAN, _GERMAN_IDIOM, source)
    english, english_only = _words(_ENGLISH, _ENGLISH_IDIOM, target)
    denied = english or _ENGLISH_OTHERWISE.search(target)
    if _ERST.search(source) and not denied and _UNTIL.search(target):
        return tuple(_ERST.findall(source)), ()
    if not _NOT_BEFORE.search(target):
        source = _ERST.sub(" ", source)
    denials = _GERMAN_DENIAL.findall(source)
    if not (german or english or denials):
        return (), ()
    german_otherwise = len(_GERMAN_OTHERWISE.findall(source))
    english_otherwise = len(_ENGLISH_OTHERWISE.findall(_ENGLISH_IDIOM.sub(" ", target)))
    german_also = german_otherwise + len(_GERMAN_ALSO.findall(source))
    english_also = english_otherwise + len(_ENGLISH_ALSO.findall(target))
    lost = len(german_only) > len(english) + max(0, english_otherwise - german_also)
    if not lost and denials:
        german_only = denials
        lost = not english and not english_also
    excused = optional + max(0, german_otherwise - english_also)
    added = len(english_only) > len(german) + excused
    if not added and (twice := _TWICE.findall(target)):
        # "not unaware" denies twice, and so does "nicht unbewusst".
        english_only = twice
        added = len(german) + german_otherwise < len(english) + len(twice)
    return tuple(dict.fromkeys(german_only)) if lost else (), tuple(
        dict.fromkeys(english_only)
    ) if added else ()


def _words(
    negator: re.Pattern[str], idiom: re.Pattern[str], text: str
) -> tuple[list[str], list[str]]:
    """The negators of a text, all of them and those that are no part of an idiom."""
    return negator.findall(text), negator.findall(idiom.sub(" ", text))
