"""``demo`` shows the whole program on invented feeds."""

import subprocess
import sys

import pytest

FRESH = (
    "import sys; from bot.__main__ import main\n"
    "try: main(['demo'])\n"
    "finally: print('spacy' in sys.modules)"
)
"""Runs the command in a process of its own, and says whether spaCy was loaded there."""


@pytest.fixture(scope="module")
def printed() -> str:
    command = [sys.executable, "-c", FRESH]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours

    assert ended.stderr == ""
    return ended.stdout


def test_it_tells_a_clash_a_ceasefire_an_update_and_a_correction(printed: str) -> None:
    messages = [text for text in printed.split("\n\n") if text.startswith("SAMPLE, NOT REAL\n")]

    assert [message.splitlines()[1] for message in messages] == [
        "Fighting reported near Tegh: one side's claim",
        "UPDATE to #1, Tegh: now both sides report it",
        "UPDATE to #1, Tegh: a higher figure",
        "Ceasefire reported in Syunik: both sides report it",
        "CORRECTION to #1, Tegh, sent to you at Wed 5 Mar 11:45 (UTC+4)",
    ]


def test_it_shows_the_claims_of_both_sides(printed: str) -> None:
    assert "Armenia MoD: 2 of its soldiers killed, 1 wounded" in printed
    assert "Azerbaijan MoD: 2 of its soldiers wounded" in printed
    assert "4 Armenian soldiers killed (its claim about the other side)" in printed


@pytest.mark.parametrize(
    ("headline", "why"),
    [
        ("Gori remembers", "background"),
        ("in the battle of Baku", "gate_vetoed"),
        ("El Fasher", "gate_no_region_word"),
        ("what if fighting resumes", "not_news"),
    ],
)
def test_it_says_what_is_left_out_and_why(printed: str, headline: str, why: str) -> None:
    (row,) = [line for line in printed.splitlines() if headline in line]

    assert why in row


def test_the_main_process_never_loads_spacy(printed: str) -> None:
    assert printed.splitlines()[-1] == "False"
