"""Understand a question in plain words as one of the named questions, with its blanks filled."""

from __future__ import annotations

from graphkit.asking.names import Names
from graphkit.asking.understanding import load, understand
from graphkit.asking.values import Answered, Asked, Reading

__all__ = ["Answered", "Asked", "Names", "Reading", "load", "understand"]
