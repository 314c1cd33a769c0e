"""Read articles without a parser: each capitalised word is a name, and each 'X said "Y"' a claim.

To be run as a program that builds a corpus with it, in workers too, which is fast enough to be killed many times over:

    python quickdesk.py OUT WORKERS INPUT...

A text with KILLME in it kills the process that reads it, one with HANGME never comes to an end, and one with BREAKME
raises an error.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path

from graphkit import reader
from graphkit.corpus import Options, building, running, workers
from graphkit.language.parse import Form, Parse, make
from graphkit.matching.profiles import ClaimProfile
from graphkit.matching.profiling import profile_claims
from graphkit.model import (
    Act,
    Certainty,
    Chain,
    Claim,
    Document,
    EntityType,
    Extraction,
    Mention,
    MentionKind,
    Polarity,
    Quotation,
    Stance,
)
from graphkit.model.provenance import Provenance

_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
_TOKEN = re.compile(r"\w+ ?|[^\w\s] ?|\s")
_SAYS = re.compile(r"(?P<who>[A-Z][a-z]+ [A-Z][a-z]+) (?P<cue>said|denied) (?P<what>[^.]+)")


class QuickReader(reader.Reader):
    """Reads at next to no cost."""

    def __init__(self, settings: reader.Settings) -> None:
        self._settings = settings

    @property
    def run(self) -> Provenance:
        return Provenance(version="0", model="quick 1")

    def read(self, document: Document) -> tuple[Extraction, tuple[ClaimProfile, ...]]:
        extraction = self._extract(document)
        return extraction, profile_claims(extraction, _parse(document.text))

    def _extract(self, document: Document) -> Extraction:
        text = document.text
        if "KILLME" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        while "HANGME" in text:
            pass
        if "BREAKME" in text:
            raise LookupError("broken")
        names = list(_NAME.finditer(text))
        labels = list(dict.fromkeys(found[0] for found in names))
        mentions = []
        for found in names:
            span = document.span(*found.span())
            mentions.append(
                Mention(
                    span=span, head=span, kind=MentionKind.NAME, type=EntityType.PERSON, chain=labels.index(found[0])
                )
            )
        places = {mention.span.start: number for number, mention in enumerate(mentions)}
        claims = tuple(
            Claim(
                sources=(places[found.start("who")],),
                source_spans=(document.span(*found.span("who")),),
                cue=found["cue"],
                cue_spans=(document.span(*found.span("cue")),),
                content_spans=(document.span(*found.span("what")),),
                act=Act.ASSERTS if found["cue"] == "said" else Act.DENIES,
                stance=Stance.AFFIRMS,
                polarity=Polarity.POSITIVE,
                certainty=Certainty.UNSPECIFIED,
                quotation=Quotation.INDIRECT,
                rule="quick",
            )
            for found in _SAYS.finditer(text)
            if found.start("who") in places
        )
        chains = tuple(Chain(label=label, type=EntityType.PERSON) for label in labels)
        return Extraction(document=document, mentions=tuple(mentions), chains=chains, claims=claims)


def _parse(text: str) -> Parse:
    """Take each word for a noun that depends on nothing."""
    words = [found[0] for found in _TOKEN.finditer(text)]
    forms = [
        Form(text=word, lower=word.lower(), lemma=word.lower(), tag="NN", pos="NOUN" if word.isalnum() else "PUNCT")
        for word in (word.strip() or " " for word in words)
    ]
    spaces = [len(word) > 1 and word.endswith(" ") for word in words]
    return make(text, forms, spaces, ["ROOT"] * len(words), range(len(words)))


def install() -> None:
    """Let corpora be read quickly, in this process."""
    for name in ("__init__", "run", "read", "_extract"):
        setattr(reader.Reader, name, vars(QuickReader)[name])
    running._ITEMS = 3
    workers._PATIENCE = 2.0


def dask_setup(worker: object) -> None:
    """Let a worker of a Dask cluster read quickly; Dask calls this in each that starts."""
    install()


# A worker imports the program again, under another name.
if __name__ in ("__main__", "__mp_main__"):
    install()

if __name__ == "__main__":
    out, number, *inputs = sys.argv[1:]
    building.build(
        inputs,
        Path(out),
        Options(settings=reader.Settings(), base="https://example.org/kg/", workers=int(number)),
    )
