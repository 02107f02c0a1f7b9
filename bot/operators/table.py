"""What an operator can type and tap: one table. A button's verb is the name of its command.

To add one, add a row: it registers the command, its button and its line in /operators.
"""

from dataclasses import dataclass

from bot.asking import Desk, Handler, Reply
from bot.layout import line, write
from bot.operators import corrections, overview, pushes, regrouping, reports, sources


@dataclass(frozen=True, slots=True)
class Act:
    """A row: the command, what it does, and ``op.help.<name>`` says it."""

    name: str
    handler: Handler


ACTS: tuple[Act, ...] = (
    Act("held", reports.held),
    Act("release", reports.release),
    Act("drop", reports.drop),
    Act("retract", corrections.retract),
    Act("correct", corrections.correct),
    Act("merge", regrouping.merge_),
    Act("split", regrouping.split_),
    Act("stop_pushes", pushes.stop),
    Act("resume_pushes", pushes.resume),
    Act("stop_feed", sources.stop),
    Act("resume_feed", sources.resume),
    Act("trust_feed", sources.trust),
    Act("try_feed", sources.try_now),
    Act("quiet_feed", sources.quiet),
    Act("health", overview.health),
    Act("operator_log", overview.deeds),
)


def help_(desk: Desk) -> Reply:
    """/operators: every command with what it does."""
    lines = [line(desk.words.say("op.help"), is_bold=True)]
    lines += [line(f"/{act.name}: {desk.words.say(f'op.help.{act.name}')}") for act in ACTS]
    return Reply(write(lines))


COMMANDS: tuple[Act, ...] = (*ACTS, Act("operators", help_))
