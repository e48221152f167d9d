"""English forms of German acronyms, places, peoples and bodies, beside the gazetteer's places.

Each value lists words; one of them in the English is enough. "North_Sea" is two
words that have to stand together.
"""

from __future__ import annotations

# German acronyms that English has other words for.
ACRONYMS = {
    "AA": "Foreign", "ADAC": "automobile", "AFD": "Alternative", "AG": "company corporation plc",
    "AKW": "nuclear", "BGH": "Federal", "BIP": "GDP domestic", "BKA": "Federal",
    "BND": "intelligence", "CO": "carbon CO", "BRD": "FRG Federal West", "CDU": "Christian",
    "CO2": "carbon",
    "CSU": "Christian", "DDR": "GDR East", "DFB": "German", "DGB": "trade union",
    "EKD": "Protestant", "EM": "European Championship Championships Euro Euros",
    "EU": "European Brussels", "EUGH": "ECJ Court CJEU", "EUR": "euro euros",
    "EZB": "ECB Central", "FDP": "Free Liberals", "GB": "Britain UK British",
    "GMBH": "limited company", "IAEA": "atomic", "IAEO": "IAEA", "ICE": "train",
    "IS": "ISIS Islamic ISIL", "IT": "information", "IWF": "IMF Monetary",
    "KFZ": "vehicle car motor", "KI": "AI artificial intelligence", "KMH": "kph",
    "LKW": "truck lorry trucks lorries HGV", "MWST": "VAT", "NATO": "Alliance",
    "NGO": "non-governmental", "NS": "Nazi", "OP": "operation surgery", "OSZE": "OSCE",
    "PKW": "car passenger vehicle", "PR": "public", "RKI": "Koch", "SPD": "Social",
    "TV": "television", "UK": "British Britain United_Kingdom", "UN": "United_Nations UNO",
    "UNO": "UN United_Nations", "US": "American United_States America",
    "USA": "US United_States American America Washington", "VW": "Volkswagen", "WHO": "World",
    "WM": "World Cup Championship Championships", "ÖPNV": "public transport",
    "ADHS": "ADHD", "BAFIN": "BaFin regulator watchdog", "BAMF": "Federal", "BASF": "BASF",
    "BSI": "Federal", "BVB": "Dortmund", "BVG": "BVG transport", "DRK": "Red_Cross",
    "DSGVO": "GDPR", "EDV": "IT computer", "EGMR": "ECHR Court", "EKG": "ECG EKG",
    "EVP": "EPP People", "EWR": "EEA Economic", "GAU": "meltdown disaster",
    "GEZ": "licence license", "HNO": "ENT", "IGH": "ICJ Court", "IHK": "Chamber",
    "IKRK": "Red_Cross ICRC", "ISTGH": "ICC Court", "JVA": "prison jail", "KMU": "SME SMEs small",
    "KZ": "concentration", "LKA": "Criminal police", "MEZ": "CET", "MESZ": "CEST",
    "MRT": "MRI scan", "NGOS": "non-governmental NGOs", "NRW": "Westphalia Rhine NRW",
    "OB": "mayor", "OLG": "Court",
    "PS": "hp horsepower bhp", "RAF": "Red Army", "THW": "relief", "UKW": "FM", "UV": "ultraviolet",
    "VR": "virtual People", "ZDF": "ZDF broadcaster", "ARD": "ARD broadcaster",
}  # fmt: skip
# Parts of clubs' names that English leaves out.
DROPPED = frozenset(["CF", "FC", "SC", "SED", "SV", "TSV"])
# Towns and rivers whose names are common words as well.
AMBIGUOUS_PLACES = frozenset(
    """Aue Baden Bogen Brand Buchs Bulle Burg Erlangen Essen Forst Füssen Geldern Gießen Hagen Harz
    Jura Kiel Klötze Meilen Norden Oder Regen Rügen Rust Seine Siegen Sitten Trieben Wald Waren Wels
    Wohlen Zug""".split()
)
# What English news calls by many other words, and clipped words that look like names.
NO_NAMES = frozenset(
    """Corona Coronavirus Covid Hurrikan Bundesliga Kita Azubi Promi Profi Reha Krimi Demo Info
    Landstraße Spezial Kripo Akku Limo Hotspot Wellness Midlife Dollar Euro Yen""".split()
)
# Places, seas, feasts and bodies with an English name that the gazetteer lacks.
EXONYMS = {
    "Neuenburg": "Neuchâtel", "Wallis": "Valais", "Waadt": "Vaud", "Zürcher": "Zurich Zürich",
    "Ätna": "Etna", "Dax": "Dax DAX", "Grünen": "Greens Green", "Huthi": "Houthi Houthis",
    "Jupiter": "Jupiter", "Zugspitze": "Zugspitze", "Matterhorn": "Matterhorn",
    "Darna": "Derna Darna",
    "Afrika": "Africa", "Alpen": "Alps", "Amerika": "United_States US American America Americas",
    "Antarktis": "Antarctic Antarctica", "Arktis": "Arctic", "Asien": "Asia", "Athen": "Athens",
    "Atlantik": "Atlantic", "Balearen": "Balearic", "Balkan": "Balkans", "Basel": "Basel Basle",
    "Bayern": "Bavaria", "Bengalen": "Bengal", "Bern": "Bern Berne", "Bosporus": "Bosphorus",
    "Bundestag": "Bundestag parliament", "Böhmen": "Bohemia", "Charkiw": "Kharkiv Kharkov",
    "Den Haag": "Hague",
    "Donau": "Danube", "Donbass": "Donbas Donbass", "England": "England", "Europa": "Europe",
    "Flandern": "Flanders", "Florenz": "Florence", "Gaza": "Gaza", "Genf": "Geneva",
    "Genua": "Genoa", "Großbritannien": "United_Kingdom", "Haag": "Hague", "Hannover": "Hanover",
    "Hessen": "Hesse", "Holland": "Netherlands", "Jerusalem": "Jerusalem",
    "Kalifornien": "California", "Kanaren": "Canary Canaries", "Karibik": "Caribbean",
    "Kaukasus": "Caucasus", "Kiew": "Kyiv", "Korsika": "Corsica", "Kreml": "Kremlin",
    "Kreta": "Crete", "Krim": "Crimea", "Kärnten": "Carinthia", "Köln": "Cologne",
    "Lissabon": "Lisbon", "Lombardei": "Lombardy", "Lybien": "Libya", "Mailand": "Milan",
    "Mallorca": "Majorca Mallorca", "Mekka": "Mecca", "Mittelmeer": "Mediterranean",
    "München": "Munich", "Neapel": "Naples Napoli", "Niedersachsen": "Saxony",
    "Niederösterreich": "Austria", "Nordrhein-Westfalen": "Westphalia NRW",
    "Nordsee": "North_Sea", "Nürnberg": "Nuremberg", "Oberösterreich": "Austria",
    "Ostern": "Easter", "Ostsee": "Baltic", "Papst": "Pope", "Pazifik": "Pacific",
    "Peking": "Beijing", "Pfalz": "Palatinate", "Pfingsten": "Pentecost Whitsun",
    "Preußen": "Prussia", "Rhein": "Rhine", "Rheinland-Pfalz": "Rhineland-Palatinate",
    "Rom": "Rome", "Sachsen": "Saxony", "Saporischschja": "Zaporizhzhia Zaporizhia",
    "Sardinien": "Sardinia", "Schwarzwald": "Black_Forest", "Serbien": "Serbia",
    "Sibirien": "Siberia", "Silvester": "Eve", "Sizilien": "Sicily", "Sowjetunion": "Soviet",
    "Steiermark": "Styria", "Straßburg": "Strasbourg", "Themse": "Thames",
    "Thüringen": "Thuringia", "Tirol": "Tyrol", "Tschechien": "Czechia",
    "Tschernobyl": "Chernobyl Chornobyl", "Turin": "Turin", "Vatikan": "Vatican City",
    "Venedig": "Venice", "Verdi": "Verdi ver di", "Weihnachten": "Christmas",
    "Westjordanland": "West_Bank",
    "Zürich": "Zurich", "Bodensee": "Constance", "Erzgebirge": "Ore Erzgebirge",
    "Oberpfalz": "Palatinate", "Wienerwald": "Vienna Wienerwald", "Dolomiten": "Dolomites",
    "Ruhrgebiet": "Ruhr", "Niederrhein": "Rhine", "Oberrhein": "Rhine",
    "Lausitz": "Lusatia Lausitz",
    "Olympia": "Olympic Olympics Olympia", "Kilimandscharo": "Kilimanjaro",
    "Mosel": "Moselle Mosel", "Neiße": "Neisse", "Rhodos": "Rhodes", "Korfu": "Corfu",
    "Konstanz": "Konstanz Constance", "Labour": "Labour Labor",
    "Hisbollah": "Hezbollah Hizbollah Hizbullah", "Telegram": "Telegram",
    "Christus": "Christ BC BCE",
}  # fmt: skip
# What the English of a place may be where its first four letters do not tell.
DEMONYMS = {
    "Africa": "African", "Asia": "Asian", "Bavaria": "Bavarian", "Belarus": "Belarusian",
    "Bremen": "Bremen", "Chad": "Chadian", "China": "Chinese", "Crimea": "Crimean",
    "Croatia": "Croat",
    "Cuba": "Cuban", "Cyprus": "Cypriot", "Czechia": "Czech", "Côte d’Ivoire": "Ivory",
    "Denmark": "Danish Danes Dane", "Europe": "European", "Finland": "Finnish Finns",
    "France": "French Paris", "Germany": "German Germans", "Greece": "Greek Greeks",
    "Iceland": "Icelandic", "Iran": "Iranian", "Iraq": "Iraqi", "Ireland": "Irish",
    "Kyiv": "Kiev", "Laos": "Laotian Lao", "Mali": "Malian", "Moscow": "Muscovite Russian",
    "Myanmar (Burma)": "Burma Myanmar", "Naples": "Neapolitan", "Netherlands": "Dutch Holland",
    "New Zealand": "Zealand", "North Macedonia": "Macedonian", "Norway": "Norwegian",
    "Oman": "Omani", "Palestinian Territories": "Palestinian Palestine", "Peru": "Peruvian",
    "Philippines": "Filipino Philippine", "Poland": "Polish Poles Pole Warsaw",
    "Portugal": "Portuguese", "Saxony": "Saxon",
    "Scotland": "Scottish Scots", "Slovakia": "Slovak", "Spain": "Spanish Spaniards Spaniard",
    "Sudan": "Sudanese", "Sweden": "Swedish", "Switzerland": "Swiss", "Thailand": "Thai",
    "Togo": "Togolese", "Turkey": "Turkish Turks Türkiye",
    "United Kingdom": "British Britain UK London",
    "Gaza Strip": "Gaza", "Middle East": "Mideast", "United Arab Emirates": "Emirates Emirati UAE",
    "United States": "American Americans US America", "Vatican City": "Vatican Holy",
    "Vienna": "Viennese", "Wales": "Welsh",
}  # fmt: skip
# Peoples, by what their German words begin with ("schwed" in "schwedisch", "Schwedin").
PEOPLES = {
    "afghan": "Afghan Afghans Afghanistan", "afrikan": "African Africans Africa",
    "alban": "Albanian Albanians Albania", "alger": "Algerian Algerians Algeria",
    "amerikan": "American Americans America US U.S United", "arab": "Arab Arabs Arabic Arabian",
    "argentin": "Argentine Argentinian Argentinians Argentina", "armen": "Armenian Armenia",
    "aserbaidschan": "Azerbaijani Azerbaijan Azeri", "asiat": "Asian Asians Asia",
    "austral": "Australian Australians Australia Aussie", "bayer": "Bavarian Bavarians Bavaria",
    "bayr": "Bavarian Bavaria", "belarus": "Belarusian Belarus", "belg": "Belgian Belgium",
    "bosn": "Bosnian Bosnia", "brasilian": "Brazilian Brazilians Brazil",
    "brit": "British Britain Briton Britons Brits UK", "bulgar": "Bulgarian Bulgaria",
    "chilen": "Chilean Chile", "chines": "Chinese China", "deut": "German Germans Germany",
    "dän": "Danish Dane Danes Denmark", "engl": "English England British",
    "estn": "Estonian Estonia", "europä": "European Europeans Europe EU",
    "evangel": "Protestant Evangelical Lutheran",
    "finn": "Finnish Finn Finns Finland", "flüm": "Flemish",
    "französ": "French Frenchman France", "franzos": "French Frenchman France",
    "georg": "Georgian Georgia", "griech": "Greek Greeks Greece", "hess": "Hessian Hesse",
    "holländ": "Dutch Holland Netherlands", "ind": "Indian Indians India",
    "indones": "Indonesian Indonesia", "irak": "Iraqi Iraqis Iraq",
    "iran": "Iranian Iranians Iran", "isländ": "Icelandic Iceland",
    "israel": "Israeli Israelis Israel", "italien": "Italian Italians Italy",
    "japan": "Japanese Japan", "jordan": "Jordanian Jordan",
    "jüd": "Jewish Jew Jews", "kanad": "Canadian Canada",
    "katalan": "Catalan Catalonia", "kenian": "Kenyan Kenya", "kolumbian": "Colombian Colombia",
    "korean": "Korean Koreans Korea", "kroat": "Croatian Croatians Croat Croats Croatia",
    "kuban": "Cuban Cuba", "kurd": "Kurdish Kurd Kurds", "lett": "Latvian Latvia",
    "libanes": "Lebanese Lebanon", "liby": "Libyan Libya", "litau": "Lithuanian Lithuania",
    "luxemburg": "Luxembourg Luxembourger", "marokkan": "Moroccan Morocco",
    "mazedon": "Macedonian Macedonia", "mexikan": "Mexican Mexico", "moldau": "Moldovan Moldova",
    "neuseeländ": "Zealand Kiwi Zealander", "niederländ": "Dutch Netherlands Dutchman Holland",
    "nigerian": "Nigerian Nigeria", "nordkorean": "Korean Korea",
    "norweg": "Norwegian Norwegians Norway", "palästinens": "Palestinian Palestinians Palestine",
    "panama": "Panamanian Panama",
    "pakistan": "Pakistani Pakistan", "pers": "Persian Iran", "polnisch": "Polish Poland",
    "pol": "Polish Pole Poles Poland", "portugies": "Portuguese Portugal",
    "rumän": "Romanian Romania", "russ": "Russian Russians Russia",
    "saud": "Saudi Saudis", "schott": "Scottish Scot Scots Scotland",
    "schwed": "Swedish Swede Swedes Sweden", "schweizer": "Swiss Switzerland",
    "serb": "Serbian Serb Serbs Serbia", "sibir": "Siberian Siberia",
    "slowak": "Slovak Slovakian Slovakia", "slowen": "Slovenian Slovene Slovenia",
    "span": "Spanish Spaniard Spaniards Spain", "südafrikan": "African Africa",
    "südkorean": "Korean Korea", "syr": "Syrian Syrians Syria", "sächs": "Saxon Saxony",
    "thailänd": "Thai Thailand", "tibet": "Tibetan Tibet", "tschech": "Czech Czechs Czechia",
    "tschetschen": "Chechen Chechnya", "tunes": "Tunisian Tunisia",
    "türk": "Turkish Turk Turks Turkey Türkiye", "ukrain": "Ukrainian Ukrainians Ukraine",
    "ungar": "Hungarian Hungarians Hungary", "venezolan": "Venezuelan Venezuela",
    "vietnames": "Vietnamese Vietnam", "walis": "Welsh Wales",
    "weißruss": "Belarusian Belarus", "zypr": "Cypriot Cyprus", "ägypt": "Egyptian Egypt",
    "äthiop": "Ethiopian Ethiopia", "österreich": "Austrian Austrians Austria",
}  # fmt: skip
# Bodies, events and honours whose parts German and English name each in their own words.
BODIES = {
    "Bundesgerichtshof": "Court BGH", "Bundesrat": "Bundesrat chamber Council",
    "Bundeskriminalamt": "Criminal Police BKA",
    "Bundesverfassungsgericht": "Court", "Bundesverwaltungsgericht": "Court",
    "Bundeswehr": "Bundeswehr army military forces troops", "Eurogruppe": "Eurogroup",
    "Europarat": "Council", "Friedensnobelpreis": "Nobel", "Gerichtshof": "court courts",
    "Nobelpreis": "Nobel", "Weltbank": "World", "Weltgesundheitsorganisation": "WHO World",
    "Weltkrieg": "war WWI WWII", "Weltkriegs": "war WWI WWII", "Währungsfonds": "IMF fund",
    "Zentralbank": "bank ECB", "Nationen": "Nations UN", "Parlaments": "parliament",
    "Buchmesse": "fair", "Airbus": "Airbus plane aircraft jet", "Arbeiterkammer": "chamber",
    "Bauernverband": "farmers farmers’ association union",
    "Bundesagentur": "agency office", "Bundesanwaltschaft": "prosecutor prosecutors prosecution",
    "Bundesarbeitsgericht": "court", "Bundesbank": "Bundesbank bank", "Bundesfinanzhof": "court",
    "Bundeskartellamt": "cartel competition antitrust", "Bundesnetzagentur": "network regulator",
    "Bundesrechnungshof": "audit auditors auditor", "Bundessozialgericht": "court",
    "Bundesärztekammer": "medical doctors physicians", "Ethikrat": "ethics",
    "Europameisterschaft": "European Euro Euros championship championships",
    "Europameisterschaften": "European Euro Euros championship championships",
    "Weltmeisterschaft": "World championship championships Cup",
    "Weltmeisterschaften": "World championship championships Cup",
    "Winterspiele": "Winter Olympic Olympics Games",
    "Winterspielen": "Winter Olympic Olympics Games",
    "Generalbundesanwalt": "prosecutor attorney", "Gewerkschaftsbund": "union unions",
    "Landtag": "Landtag parliament assembly legislature", "Nationalbank": "bank",
    "Notenbank": "bank Fed Reserve", "Rechnungshof": "audit auditors auditor",
    "Städtetag": "cities towns", "Umwelthilfe": "environmental environment DUH",
    "Verbraucherzentrale": "consumer consumers", "Verfassungsgerichtshof": "court",
    "Verfassungsschutz": "constitution intelligence Verfassungsschutz security",
    "Volkswagen": "VW Volkswagen", "Welthandelsorganisation": "WTO World",
    "Wissenschaftsrat": "science",
    "Auswärtige": "Foreign_Office Foreign_Ministry",
    "Auswärtigen": "Foreign_Office Foreign_Ministry",
}  # fmt: skip
# Landscapes, mountains, rivers, festivals and houses, which have an article as nouns do.
WITH_ARTICLE = frozenset(
    """Ahr Ahrtal Algarve Allgäu Altmark Altmühltal Berlinale Biennale Breisgau Charité
    Chiemsee Documenta Eiderstedt Eiger Elbphilharmonie Emscher Emsland Eurovision Everest
    Fläming Großglockner Hasenheide Havel Havelland Hofburg Hunsrück Isar Kraichgau Lausitzring
    Lechtal Louvre Markgräflerland Mecklenburg Montblanc Münsterland Neckar Nürburgring
    Odenwald Oktoberfest Ortenau Ostalb Ostfriesland Peißenberg Pinzgau Pongau Prignitz Rhön
    Ruhr Saale Salzkammergut Sauerland Semperoper Siegerland Spessart Spree Spreewald Stubaital
    Taunus Uckermark Vogtland Waldviertel Watzmann Weinviertel Werra Wetterau Zillertal
    Ötztal""".split()
)
