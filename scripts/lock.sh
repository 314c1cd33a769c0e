#!/bin/sh
# Pins and hashes every package for Python 3.12 to 3.14 on Linux, macOS and Windows. Run it whenever the dependencies
# in pyproject.toml change; `scripts/lock.sh --upgrade` takes newer releases. Needs uv: ./run tests brings it.
#   requirements.lock         what building, asking and showing a graph needs
#   requirements-extras.lock  that, and every extra: pages, PDF, Word, figures, Parquet, pandas, Dask, the encoder, agents, fetching, signatures
#   requirements-dev.lock     that, and what checks and tests need
# The first two hold what the last one holds, no other release, so one environment grows from each to the next.
set -eu
cd "$(dirname "$0")/.."

PATH=$PATH:$(pwd)/.venv/bin

lock() {
    file=$1
    shift
    uv pip compile pyproject.toml --universal --python-version 3.12 --generate-hashes --only-binary :all: \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet --output-file "$file" "$@"
    printf '%s\n' "# Made by scripts/lock.sh from pyproject.toml." "$(cat "$file")" >"$file.new"
    mv "$file.new" "$file"
}

lock requirements-dev.lock --all-extras "$@"
lock requirements-extras.lock --constraint requirements-dev.lock \
    --extra agents --extra build --extra cluster --extra encoder --extra figures --extra frames --extra inputs \
    --extra network --extra packages --extra parquet
lock requirements.lock --constraint requirements-dev.lock --extra build
