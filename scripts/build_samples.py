"""Build docs/samples/<language>.md, every kind of message in every language that the bot speaks.

``python -m scripts.build_samples`` after a text or a form of message has changed;
tests/test_build_samples.py fails until then. The incidents are invented and play in 2031.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.coverage import Coverage, area_lines, coverage_line
from bot.layout import hidden, line, write
from bot.model import OPERATOR_NOTE, SOURCE_NOTE, Message, WatchPoint
from bot.roundup import Reader, empty, round_up
from bot.summarize import Mark, Occasion, summarize
from bot.watching import sight
from bot.words import Words, languages, words
from feeds.kinds import kinds
from feeds.merge import Field
from feeds.model import Alert, AlertReason, EventType, Incident, Standing, Theatre
from scripts import sample_incidents as made

FOLDER = Path(__file__).parent.parent / "docs" / "samples"
FIRST, LATER = Occasion(marks=(Mark.SAMPLE,)), Occasion(made.TOLD_AT, marks=(Mark.SAMPLE,))
_ZONE = ZoneInfo("Asia/Yerevan")
_HEAD = """# {name}: samples (`{language}`)

**SAMPLE, NOT REAL.** Every message below is invented and plays in 2031. Made from the texts of
`bot/locale` by `python -m scripts.build_samples`; don't edit it here.

All languages: {links}.
"""

Told = tuple[str, Incident, Alert, Occasion]
"""What a sample shows, and what `summarize` makes it from."""


def main() -> int:
    """Write one page a language, and take away the pages of languages that are gone."""
    FOLDER.mkdir(exist_ok=True)
    found = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in found:
            path.unlink()
    for name, text in found.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


def pages() -> Mapping[str, str]:
    """Return the text of each page by the name of its file."""
    return {f"{language}.md": _page(language) for language in languages()}


def _page(language: str) -> str:
    spoken = words(language)
    links = ", ".join(f"[{other}]({other}.md)" for other in languages())
    parts = [_HEAD.format(name=spoken.say("language.name"), language=language, links=links)]
    for title, message in messages(language):
        parts.append(f"## {title}\n\n```text\n{message.plain}\n```\n")
    return "\n".join(parts)


def messages(language: str) -> Iterator[tuple[str, Message]]:
    """Give every kind of message with a title in English."""
    for title, incident, alert, occasion in (*_news(), *_updates(), *_fixes(), *_regrouped()):
        yield title, summarize(incident, alert, language, made.NOW, occasion)
    shown = words(language)
    new = summarize(made.clash(), made.alert(AlertReason.NEW), language, made.NOW, FIRST)
    yield "Discreet: the lock screen shows the first line", hidden(shown.count("discreet", 1), new)
    yield from _together(shown)


def _news() -> Iterator[Told]:
    """First messages, and what may stand above them."""
    new = made.alert(AlertReason.NEW)
    yield "New alert: one side's claim", made.clash(), new, FIRST
    yield "New alert: a ceasefire", made.truce(), replace(new, incident_id=1044), FIRST
    yield "New alert: North Caucasus", made.raid(), replace(new, incident_id=1046), FIRST
    marked = {
        "Single report (arrives silently)": Mark.SINGLE_REPORT,
        "Repeat: the end of the first try was not seen": Mark.REPEAT,
    }
    for title, mark in marked.items():
        yield title, made.clash(), new, replace(FIRST, marks=(Mark.SAMPLE, mark))
    unreviewed = replace(FIRST, marks=(Mark.SAMPLE, Mark.UNREVIEWED))
    yield "Held, then let go unreviewed", made.clash(), replace(new, maybe_of=1031), unreviewed
    draft = made.clash(sources=(replace(made.FIRST, is_draft=True),))
    yield "Draft-only: read in a draft language (arrives silently)", draft, new, FIRST
    goris = made.place("Goris")
    point = WatchPoint("Goris", goris.lat or 0.0, goris.lon or 0.0, 60)
    watched = replace(FIRST, sighting=sight(made.clash().places, [point]))
    yield "Watched place", made.clash(), new, watched


def _updates() -> Iterator[Told]:
    """What is told later: one message for each reason of an update."""
    raised = (made.RAISED, made.WOUNDED)
    both = (made.KILLED, made.WOUNDED, made.OWN)
    disputed = (made.KILLED, made.WOUNDED, made.INFLICTED)
    changes = {
        AlertReason.NEW: made.later(sources=(made.FIRST, made.LATER)),
        AlertReason.TOLL: made.later(claims=raised, sources=(made.FIRST, made.LATER)),
        AlertReason.BOTH_SIDES: made.later(
            claims=both, sources=(made.FIRST, made.OTHER_SIDE), standing=Standing.BOTH_SIDES
        ),
        AlertReason.INDEPENDENT: made.later(
            claims=(made.KILLED, made.WOUNDED, made.SEEN),
            sources=(made.FIRST, made.OUTSIDE),
            standing=Standing.INDEPENDENT,
        ),
        AlertReason.DISPUTED: made.later(
            claims=disputed,
            denied_by=("AZE_MOD",),
            sources=(made.FIRST, made.OTHER_SIDE),
            standing=Standing.DISPUTED,
        ),
        AlertReason.TRANSITION: made.truce(version=2, types=(EventType.CEASEFIRE_ENDED,)),
    }
    for reason, incident in changes.items():
        alert = made.alert(reason, incident_id=incident.id)
        yield f"Update: {reason.replace('_', ' ')}", incident, alert, LATER


def _fixes() -> Iterator[Told]:
    """Corrections and withdrawals, each saying whose mistake it was."""
    fixed = made.later(claims=(made.LOWERED, made.WOUNDED), sources=(made.FIRST, made.LATER))
    gone = made.later(standing=Standing.WITHDRAWN, sources=(made.FIRST, made.LATER))
    by_us = made.alert(AlertReason.CORRECTION, f"{OPERATOR_NOTE}misread (SAMPLE)")
    by_source = made.alert(AlertReason.CORRECTION, f"{SOURCE_NOTE}corrected there (SAMPLE)")
    alone = made.alert(AlertReason.CORRECTION)
    moved = replace(by_us, field=Field.PLACE, former="Goris")
    yield "Correction by the source", fixed, alone, LATER
    yield "Correction by the source, entered by an operator", fixed, by_source, LATER
    yield "Correction by an operator: our mistake", fixed, by_us, LATER
    yield "Correction of a place by an operator", made.later(), moved, LATER
    yield "Withdrawal by the source", gone, alone, LATER
    yield "Withdrawal by the source, entered by an operator", gone, by_source, LATER
    yield "Withdrawal: our mistake", gone, by_us, LATER


def _regrouped() -> Iterator[Told]:
    """Merges and splits, as each group of readers hears of them."""
    merged = made.alert(AlertReason.MERGED, incident_id=1043, other_id=1042)
    yield "Merge: readers of the number that is gone", made.later(), merged, LATER
    split = made.alert(AlertReason.SPLIT, incident_id=1047, other_id=1042)
    yield "Split: the incident with the new number", made.clash(id=1047), split, LATER
    kept = made.alert(AlertReason.CORRECTION, f"{OPERATOR_NOTE}two clashes (SAMPLE)", other_id=1047)
    yield "Split: the incident that keeps its number", made.later(), kept, LATER


def _together(shown: Words) -> Iterator[tuple[str, Message]]:
    """Digests, full and empty, and what is said of sources that don't answer."""
    area = Theatre.ARMENIA_AZERBAIJAN
    well = Coverage(area, (made.WIRE, made.NEWSLINE, made.MONITOR), ())
    lost = Coverage(area, (made.WIRE,), (made.NEWSLINE, made.MONITOR))
    reader = Reader(shown, _ZONE, made.NOW, (Mark.SAMPLE,), coverage_line([well], shown))
    yield "Digest or round-up", round_up(list(_day()), reader)
    yield "Round-up with every kind of event", round_up(list(_every_kind()), reader)
    yield "Empty digest", empty(reader)
    poor = replace(reader, coverage=coverage_line([lost], shown))
    yield "Coverage loss: in an empty digest", empty(poor)
    sample = line(shown.say(f"mark.{Mark.SAMPLE}"), is_bold=True)
    calm = line(shown.say("calm"))
    yield "Coverage loss: /sources", write([sample, *area_lines(lost, shown), calm])
    none = Coverage(area, (), (*lost.read, *lost.silent))
    yield "Coverage loss: no source left", write([sample, *area_lines(none, shown), calm])


def _day() -> Iterator[tuple[Incident, Alert]]:
    """Give what a digest has sections for."""
    yield made.clash(id=1041, standing=Standing.WITHDRAWN), made.alert(AlertReason.CORRECTION)
    yield made.raid(), made.alert(AlertReason.NEW)
    yield made.later(claims=(made.RAISED, made.WOUNDED)), made.alert(AlertReason.TOLL)
    yield made.truce(types=(EventType.TALKS,)), made.alert(AlertReason.NEW)


def _every_kind() -> Iterator[tuple[Incident, Alert]]:
    for number, kind in enumerate(EventType, start=1050):
        incident = made.clash(id=number, family=kinds()[kind].family, types=(kind,), claims=())
        yield incident, made.alert(AlertReason.NEW)


if __name__ == "__main__":
    sys.exit(main())
