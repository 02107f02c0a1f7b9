"""Whether a text takes back what was reported before, or puts it right.

Either way nothing in it is news. What is withdrawn holds no figures; what is put right holds the
right ones.
"""

from feeds.extract.analysis import Analysis


def is_retracted(analysis: Analysis) -> bool:
    """Tell whether a text opens as a correction or a withdrawal."""
    return bool(_reaches(analysis))


def is_correction(analysis: Analysis) -> bool:
    """Tell whether it puts something right, and nothing in it says that it is withdrawn."""
    return _reaches(analysis) == {"correct"}


def _reaches(analysis: Analysis) -> set[str]:
    lead = analysis.findings[:2]
    return {cue.reach for found in lead for cue in found.line.cues if cue.name == "retract"}
