import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.filters import MAX_KEYWORD, MAX_KEYWORDS, Refusal, keywords, refusal
from bot.model import ANYTHING, Filter
from bot.news import Circumstances, News, news_of
from feeds.model import Severity, Standing
from tests.bot.made import alert, incident, source

WORDS = "Shots near Nerkin Hand, Syunik; Выстрелы у Нижнего Анда"


def news(**changes: object) -> News:
    return news_of(incident(**changes), alert(), Circumstances(words=WORDS))


@pytest.mark.parametrize(
    ("wanted", "refused"),
    [
        (ANYTHING, None),
        (Filter(families=frozenset({"violence", "ceasefire"})), None),
        (Filter(families=frozenset({"ceasefire"})), Refusal.KIND),
        (Filter(min_severity=Severity.MEDIUM), None),
        (Filter(min_severity=Severity.CRITICAL), Refusal.SEVERITY),
        (Filter(standings=frozenset({Standing.ONE_SIDE})), None),
        (Filter(standings=frozenset({Standing.INDEPENDENT})), Refusal.STANDING),
        (Filter(keywords=("SYUNIK", "Gori")), None),
        (Filter(keywords=("нижнего анда",)), None),
        (Filter(keywords=("Gori",)), Refusal.KEYWORDS),
        (Filter(outlets_off=frozenset({"Armenpress"})), Refusal.OUTLETS),
        (Filter(outlets_off=frozenset({"News.am"})), None),
    ],
)
def test_each_part_of_a_filter_can_say_no(wanted: Filter, refused: Refusal | None) -> None:
    made = news(severity=Severity.MEDIUM, standing=Standing.ONE_SIDE, sources=(source(),))

    assert refused == refusal(made, wanted)


def test_an_outlet_that_is_off_keeps_nothing_from_others_away() -> None:
    made = news(sources=(source(), source(outlet="News.am")))

    assert refusal(made, Filter(outlets_off=frozenset({"Armenpress"}))) is None


def test_keywords_are_read_as_people_write_them() -> None:
    assert ("Goris", "Nerkin Hand", "Сюник") == keywords(" Goris,Nerkin  Hand\nСюник,, Goris ")


@given(st.text())
def test_keywords_are_bounded_whatever_somebody_writes(text: str) -> None:
    read = keywords(text)

    assert len(read) <= MAX_KEYWORDS
    assert all(0 < len(word) <= MAX_KEYWORD for word in read)
    assert not any("\n" in word for word in read)
