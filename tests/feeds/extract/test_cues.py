import pytest

from feeds.extract.cues import MAX_FILLERS, Cue, cues_around
from feeds.extract.placewords import PlaceWords, place_words

ENGLISH = place_words("en")


def cues(phrase: str, words: PlaceWords = ENGLISH) -> set[Cue]:
    """Give the cues of the word X in a phrase of match keys."""
    keys = phrase.split()
    index = keys.index("X")
    return set(cues_around(keys, index, index + 1, (0, len(keys)), words))


@pytest.mark.parametrize(
    "phrase",
    [
        "in X",
        "near the village of X",
        "in the direction of X",
        "on the outskirts of X",
        "in armenia 's eastern X",
        "in the breakaway region of X",
        "five km from X",
        "inside azerbaijani - held X",
        "shelling of X",
        "an attack on the town of X",
        "war over X",
        "withdrawal from X",
        "they captured X",
        "rebels stormed the town of X",
        "X was shelled",
        "X came under fire",
    ],
)
def test_where_something_happens_is_a_locative(phrase: str) -> None:
    found = cues(phrase)

    assert Cue.LOCATIVE in found


@pytest.mark.parametrize(
    "phrase",
    [
        "X",
        "X opened fire",
        "X and its allies",
        "talks between X and others",
        "shelled by X",
        "fire from X",
        "a deal with X",
        "X 's army",
        "blamed X",
    ],
)
def test_who_acts_is_no_locative(phrase: str) -> None:
    found = cues(phrase)

    assert Cue.LOCATIVE not in found


@pytest.mark.parametrize(
    "phrase",
    [
        "X says",
        "X said",
        "X has denied it",
        "X , for its part , denied it",
        "X 's defence ministry said",
        "X authorities spoke",
        "according to X",
        "the ministry in X",
        "speaking in X",
        "a meeting in X",
    ],
)
def test_who_speaks_is_a_speaker(phrase: str) -> None:
    found = cues(phrase)

    assert Cue.SPEAKER in found


@pytest.mark.parametrize("phrase", ["X shelled it", "near X", "he said near X", "said : X"])
def test_who_is_silent_is_no_speaker(phrase: str) -> None:
    found = cues(phrase)

    assert Cue.SPEAKER not in found


@pytest.mark.parametrize(
    ("phrase", "cue"),
    [
        ("taken to hospital in X", Cue.DESTINATION),
        ("airlifted to X", Cue.DESTINATION),
        ("in a X hospital", Cue.DESTINATION),
        ("arrived in X", Cue.DESTINATION),
        ("a fighter from X", Cue.ORIGIN),
        ("a native of X", Cue.ORIGIN),
        ("residents of X", Cue.ORIGIN),
    ],
)
def test_where_people_go_and_come_from(phrase: str, cue: Cue) -> None:
    found = cues(phrase)

    assert cue in found


def test_a_preposition_far_away_is_not_this_name_s() -> None:
    phrase = "in " + "the " * (MAX_FILLERS + 1) + "X"

    assert not cues(phrase)


def test_what_stands_in_the_next_sentence_does_not_count() -> None:
    keys = ["in", "X", "said"]

    found = cues_around(keys, 1, 2, (1, 2), ENGLISH)

    assert not found


def test_a_language_without_words_has_no_cues() -> None:
    found = cues("in X said", PlaceWords())

    assert not found


def test_a_name_before_a_colon_is_a_label() -> None:
    assert {Cue.LABEL} == cues("X : two wounded")
