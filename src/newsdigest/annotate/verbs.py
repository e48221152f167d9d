"""Verbs of saying, in the forms that German news uses."""

from __future__ import annotations

from functools import lru_cache

# Weak verbs by stem: present "-t"/"-en", past "-te"/"-ten"; a final e keeps the forms speakable.
_WEAK = """
sag erklär beton versicher behaupt meint mein erläuter ergänz bekräftig bestätig kritisier
bemängel beklag forder warn mahn droh vermut erwarte berichte urteil kommentier scherz schimpf
prognostizier argumentier plädier resümier twitter dementier präzisier konstatier monier rüg lob
bedauer begründe frag antworte entgegn erwider schilder erzähl verkünde verlang appellier bekunde
glaub hoff kündig_an teil_mit füg_hinzu führ_aus räum_ein stell_fest stell_klar leg_dar deute_an
mahn_an setz_hinzu reg_an klag_an klag verlaut unterstell prophezei attestier bescheinig
signalisier zitier informier rechne_vor verteidig äußer zeig freu bilanzier spekulier polter
wetter höhn deponiere meld formulier konter spott jubel schwärm analysier mutmaß empör beschwer
würdig begrüß befürworte ermahn bezweifel zweifel wünsch werte_als orte
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
hält hielt hielten _für _fest
entscheidet entschied entschieden
befindet befand
gesteht gestand gestanden
bekennt
beschreibt beschrieb beschrieben
empfiehlt empfahl empfahlen
rät riet rieten
bittet bat baten
fasst fasste fassten _zusammen
heißt hieß heisst
"""
# Only with a clause or a quotation are these verbs of saying.
_NEEDS_CONTENT = frozenset(
    """spricht sprechen sieht sah sahen sehen findet fand fanden heißt hieß heisst schreibt
    schrieb schrieben geht ging gingen hält hielt hielten bestätigt glaubt glaubte hofft
    hoffte frage fragt fragte schildert erzählt erzählte klagt klagte freut freute zeigt
    zeigte informiert informierte verteidigt verteidigte entscheidet bedauerte bedauert
    nennt rechnet rechnete erwartet erwartete erwarten twittert antwortet antwortete machte
    macht droht drohte wettert wunderte wundert befand befindet zitiert verspricht versprach
    deutet deutete meint meinte meinten meinen beschreibt beschrieb beschrieben wünscht
    wünschte ortet ortete orten jubelt jubelte analysiert analysierte rät riet bat bittet
    meldet meldete meldeten melden formuliert formulierte bekennt gesteht gestand zeigen
    zeigten schwärmt schwärmte""".split()
)
# Strong ones at the end of a clause: "wie die Polizei bekanntgab", "hatte X bekanntgegeben".
_FINAL = "schreibt schrieb bekanntgab bekanntgibt angab zugab beschrieb empfahl hervorhob"
_PARTICIPLES = """
bekannt geschrieben angegeben zugegeben bekanntgegeben zurückgewiesen hingewiesen aufgerufen
vorgeworfen eingewandt hervorgehoben bestritten widersprochen versprochen bezeichnet genannt
ausgeschlossen verwiesen abgelehnt zugestimmt empfohlen geraten gebeten bekanntgemacht
"""
_UNSTRESSED = ("be", "er", "ver", "ent", "zer", "miss", "wider", "unter")


@lru_cache(maxsize=1)
def saying() -> dict[str, tuple[str, ...]]:
    """Finite forms in lower case, with the particles one of which must follow, if any."""
    forms: dict[str, tuple[str, ...]] = {}
    for entry in _WEAK.split():
        stem, _, particle = entry.partition("_")
        stem = _bare(stem)
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


def _bare(stem: str) -> str:
    return stem.removesuffix("e") if stem.endswith(("te", "ne", "de")) else stem


def _plural(stem: str) -> str:
    return f"{stem}n" if stem.endswith(("er", "el")) and stem[-3:] != "ier" else f"{stem}en"


def needs_content(form: str) -> bool:
    """Whether a form says something only with a quotation or a clause beside it."""
    return form in _NEEDS_CONTENT


@lru_cache(maxsize=1)
def final_forms() -> frozenset[str]:
    """Finite forms that end a clause with "wie" before it: "mitteilte", "sagte"."""
    joined = {f"{particle}{form}" for form, particles in saying().items() for particle in particles}
    whole = {form for form, particles in saying().items() if not particles}
    return frozenset(joined | whole | set(_FINAL.split()))


@lru_cache(maxsize=1)
def participles() -> frozenset[str]:
    """Participles of saying that end a clause with "hatte" in it: "erklärt", "mitgeteilt"."""
    found = set(_PARTICIPLES.split())
    for entry in _WEAK.split():
        stem, _, particle = entry.partition("_")
        e = "e" if stem.endswith(("t", "d", "chn", "gn", "rdn")) else ""
        plain = stem.endswith("ier") or stem.startswith(_UNSTRESSED)
        found.add(f"{particle}{'' if plain else 'ge'}{_bare(stem)}{e}t")
    return frozenset(found)
