"""Build the graph of a corpus, from one article to a million: resumably, in parallel, and only what changed.

    inputs ─ manifest ─ shards ─ deciding ─ rendering ─ assembling
    (items)  what is     what was  who is     each        store, Turtle,
             new         read      who        document    TriG, picture
                                              written

Each step can be killed at any moment, and goes on from what stands on the disk.
"""

from graphkit.corpus.building import build, recover_output
from graphkit.corpus.comparing import compare_articles, compare_builds, find_build, read_builds
from graphkit.corpus.mirroring import Mirrored, mirror
from graphkit.corpus.values import BuildReport, Options, Progress, Watch
from graphkit.reader import Answers, Settings

__all__ = [
    "Answers",
    "BuildReport",
    "Mirrored",
    "Options",
    "Progress",
    "Settings",
    "Watch",
    "build",
    "compare_articles",
    "compare_builds",
    "find_build",
    "mirror",
    "read_builds",
    "recover_output",
]
