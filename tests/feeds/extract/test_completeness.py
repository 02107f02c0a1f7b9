import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.extract import Extractor, language_file
from feeds.extract.completeness import missing_parts
from feeds.extract.gate import Gate
from feeds.extract.language_file import languages
from feeds.model import Entry, Report
from tests.feeds.extract.english import PLACES

DATA = Path(__file__).parents[2] / "data"
IMAGINARY = DATA / "languages" / "qq.toml"
NOW = datetime(2031, 5, 14, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lexicon that holds the imaginary language alone."""
    shutil.copy(IMAGINARY, tmp_path)
    monkeypatch.setattr(language_file, "FOLDER", tmp_path)
    return tmp_path


def read(title: str) -> Report:
    extractor = Extractor(PLACES, Gate.load(PLACES.spellings))
    return extractor.extract(Entry("id", title, language="qq"), NOW)


@pytest.mark.parametrize("language", languages())
def test_a_language_of_ours_lacks_nothing(language: str) -> None:
    assert () == missing_parts(language)
    assert (DATA / "entries" / f"{language}.toml").is_file()


@pytest.mark.usefixtures("folder")
def test_one_file_adds_a_language() -> None:
    found = read("Armia varnas dikas: du toro moras ce Sotk, bomado")

    assert () == missing_parts("qq")
    assert (True, "qq", True) == (found.alert, found.language, found.is_draft)
    assert ["Sotk"] == [place.name for place in found.events[0].places]
    assert [2] == [casualty.low for casualty in found.casualties]


@pytest.mark.parametrize(
    ("cut", "missing"),
    [
        ('language = "qq"\n', "language"),
        ("abbreviations = []\n", "text.abbreviations"),
        ('verb_endings = ["as"]\n', "text.clauses.verb_endings"),
        ('strong = ["bom*", "moras"]\n', "gate.strong"),
        ('locatives = ["ce"]\n', "places.locatives"),
        ("[units.toll]\n", "units.toll"),
        ("[cues.drill]\n", "cues.drill"),
        ("[texts.sport]\n", "texts.sport"),
    ],
)
def test_a_half_done_language_names_what_it_lacks(folder: Path, cut: str, missing: str) -> None:
    name = f"q{chr(ord('a') + len(missing) % 26)}{missing[-1]}"
    text = IMAGINARY.read_text(encoding="utf-8")
    assert cut in text
    (folder / f"{name}.toml").write_text(text.replace(cut, "", 1), encoding="utf-8")

    assert (missing,) == missing_parts(name)


def test_a_language_that_has_hardly_begun_is_read_all_the_same(folder: Path) -> None:
    (folder / "qz.toml").write_text('language = "qz"\n[gate]\nregions = ["armia"]\n')
    found = missing_parts("qz")

    assert {"text", "places", "gate.strong", "units.say", "texts.sport"} <= set(found)
    assert not read("armia").alert


def test_a_language_without_a_file_lacks_it() -> None:
    assert ("its file",) == missing_parts("xx")
