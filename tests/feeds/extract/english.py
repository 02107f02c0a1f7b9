"""What the tests of the extractor's steps share: English read as far as the step before theirs."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from feeds.extract.analysis import Analysis, LineFindings, analyse
from feeds.extract.chunks import chunk
from feeds.extract.classes import CLASSES, Line, annotate
from feeds.extract.gate import Gate
from feeds.extract.gazetteer import read_rows
from feeds.extract.groups import Group, find_groups
from feeds.extract.lexicon import Lexicon, load_lexicon
from feeds.extract.places import GAZETTEER, Gazetteer
from feeds.extract.text import Document, read_text
from feeds.model import Entry

PLACES = Gazetteer.load()
GATE = Gate.load([spelling for _, listed in read_rows(GAZETTEER) for spelling in listed])
TODAY = date(2031, 3, 5)
NOW = datetime(2031, 3, 5, 12, tzinfo=UTC)


def words() -> Lexicon:
    lexicon = load_lexicon("en", CLASSES)
    assert lexicon is not None
    return lexicon


def document(text: str, title: str = "") -> Document:
    return read_text(Entry("id", title=title, summary=text), "en")


def lines(text: str) -> list[Line]:
    read = document(text)
    places = PLACES.find(read)
    return [
        annotate(sentence, words(), [p for p in places if p.sentence == number], number)
        for number, sentence in enumerate(read.sentences)
    ]


def line(text: str) -> Line:
    (only,) = lines(text)
    return only


def groups(text: str) -> tuple[Group, ...]:
    return find_groups(line(text), words().plural_endings)


def chunked(text: str) -> tuple[Line, tuple[Group, ...]]:
    return chunk(line(text), groups(text)), groups(text)


def analysis(text: str, title: str = "", today: date = TODAY) -> Analysis:
    return analyse(document(text, title), words(), PLACES, today)


def findings(text: str, title: str = "", today: date = TODAY) -> Sequence[LineFindings]:
    return analysis(text, title, today).findings


def unit_named(read: Line, key: str) -> int:
    return next(index for index, unit in enumerate(read.units) if unit.key == key)
