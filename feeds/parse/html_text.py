"""HTML fragment -> plain text, in one linear pass.

No parser tree: a feed has thousands of fragments, and what reading needs is the words, with breaks
where blocks end. Every step costs time in proportion to its input, whatever a hostile publisher
writes.
"""

import html
import re

TAG = re.compile(
    r"<(/?[A-Za-z][A-Za-z0-9:_-]*)(?:(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>|[^<>]*>)|<[!?][^<>]*>"
)
"""A tag, with its name; the second form is for quotes that never close. None reads past a "<"."""

INVISIBLE = frozenset(
    {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head", "select"}
)
"""Elements whose content nobody reads."""

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br caption center dd details div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre "
        "section summary table tbody tfoot thead tr ul",
    )
)
"""Elements that stand on lines of their own."""

GAPS = {
    **dict.fromkeys(BLOCKS, "\n"),
    **{f"/{name}": "\n" for name in BLOCKS},
    **dict.fromkeys(("td", "/td", "th", "/th"), " "),
}
"""What a tag leaves between the words before and after it."""

MARKUP_LEFT = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|img|ul|ol|li|h[1-6])\b[^<>]*>", re.IGNORECASE
)
"""Tags that show up only after unescaping: the publisher escaped twice."""

NO_CHARACTER = re.compile(
    r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,}|[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}(?![0-9a-fA-F])"
    r"|0*(?:5529[6-9]|55[3-9][0-9]{2}|56[0-9]{3}|57[0-2][0-9]{2}|573[0-3][0-9]|5734[0-3])(?![0-9]));?"
)
"""Character references beyond all of Unicode, or to half a character: no text can hold them."""

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Characters that are no text: controls, soft hyphens, writing-direction marks, lone surrogates."""


def plain_text(fragment: str, max_chars: int) -> str:
    """Give the words of an HTML fragment, one line a block, at most ``max_chars`` long."""
    if "<" in fragment or "&" in fragment:
        text = _unescape(_without_tags(fragment))
        if "<" in text and MARKUP_LEFT.search(text):
            text = _unescape(_without_tags(text))
    else:
        text = fragment
    return _tidy(text)[:max_chars].rstrip()


def _without_tags(fragment: str) -> str:
    fragment = _without_comments(fragment)
    parts: list[str] = []
    hidden_by = ""
    position = 0
    for tag in TAG.finditer(fragment):
        name = (tag[1] or "").lower()
        if not hidden_by:
            parts += (fragment[position : tag.start()], GAPS.get(name, ""))
            hidden_by = name if name in INVISIBLE and tag[0][-2] != "/" else ""
        elif name == f"/{hidden_by}":
            hidden_by = ""
        position = tag.end()
    if not hidden_by:
        parts.append(fragment[position:])
    return "".join(parts)


def _without_comments(fragment: str) -> str:
    """Drop comments; CDATA marks that were escaped go, what they hold stays."""
    fragment = fragment.replace("<![CDATA[", "").replace("]]>", "")
    parts: list[str] = []
    position = 0
    while (start := fragment.find("<!--", position)) >= 0:
        end = fragment.find("-->", start + 4)
        if end < 0:
            # A comment without an end would hide news: only its marks go.
            parts.append(fragment[position:].replace("<!--", ""))
            return "".join(parts)
        parts.append(fragment[position:start])
        position = end + 3
    parts.append(fragment[position:])
    return "".join(parts)


def _unescape(text: str) -> str:
    return html.unescape(NO_CHARACTER.sub("", text)) if "&" in text else text


def _tidy(text: str) -> str:
    """Drop what can't be seen, and the spaces that browsers don't show."""
    text = _single_spaced(text)
    if text.replace("\n", "").isprintable():
        return text
    return _single_spaced(UNSEEN.sub("", text))


def _single_spaced(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
