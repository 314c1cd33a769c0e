"""Import libraries without parts of them that are slow to import and not used here."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType

__all__ = ["leaving_out"]


@contextmanager
def leaving_out(*names: str) -> Iterator[None]:
    """Have modules stand empty while others are imported in the block, unless they are loaded already.

    Afterwards they are as if nobody had asked for them. What was taken from them in the block must be functions or
    classes; whoever calls one gets the real one.

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


class _Empty(ModuleType):
    def __getattr__(self, name: str) -> Callable[..., object]:
        if name.startswith("__"):  # what the import system asks about a module
            raise AttributeError(name)
        return partial(_call, self.__name__, name)


def _call(module: str, name: str, *arguments: object, **named: object) -> object:
    return getattr(importlib.import_module(module), name)(*arguments, **named)
