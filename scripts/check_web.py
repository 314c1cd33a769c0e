"""Check the types and the style of the JavaScript of the page and of the server: `python scripts/check_web.py`.

TypeScript reads the types in the comments (`tsc --checkJs --strict`), ESLint finds mistakes. `scripts/web/package.json`
names the versions; npm installs them into `.clients/web`, from the registry that it is set up with. Where there is no
npm nothing is checked.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = ROOT / "scripts" / "web"
TOOLS = ROOT / ".clients" / "web"
CHECKED = ("graphkit/visualisation/js", "graphkit/server/static")


def main() -> int:
    """Install the tools if need be, and run them; return 1 where one of them finds something."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        print("check_web: there is no npm; the JavaScript is not checked", file=sys.stderr)
        return 0
    if not install(npm):
        return 1
    modules = TOOLS / "node_modules"
    checks = (
        [node, str(modules / "typescript" / "bin" / "tsc"), "--project", str(SETTINGS / "tsconfig.json")],
        # the settings import a package, so they are read from beside the packages
        [node, str(modules / "eslint" / "bin" / "eslint.js"), "--config", str(TOOLS / "eslint.config.js"), *CHECKED],
    )
    return max(subprocess.run(check, cwd=ROOT, check=False).returncode > 0 for check in checks)


def install(npm: str) -> bool:
    """Install the tools, unless those of this package.json are there; return whether they are."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    shutil.copy(SETTINGS / "eslint.config.js", TOOLS)
    wanted, installed = SETTINGS / "package.json", TOOLS / "package.json"
    if (TOOLS / "node_modules").is_dir() and installed.is_file() and installed.read_bytes() == wanted.read_bytes():
        return True
    installed.unlink(missing_ok=True)
    print("check_web: installing TypeScript and ESLint into .clients/web", file=sys.stderr)
    shutil.rmtree(TOOLS / "node_modules", ignore_errors=True)
    shutil.copy(wanted, TOOLS / "package.json")
    options = ("--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
    run = subprocess.run([npm, "install", *options], cwd=TOOLS, check=False)
    if run.returncode:
        installed.unlink(missing_ok=True)
        print("check_web: npm could not install them", file=sys.stderr)
    return not run.returncode


if __name__ == "__main__":
    sys.exit(main())
