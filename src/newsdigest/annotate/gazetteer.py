"""What names are made of: places, first names, roles, and the heads of organisations' names.

Places and first names come from `data/gazetteer.json.gz`, which
`training/gazetteer.py` makes from Babel (CLDR), Faker and GeoNames; the lists below are
closed classes of German.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places (German to English), towns that only context tells, first names."""

    places: dict[str, str]
    towns: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]

    def is_first_name(self, word: str) -> bool:
        """Whether a word, or the first part of a double name, is a first name."""
        return any(
            part in self.women or part in self.men
            for part in (word, word.split("-", maxsplit=1)[0])
        )

    def gender(self, word: str) -> str | None:
        """As in "f" or "m", or None for a first name that is both or unknown."""
        woman, man = word in self.women, word in self.men
        return None if woman == man else "f" if woman else "m"


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with newsdigest."""
    import gzip
    import json
    from importlib.resources import files

    packed = files("newsdigest").joinpath("data/gazetteer.json.gz").read_bytes()
    data = json.loads(gzip.decompress(packed))
    return Gazetteer(data["places"], *(frozenset(data[kind]) for kind in ("towns", "women", "men")))


# The last part of a word that says what somebody is: "Außenminister", "SPD-Politikerin".
_ROLE = re.compile(
    r"""(?i:
    minister|präsident|kanzler|sekretär|sprecher|direktor|intendant|senator|politiker|kandidat
    |abgeordnete[rn]?|vorsitzende[rn]?|vorstand|vorständin|chef|vize|leiter|geschäftsführer|manager
    |trainer|coach|richter|anwalt|anwält|verteidiger|experte?n?|expertin|forscher|wissenschaftl?er
    |professor|arzt|ärzt|mediziner|lehrer|meister|hauptmann|hauptfrau|kommissar|beauftragte[rn]?
    |botschafter|diplomat|general|admiral|oberst|offizier|major|kapitän|pilot|fahrer|spieler|stürmer
    |torwart|verteidiger|stürmerin|regisseur|autor|schriftsteller|musiker|sänger|schauspieler|künstler
    |dirigent|kritiker|journalist|redakteur|reporter|korrespondent|unternehmer|gründer|händler|analyst
    |ökonom|volkswirt|berater|investor|meteorologe?n?|biologe?n?|archäologe?n?|\w+ologe?n?|\w+ologin
    |physiker|chemiker|historiker|mathematiker|informatiker|ingenieur|astronaut|bischof|bischöfin
    |kardinal|papst|pfarrer|imam|rabbiner|könig|prinz|prinzessin|kaiser|fürst|graf|herzog|premier
    |premierminister|regierungschef|staatschef|gouverneur|bürgermeister|landrat|landrätin|staatsrat
    |stadtrat|stadträtin|gemeinderat|nationalrat|nationalrätin|ständerat|bundesrat|bundesrätin
    |staatsanwalt|dekan|rektor|gewerkschafter|aktivist|demonstrant|zeug|opfer|angeklagte[rn]?
    |republikaner|demokrat|christdemokrat|sozialdemokrat|liberale[rn]?|konservative[rn]?
    |kollege|kollegin|nachfolger|vorgänger|witwe|witwer|bruder|schwester|vater|mutter|sohn|tochter
    |frau|mann|ehefrau|ehemann|schäfer|bauer|landwirt|bäuerin|bewohner|nachbar|anwohner|besitzer
    |inhaber|betreiber|eigentümer|schüler|student|olympiasieger|sieger|siegerin|weltmeister|läufer
    |springer|profi|star|legende|torhüter|keeper|nationalspieler|\w+[sz]ieger|retter|mönch|nonne
    |gutachter|ermittler|polizist|beamt(?:e[rn]?|in)|soldat|kommandeur|kommandant|rebell|obmann
    |obfrau|kanzlerkandidat|spitzenkandidat|kurator|architekt|designer|model|influencer|blogger
    |youtuber|philosoph|theologe|soziologe|psychologe|virologe|epidemiologe|taucher|bergsteiger
    )(?P<female>in|innen)?(?:en|n|s|es)?$""",
    re.VERBOSE,
)
TITLES = frozenset(
    [
        "Herr",
        "Herrn",
        "Frau",
        "Dr.",
        "Prof.",
        "Professor",
        "Doktor",
        "Mag.",
        "Ing.",
        "Sir",
        "Lord",
        "Lady",
    ]
)
_FEMALE = re.compile(
    r"\w{3,}(?:er|ist|og|at|ent|eur|ern|än|ol|aff|ön|kt|ot|anz|öw|sch|ös|öd|ät|är)in$"
)
_NOT_ROLES = frozenset(
    """General Generals Vorstand Bundesrat Stadtrat Nationalrat Ständerat Gemeinderat Staatsrat
    Landrat Premier Liberalen Konservativen Republikaner Demokraten Bauer Kaiser König
    Richter Lehrer Schäfer Graf Mann Opfer Model Meister Fürst""".split()
)


@lru_cache(maxsize=4096)
def is_role(word: str) -> bool:
    """Whether a capitalised word says what somebody is ("NATO-Generalsekretär", "Polin")."""
    return word[:1].isupper() and bool(_ROLE.search(word) or _FEMALE.match(word))


def may_be_surname(word: str) -> bool:
    """Whether a role is a frequent surname as well ("Bauer"), or a body ("Bundesrat")."""
    return word in _NOT_ROLES


def is_female_role(word: str) -> bool:
    """Whether a role is a woman's ("Ministerin", "Kauffrau")."""
    return bool(re.search(r"(?:[^m]in|frau|mutter|schwester|tochter|witwe|nonne)$", word))


_SPEAKING_BODY = re.compile(
    r"""(?:ministerium|ministerien|polizei|feuerwehr|anwaltschaft|behörden?|amt|ämter|gericht|kammer
    |regierung|verwaltung|kommission|partei|fraktion|union|opposition|koalition|verband|verbände
    |verein|gewerkschaft|unternehmen|konzern|firma|hersteller|betreiber|anbieter|bauer|klub|club
    |sender|zeitung|blatt|magazin|portal|agentur|institut|universität|hochschule|klinik|krankenhaus
    |bank|jury|justiz|militär|armee|marine|stab|büro|kanzlei|stadt|land|länder|kommunen|kirche
    |bistum|organisation(?:en)?|initiative|bündnis|stiftung|zentrale|leitung|direktion|rat
    |parlament|senat|kabinett|dienst|wacht|wehr|forschern?|zeugen?|experten|kritikern?|beobachtern?
    |demonstranten|anwohnern?|eltern|ärzten?|anwälten?|ermittlern?|fahndern?|nachbarn?
    |schützern?|verteidigern?|rebellen|miliz|team|gruppe|begründung|erklärung|mitteilung
    |mitarbeiter(?:in|n)?|haus|reederei|kreise[n]?|umfeld|gemeinde|mission)$""",
    re.VERBOSE | re.IGNORECASE,
)


def is_speaking_body(word: str) -> bool:
    """Whether a noun means people or a body that news quotes ("Polizei", "Umweltministerium")."""
    return bool(_SPEAKING_BODY.search(word)) or is_body(word)


MONTHS_AND_DAYS = frozenset(
    """Januar Jänner Februar Feber März April Mai Juni Juli August September Oktober November
    Dezember Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Ostern
    Pfingsten Weihnachten Silvester Neujahr Anfang Mitte Ende Frühjahr Frühling Sommer
    Herbst Winter""".split()
)

# First names that are words as well, and words that make a name of what is not a person's.
NO_FIRST_NAMES = frozenset("Solange Beste Tage Just Nova Junior American Football Hockey".split())
NO_SURNAMES = frozenset(
    """League Team Stadion Halle Cup Open Front Party Times Post Street University Center Air Lines
    Cross Games Awards Festival Band Orchestra Club Group Media Music Records Films News""".split()
)
# Behind a surname these are a role that belongs to somebody else.
FIRM_ROLE = re.compile(r"(?:minister|präsident|kanzler|sekretär|sprecher|direktor)(?:in)?s?$")
PARTIES = frozenset(
    """CDU CSU SPD FDP AfD BSW Grüne Grünen Linke ÖVP SPÖ FPÖ Neos NEOS KPÖ SVP SP FDP Mitte GLP EVP
    parteilos Piraten SSW NPD KPD SED PDS""".split()
)

# Nouns that a name or number of the same case follows, without being a name.
_COMMON = re.compile(
    r"""(?:ungen|ung|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|täten|nis|nisse|ismus
    |tum|ment|mente|enz|anz|age|ik|tur|uren|ling|linge|chen|lein|euro|prozent|jahr|jahre|jahren|tag
    |tage|tagen|abend|morgen|nacht|mittag|stunde|stunden|minuten|woche|wochen|monat|monate|monaten
    |uhr|meter|kilometer|tonnen|menschen|leute|personen|millionen?|milliarden?|dollar|franken|pfund
    |zahl|teil|fall|fälle|preis|preise|weg|platz|stelle|stellen|grund|krieg|krise|recht|haus|arbeit
    |angaben|bericht|berichte|gesetz|plan|pläne|ziel|ziele|kosten|haft|kraft|hilfe|frage|fragen)$""",
    re.VERBOSE | re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_common(word: str) -> bool:
    """Whether a capitalised word ends as German common nouns do, or is a month, day or unit."""
    return word in MONTHS_AND_DAYS or (bool(_COMMON.search(word)) and len(word) > 3)


ORGANISATION_HEADS = re.compile(
    r"""(?:universität|hochschule|institut|landgericht|amtsgericht|verwaltungsgericht|sozialgericht
    |arbeitsgericht|oberlandesgericht|gericht|gerichtshof|bundesamt|landesamt|gewerkschaft|verband
    |verein|stiftung|akademie|klinikum|charité|fraunhofer|kommission|parlament|union|nationen
    |zentralbank|bank|kantonalbank|bahn|post|zeitung|rundfunk|bund|gewerkschaftsbund|lehrerverband
    |wetterdienst|rotes?|kreuz|schauspielhaus(?:es)?|staatsoper|philharmoniker|theater|museum
    |ministerkonferenz|organisation|agentur|netzagentur|rat|bundestag|partei|club|zoo
    |ärztekammer|handelskammer|kammer|börse|stadtwerken?|airlines|motors)(?:e?s)?$""",
    re.VERBOSE | re.IGNORECASE,
)
# Compounds whose last part only looks like such a head.
_NO_HEADS = re.compile(
    r"""(?:autobahn|straßenbahn|seilbahn|laufbahn|umlaufbahn|fahrbahn|rennbahn|u-bahn|s-bahn
    |datenbank|parkbank|vorrat|verrat|hausrat|heirat|apparat|beirat|fadenkreuz)(?:e?s)?$""",
    re.VERBOSE | re.IGNORECASE,
)


def is_organisation_head(word: str) -> bool:
    """Whether a noun may be the head of an organisation's name ("Universität Durham")."""
    return bool(ORGANISATION_HEADS.search(word)) and not _NO_HEADS.search(word)


# One word that names one body.
BODIES = frozenset(
    """Bundestag Bundestags Bundestages Bundesrat Bundesrats Bundesrates Bundesbank Bundeswehr
    Kreml Kremls Pentagon Bundesgerichtshof Bundesverfassungsgericht Bundesnetzagentur
    Bundeskartellamt Bundeskriminalamt Bundesverwaltungsgericht Bundesarbeitsgericht
    Bundessozialgericht Knesset Verfassungsschutz Verfassungsgerichtshof Nationalbank
    Notenbank Kultusministerkonferenz Weltgesundheitsorganisation Welthandelsorganisation
    Weltbank Währungsfonds Europarat Eurogruppe Nabu Greenpeace Amnesty Caritas Diakonie
    Unicef Nato Uno Unesco Interpol Europol Frontex Hamas Hisbollah Taliban Opec Fifa Uefa
    Nasa Esa Ifo Verdi Bitkom Pegida Bundesliga Siemens Volkswagen Daimler Porsche Audi Opel
    Bosch Bayer Allianz Lufthansa Telekom Commerzbank Continental Thyssenkrupp Infineon Adidas
    Puma Zalando Tui Rheinmetall Airbus Boeing Google Apple Microsoft Amazon Facebook Meta
    Tesla Twitter Netflix Intel Samsung Huawei Tiktok Youtube Renault Toyota Ford Nestlé
    Novartis Roche Swisscom Gazprom Rosneft Vattenfall Uniper Eon Reuters Ryanair Greens Grüne
    Grünen Linkspartei Spiegel Handelsblatt Golem Bild Tagesschau Zeit Standard Neos
    Bundesrechnungshof Rechnungshof Bundesfinanzhof Bundesanwaltschaft Generalbundesanwalt
    Städtetag Städtebund Gemeindebund Landkreistag Bauernverband Ethikrat Wissenschaftsrat
    Verbraucherzentrale Bundesärztekammer Landtag Arbeiterkammer Wirtschaftskammer
    Industriellenvereinigung Gewerkschaftsbund""".split()
)
_AMBIGUOUS_BODIES = frozenset(["Zeit", "Bild", "Spiegel", "Standard", "Meta"])


def is_body(word: str) -> bool:
    """Whether one word alone names an organisation ("Bundestag", "Siemens")."""
    return word in BODIES and word not in _AMBIGUOUS_BODIES


# What an organisation is called before its name: "der Sender Kan", "die Reederei Norden-Frisia".
KINDS_OF_ORGANISATION = re.compile(
    r"""(?:sender|portal|agentur|reederei|konzern|hersteller|firma|unternehmen|bauer|zulieferer
    |organisation|gewerkschaft|zeitung|magazin|verein|klub|club|partei|verlag|bündnis|miliz|gruppe
    |kette|händler|entwickler|anbieter|versicherer|institut|initiative|airline|fluggesellschaft
    |zeitschrift|blatt|stiftung|universität|plattform|dienst)$""",
    re.VERBOSE | re.IGNORECASE,
)
KINDS_OF_PLACE = re.compile(
    r"""(?:insel|stadt|gemeinde|region|provinz|landkreis|bezirk|fluss|dorf|ort|ortschaft|bundesstaat
    |hafen|see|hauptstadt|kleinstadt|großstadt|millionenstadt|kanton|land|stadtteil|ortsteil)$""",
    re.VERBOSE | re.IGNORECASE,
)
PLACE_ENDING = re.compile(
    r"""\w{2,}(?:burg|berg|stadt|dorf|heim|hausen|ingen|furt|bach|kirchen|hafen|münde|brück|brücken
    |feld|tal|itz|haven|wald|rode|büttel|stedt|hofen|kirch|ow|au|grad|sk|bad|stan)$""",
    re.VERBOSE,
)
PARTICLES = frozenset(
    [
        "von",
        "van",
        "de",
        "der",
        "den",
        "zu",
        "di",
        "da",
        "del",
        "bin",
        "al",
        "el",
        "la",
        "le",
        "ten",
        "ibn",
        "Mc",
    ]
)
LEGAL_FORMS = frozenset(
    [
        "AG",
        "GmbH",
        "SE",
        "KG",
        "KGaA",
        "Inc",
        "Ltd",
        "SA",
        "Corp",
        "Holding",
        "Group",
        "plc",
        "AB",
        "NV",
    ]
)
NO_ORGANISATION = frozenset(
    """US USA UK DDR IT TV PR KI LKW PKW CO DNA RNA HIV PCR ICE ICEs EC IC TGV AG SE KG GmbH SUV
    SUVs VIP CEO CFO CSU-Chef PC DVD CD SMS MW GW KW EUR USD CHF AKW ORF-Interview OP WM EM
    NSU WLAN AFP II III IV VI VII VIII IX XI XII XIV XVI ABC ADHS AIDS App WC OK GPS UV BIP
    EKG ID IDs FAQ""".split()
)
