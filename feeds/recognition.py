"""Which unseen entries of a document are old ones under a new name. Pure.

An entry is known by the key of its identity and text. Publishers change identities: another guid
for the same article, a new one with each fetch, all of them after a move. What is the same by its
text, and by its link or date, is the same entry; after a re-issue the text alone will do.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from feeds.model import Entry
from feeds.parse.identity import normal_url
from feeds.store.entries import Item, Stored

MOSTLY = 0.9
"""Share of a document that is new from which on it may be a re-issue."""
FEW = 3
"""Entries of a document below which a share says nothing."""


@dataclass(frozen=True, slots=True)
class Recognized:
    """The unseen entries of a document, sorted.

    ``items`` are to be read on: new ones, and edits. ``renamed`` holds the others, each with the
    row of the stored entry that it is (None: its row has its new name already). ``old`` counts
    those among ``items`` that have the identity or link of a stored entry. ``is_reissue`` says
    that nearly all of the document is unseen, so that what is dated before the last good poll is
    no news.
    """

    items: tuple[Item, ...]
    renamed: tuple[tuple[Item, int | None], ...]
    old: int
    is_reissue: bool


class _Memory:
    """The stored entries of a feed, to be found by what they share with another one."""

    def __init__(self, stored: Iterable[Stored]) -> None:
        self.ids: set[str] = set()
        self._by_text: dict[str, list[Stored]] = defaultdict(list)
        self._ids_of_link: dict[str, set[str]] = defaultdict(set)
        self._taken: set[int] = set()
        for one in stored:
            self.ids.add(one.entry_id)
            if one.content_hash:
                self._by_text[one.content_hash].append(one)
            if one.url:
                self._ids_of_link[normal_url(one.url)].add(one.entry_id)

    def has_link(self, url: str) -> bool:
        """Tell whether one stored entry has this link; one that several have says nothing."""
        return bool(url) and len(self._ids_of_link.get(normal_url(url), ())) == 1

    def same_text(self, entry: Entry) -> list[Stored]:
        """Give the stored entries with these very words."""
        return self._by_text.get(entry.content_hash, []) if entry.content_hash else []

    def take(self, candidates: Sequence[Stored], entry: Entry) -> int | None:
        """Choose the row that gets the new name: of the same date if there is one."""
        free = [one for one in candidates if one.row not in self._taken]
        free.sort(key=lambda one: one.published_at != entry.published_at)
        if not free:
            return None
        self._taken.add(free[0].row)
        return free[0].row


def recognize(unseen: Sequence[Item], stored: Sequence[Stored], seen: int) -> Recognized:
    """Sort the unseen items of a document; ``seen`` counts its others, whose keys are stored."""
    memory = _Memory(stored)
    total = seen + len(unseen)
    same = [item for item in unseen if item.entry.id in memory.ids]
    is_reissue = total >= FEW and len(unseen) - len(same) >= MOSTLY * total
    rows = _renamed(unseen, memory, is_reissue=is_reissue)
    items = tuple(item for item in unseen if item.key not in rows)
    old = sum(e.id in memory.ids or memory.has_link(e.url) for e in (i.entry for i in items))
    renamed = tuple((item, rows[item.key]) for item in unseen if item.key in rows)
    return Recognized(items, renamed, old, is_reissue)


def _renamed(
    unseen: Sequence[Item], memory: _Memory, *, is_reissue: bool
) -> Mapping[str, int | None]:
    """Map the keys of items that are stored under another name to the rows that get the new one.

    After a re-issue the same words will do, but each row answers for one item only: one more
    with those words is another day's bulletin.
    """
    rows: dict[str, int | None] = {}
    for item in unseen:
        twins = memory.same_text(item.entry)
        if exact := [one for one in twins if _is_same_article(one, item.entry)]:
            rows[item.key] = memory.take(exact, item.entry)
    for item in unseen if is_reissue else ():
        if item.key not in rows:
            row = memory.take(memory.same_text(item.entry), item.entry)
            rows |= {} if row is None else {item.key: row}
    return rows


def _is_same_article(stored: Stored, entry: Entry) -> bool:
    """Tell a new name from a bulletin that says the same as the day before."""
    if stored.published_at == entry.published_at and entry.published_at is not None:
        return True
    return _link(stored.url) == _link(entry.url)


def _link(url: str) -> str:
    return normal_url(url) if url else ""


def told_before(last_good_at: datetime | None, newest_at: datetime | None) -> datetime | None:
    """Give the time up to which a re-issued entry's date makes it old; None: there is none.

    What is dated later than every entry that was ever read is news, even where the publisher took
    longer to put it out than we to come.
    """
    if last_good_at is None or newest_at is None:
        return last_good_at
    return min(last_good_at, newest_at)
