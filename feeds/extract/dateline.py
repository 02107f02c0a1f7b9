"""Where a report's dateline ends: "YEREVAN (Reuters) -", "BAKU, Azerbaijan, Nov. 3."."""

from feeds.extract.placewords import PlaceWords
from feeds.extract.text import Document, Token

MAX_DATELINE_TOKENS = 16
_MARKS = frozenset({",", ".", "/", "(", "[", "|", "-"})
_ENDS = frozenset({"\u2014", ":"})
_CLOSERS = frozenset({")", "]"})


def dateline_end(document: Document, number: int, words: PlaceWords) -> int:
    """Return the token index behind the dateline of a sentence, its first token if it has none.

    Only the first sentence of a summary or text has one: a name, then nothing but names, figures,
    months and marks up to a dash, a closing bracket or slash, or the end of the sentence.
    """
    sentence = document.sentences[number]
    is_first = number == 0 or document.sentences[number - 1].part != sentence.part
    if sentence.part == "title" or not is_first or not sentence.tokens[0].is_capitalised:
        return sentence.first
    slashes = 0
    for index, token in enumerate(sentence.tokens[:MAX_DATELINE_TOKENS]):
        slashes += token.key == "/"
        if token.key in _ENDS:
            return sentence.first + index
        if token.key in _CLOSERS or slashes == 2:
            return sentence.first + index + 1
        if not _may_stand(token, words):
            return sentence.first
    is_whole = len(sentence.tokens) <= MAX_DATELINE_TOKENS
    has_comma = any(token.key == "," for token in sentence.tokens)
    return sentence.last if is_whole and has_comma else sentence.first


def _may_stand(token: Token, words: PlaceWords) -> bool:
    if token.key in _MARKS or token.key in words.dateline_words:
        return True
    return token.is_capitalised or token.text[0].isdigit()
