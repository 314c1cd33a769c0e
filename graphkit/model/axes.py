"""The axes of a claim: what a source does, its own commitment, and how its content is put."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

__all__ = ["AXES", "Act", "Certainty", "Polarity", "Quotation", "Stance"]


class Act(Enum):
    """What a source does in saying something; a closed list, each defined in the ontology."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ALLEGES = "alleges"
    DEMANDS = "demands"
    ASKS = "asks"
    PROMISES = "promises"
    INTENDS = "intends"
    PREDICTS = "predicts"
    CRITICIZES = "criticizes"
    PRAISES = "praises"
    SUPPORTS = "supports"
    OPPOSES = "opposes"
    ACKNOWLEDGES = "acknowledges"
    DOUBTS = "doubts"
    DECLINES_TO_COMMENT = "declinesToComment"


class Stance(Enum):
    """The source's own commitment to the content of its claim."""

    AFFIRMS = "affirms"
    REJECTS = "rejects"
    UNCOMMITTED = "uncommitted"


class Polarity(Enum):
    """Whether a content or statement is put positively or negated."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Certainty(Enum):
    """How certain a content or statement is put, the most certain first; after FactBank (Saurí & Pustejovsky, 2009)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNSPECIFIED = "unspecified"


class Quotation(Enum):
    """Whether a content stands in quotation marks: all of it, none of it, or a part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


AXES: Mapping[str, type[Enum]] = {
    "act": Act,
    "stance": Stance,
    "polarity": Polarity,
    "certainty": Certainty,
    "quotation": Quotation,
}
"""The axes by name, each with its closed list of values.

The name is that of the claim's field, and of the ontology's property; what is written, read, exported or shown of a
claim goes through this table, so that none of these lists the axes again.
"""
