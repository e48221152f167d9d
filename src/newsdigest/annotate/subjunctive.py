"""The German subjunctive, by which a newsroom tells that it reports, not asserts.

Konjunktiv I ("sei", "habe", "gebe") marks reported speech by itself. Konjunktiv
II ("hätten", "würden") stands in for it where the two moods look alike (Duden,
Die Grammatik, "Indirekte Rede"), but has other uses, so it counts only where a
speaker is already there.
"""

from __future__ import annotations

import re
from functools import lru_cache

# The third person singular is the infinitive without its n; where that is also
# an adjective, adverb or pronoun in lower case ("reiche", "lange"), it is left out.
_VERBS = """
ablehnen achten agieren ahnden ändern anbieten anfangen antworten arbeiten atmen bauen beachten
bedauern bedeuten bedrohen bedürfen beeinflussen befinden befürchten begehen beginnen begleiten
begründen behalten behandeln behaupten bekommen bekräftigen belasten belaufen belegen bemühen
benötigen beraten bereiten berichten beruhen berühren beschäftigen beschließen beschützen besitzen
bestätigen bestehen bestimmen besuchen beteiligen betonen betragen betreffen betreiben betrügen
bewegen beweisen bieten bilden bitten bleiben blicken brauchen brechen bremsen brennen bringen
danken dauern decken denken dienen diskutieren drängen drehen drohen drücken dürfen eignen eilen
einigen empfangen empfehlen empfinden enden entfallen enthalten entlasten entscheiden entsprechen
entstehen entwickeln erfahren erfolgen erfordern erfüllen ergeben erhalten erheben erhöhen erkennen
erklären erlauben erleben erleichtern ermitteln ermöglichen eröffnen erreichen erscheinen erschweren
ersetzen erwarten erweisen erwägen erzielen essen existieren fahren fallen fangen fehlen feiern
finden fliegen fliehen fließen folgen fordern fördern fragen freuen führen fürchten funktionieren
garantieren geben gefallen gefährden gehen gehören gelingen gelten genießen genügen geraten
geschehen gestalten gewinnen gewährleisten gewöhnen glauben greifen haben halten handeln hängen
heißen helfen herrschen hindern hoffen hören informieren investieren jagen kämpfen kaufen kehren
kennen klagen klappen klären klingen kommen können kosten kümmern kürzen laden lassen laufen leben
legen lehnen leiden leisten lenken lernen lesen liefern liegen lösen lügen machen meinen melden
merken missachten mögen müssen nehmen nennen nutzen nützen öffnen ordnen organisieren passen
passieren pflegen planen prüfen raten reagieren rechnen rechtfertigen reden regeln regieren reisen
reißen retten richten rollen rufen ruhen sammeln schaden schaffen scheinen scheitern schicken
schlafen schlagen schließen schreiben schreiten schulden schützen schwächen sehen sein senden senken
setzen sichern siegen sitzen sollen sorgen spalten sparen spielen sprechen spüren stammen stärken
starten stehen steigen stellen sterben stimmen stocken stopfen stoppen stören stoßen streben
streichen streiten stützen suchen tagen tauchen teilen töten tragen treffen treiben trennen treten
tun überleben übernehmen überprüfen übersteigen übertreffen überzeugen umfassen unterlaufen
unterliegen unternehmen unterscheiden unterschreiben unterstützen untersuchen urteilen verändern
veranstalten verantworten verbessern verbieten verbinden verbleiben verbrauchen verdeutlichen
verdienen vereinbaren verfallen verfehlen verfolgen verfügen vergehen vergessen vergleichen
verhalten verhandeln verhindern verkaufen verlangen verlassen verlaufen verletzen verlieren
vermeiden vermissen vermitteln vermuten vernachlässigen verpassen verpflichten verraten versagen
verschärfen verschlechtern verschweigen verschwinden versorgen versprechen verspielen verstehen
verstoßen versuchen verteidigen verteilen vertrauen vertreten verwalten verweigern verwenden
verzeichnen verzichten vollziehen vorliegen wachsen wagen wählen warnen warten wechseln wecken
wehren weigern wenden werben werden werfen widersprechen wiederholen wirken wissen wohnen wollen
wünschen zahlen zählen zeigen zerstören ziehen zielen zögern zulassen zwingen zwischenlagern
"""
_PREFIXES = (
    "ab", "an", "auf", "aus", "bei", "dar", "durch", "ein", "entgegen", "fest", "fort", "frei",
    "gegenüber", "her", "heraus", "hervor", "hin", "hinaus", "hinzu", "klar", "mit", "nach",
    "nieder", "statt", "teil", "über", "um", "unter", "voran", "voraus", "vor", "vorbei", "weg",
    "weiter", "wieder", "zu", "zurück", "zusammen", "be", "ent", "er", "ver", "zer", "miss",
)  # fmt: skip
# Look like a verb's form and are another word in lower case.
_OTHER_WORDS = frozenset(
    ["achte", "heute", "lange", "nahe", "gerade", "ohne", "beide", "weise", "anstelle",
     "infolge", "zufolge", "beinahe", "zuliebe", "enge", "einige", "meine", "bitte", "sichere",
     "nähere", "weitere", "breitere", "frühere", "spätere", "höhere", "engere"]
)  # fmt: skip
_IRREGULAR = frozenset(["sei", "seien", "tue", "wisse"])
_SECOND = frozenset(
    """hätte hätten wäre wären würde würden könnte könnten müsste müssten dürfte dürften sollte
    sollten bräuchte bräuchten gäbe gäben käme kämen ginge gingen ließe ließen stünde
    stünden läge lägen fände fänden nähme nähmen sähe sähen wüsste wüssten bliebe blieben brächte
    brächten verlöre verlören hielte liefe""".split()
)
_TELLING_SECOND = frozenset(
    """hätte hätten wäre wären würde würden könnten müssten bräuchten gäbe
    gäben käme kämen""".split()
)
_FIXED = re.compile(
    r"\b(?:es sei denn|sei es|wie dem auch sei|als (?:ob|sei|habe|hätte|wäre|würde)|sei erwähnt"
    r"|koste es|gelobt sei|das heiße Thema)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _first() -> frozenset[str]:
    return frozenset(map(_third_person, _VERBS.split())) - _OTHER_WORDS | _IRREGULAR


def _third_person(verb: str) -> str:
    """The Konjunktiv I of an infinitive: "gebe", "fordere", "handle"."""
    if verb.endswith("eln"):
        return verb[:-3] + "le"
    return verb[:-1] + "e" if verb.endswith("ern") else verb.removesuffix("n")


@lru_cache(maxsize=4096)
def is_first(word: str) -> bool:
    """Whether a word in lower case has the form of a Konjunktiv I, third person.

    >>> is_first("verdeutliche"), is_first("ankündige"), is_first("heute")
    (True, True, False)
    """
    if word in _first():
        return True
    if not word.endswith("e") or word in _OTHER_WORDS or len(word) < 5:
        return False
    if word.endswith(("iere", "kündige", "eitere")):
        return True
    return any(word.startswith(prefix) and word[len(prefix) :] in _first() for prefix in _PREFIXES)


def is_second(word: str) -> bool:
    """Whether a word in lower case is a frequent Konjunktiv II."""
    return word in _SECOND


def is_telling_second(word: str) -> bool:
    """Whether a Konjunktiv II seldom stands but in reported speech or a condition."""
    return word in _TELLING_SECOND


def without_fixed(text: str) -> str:
    """The text with set phrases that use the subjunctive blanked ("es sei denn"), as long."""
    return _FIXED.sub(lambda match: " " * len(match.group()), text)
