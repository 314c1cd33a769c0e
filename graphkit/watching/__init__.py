"""Watch what arrives: build it, and tell what is new since the last time, each thing once."""

from __future__ import annotations

from graphkit.watching.announcing import State, read_state
from graphkit.watching.following import (
    PERSON,
    SUBJECT,
    Following,
    find_mention,
    follow,
    read_following,
    resolve,
    unfollow,
)
from graphkit.watching.looking import Looked, Settings, look
from graphkit.watching.session import Limits

__all__ = [
    "PERSON",
    "SUBJECT",
    "Following",
    "Limits",
    "Looked",
    "Settings",
    "State",
    "find_mention",
    "follow",
    "look",
    "read_following",
    "read_state",
    "resolve",
    "unfollow",
]
