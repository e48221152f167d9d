"""English forms of German acronyms, places and peoples, beside the gazetteer's names of places.

Each value lists words; one of them in the English is enough.
"""

from __future__ import annotations

# German acronyms that English has other words for.
ACRONYMS = {
    "AA": "Foreign", "ADAC": "automobile", "AFD": "Alternative", "AG": "company corporation plc",
    "AKW": "nuclear", "BGH": "Federal", "BIP": "GDP domestic", "BKA": "Federal",
    "BND": "intelligence", "BRD": "FRG Federal West", "CDU": "Christian", "CO2": "carbon",
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
    "TV": "television", "UK": "British Britain United", "UN": "United UNO U.N",
    "UNO": "UN United", "US": "American United America U.S",
    "USA": "US United American America Washington", "VW": "Volkswagen", "WHO": "World",
    "WM": "World Cup Championship Championships", "ÖPNV": "public transport",
}  # fmt: skip
# Parts of clubs' names that English leaves out.
DROPPED = frozenset(["FC", "SC", "SED", "SV", "TSV"])
# Places, seas, feasts and bodies with an English name that the gazetteer lacks.
EXONYMS = {
    "Afrika": "Africa", "Alpen": "Alps", "Amerika": "United States",
    "Antarktis": "Antarctic Antarctica", "Arktis": "Arctic", "Asien": "Asia", "Athen": "Athens",
    "Atlantik": "Atlantic", "Balearen": "Balearic", "Balkan": "Balkans", "Basel": "Basel Basle",
    "Bayern": "Bavaria", "Bengalen": "Bengal", "Bern": "Bern Berne", "Bosporus": "Bosphorus",
    "Bundestag": "Bundestag parliament", "Böhmen": "Bohemia", "Charkiw": "Kharkiv Kharkov",
    "Corona": "coronavirus Covid virus pandemic", "Covid": "coronavirus", "Den Haag": "Hague",
    "Donau": "Danube", "Donbass": "Donbas Donbass", "England": "England", "Europa": "Europe",
    "Flandern": "Flanders", "Florenz": "Florence", "Gaza": "Gaza", "Genf": "Geneva",
    "Genua": "Genoa", "Großbritannien": "United Kingdom", "Haag": "Hague", "Hannover": "Hanover",
    "Hessen": "Hesse", "Holland": "Netherlands", "Jerusalem": "Jerusalem",
    "Kalifornien": "California", "Kanaren": "Canary Canaries", "Karibik": "Caribbean",
    "Kaukasus": "Caucasus", "Kiew": "Kyiv", "Korsika": "Corsica", "Kreml": "Kremlin",
    "Kreta": "Crete", "Krim": "Crimea", "Kärnten": "Carinthia", "Köln": "Cologne",
    "Lissabon": "Lisbon", "Lombardei": "Lombardy", "Lybien": "Libya", "Mailand": "Milan",
    "Mallorca": "Majorca Mallorca", "Mekka": "Mecca", "Mittelmeer": "Mediterranean",
    "München": "Munich", "Neapel": "Naples", "Niedersachsen": "Lower Saxony",
    "Niederösterreich": "Lower Austria", "Nordrhein-Westfalen": "North Rhine-Westphalia",
    "Nordsee": "North Sea", "Nürnberg": "Nuremberg", "Oberösterreich": "Upper Austria",
    "Ostern": "Easter", "Ostsee": "Baltic", "Papst": "Pope", "Pazifik": "Pacific",
    "Peking": "Beijing", "Pfalz": "Palatinate", "Pfingsten": "Pentecost Whitsun",
    "Preußen": "Prussia", "Rhein": "Rhine", "Rheinland-Pfalz": "Rhineland-Palatinate",
    "Rom": "Rome", "Sachsen": "Saxony", "Saporischschja": "Zaporizhzhia Zaporizhia",
    "Sardinien": "Sardinia", "Schwarzwald": "Black Forest", "Serbien": "Serbia",
    "Sibirien": "Siberia", "Silvester": "Eve", "Sizilien": "Sicily", "Sowjetunion": "Soviet",
    "Steiermark": "Styria", "Straßburg": "Strasbourg", "Themse": "Thames",
    "Thüringen": "Thuringia", "Tirol": "Tyrol", "Tschechien": "Czechia",
    "Tschernobyl": "Chernobyl Chornobyl", "Turin": "Turin", "Vatikan": "Vatican City",
    "Venedig": "Venice", "Weihnachten": "Christmas", "Westjordanland": "West Bank",
    "Zürich": "Zurich",
}  # fmt: skip
# What the English of a place may be where its first four letters do not tell.
DEMONYMS = {
    "Africa": "African", "Asia": "Asian", "Bavaria": "Bavarian", "Belarus": "Belarusian",
    "Bremen": "Bremen", "Chad": "Chadian", "Crimea": "Crimean", "Croatia": "Croat",
    "Cuba": "Cuban", "Cyprus": "Cypriot", "Czechia": "Czech", "Côte d’Ivoire": "Ivory",
    "Denmark": "Danish Danes Dane", "Europe": "European", "Finland": "Finnish Finns",
    "France": "French Paris", "Germany": "German Germans", "Greece": "Greek Greeks",
    "Iceland": "Icelandic", "Iran": "Iranian", "Iraq": "Iraqi", "Ireland": "Irish",
    "Kyiv": "Kiev", "Laos": "Laotian Lao", "Mali": "Malian", "Moscow": "Muscovite Russian",
    "Myanmar (Burma)": "Burma Myanmar", "Naples": "Neapolitan", "Netherlands": "Dutch Holland",
    "New Zealand": "Zealand", "North Macedonia": "Macedonian", "Norway": "Norwegian",
    "Oman": "Omani", "Palestinian Territories": "Palestinian Palestine", "Peru": "Peruvian",
    "Philippines": "Filipino Philippine", "Poland": "Polish Poles Pole Warsaw", "Saxony": "Saxon",
    "Scotland": "Scottish Scots", "Slovakia": "Slovak", "Spain": "Spanish Spaniards Spaniard",
    "Sudan": "Sudanese", "Sweden": "Swedish", "Switzerland": "Swiss", "Thailand": "Thai",
    "Togo": "Togolese", "Turkey": "Turkish Turks Türkiye",
    "United Kingdom": "British Britain UK U.K London",
    "United States": "American Americans US U.S America", "Vatican City": "Vatican Holy",
    "Vienna": "Viennese", "Wales": "Welsh",
}  # fmt: skip
