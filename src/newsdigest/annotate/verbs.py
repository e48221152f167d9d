"""Verbs of saying, in the forms that German news uses."""

from __future__ import annotations

from functools import lru_cache

# Weak verbs by stem: present "-t"/"-en", past "-te"/"-ten"; a final e keeps the forms speakable.
_WEAK = """
sag erklär beton versicher behaupt meint mein erläuter ergänz bekräftig bestätig kritisier
bemängel beklag forder warn mahn droh vermut erwarte berichte urteil kommentier scherz schimpf
prognostizier argumentier plädier resümier twitter dementier präzisier konstatier monier rüg lob
bedauer begründe frag antworte entgegn erwider schilder erzähl verkünde verlang appellier
bekunde glaub hoff kündig_an teil_mit füg_hinzu führ_aus räum_ein stell_fest stell_klar leg_dar
deute_an mahn_an setz_hinzu reg_an klag_an klag verlaut unterstell prophezei attestier
bescheinig signalisier zitier informier rechne_vor verteidig äußer zeig freu bilanzier spekulier
polter wetter höhn
"""
# Strong verbs: (present singular, past singular, plural forms, particle or None).
_STRONG = """
spricht sprach sprachen sprechen
gibt gab gaben geben _an _bekannt _zu _Protokoll
ruft rief riefen rufen _auf _zu _dazu _in _aus
schreibt schrieb schrieben schreiben
weist wies wiesen weisen _zurück _hin _darauf
wirft warf warfen werfen _vor
wendet wandte wandten wenden _ein
hebt hob hoben heben _hervor
bestreitet bestritt bestritten bestreiten
widerspricht widersprach widersprachen widersprechen
verspricht versprach versprachen versprechen
bezeichnet bezeichnete bezeichneten bezeichnen _als
nennt nannte nannten nennen
geht ging gingen gehen _davon
schließt schloss schlossen schließen _aus
schliesst schloss schlossen schliessen _aus
verweist verwies verwiesen verweisen
unterstreicht unterstrich unterstrichen
tritt trat traten _entgegen
lehnt lehnte lehnten lehnen _ab
stimmt stimmte stimmten _zu
findet fand fanden
sieht sah sahen sehen
wirbt warb warben _für
macht machte machten _verantwortlich _klar _deutlich
hält hielt hielten _für
entscheidet entschied entschieden
befindet befand
heißt hieß heisst
"""
# Only with a clause or a quotation are these verbs of saying.
_NEEDS_CONTENT = frozenset(
    """spricht sprechen sieht sah sahen sehen findet fand fanden heißt hieß heisst schreibt schrieb
    schrieben geht ging gingen hält hielt hielten bestätigt glaubt glaubte hofft hoffte
    frage fragt fragte schildert erzählt erzählte klagt klagte freut freute zeigt zeigte
    informiert informierte verteidigt verteidigte entscheidet bedauerte bedauert nennt
    rechnet rechnete erwartet erwartete erwarten twittert antwortet antwortete informierte
    machte macht droht drohte wettert wunderte wundert befand befindet sprechen zitiert
    verspricht versprach deutet deutete""".split()
)
# "wie die Polizei mitteilte", "hatte das Ministerium erklärt": at the end of a clause.
_FINAL = """
mitteilte mitteilten mitteilt mitteilen berichtet berichtete berichten berichteten erklärte
erklärten erklärt sagte sagten sagt betonte bekanntgab bekannt ankündigte hinzufügte bestätigte
bestätigten bestätigt schreibt schrieb meldet meldete meldeten melden feststellte formulierte
ausdrückte angekündigt mitgeteilt gesagt betont gewarnt gefordert beklagt kritisiert behauptet
versichert hinzugefügt eingeräumt angegeben bekanntgegeben verlangt bekräftigt zurückgewiesen
ergänzte
"""


@lru_cache(maxsize=1)
def saying() -> dict[str, tuple[str, ...]]:
    """Finite forms in lower case, with the particles one of which must follow, if any."""
    forms: dict[str, tuple[str, ...]] = {}
    for entry in _WEAK.split():
        stem, _, particle = entry.partition("_")
        stem = stem.removesuffix("e") if stem.endswith(("te", "ne", "de")) else stem
        e = "e" if stem.endswith(("t", "d", "chn", "gn", "rdn")) else ""
        for form in (f"{stem}{e}t", f"{stem}{e}te", f"{stem}{e}ten", _plural(stem)):
            known = forms.get(form)
            if known != () or form not in forms:
                forms[form] = (*(known or ()), particle) if particle else ()
    for line in _STRONG.strip().splitlines():
        words = line.split()
        particles = tuple(word[1:] for word in words if word[0] == "_")
        forms.update(dict.fromkeys((word for word in words if word[0] != "_"), particles))
    return forms


def _plural(stem: str) -> str:
    return f"{stem}n" if stem.endswith(("er", "el")) else f"{stem}en"


def needs_content(form: str) -> bool:
    """Whether a form says something only with a quotation or a clause beside it."""
    return form in _NEEDS_CONTENT


@lru_cache(maxsize=1)
def final_forms() -> frozenset[str]:
    """Forms that end a clause with "wie" or an auxiliary before it."""
    return frozenset(_FINAL.split())
