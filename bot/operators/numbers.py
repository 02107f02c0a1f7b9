"""The number that an operator's command begins with: "#1042 and more" -> incident, "and more"."""

from bot.asking import Desk
from feeds.model import Incident
from feeds.store import incidents

LONGEST = 9


def split(desk: Desk) -> tuple[int | None, str]:
    """Read the number and what follows it; None where there is no number."""
    first, _, rest = desk.ask.arguments.strip().partition(" ")
    digits = first.removeprefix("#")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST
    return (int(digits) if is_number else None), rest.strip()


def numbered(desk: Desk) -> Incident | None:
    """Read the incident that is meant; one that was merged away gives the one it went into."""
    number, _ = split(desk)
    return None if number is None else incidents.get(desk.connection, number)
