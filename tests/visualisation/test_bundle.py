"""Modules become one script that runs as the modules would; what the bundler does not know it refuses."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path

import pytest

from graphkit.visualisation.bundle import bundle
from graphkit.visualisation.page import SCRIPTS

type Write = Callable[[Mapping[str, str]], Path]

JS = Path(str(files("graphkit.visualisation") / "js"))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(modules: Mapping[str, str]) -> Path:
        for path, text in modules.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        return tmp_path

    return make


def run(script: str) -> str:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node.js")
    return subprocess.run([node, "-e", script], capture_output=True, check=True, text=True, timeout=60).stdout


class TestRun:
    def test_each_module_runs_once_after_those_that_it_imports(self, write: Write) -> None:
        folder = write(
            {
                "main.js": 'import { b } from "./parts/b.js";\nimport { a } from "./a.js";\nconsole.log(a, b);\n',
                "a.js": 'console.log("a");\nexport const a = 1;\n',
                "parts/b.js": 'import { a } from "../a.js";\nconsole.log("b");\nexport const b = a + 1;\n',
            }
        )
        assert run(bundle(folder, ["main.js"])) == "a\nb\n1 2\n"

    def test_each_module_keeps_its_own_scope(self, write: Write) -> None:
        folder = write(
            {
                "one.js": "const secret = 1;\nlet count = 0;\n"
                "export function next() { count += secret; return count; }\n",
                "two.js": 'import { next } from "./one.js";\nconst secret = 2;\nlet count = 9;\n'
                "console.log(next(), next(), secret, count, typeof globalThis.next);\n",
            }
        )
        assert run(bundle(folder, ["two.js"])) == "1 2 2 9 undefined\n"

    def test_names_can_be_changed_and_lists_be_broken(self, write: Write) -> None:
        folder = write(
            {
                "names.js": "export const one = 1;\nexport function two() { return 2; }\n"
                "export async function three() { return 3; }\nexport class Four {}\n",
                "main.js": 'import {\n  one as first, two,\n  three,\n  Four,\n} from "./names.js";\n'
                "const one = 0;\nthree().then((value) => console.log(one, first, two(), value, Four.name));\n",
            }
        )
        assert run(bundle(folder, ["main.js"])) == "0 1 2 3 Four\n"

    def test_entries_run_in_their_order(self, write: Write) -> None:
        folder = write({f"{name}.js": f'console.log("{name}");\n' for name in "abc"})
        assert run(bundle(folder, ["c.js", "a.js", "b.js"])) == "c\na\nb\n"

    def test_it_is_strict(self, write: Write) -> None:
        folder = write({"main.js": "console.log((function () { return this; })());\n"})
        assert run(bundle(folder, ["main.js"])) == "undefined\n"


class TestText:
    def test_documentation_is_left_out_and_other_comments_stay(self, write: Write) -> None:
        text = '// why\n/**\n * Documentation, with import("x") in it.\n */\nfoo();\n  /** more */\n/* a note */\n'
        folder = write({"main.js": text})
        script = bundle(folder, ["main.js"])
        assert "// why" in script
        assert "/* a note */" in script
        assert "ocumentation" not in script
        assert "more" not in script

    def test_line_ends_of_windows_are_those_of_a_browser(self, tmp_path: Path) -> None:
        (tmp_path / "main.js").write_bytes(b'import { a } from "./a.js";\r\nfoo(a);\r\n')
        (tmp_path / "a.js").write_bytes(b"/** it */\r\nexport const a = 1;\r\n")
        script = bundle(tmp_path, ["main.js"])
        assert "\r" not in script
        assert "import" not in script

    def test_the_same_modules_give_the_same_script(self) -> None:
        entries = SCRIPTS
        assert bundle(JS, entries) == bundle(JS, entries)

    def test_all_modules_of_the_page_are_in_it(self) -> None:
        script = bundle(JS, SCRIPTS)
        for path in JS.rglob("*.js"):
            assert f"\n// -- {path.relative_to(JS).as_posix()}\n" in script
        assert "\nimport " not in script
        assert "\nexport " not in script


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('import name from "./a.js";\n', "import name from"),
        ('import * as all from "./a.js";\n', "import * as all"),
        ('import "./a.js";\n', 'import "./a.js"'),
        ("import { a } from './a.js';\n", "import { a } from './a.js'"),
        ('import { a } from "somewhere";\n', 'import { a } from "somewhere"'),
        ('import { a, ...b } from "./a.js";\n', "'...b'"),
        ('  import { a } from "./a.js";\n', "import { a }"),
        ('const a = await import("./a.js");\n', 'import("./a.js")'),
        ("foo(import.meta.url);\n", "import.meta.url"),
        ("export default 1;\n", "export default"),
        ("export let a = 1;\n", "export let a"),
        ("export { a };\n", "export { a }"),
        ('export * from "./a.js";\n', "export * from"),
        ("export const { a } = b;\n", "export const { a }"),
        ("export function* a() {}\n", "export function* a"),
    ],
)
def test_a_form_that_is_not_known_is_refused(write: Write, text: str, part: str) -> None:
    folder = write({"main.js": text, "a.js": "export const a = 1;\n"})
    with pytest.raises(ValueError, match=r"^main\.js: .*not known") as caught:
        bundle(folder, ["main.js"])
    assert part in str(caught.value)


def test_a_circle_of_imports_is_named(write: Write) -> None:
    folder = write(
        {
            "main.js": 'import { a } from "./a.js";\nfoo(a);\n',
            "a.js": 'import { b } from "./b.js";\nexport const a = b;\n',
            "b.js": 'import { a } from "./a.js";\nexport const b = a;\n',
        }
    )
    with pytest.raises(ValueError, match=r"a\.js → b\.js → a\.js"):
        bundle(folder, ["main.js"])


def test_what_is_not_exported_is_named(write: Write) -> None:
    folder = write(
        {"main.js": 'import { a, b } from "./a.js";\nfoo(a, b);\n', "a.js": "export const a = 1;\nconst b = 2;\n"}
    )
    with pytest.raises(ValueError, match=r"main\.js: a\.js does not export b"):
        bundle(folder, ["main.js"])


def test_a_module_that_is_not_there_is_named(write: Write) -> None:
    with pytest.raises(ValueError, match=r"parts/a\.js: there is no such module"):
        bundle(write({"main.js": 'import { a } from "./parts/a.js";\nfoo(a);\n'}), ["main.js"])
