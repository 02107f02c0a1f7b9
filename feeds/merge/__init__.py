"""Reports into incidents: which incident a report tells of, and whether that is news. Pure.

Structure decides and a structural conflict vetoes (design.md, section 7). The steps, a file each:

``groups``     a report's events -> what it tells of one happening each; ``splitting`` parts them
``blocks``     a group -> the families and days in which the store looks for candidates
``match``      group + candidates -> the incident that it tells of, by points and vetoes;
               ``evidence`` finds them, ``places`` and ``days`` compare where and when,
               ``weights`` is the table of points, ``phase`` how long an incident takes reports
``wording``    a text -> its words and hashes; ``kinship`` the texts that it copies or is like
``profile``    group + incident -> the incident, grown; ``figures`` keeps who says how many
``standing``   an incident -> how far it is established, and how grave it is;
               ``origins`` knows who speaks for whom
``revision``   the incident before and after -> the named reason to tell it, or none
``joining``    the walk through these: a report -> what it did to each incident
``edits``      what an operator changes by hand; ``refold`` folds an incident anew from reports,
               for ``uniting``, which makes one of two, and ``parting``, two of one
``spans``      the low and the high of what claimants say
"""

from feeds.merge.blocks import Block, blocks
from feeds.merge.edits import Field, amend, correct, former, retract
from feeds.merge.joining import Merged, merge
from feeds.merge.kinship import Kinship, Known
from feeds.merge.parting import made_of, without
from feeds.merge.phase import Phase, phase
from feeds.merge.refold import Retold, refold
from feeds.merge.revision import Change, change
from feeds.merge.spans import Span, spans
from feeds.merge.uniting import united
from feeds.merge.wording import Wording, wording

__all__ = [
    "Block",
    "Change",
    "Field",
    "Kinship",
    "Known",
    "Merged",
    "Phase",
    "Retold",
    "Span",
    "Wording",
    "amend",
    "blocks",
    "change",
    "correct",
    "former",
    "made_of",
    "merge",
    "phase",
    "refold",
    "retract",
    "spans",
    "united",
    "without",
    "wording",
]
