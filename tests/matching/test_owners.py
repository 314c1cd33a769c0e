"""Who owns which outlet is read from lists; a bad row is named and takes nothing with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import InputError
from graphkit.matching.owners import Outlet, OwnerList, Owners, load_shipped, read


def write(folder: Path, text: str, name: str = "owners.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return path


def load(folder: Path, text: str) -> OwnerList:
    return read(write(folder, text))


def owner(owners: Owners, publisher: str | None = None, address: str | None = None) -> str | None:
    found = owners.find(publisher, address)
    return found.owner if found else None


def test_the_shipped_list_is_whole_and_says_as_of_when_it_is() -> None:
    shipped = load_shipped()
    assert shipped.problems == ()
    families = [row.outlet.owner for row in shipped.rows]
    assert len(set(families)) > 30
    # an owner of one outlet alone joins nothing
    assert [name for name in families if families.count(name) == 1] == []
    path = Path(__file__).parents[2] / "graphkit" / "matching" / "owners.csv"
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert any("as of" in line for line in head)


@pytest.mark.parametrize(
    ("publisher", "address", "expected"),
    [
        (None, "https://www.gull.example/storm", "Foam"),
        (None, "https://sport.gull.example/", "Foam"),
        (None, "gull.example/storm", "Foam"),
        ("www.gull.example", None, "Foam"),
        ("the  GULL", None, "Foam"),
        ("Gull", "https://web.archive.example/1", "Foam"),
        ("Tide", "https://gull.example/1", "Foam"),
        (None, "https://seagull.example/", "seagull.example"),
        ("The Oyster", "https://oyster.example/", "The Oyster"),
        ("", "urn:isbn:1", None),
        (None, None, None),
    ],
)
def test_an_outlet_is_known_by_what_the_document_records(
    tmp_path: Path, publisher: str | None, address: str | None, expected: str | None
) -> None:
    known = load(tmp_path, "outlet,aliases,owner\nThe Gull,gull.example,Foam\nThe Tide,,Salt\n")
    assert owner(Owners([known]), publisher, address) == expected


def test_the_first_list_outranks_the_others_for_all_names_of_an_outlet(tmp_path: Path) -> None:
    own = load(tmp_path, "outlet,owner\nThe Gull,Salt\n")
    other = load(tmp_path, "outlet,aliases,owner\nThe Gull,gull.example,Foam\nThe Tide,tide.example,Foam\n")
    owners = Owners([own, other])
    assert owners.find(None, "https://gull.example/") == Outlet(name="The Gull", owner="Salt")
    assert owner(owners, None, "https://tide.example/") == "Foam"
    # the name that the first list knows counts before the address that the second one knows
    assert owner(owners, "Gull", "https://tide.example/") == "Salt"
    assert owner(Owners([other, own]), None, "https://gull.example/") == "Foam"


def test_only_what_a_list_names_is_an_outlet_that_speaks(tmp_path: Path) -> None:
    owners = Owners([load(tmp_path, "outlet,owner\nThe Gull,Foam\n")])
    assert owners.find_named(["Gull"]) == Outlet(name="The Gull", owner="Foam")
    assert owners.find_named(["Ida Roe"]) is None


def test_spreadsheets_and_comments_are_understood(tmp_path: Path) -> None:
    head, row = "\ufeff# mine\r\nOwner;Outlet;Note;Aliases\r\n", 'Foam;The Gull;x;"gull.example; Gull Online"\r\n'
    text = head + '"# a word";;;\r\n\r\n' + row
    known = load(tmp_path, text)
    assert known.problems == ()
    assert [row.keys for row in known.rows] == [("gull", "gull.example", "gull online")]
    assert load(tmp_path, "") == OwnerList()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b'"The Oyster,Foam', "cannot be read"),
        (b"The Oy\xffster,Foam", "it is not UTF-8"),
        (b"The Oyster,Foam,more", "it has 3 cells, the head has 2"),
        (b"The Oyster,", "its column 'owner' is empty"),
        (b",Foam", "its column 'outlet' is empty"),
        (b"*.oyster.example,Foam", "'*.oyster.example' is no host name"),
        (b"https://oyster.example/news,Foam", "'https://oyster.example/news' is no host name"),
        (b"oyster.example/news,Foam", "is no host name"),
        (b"oyster..example,Foam", "is no host name"),
        (b"desk@oyster.example,Foam", "is no host name"),
        (b"!!,Foam", "'!!' is no name of an outlet"),
        (b"gull,Salt", "it gives 'gull' to 'Salt', and line 2 to 'Foam', which counts"),
    ],
)
def test_a_bad_row_is_named_and_the_others_count(tmp_path: Path, row: bytes, reason: str) -> None:
    path = tmp_path / "owners.csv"
    path.write_bytes(b"outlet,owner\nThe Gull,Foam\n" + row + b"\nThe Tide,Foam\n")
    before = path.read_bytes()
    known = read(path)
    assert [one.outlet.name for one in known.rows] == ["The Gull", "The Tide"]
    [problem] = known.problems
    assert problem.where == f"{path}, line 3"
    assert reason in problem.what
    assert problem.what.endswith("; the row is left out")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("row", "keys"),
    [
        ("https://www.Oyster.example/,Foam", ("oyster.example",)),
        ("The Gull,foam", ("gull",)),
    ],
)
def test_what_says_the_same_is_no_mistake(tmp_path: Path, row: str, keys: tuple[str, ...]) -> None:
    known = load(tmp_path, f"outlet,owner\nThe Gull,Foam\n{row}\n")
    assert known.problems == ()
    assert known.rows[-1].keys == keys


def test_one_owner_in_two_spellings_is_one(tmp_path: Path) -> None:
    owners = Owners([load(tmp_path, "outlet,owner\nThe Gull,Foam Media\nThe Tide,foam  media\n")])
    assert owner(owners, "Gull") == owner(owners, "Tide") == "Foam Media"


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"owners.csv, line 2: no column 'owner'"):
        load(tmp_path, "# mine\noutlet,family\n")
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read(tmp_path / "none.csv")
