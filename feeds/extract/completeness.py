"""What the file of a language still lacks: a test asks, so that a half-done language says so."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from feeds.extract.classes import CLASSES
from feeds.extract.language_file import PARTS, language_table
from feeds.extract.lexicon import LAYERS

WANTED: Mapping[str, tuple[str, ...]] = {
    "": ("language", "plural_endings", "misspelt"),
    "text": (
        "abbreviations", "abbreviations_before_figures", "starters", "clitics",
        "splits_every_apostrophe",
    ),
    "text.clauses": ("joiners", "openers", "relatives", "verbs", "verb_endings"),
    "places": (
        "locatives", "place_verbs", "passives", "fillers", "list_links", "speech_verbs",
        "speech_fillers", "speaker_heads", "speaker_tails", "destination_heads",
        "destination_tails", "origin_heads", "dateline_words", "name_tails", "name_heads",
        "not_places", "class_words",
    ),
    "gate": ("regions", "strong", "weak", "vetoes"),
}  # fmt: skip
"""The keys that every language has, table by table, beside the classes of its words."""


def missing_parts(language: str) -> tuple[str, ...]:
    """Return the name of each part that a language lacks: "gate", "places.locatives", "units.say".

    Raises:
        OSError, tomllib.TOMLDecodeError: A file of it can't be read.
    """
    table = language_table(language)
    if table is None:
        return ("its file",)
    return (
        *_keys(table, "", WANTED[""]),
        *(name for part in PARTS for name in _part(language, part)),
        *_classes(table),
    )


def _keys(table: Mapping[str, Any], within: str, wanted: Iterable[str]) -> Iterator[str]:
    return (f"{within}.{key}".lstrip(".") for key in wanted if key not in table)


def _part(language: str, part: str) -> Iterator[str]:
    table = language_table(language, part)
    if table is None:
        yield part
        return
    yield from _keys(table, part, WANTED[part])
    if part == "text":
        yield from _keys(table.get("clauses", {}), "text.clauses", WANTED["text.clauses"])


def _classes(table: Mapping[str, Any]) -> Iterator[str]:
    for layer, wanted in zip(LAYERS, CLASSES, strict=True):
        yield from _keys(table.get(layer, {}), layer, sorted(wanted))
