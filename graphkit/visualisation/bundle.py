"""Bundle ES modules into one script, for a page that must load no other file.

A module becomes a function that is called once, after the modules that it imports; what it exports is what the function
returns. So each module keeps its own scope. Only the forms that our modules use are known:

    import { name, other as alias } from "./module.js";
    export const name = …
    export function name(…) …        export async function name(…) …        export class Name …

Imports stand at the beginning of a line, and so do exports. A circle of imports, a name that the other module does not
export, and any other form raise an error. Exported bindings do not change: there is no `export let`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

__all__ = ["bundle"]

_DOC_COMMENT = re.compile(r"^[ \t]*/\*\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"\n]*\.js)";$', re.MULTILINE)
_IMPORTED = re.compile(r"(?P<name>[\w$]+)(?: as (?P<alias>[\w$]+))?")
_EXPORT = re.compile(r"^export (?=(?:const|(?:async )?function|class) (?P<name>[\w$]+))", re.MULTILINE)
_UNKNOWN = re.compile(r"^[ \t]*(?:import|export)\b.*|\bimport\s*[(.].*", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Module:
    """A module.

    Args:
        path: Its path below the folder of all modules.
        source: Its text, without documentation comments.
        imports: The path of each module that it imports, with the names: those that the other exports, and its own.
        exports: The names that it exports.
    """

    path: str
    source: str
    imports: Mapping[str, Mapping[str, str]]
    exports: frozenset[str]

    @property
    def variable(self) -> str:
        """The variable that holds its exports."""
        return "$" + re.sub(r"\W", "_", self.path.removesuffix(".js"))


def bundle(folder: Traversable, entries: Iterable[str]) -> str:
    """Bundle modules, and those that they import, into one script.

    Args:
        folder: The folder of the modules.
        entries: The paths of the first modules below it, in the order in which they are to run.

    Returns:
        The script, the same for the same modules.

    Raises:
        ValueError: A module uses a form that is not known, imports what does not exist, or imports itself in a circle.
    """
    modules = _collect(folder, entries)
    parts = "".join(_wrap(module, modules) for module in modules.values())
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def _collect(folder: Traversable, entries: Iterable[str]) -> Mapping[str, _Module]:
    """Read modules by their path, each after those that it imports."""
    modules: dict[str, _Module] = {}

    def visit(path: str, importers: tuple[str, ...]) -> None:
        if path in importers:
            raise ValueError(f"a circle of imports: {' → '.join((*importers[importers.index(path) :], path))}")
        if path in modules:
            return
        module = _read(folder, path)
        for other in module.imports:
            visit(other, (*importers, path))
        modules[path] = module

    for entry in entries:
        visit(entry, ())
    return modules


def _read(folder: Traversable, path: str) -> _Module:
    try:
        # browsers turn CRLF into LF before they take the hash of a script
        text = folder.joinpath(path).read_text(encoding="utf-8").replace("\r\n", "\n")
    except OSError as error:
        raise ValueError(f"{path}: there is no such module") from error
    source = _DOC_COMMENT.sub("", text)
    imports = {}
    for names, other in _IMPORT.findall(source):
        bindings = {}
        for part in filter(None, (part.strip() for part in names.split(","))):
            binding = _IMPORTED.fullmatch(part)
            if not binding:
                raise ValueError(f"{path}: this form of import is not known: {part!r}")
            bindings[binding["name"]] = binding["alias"] or binding["name"]
        imports[posixpath.normpath(posixpath.join(posixpath.dirname(path), other))] = bindings
    exports = frozenset(match["name"] for match in _EXPORT.finditer(source))
    unknown = _UNKNOWN.search(_EXPORT.sub("", _IMPORT.sub("", source)))
    if unknown:
        raise ValueError(f"{path}: this form of import or export is not known: {unknown[0].strip()!r}")
    return _Module(path=path, source=source, imports=imports, exports=exports)


def _wrap(module: _Module, modules: Mapping[str, _Module]) -> str:
    """Write a module as a constant that holds its exports."""
    lines = [f"// -- {module.path}", f"const {module.variable} = (() => {{"]
    for path, bindings in module.imports.items():
        missing = sorted(bindings.keys() - modules[path].exports)
        if missing:
            raise ValueError(f"{module.path}: {path} does not export {', '.join(missing)}")
        names = ", ".join(name if name == alias else f"{name}: {alias}" for name, alias in bindings.items())
        lines.append(f"const {{ {names} }} = {modules[path].variable};")
    body = _EXPORT.sub("", _IMPORT.sub("", module.source)).strip("\n")
    lines += [body, f"return {{ {', '.join(sorted(module.exports))} }};", "})();", ""]
    return "\n".join(lines)
