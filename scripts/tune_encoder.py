"""Tune the encoder to claims: bring what two articles say in other words nearer than what merely sounds alike.

    python scripts/train_matching.py STORIES... --texts TEXTS  # contents and sentences of claims, and which are one
    python scripts/tune_encoder.py WEIGHTS TEXTS OUT           # OUT/whole, OUT/part0, OUT/part1, OUT/part2
    python scripts/make_encoder.py OUT/whole                   # and for the parts: … OUT/part0 OUT/part0
    python scripts/train_matching.py STORIES... --parts OUT --write

WEIGHTS are those that `make_encoder.py` names. All pairs of claims of two articles on one story are trained on at once:
whether they are one claim, from the cosine of their contents and that of their sentences, by a logistic function (a
Siamese network; Reimers and Gurevych, 2019). 'part0' has not seen every third story, 'part1' not the next ones, which
OUT/parts.json tells: what is fitted to a likeness must be fitted to one of claims that the encoder has not seen. Needs
`torch` and `transformers`.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import BertModel, BertTokenizerFast

PARTS, EPOCHS, RATE, WARM, LONGEST = 3, 4, 4e-5, 0.1, 128
ONE = 4.0
"""So much a pair counts that is one: there are some forty that are not for each."""
FIRST = (7.0, 7.0, -9.0)
"""The weights of the two cosines, and the bias, before training."""


class Story:
    """The claims of a story, with the pairs of two articles of which it is known whether they are one.

    Args:
        name: Its name.
        told: 'contents' and 'sentences' of its claims, and 'pairs': two positions and 1 or 0.
    """

    def __init__(self, name: str, told: dict[str, Any]) -> None:
        self.name = name
        self.contents: list[str] = told["contents"]
        self.sentences = sorted({*told["sentences"]})
        self.places = torch.tensor([self.sentences.index(sentence) for sentence in told["sentences"]])
        ones, others, labels = zip(*told["pairs"], strict=True)
        self.ones, self.others = torch.tensor(ones), torch.tensor(others)
        self.labels = torch.tensor(labels, dtype=torch.float32)


def main(weights: Path, texts: Path, out: Path) -> None:
    """Tune to all stories, and to all but a part of them, and write the weights."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    stories = [Story(name, told) for name, told in sorted(json.loads(texts.read_text(encoding="utf-8")).items())]
    tokenizer = BertTokenizerFast.from_pretrained(weights)
    out.mkdir(exist_ok=True)
    parts = {story.name: f"part{n % PARTS}" for n, story in enumerate(stories)}
    (out / "parts.json").write_text(json.dumps(parts), encoding="utf-8")
    for name, held in (*((f"part{n}", n) for n in range(PARTS)), ("whole", PARTS)):
        seen = [story for n, story in enumerate(stories) if n % PARTS != held]
        model = tune(weights, tokenizer, seen)
        model.save_pretrained(out / name)
        (out / name / "vocab.txt").write_bytes((weights / "vocab.txt").read_bytes())
        print(name, len(seen), "stories", flush=True)


def tune(weights: Path, tokenizer: BertTokenizerFast, stories: list[Story]) -> BertModel:
    """Tune the weights to stories."""
    torch.manual_seed(0)
    model = BertModel.from_pretrained(weights)
    model.train()
    scales = nn.Parameter(torch.tensor(FIRST))
    groups = [{"params": [*model.parameters()], "lr": RATE, "weight_decay": 0.01}, {"params": [scales], "lr": 0.01}]
    optimizer = torch.optim.AdamW(groups)
    steps = EPOCHS * len(stories)
    for step in range(steps):
        order = random.Random(step // len(stories)).sample(stories, len(stories))
        story = order[step % len(stories)]
        optimizer.param_groups[0]["lr"] = RATE * min(1, (step + 1) / (WARM * steps)) * (1 - step / steps)
        contents = encode(model, tokenizer, story.contents)
        sentences = encode(model, tokenizer, story.sentences)[story.places]
        near = [(vectors[story.ones] * vectors[story.others]).sum(1) for vectors in (contents, sentences)]
        score = scales[0] * near[0] + scales[1] * near[1] + scales[2]
        loss = nn.functional.binary_cross_entropy_with_logits(
            score, story.labels, weight=1 + (ONE - 1) * story.labels, reduction="sum"
        ) / story.labels.sum().clamp(min=1)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    return model.eval()


def encode(model: BertModel, tokenizer: BertTokenizerFast, texts: list[str]) -> torch.Tensor:
    """Return the vectors of texts, of length 1."""
    batch = tokenizer(texts, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
    states = model(**batch).last_hidden_state
    mask = batch["attention_mask"][..., None].float()
    return nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=1)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
