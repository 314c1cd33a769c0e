"""The command that checks a package of evidence."""

from __future__ import annotations

import json
from pathlib import Path

import click

from graphkit.cli import terminal

__all__ = ["verify"]

_SHOWN = 20
_EPILOG = """\b
Examples:
  graphkit verify evidence.zip
  graphkit verify evidence.zip --signer their-key.pem
  graphkit verify evidence.zip --opening evidence.secrets.json
  graphkit verify evidence.zip --json | jq .findings

Leaves with 1 where anything is not as it was packed. A signature by the key that
lies in the package tells that nobody without that key changed it: compare the
key's fingerprint, or name the sender's public key with --signer. VERIFY.txt in
the package says how to check the same with openssl and sha256sum.
"""


@click.command(epilog=_EPILOG, short_help="Check a package of evidence.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--signer", metavar="PEM", type=click.Path(path_type=Path), help="The public key of who must have signed."
)
@click.option(
    "--opening",
    metavar="JSON",
    type=click.Path(path_type=Path),
    help="Show what was redacted, as far as these secrets prove it.",
)
@click.option("--json", "as_json", is_flag=True, help="Tell the outcome as JSON.")
@click.pass_context
def verify(context: click.Context, file: Path, signer: Path | None, opening: Path | None, as_json: bool) -> None:
    """Check that a package is whole, that nothing was added, and who signed it. Nothing is unpacked."""
    from graphkit.packages import verify_package

    done = verify_package(file, signer=signer, opening=opening)
    if as_json:
        terminal.write_bytes(json.dumps(done.to_dict(), indent=2, ensure_ascii=False).encode() + b"\n")
        context.exit(0 if done.is_whole else 1)
    for finding in done.findings:
        terminal.echo(terminal.wrap(f"{file}: {finding}", err=False))
    for proof in done.proofs[:_SHOWN]:
        terminal.echo(terminal.wrap(f"{proof.id} proves {proof.what} of {proof.of}: {proof.value!r}", err=False))
    if len(done.proofs) > _SHOWN:
        terminal.echo(f"… and {len(done.proofs) - _SHOWN:,} more; --json has them all")
    if opening is not None:
        proved = f"{len(done.proofs):,} of {terminal.plural(done.commitments, 'commitment')} are opened"
        texts = f"{terminal.plural(len(done.restored), 'article')} restored, each with the hash that was committed to"
        terminal.echo(terminal.wrap(f"{proved}; {texts}", err=False))
    counted = f"{terminal.plural(done.files, 'file')}, {done.size / 1e6:,.1f} MB"
    if not done.is_whole:
        terminal.echo(f"{file} is not as it was packed: {terminal.plural(len(done.findings), 'finding')} ({counted})")
        context.exit(1)
    terminal.echo(f"{file} is as it was packed ({counted})")
    whose = "the key that you named" if done.is_known else "compare it with the one that the sender gave you"
    signed = (
        f"signed by the key {done.signed_by}: {whose}"
        if done.signed_by
        else "it is not signed, so it does not tell by whom"
    )
    terminal.echo(terminal.wrap(signed, err=False))
