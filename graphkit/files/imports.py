"""Import libraries without parts of them that are slow to import and not used here."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import Any

__all__ = ["leaving_out"]


@contextmanager
def leaving_out(*names: str) -> Iterator[None]:
    """Have modules stand empty while others are imported in the block, unless they are loaded already.

    Afterwards they are as if nobody had asked for them. What was taken from them in the block must be functions or
    classes; whoever calls one gets the real one. Whoever holds one of the modules gets what the real one has.

    Args:
        names: The modules, each with those that it is in.
    """
    empty = {name: _Empty(name) for name in names if name not in sys.modules}
    sys.modules.update(empty)
    try:
        yield
    finally:
        for name, module in empty.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
                module.left_out = False


class _Empty(ModuleType):
    left_out = True

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # what the import system asks about a module
            raise AttributeError(name)
        return partial(_call, self.__name__, name) if self.left_out else _take(self.__name__, name)


def _call(module: str, name: str, *arguments: object, **named: object) -> object:
    return _take(module, name)(*arguments, **named)


def _take(module: str, name: str) -> Any:  # noqa: ANN401
    return getattr(importlib.import_module(module), name)
