"""The graph that tests of the network and the analysis share."""

from __future__ import annotations

from quarry import hostile as hostile
from quarry import payloads as payloads
from quarry import quarry as quarry
from quarry import texts as texts
