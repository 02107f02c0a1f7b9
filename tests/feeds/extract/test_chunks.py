from tests.feeds.extract.english import chunked, line


def test_each_group_becomes_one_unit() -> None:
    read, groups = chunked("Two Armenian soldiers and a driver were killed near Sotk.")

    found = [unit.name for unit in read.units]

    assert ["group", "and", "group", "be", "hurt", "in", "place", "break"] == found
    assert ["0", "1"] == [unit.value for unit in read.units if unit.name == "group"]
    assert 2 == len(groups)


def test_the_words_stay_beside_the_units() -> None:
    text = "Two Armenian soldiers were killed."
    read, _ = chunked(text)

    assert line(text).units == read.words


def test_a_group_unit_spans_its_words_and_keeps_its_clause() -> None:
    text = "He said two soldiers were killed."
    read, _ = chunked(text)
    unit = next(u for u in read.units if u.name == "group")

    assert "two soldiers" == text[unit.start : unit.end]
    assert len(read.units) == len(read.clause_of)


def test_a_group_of_nobody_says_no() -> None:
    read, _ = chunked("No soldiers were killed.")

    assert "no" == read.units[0].key
