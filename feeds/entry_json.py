"""A line of JSON -> an entry: what ``extract`` and ``replay`` read (design.md, section 5.3)."""

import json
from codecs import BOM_UTF8
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from feeds.model import Entry

MAX_LINE_BYTES = 4_194_304
"""Of one line: a longer one is no news item."""

_TEXTS = ("title", "summary", "text")
_OPTIONAL = (*_TEXTS, "language", "url")


@dataclass(frozen=True, slots=True)
class DatedEntry:
    """An entry with the time at which it is read: when it was published."""

    entry: Entry
    now: datetime


class LineError(ValueError):
    """A line that is no entry. ``line_id`` is its own id as it stands there, else None."""

    def __init__(self, line_id: Any, problem: str) -> None:
        super().__init__(problem)
        self.line_id = line_id
        self.problem = problem


def read_entry(line: bytes) -> DatedEntry:
    """Read one line; keys that we don't know are ignored.

    Raises:
        LineError: it is no JSON object, lacks ``id``, ``published`` or any text, or has a value
            of the wrong type.
    """
    row = _object(line)
    values = {key: _text(row, key) for key in ("id", "published", *_OPTIONAL)}
    for key in ("id", "published"):
        if not values[key]:
            raise LineError(row.get("id"), f"{key} is missing")
    if not any(values[key].strip() for key in _TEXTS):
        raise LineError(row["id"], "title, summary and text are all missing or empty")
    now = _moment(row["id"], values["published"])
    entry = Entry(
        id=values["id"],
        published_at=now,
        **{key: values[key] for key in _OPTIONAL},
    )
    return DatedEntry(entry, now)


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > MAX_LINE_BYTES:
        raise LineError(None, f"longer than {MAX_LINE_BYTES} bytes")
    try:
        row = json.loads(line.removeprefix(BOM_UTF8).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise LineError(None, f"byte {error.start + 1} is not UTF-8") from None
    except (ValueError, RecursionError):
        raise LineError(None, "not JSON") from None
    if not isinstance(row, dict):
        raise LineError(None, "not a JSON object")
    return row


def _text(row: dict[str, Any], key: str) -> str:
    """Return one value; absent and null are empty. Half a surrogate pair is no character."""
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise LineError(row.get("id"), f"{key}: expected text")
    return value.encode("utf-8", "replace").decode("utf-8")


def _moment(line_id: str, published: str) -> datetime:
    """Read an ISO 8601 date or date-time; without an offset it is UTC, without an hour midnight."""
    try:
        moment = datetime.fromisoformat(published.strip())
    except ValueError:
        raise LineError(line_id, "published: expected an ISO 8601 date or date-time") from None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC)
    except OverflowError:
        raise LineError(line_id, "published: out of range") from None
