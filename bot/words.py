"""Every word that the bot says, by key and language: gettext catalogues in ``locale/``.

The ``.po`` files are read as they are (Babel compiles them in memory), so a fresh clone needs
no build step and an edited word is used at the next start. A key that a language lacks is said
in English; ``tests/bot/test_words.py`` names what is missing.
"""

import gettext
import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"


class Words:
    """The words of one language. Values are put in with ``str.format``; they are never markup."""

    def __init__(self, language: str, catalogue: gettext.GNUTranslations) -> None:
        self.language = language
        self.catalogue = catalogue

    def has(self, key: str) -> bool:
        """Tell whether ``key`` can be said, in this language or in English."""
        return self.catalogue.gettext(key) != key

    def say(self, key: str, **values: str) -> str:
        """Return the text of ``key`` with ``values`` put in. Raises KeyError if there is none."""
        text = self.catalogue.gettext(key)
        if text == key:
            raise KeyError(key)
        return text.format_map(values)

    def count(self, key: str, number: int, **values: str) -> str:
        """Return the plural form of ``key`` for ``number`` (put in as ``{number}``)."""
        text = self.catalogue.ngettext(key, key, number)
        if text == key:
            raise KeyError(key)
        return text.format_map({"number": str(number), **values})

    def listed(self, parts: list[str]) -> str:
        """Join ``parts`` as a list in this language."""
        return self.say("list.separator").join(parts)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that the bot speaks."""
    return tuple(sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/bot.po")))


@cache
def words(language: str) -> Words:
    """Return the words of ``language``, or English where we don't speak it."""
    known = language if language in languages() else SOURCE_LANGUAGE
    catalogue = _read(known)
    if known != SOURCE_LANGUAGE:
        catalogue.add_fallback(_read(SOURCE_LANGUAGE))
    return Words(known, catalogue)


def _read(language: str) -> gettext.GNUTranslations:
    """Read one ``.po`` file into the form that the standard library uses."""
    path = LOCALE / language / "LC_MESSAGES" / "bot.po"
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
