"""Where a report's dateline ends: "YEREVAN (Reuters) -", "BAKU, Azerbaijan, Nov. 3."."""

from feeds.extract.placewords import PlaceWords
from feeds.extract.text import Document, Token

MAX_DATELINE_TOKENS = 16
_MARKS = frozenset({",", ".", "/", "(", ")", "[", "]", "|"})
_ENDS = frozenset({"\u2014", ":"})


def dateline_end(document: Document, number: int, words: PlaceWords) -> int:
    """Return the token index behind the dateline of a sentence, its first token if it has none.

    Only the first sentence of a summary or text has one: a name, then nothing but names, figures,
    months and marks up to a dash, a closing bracket or the end of the sentence.
    """
    sentence = document.sentences[number]
    is_first = number == 0 or document.sentences[number - 1].part != sentence.part
    if sentence.part == "title" or not is_first or not sentence.tokens[0].is_capitalised:
        return sentence.first
    for index, token in enumerate(sentence.tokens[:MAX_DATELINE_TOKENS]):
        if token.key in _ENDS:
            return sentence.first + index
        if not _may_stand(token, words):
            closed = sentence.tokens[index - 1].key in (")", "/", "]")
            return sentence.first + index if closed else sentence.first
    has_comma = any(token.key == "," for token in sentence.tokens)
    return (
        sentence.last
        if has_comma and len(sentence.tokens) <= MAX_DATELINE_TOKENS
        else sentence.first
    )


def _may_stand(token: Token, words: PlaceWords) -> bool:
    if token.key in _MARKS or token.key in words.dateline_words:
        return True
    return token.is_capitalised or token.text[0].isdigit()
