import pytest

from feeds.extract.status import lead_status, read_status
from feeds.model import Status
from tests.feeds.extract.english import TODAY, chunked, line, unit_named


def status(text: str, key: str, *, is_noun: bool = True) -> Status | None:
    read, _ = chunked(text)
    reading = read_status(read, unit_named(read, key), TODAY, is_noun=is_noun)
    return reading.status if reading else None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Clashes broke out near Sotk", "clashes"),
        ("Troops opened fire on Tuesday", "opened fire"),
        ("Officials said shelling went on after the warning", "shelling"),
        ("Fighting that began on February 27 goes on", "fighting"),
        ("A shootout with men planning attacks ended", "shootout"),
    ],
)
def test_what_is_told_plainly_is_asserted(text: str, key: str) -> None:
    found = status(text, key)

    assert found is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("If clashes resume, he will go", "clashes"),
        ("Villagers fear fresh clashes", "clashes"),
        ("Clashes could erupt again", "clashes"),
        ("Baku threatened an offensive", "offensive"),
        ("Police foiled an attack in Nazran", "attack"),
        ("They were planning an attack", "attack"),
    ],
)
def test_a_threat_is_hypothetical(text: str, key: str) -> None:
    found = status(text, key)

    assert Status.HYPOTHETICAL == found


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("They will sign a truce", "truce"),
        ("They are expected to sign a truce", "truce"),
        ("Talks are set for next week", "talks"),
        ("Clashes loom", "clashes"),
        ("Artillery shelling at the drills", "artillery shelling"),
    ],
)
def test_what_is_to_come_or_played_is_future(text: str, key: str) -> None:
    found = status(text, key)

    assert Status.FUTURE == found


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Clashes of last year", "clashes"),
        ("Clashes in September 2022 were worse", "clashes"),
        ("In the 1990s clashes were common", "clashes"),
        ("A court tried men for clashes", "clashes"),
        ("The men, who opened fire near Gori, fled", "opened fire"),
        ("The anniversary of the clashes", "clashes"),
    ],
)
def test_the_past_is_background(text: str, key: str) -> None:
    found = status(text, key)

    assert Status.BACKGROUND == found


@pytest.mark.parametrize(
    ("text", "key", "is_noun"),
    [
        ("No shelling was recorded", "shelling", True),
        ("No clashes took place", "clashes", True),
        ("Troops did not open fire", "open fire", False),
    ],
)
def test_what_did_not_happen_is_denied(text: str, key: str, is_noun: bool) -> None:
    found = status(text, key, is_noun=is_noun)

    assert Status.DENIED == found


@pytest.mark.parametrize(
    "text",
    [
        "Correction: two soldiers were killed",
        "The ministry withdrew its statement that two soldiers were killed",
    ],
)
def test_a_correction_is_retracted(text: str) -> None:
    found = status(text, "killed", is_noun=False)

    assert Status.RETRACTED == found


def test_a_cue_does_not_reach_into_another_clause() -> None:
    found = status("They feared the worst; clashes broke out", "clashes")

    assert found is None


def test_a_drill_in_the_lead_is_a_drill_throughout() -> None:
    lead = [line("Jets hit targets near Ganja"), line("The exercises ended")]
    reading = lead_status(lead, lead[0], TODAY)

    assert reading is not None
    assert Status.FUTURE == reading.status
    assert "drill: exercises" == reading.rule


def test_a_lead_without_a_drill_says_nothing() -> None:
    lead = [line("Jets hit targets near Ganja")]
    found = lead_status(lead, lead[0], TODAY)

    assert found is None
