"""The tables of the manifest."""

from __future__ import annotations

__all__ = ["SCHEMA", "VERSION"]

VERSION = 5
"""Goes up whenever the tables are others: an output of another version is built anew, into a new folder."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS item (
    digest TEXT PRIMARY KEY, identifier TEXT NOT NULL, place TEXT NOT NULL,
    seen INTEGER NOT NULL,               -- the last run that found it among its inputs
    version TEXT,                        -- what it was read with; NULL: not read yet
    shard TEXT,                          -- where its documents stand; NULL: nowhere
    attempts INTEGER NOT NULL DEFAULT 0, -- how often a process has died on it
    problems TEXT NOT NULL DEFAULT '[]'
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS item_identifier ON item (identifier);
CREATE INDEX IF NOT EXISTS item_shard ON item (shard);
CREATE TABLE IF NOT EXISTS document (
    item TEXT NOT NULL REFERENCES item (digest) ON DELETE CASCADE,
    number INTEGER NOT NULL,             -- its place in its item
    key TEXT NOT NULL, rank TEXT NOT NULL, shard TEXT NOT NULL, line INTEGER NOT NULL,
    claims INTEGER NOT NULL, words INTEGER NOT NULL, issued TEXT, signature BLOB NOT NULL,
    publisher TEXT, source TEXT, title TEXT, modified TEXT,
    PRIMARY KEY (item, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS document_key ON document (key);
CREATE TABLE IF NOT EXISTS profile (
    item TEXT NOT NULL, number INTEGER NOT NULL,
    data BLOB NOT NULL,                  -- what a document tells of its entities
    claims BLOB NOT NULL,                -- what its claims are compared by
    PRIMARY KEY (item, number),
    FOREIGN KEY (item, number) REFERENCES document (item, number) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rendition (
    key TEXT PRIMARY KEY,
    basis TEXT NOT NULL,                 -- a digest of all that it depends on
    data BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS proposition ( -- in which renditions it stands
    key TEXT NOT NULL REFERENCES rendition (key) ON DELETE CASCADE,
    iri TEXT NOT NULL,
    PRIMARY KEY (key, iri)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pair (        -- documents whose claims were compared
    first TEXT NOT NULL, second TEXT NOT NULL,
    basis TEXT NOT NULL,                 -- digests of all that this depends on of either
    found TEXT NOT NULL,                 -- what came of it; '' for nothing
    PRIMARY KEY (first, second)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
