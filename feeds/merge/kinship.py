"""How a text is akin to those that tell of known incidents: which it copies, how like it is.

Text only proposes: whatever is said here, a structural conflict vetoes (``match``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from feeds.merge.wording import COPY, Scale, Wording, are_numbers_compatible


@dataclass(frozen=True, slots=True)
class Known:
    """A text that tells of an incident, and for whom its outlet speaks (``Source.origin``).

    ``is_proposed``: a band of its hashes is one of the text's that is compared with it.
    """

    incident_id: int
    origin: str
    words: tuple[str, ...]
    is_proposed: bool = False


class Kinship:
    """A text among the known ones of the last days, oldest first."""

    def __init__(self, own: Wording, known: Sequence[Known] = ()) -> None:
        """Keep what is compared; nothing is computed before somebody asks."""
        self._own = own.words
        self._known = tuple(known)
        self._scale: Scale | None = None

    def likeness(self, incident_id: int) -> float:
        """Return how like the text is to the likest one that tells of an incident: 0 to 1."""
        texts = [text for text in self._known if text.incident_id == incident_id]
        return max((self._cosine(text) for text in texts), default=0.0)

    def copied_from(self, incident_id: int) -> str:
        """Return the origin of the first text of an incident that this is a copy of, else ""."""
        for text in self._known:
            if text.incident_id == incident_id and text.is_proposed and self._is_copy(text):
                return text.origin
        return ""

    def copied(self) -> tuple[int, ...]:
        """Return the incidents of the texts that this is a copy of."""
        found = {text.incident_id: "" for text in self._known if text.is_proposed}
        return tuple(one for one in found if self.copied_from(one))

    def _is_copy(self, text: Known) -> bool:
        return self._cosine(text) >= COPY and are_numbers_compatible(self._own, text.words)

    def _cosine(self, text: Known) -> float:
        if self._scale is None:
            self._scale = Scale([self._own, *(other.words for other in self._known)])
        return self._scale.likeness(self._own, text.words)


UNRELATED = Kinship(Wording((), ()))
"""What is compared with nothing."""
