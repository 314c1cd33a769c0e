"""Understand a question in plain words as one of the named questions, with its blanks filled."""

from __future__ import annotations

from graphkit.asking.understanding import Names, understand
from graphkit.asking.values import Answered, Asked, Reading

__all__ = ["Answered", "Asked", "Names", "Reading", "understand"]
