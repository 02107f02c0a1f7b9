"""Alerts, updates and corrections say everything that they must."""

from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.layout import MAX_CHARACTERS
from bot.summarize import Mark, Occasion, summarize
from feeds.model import AlertReason, EventType, Harm, Side, Standing, Who
from tests.bot.made import DAGESTAN, NOW, alert, claim, incident, source

TOLD = Occasion(told_at=NOW - timedelta(minutes=20))
LATER = NOW + timedelta(hours=3)


def written(reason: AlertReason = AlertReason.NEW, note: str = "", **changes: Any) -> list[str]:
    """Write the message of the sample incident as its lines."""
    occasion = Occasion() if reason is AlertReason.NEW else TOLD
    message = summarize(incident(**changes), alert(reason, note), "en", NOW, occasion)
    return message.plain.splitlines()


def test_a_first_alert_has_every_part() -> None:
    outlets = (source(), source(outlet="News.am", published_at=NOW - timedelta(minutes=22)))

    assert written(sources=outlets) == [
        "Fighting reported near Nerkin Hand: one side's claim",
        "Where: Nerkin Hand, Syunik",
        "Happened: Wed 5 Mar, about 05:30 (UTC+4), says Armenia MoD",
        "First read: Wed 5 Mar 06:12 (UTC+4)",
        "Armenia MoD: 2 of its soldiers killed",
        "Azerbaijan: no statement read yet",
        "1 origin, 2 outlets (UTC+4): Armenpress 06:05, News.am 06:10",
        "#1042, version 1, as of Wed 5 Mar 06:32 (UTC+4)",
    ]


def test_an_update_says_what_changed_and_what_did_not() -> None:
    changed = claim(low=3, high=3, before="2", said_at=NOW)
    wounded = claim(harm=Harm.WOUNDED, low=1, high=1)

    lines = written(
        AlertReason.TOLL,
        claims=(changed, wounded),
        denied_by=("AZE_MOD",),
        standing=Standing.DISPUTED,
        version=3,
    )

    assert lines == [
        "UPDATE to #1042, Nerkin Hand: a higher figure",
        "Fighting reported near Nerkin Hand: sides disagree",
        "Now: Armenia MoD: 3 of its soldiers killed (before: 2)",
        "Unchanged: Armenia MoD: 1 of its soldiers wounded",
        "Denied by: Azerbaijan MoD",
        "Happened: Wed 5 Mar, about 05:30 (UTC+4), says Armenia MoD",
        "First read: Wed 5 Mar 06:12 (UTC+4)",
        "1 origin, 1 outlet (UTC+4): Armenpress 06:05",
        "#1042, version 3, as of Wed 5 Mar 06:32 (UTC+4)",
    ]


def test_a_correction_says_both_figures_and_who_changed_them() -> None:
    corrected = claim(low=1, high=1, before="2", said_at=NOW)

    lines = written(AlertReason.CORRECTION, claims=(corrected,), version=4)

    assert lines == [
        "CORRECTION to #1042, Nerkin Hand, sent to you at Wed 5 Mar 06:12 (UTC+4)",
        "Fighting reported near Nerkin Hand: one side's claim",
        "Earlier: Armenia MoD: 2 of its soldiers killed",
        "Now: Armenia MoD: 1 of its soldiers killed",
        "Changed by: Armenia MoD, Wed 5 Mar 06:32 (UTC+4), read in Armenpress",
        "If you passed it on, please pass this on too.",
        "1 origin, 1 outlet (UTC+4): Armenpress 06:05",
        "#1042, version 4, as of Wed 5 Mar 06:32 (UTC+4)",
    ]


def test_news_is_what_was_read_since_the_reader_was_told() -> None:
    late = claim(claimant="AZE_MOD", said_at=NOW - timedelta(hours=2), outlet="Slow")
    read = source(outlet="Slow", published_at=late.said_at, first_read_at=NOW)

    lines = written(AlertReason.BOTH_SIDES, claims=(claim(), late), sources=(source(), read))

    assert lines[2].startswith("Now: Azerbaijan MoD")
    assert lines[3] == "Unchanged: Armenia MoD: 2 of its soldiers killed"


def test_a_withdrawal_says_why_and_that_it_is_no_sign_of_calm() -> None:
    lines = written(
        AlertReason.CORRECTION, "operator: it was an anniversary", standing=Standing.WITHDRAWN
    )

    assert lines[0].startswith(
        "WITHDRAWN: please disregard #1042 (“Fighting reported near Nerkin Hand”"
    )
    assert "sent to you at Wed 5 Mar 06:12 (UTC+4)" in lines[0]
    assert lines[1].startswith(
        "Our mistake: it was an anniversary. Withdrawn Wed 5 Mar 06:32 (UTC+4)"
    )
    assert "That does not mean that it is calm." in lines


def test_a_withdrawal_by_its_source_says_where_that_was_read() -> None:
    lines = written(AlertReason.CORRECTION, "withdrawn", standing=Standing.WITHDRAWN)

    assert lines[1] == "Why: its source took it back, Wed 5 Mar 06:05 (UTC+4), read in Armenpress."


def test_who_was_never_told_gets_a_first_message_whatever_changed() -> None:
    message = summarize(incident(), alert(AlertReason.TOLL), "en", NOW)

    assert message.plain.startswith("Fighting reported")


@pytest.mark.parametrize("reason", AlertReason)
def test_every_message_bears_id_version_and_time(reason: AlertReason) -> None:
    lines = written(reason, version=9)

    assert lines[-1] == "#1042, version 9, as of Wed 5 Mar 06:32 (UTC+4)"


@pytest.mark.parametrize("reason", AlertReason)
def test_a_sample_and_a_repeat_say_so_first(reason: AlertReason) -> None:
    occasion = replace(TOLD, marks=(Mark.SAMPLE, Mark.REPEAT))

    message = summarize(incident(), alert(reason), "en", NOW, occasion)

    assert message.plain.startswith("SAMPLE, NOT REAL\n(repeat")


def test_times_of_ours_are_in_the_readers_zone_and_the_event_keeps_its_own() -> None:
    occasion = Occasion(time_zone="Europe/Paris")

    lines = summarize(incident(), alert(), "en", NOW, occasion).plain.splitlines()

    assert lines[2] == "Happened: Wed 5 Mar, about 05:30 (UTC+4), says Armenia MoD"
    assert lines[3] == "First read: Wed 5 Mar 03:12 (UTC+1)"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"claims": ()}, "Said by: Armenia MoD"),
        (
            {"claims": (), "claimed_by": (), "sources": (source(origin="Armenpress"),)},
            "Said by: Armenpress, no source named",
        ),
        ({"links": (7, 8)}, "Linked to: #7, #8"),
        (
            {"types": (EventType.CEASEFIRE_VIOLATED,)},
            "Called a ceasefire violation by: Armenia MoD",
        ),
        ({"denied_by": ("AZE_MFA",)}, "Denied by: Azerbaijan foreign ministry"),
    ],
)
def test_it_says_who_said_it_even_without_figures(changes: dict[str, Any], expected: str) -> None:
    assert expected in written(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"claimed_by": ("ARM_MOD", "AZE_GOV")},
        {"denied_by": ("AZE_MOD",)},
        {"actors": (Side.ARM, Side.INS, Side.UNK)},
        {"actors": (Side.RUS, Side.INS), "places": (DAGESTAN,)},
    ],
)
def test_it_does_not_wait_for_a_side_that_spoke_or_never_speaks(changes: dict[str, Any]) -> None:
    assert not [line for line in written(**changes) if "no statement" in line]


def test_outlets_are_linked_unless_reading_them_is_punishable() -> None:
    hidden = source(outlet="Banned", is_linkable=False)

    message = summarize(incident(sources=(source(), hidden)), alert(), "en", NOW)

    assert (
        '<a href="https://armenpress.example/1">Armenpress 06:05</a>, Banned 06:05' in message.html
    )


def test_ten_outlets_that_quote_one_ministry_are_one_origin() -> None:
    outlets = tuple(source(outlet=f"Outlet {n}", origin=f"Outlet {n}") for n in range(10))

    (line,) = [line for line in written(sources=outlets) if "origin" in line]

    assert line.startswith("1 origin, 10 outlets")
    assert line.endswith("and 2 more")


class Judge(HTMLParser):
    """Refuses what Telegram would: other tags than these, or tags that don't match."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert (tag, [name for name, _ in attrs]) in [("b", []), ("a", ["href"])]
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


HOSTILE = st.text(max_size=200) | st.sampled_from(
    ["</b><script>", "x" * 10_000, "\u202e\u2066", "😀" * 5000, "{id}", "&lt;", "a\u0301" * 300]
)


@settings(max_examples=60, deadline=None)
@given(HOSTILE, st.sampled_from(list(AlertReason)), st.integers(1, 60))
def test_hostile_words_render_safely_and_fit(text: str, reason: AlertReason, many: int) -> None:
    claims = tuple(
        claim(claimant=f"outlet:{text}{n}", who=Who.CIV, outlet=text, before=text)
        for n in range(many)
    )
    sources = tuple(source(outlet=f"{text}{n}", url=f"https://{text}") for n in range(many))
    hostile = incident(claims=claims, sources=sources, denied_by=(text,), claimed_by=(text,))

    message = summarize(hostile, alert(reason, text), "en", LATER, TOLD)

    judge = Judge()
    judge.feed(message.html)
    judge.close()
    assert judge.open == []
    assert len(judge.text) <= MAX_CHARACTERS
    assert "as of" in message.plain.splitlines()[-1]
    assert not set("\u202e\u2066\u200b\x1b") & set(message.plain)
