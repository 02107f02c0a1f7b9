"""A new configuration from the commented one of the repository, as text: comments stay. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

FEED = "[[feeds]]"
_LANGUAGE = re.compile(r'^language = "(\w+)"', re.MULTILINE)
_DISABLED = re.compile(r"^enabled = false", re.MULTILINE)

Values = Mapping[tuple[str, str], str]
"""(section, key) -> the value as TOML writes it."""


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A feed with its settings, or the words between two of them."""

    text: str
    is_feed: bool

    @property
    def language(self) -> str:
        """The feed's language; empty where it names none."""
        found = _LANGUAGE.search(self.text)
        return found[1] if found else ""


def languages(template: str) -> tuple[str, ...]:
    """List the languages in which the template has feeds that are enabled."""
    _, chunks = _split(template)
    found = [one.language for one in chunks if one.is_feed and not _DISABLED.search(one.text)]
    return tuple(dict.fromkeys(language for language in found if language))


def rewrite(template: str, chosen: Collection[str], values: Values) -> str:
    """Give the template with these values, and with the feeds of the chosen languages alone.

    A heading whose feeds are all left out goes with them.

    Raises:
        KeyError: the template has no such section or key.
    """
    head, chunks = _split(template)
    kept = [one for one in chunks if not one.is_feed or one.language in chosen]
    follows = [*kept, _Chunk("", is_feed=False)][1:]
    body = [
        one.text for one, after in zip(kept, follows, strict=True) if one.is_feed or after.is_feed
    ]
    for (section, key), value in values.items():
        head = _with_value(head, section, key, value)
    return (head + "".join(body)).rstrip() + "\n"


def _split(template: str) -> tuple[str, list[_Chunk]]:
    """Part what stands before the feeds from the feeds, and those from the words between."""
    start = re.search(r"^\[\[feeds\]\]", template, re.MULTILINE)
    if start is None:
        return template, []
    # The last words before the first feed are its heading.
    heading = template.rfind("\n\n# ", 0, start.start())
    begin = start.start() if heading < 0 else heading + 2
    return template[:begin], _chunks(template[begin:])


def _chunks(text: str) -> list[_Chunk]:
    """Part a list of feeds before each feed and each heading."""
    chunks: list[list[str]] = [[]]
    for line in text.splitlines(keepends=True):
        is_heading = line.startswith("# ") and "".join(chunks[-1][-1:]).strip() == ""
        if line.startswith(FEED) or is_heading:
            chunks.append([])
        chunks[-1].append(line)
    made = ("".join(lines) for lines in chunks)
    return [_Chunk(made_text, made_text.startswith(FEED)) for made_text in made]


def _with_value(head: str, section: str, key: str, value: str) -> str:
    """Set one key of a section, whether it stands there as a comment or not."""
    pattern = re.compile(
        rf"(^\[{section}\]\n(?:(?!\[).*\n)*?)(?:# )?{key} = [^#\n]*?( *#.*)?$", re.MULTILINE
    )
    found = pattern.search(head)
    if found is None:
        raise KeyError(f"[{section}] {key}")
    comment = f"  {found[2].strip()}" if found[2] else ""
    return f"{head[: found.start()]}{found[1]}{key} = {value}{comment}{head[found.end() :]}"
