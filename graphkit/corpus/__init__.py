"""Build the graph of a corpus, from one article to a million: resumably, in parallel, and only what changed.

    inputs ─ manifest ─ shards ─ deciding ─ rendering ─ assembling
    (items)  what is     what was  who is     each        store, Turtle,
             new         read      who        document    TriG, picture
                                              written

Each step can be killed at any moment, and goes on from what stands on the disk.
"""

from graphkit.corpus.building import build, recover
from graphkit.corpus.mirroring import Mirrored, mirror
from graphkit.corpus.stages import Settings
from graphkit.corpus.values import Options, Progress, Report

__all__ = ["Mirrored", "Options", "Progress", "Report", "Settings", "build", "mirror", "recover"]
