import re
from pathlib import Path

import pytest

from feeds.extract.fuse import fuse_events
from feeds.extract.verdict import Verdict, verdict_of
from tests.feeds.extract.english import analysis

REASONS = Path(__file__).parents[3] / "docs" / "reasons.md"


def verdict(text: str, title: str = "") -> Verdict:
    read = analysis(text, title)
    return verdict_of(read, fuse_events(read))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Clashes broke out near Sotk.", "new_violence"),
        ("A ceasefire between Armenia and Azerbaijan came into force.", "new_ceasefire"),
        ("Azerbaijan handed over 32 detained Armenians.", "new_prisoners"),
        ("The EU urged Armenia and Azerbaijan to show restraint.", "new_ceasefire_call"),
        ("Yerevan declared martial law.", "new_mobilisation"),
    ],
)
def test_news_alerts_with_its_family(text: str, reason: str) -> None:
    found = verdict(text)

    assert (True, reason) == (found.alert, found.reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("In 2016 clashes broke out near Talish.", "background"),
        ("He came to Goris after the clashes near Sotk.", "only_spoken_of"),
        ("Clashes could erupt near Sotk.", "hypothetical"),
        ("The sides will hold talks on Armenia and Azerbaijan.", "future"),
        ("Jets struck targets near Ganja in the exercises.", "drill"),
        ("No shelling was recorded near Sotk.", "denied"),
        ("Correction: the report of clashes near Sotk was wrong.", "retracted"),
        ("Armenian fighters were killed in clashes in Aleppo.", "other_region"),
        ("Protesters clashed with police in Yerevan.", "protest"),
        ("A landslide killed three people in Gori.", "accident"),
        ("The minister met the press in Yerevan.", "no_event"),
    ],
)
def test_silence_has_its_named_reason(text: str, reason: str) -> None:
    found = verdict(text)

    assert (False, reason) == (found.alert, found.reason)


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Armenia beat Azerbaijan in the World Cup qualifiers", "sport"),
        ("Explained: the clashes near Sotk", "not_news"),
        ("Why clashes broke out near Sotk", "not_news"),
        ("Will the fighting near Sotk go on?", "not_news"),
        ("Nagorno-Karabakh: how clashes broke out", "not_news"),
    ],
)
def test_the_headline_may_veto(title: str, reason: str) -> None:
    found = verdict("Clashes broke out near Sotk.", title)

    assert (False, reason) == (found.alert, found.reason)
    assert found.span is not None


def test_a_headline_that_tells_nothing_leaves_only_the_first_sentence() -> None:
    late = "The minister was in Goris. He had tea. Clashes broke out near Sotk."

    assert "not_in_lead" == verdict(late, "A minister in the south").reason
    assert verdict("Clashes broke out near Sotk.", "A night in the south").alert


def test_what_comes_far_down_is_no_lead() -> None:
    found = verdict("It was cold. It was dark. He was tired. Clashes broke out near Sotk.")

    assert (False, "not_in_lead") == (found.alert, found.reason)


def test_every_reason_of_the_code_is_documented() -> None:
    documented = set(re.findall(r"^\| `(\w+)`", REASONS.read_text(encoding="utf-8"), re.MULTILINE))
    source = Path(verdict_of.__code__.co_filename).read_text(encoding="utf-8")
    used = set(re.findall(r'reason="(\w+)"|: "(\w+)",', source))

    assert {name for pair in used for name in pair if name} <= documented
