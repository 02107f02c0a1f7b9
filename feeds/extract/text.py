"""Step one of the extractor: an entry's text as tokens and sentences that know where they stand.

Offsets count code points of ``Entry.full_text``, so evidence can always be shown in the original.
One pass for all languages; what differs between them is data, the part ``text`` of a language.
spaCy's blank tokenizers are not used: they glue the Armenian and Georgian full stops, "MoD." and
"killed.\u2014said" to the word, and their sentencizer ends a sentence at "Lt." and "No.".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from feeds.extract.fold import WORD_MARKS, fold
from feeds.extract.language_file import language_table
from feeds.model import Entry

MAX_TEXT_CHARS = 200_000
"""What is read of one entry: ten times the longest article; the rest of a hostile one is left."""
MAX_TOKEN_CHARS = 80
"""A longer run of letters is cut: no word of ours is half as long."""
MAX_SENTENCE_TOKENS = 250
"""A longer sentence is cut there, so that each rule's work on one sentence is bounded."""

Part = Literal["title", "summary", "text"]
PARTS: tuple[Part, Part, Part] = ("title", "summary", "text")


class Token(NamedTuple):
    """A word, number or mark: the original text, its match key, and where it stands.

    A tuple, as one is made of every word: a frozen dataclass takes twice the time.

    A hyphen inside a compound is a token with key "-"; a dash between words has key "\u2014". The
    key of an abbreviation or initialism keeps its stops ("lt.", "u.s."); "n't", "'s" stand alone.
    """

    text: str
    key: str
    start: int
    end: int

    @property
    def is_capitalised(self) -> bool:
        """Tell whether it begins with a capital letter (never in Georgian, which has none)."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of tokens of one part of the entry; ``first`` and ``last`` bound it in the document.

    ``last`` is exclusive, as is ``end``.
    """

    tokens: tuple[Token, ...]
    part: Part
    first: int
    last: int
    start: int
    end: int

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the match keys of its tokens."""
        return tuple([token.key for token in self.tokens])


@dataclass(frozen=True, slots=True)
class Document:
    """An entry read as text. ``text`` is ``Entry.full_text`` whole, also past what was read."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    language: str


@dataclass(frozen=True, slots=True)
class TextRules:
    """How one language is cut: the part ``text`` of its file, in match keys."""

    abbreviations: frozenset[str] = frozenset()
    abbreviations_before_figures: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    clitics: tuple[str, ...] = ()
    splits_every_apostrophe: bool = False
    has_colon_stop: bool = False
    has_case: bool = True


@cache
def text_rules(language: str) -> TextRules:
    """Return the rules of a language, plain ones for a language without a file."""
    table = language_table(language, "text")
    if table is None:
        return TextRules()
    return TextRules(
        abbreviations=frozenset(map(fold, table.get("abbreviations", ()))),
        abbreviations_before_figures=frozenset(
            map(fold, table.get("abbreviations_before_figures", ()))
        ),
        starters=frozenset(map(fold, table.get("starters", ()))),
        clitics=tuple(table.get("clitics", ())),
        splits_every_apostrophe=table.get("splits_every_apostrophe", False),
        has_colon_stop=table.get("has_colon_stop", False),
        has_case=table.get("has_case", True),
    )


def read_text(entry: Entry, language: str) -> Document:
    """Cut an entry into tokens and sentences; the time is linear in the text, which is capped."""
    rules = text_rules(language)
    text = entry.full_text
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    start = 0
    for part in PARTS:
        content: str = getattr(entry, part)
        if not content:
            continue
        end = min(start + len(content), MAX_TEXT_CHARS)
        first = len(tokens)
        tokens.extend(tokenize(text, rules, start, end))
        breaks = _sentence_breaks(text, tokens, first, rules)
        sentences.extend(_sentences(tokens, part, first, breaks))
        start += len(content) + 1
    return Document(text, tuple(tokens), tuple(sentences), language)


_WORD = f"[^\\W_][\\w{WORD_MARKS}]{{0,{MAX_TOKEN_CHARS - 1}}}"
_DOMAINS = "am|az|ge|ru|com|org|net|info|tv|eu|int|gov|edu|tr|ir|uk|ua|su"
_DOMAIN = rf"(?:\.{_WORD}){{0,3}}\.(?:{_DOMAINS})(?![^\W_])"
_GROUPS = r"\d{1,3}(?:[\u00a0\u2009\u202f]\d{3}){1,4}(?!\d)"
_FIGURE = rf"\d{{1,20}}(?:[.,:]\d{{1,20}}){{0,6}}(?:{_WORD})?"
_HIDDEN = r"\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_TOKEN = re.compile(
    r"(?P<link>(?:https?://|www\.)[^\s<>\"]{1,500})"
    r"|(?P<initials>(?:[^\W\d_]\.){2,8}(?![^\W_]))"
    rf"|(?P<number>{_GROUPS}|{_FIGURE})"
    rf"|(?P<word>{_WORD}(?:(?:['\u2019\u02bc]{_WORD}){{1,4}}|{_DOMAIN})?)"
    r"|(?P<dots>\.{2,12})"
    rf"|(?P<mark>[^{_HIDDEN}])"
)


def tokenize(text: str, rules: TextRules, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of a stretch of text, left to right, without overlap."""
    stop = len(text) if end is None else end
    tokens: list[Token] = []
    is_behind_word = False
    for found in _TOKEN.finditer(text, start, stop):
        raw = found.group()
        token = Token(raw, fold(raw), *found.span())
        if found.lastgroup == "word":
            if _APOSTROPHES.isdisjoint(raw):
                tokens.append(token)
            else:
                tokens.extend(_split_apostrophe(token, rules))
            is_behind_word = True
            continue
        if (
            raw == "."
            and is_behind_word
            and _keeps_stop(tokens[-1], token, text[token.end : min(token.end + 2, stop)], rules)
        ):
            word = tokens[-1]
            tokens[-1] = Token(word.text + ".", word.key + ".", word.start, token.end)
        else:
            tokens.append(_as_dash(token, text) if token.key == "-" else token)
        is_behind_word = False
    return tokens


def _keeps_stop(word: Token, mark: Token, behind: str, rules: TextRules) -> bool:
    """Tell whether the full stop behind a word is its own: Lt., No. 5, N. (an initial)."""
    if mark.start != word.end:
        return False
    key = word.key + "."
    if key in rules.abbreviations:
        return True
    if key in rules.abbreviations_before_figures:
        return behind.strip()[:1].isdigit()
    return len(word.key) == 1 and word.is_capitalised and word.key.isalpha()


def _as_dash(token: Token, text: str) -> Token:
    """Give a hyphen with a space beside it the key of a dash."""
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    is_inside = before.isalnum() and after.isalnum()
    return token if is_inside else Token(token.text, "\u2014", token.start, token.end)


def _split_apostrophe(token: Token, rules: TextRules) -> Sequence[Token]:
    """Split "Baku's" and "didn't" (and, in Turkic languages, any suffix behind an apostrophe)."""
    straight = token.text.replace("\u2019", "'").replace("\u02bc", "'")
    lowered = straight.lower()
    cut = next((len(straight) - len(c) for c in rules.clitics if lowered.endswith(c)), 0)
    if not cut and rules.splits_every_apostrophe:
        cut = straight.index("'")
    if not cut:
        return (token,)
    head, tail = token.text[:cut], token.text[cut:]
    middle = token.start + cut
    return (
        Token(head, fold(head), token.start, middle),
        Token(tail, fold(tail), middle, token.end),
    )


_APOSTROPHES = frozenset("'\u2019\u02bc")
_STOPS = frozenset({".", "!", "?", "..."})
_LAST_OF_STOPS = frozenset({".", "!", "?", ":"})
_CLOSERS = frozenset("\"')]}")


def _sentence_breaks(
    text: str, tokens: Sequence[Token], first: int, rules: TextRules
) -> Iterator[int]:
    """Yield the indexes at which a new sentence begins, behind the first."""
    index = first
    while index < len(tokens) - 1:
        token, index = tokens[index], index + 1
        if token.end < tokens[index].start and _is_line_end(text, token, tokens[index], rules):
            yield index
            continue
        if token.key[-1:] not in _LAST_OF_STOPS or not _may_end(token, rules):
            continue
        while index < len(tokens) and _closes(text, tokens[index], tokens[index - 1]):
            index += 1
        if index < len(tokens) and _may_begin(text, token, tokens[index - 1], tokens[index], rules):
            yield index


def _is_line_end(text: str, token: Token, following: Token, rules: TextRules) -> bool:
    """Tell whether a line break between two tokens ends a paragraph, not only a wrapped line."""
    breaks = text.count("\n", token.end, following.start)
    if breaks != 1:
        return breaks > 1
    return not (rules.has_case and following.text[:1].islower())


def _may_end(token: Token, rules: TextRules) -> bool:
    if token.key in _STOPS or (rules.has_colon_stop and token.key == ":"):
        return True
    return token.key.endswith(".") and token.key.count(".") > 1 and len(token.key) > 2


def _closes(text: str, token: Token, before: Token) -> bool:
    """Tell whether a mark right behind a full stop belongs to the sentence that it ends."""
    if token.key in _STOPS:
        return True
    if token.key not in _CLOSERS or token.start != before.end:
        return False
    return not text[token.end : token.end + 1].isalnum()


def _may_begin(text: str, stop: Token, last: Token, following: Token, rules: TextRules) -> bool:
    """Tell whether a token behind a full stop begins a sentence."""
    has_gap = last.end < following.start
    if stop.key not in _STOPS and stop.key != ":":
        return following.is_capitalised and following.key in rules.starters
    if not has_gap:
        return following.is_capitalised and text[last.end - 1] == "." and len(following.text) > 1
    return not (rules.has_case and following.text[:1].islower())


def _sentences(
    tokens: Sequence[Token], part: Part, first: int, breaks: Iterator[int]
) -> Iterator[Sentence]:
    """Yield the sentences between the breaks, cutting those that are too long."""
    begin = first
    for end in (*breaks, len(tokens)):
        while begin < end:
            last = min(end, begin + MAX_SENTENCE_TOKENS)
            run = tuple(tokens[begin:last])
            yield Sentence(run, part, begin, last, run[0].start, run[-1].end)
            begin = last
