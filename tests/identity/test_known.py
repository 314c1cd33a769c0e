"""A user's own list of entities is read, or what is wrong with it is said; and it links what it is sure of."""

from __future__ import annotations

from pathlib import Path

import pytest

import graphkit
from graphkit.errors import InputError
from graphkit.identity.known import KnownEntities, KnownEntity, read
from graphkit.model import Chain, EntityType

PERSON, ORGANIZATION = EntityType.PERSON, EntityType.ORGANIZATION
HEAD = "name,aliases,type,iri\n"


def write(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path = folder / "known.csv"
    path.write_bytes(text.encode(encoding))
    return path


def find(known: KnownEntities, label: str, kind: EntityType = PERSON, *aliases: str) -> tuple[str, ...]:
    return known.find(Chain(label=label, type=kind, aliases=aliases))


def test_a_list_is_read(tmp_path: Path) -> None:
    known = read(
        write(tmp_path, HEAD + 'Ada Brandt,"A. Brandt; Mayor Brandt",person,https://example.org/ada\n\nNorvik,,,Q7\n')
    )
    assert known.entities == (
        KnownEntity(name="Norvik", iri="http://www.wikidata.org/entity/Q7"),
        KnownEntity(
            name="Ada Brandt", aliases=("A. Brandt", "Mayor Brandt"), type=PERSON, iri="https://example.org/ada"
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_byte_order_mark_and_ends_of_lines_do_not_matter(tmp_path: Path, encoding: str, end: str) -> None:
    known = read(write(tmp_path, f"iri, Name{end}https://example.org/é,Zoë Ørn{end}", encoding=encoding))
    assert find(known, "Zoë Ørn") == ("https://example.org/é",)


@pytest.mark.parametrize(
    "item", ["Q148", "wd:Q148", "https://www.wikidata.org/wiki/Q148", "http://www.wikidata.org/entity/Q148"]
)
def test_an_item_of_wikidata_can_be_written_in_any_way(tmp_path: Path, item: str) -> None:
    [entity] = read(write(tmp_path, f"{HEAD}China,,country,{item}\n")).entities
    assert entity.iri == "http://www.wikidata.org/entity/Q148"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + "Ada,,person,https://example.org/a\n,,person,https://example.org/b\n", "line 3: no name"),
        (HEAD + "Ada,,person,example.org/ada\n", "line 2: 'example.org/ada' is no IRI"),
        (HEAD + "Ada,,person,https://example.org/a b\n", "line 2: 'https://example.org/a b' is no IRI"),
        (HEAD + "Ada,,person,\n", "line 2: '' is no IRI"),
        (HEAD + "Ada,,mayor,https://example.org/a\n", "line 2: 'mayor' is no type; there are person, organization"),
        ("name,type\nAda,person\n", "line 1: no column 'iri'"),
        ("", "line 1: no column 'name'"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}, {told}")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read(tmp_path / "none.csv")
    with pytest.raises(InputError, match="it is not UTF-8"):
        read(write(tmp_path, HEAD + "Zoë,,,Q1\n", encoding="latin-1"))


def test_names_are_matched_whole_and_without_regard_to_case() -> None:
    known = KnownEntities([KnownEntity(name="Ada Brandt", aliases=("Mayor Brandt",), type=PERSON, iri="urn:ada")])
    assert find(known, "ADA BRANDT") == ("urn:ada",)
    assert find(known, "Young Ada Brandt") == ()
    assert find(known, "President Ada Brandt") == ("urn:ada",)
    assert find(known, "Brandt", PERSON, "Ada Brandt") == ("urn:ada",)
    assert find(known, "Ada Brandtson") == ()


def test_a_lone_surname_is_nobodys_name() -> None:
    known = KnownEntities([KnownEntity(name="Ada Brandt", aliases=("Brandt",), iri="urn:ada")])
    assert find(known, "Brandt") == ()
    assert find(KnownEntities([KnownEntity(name="Lula", type=PERSON, iri="urn:lula")]), "Lula") == ("urn:lula",)


def test_short_names_count_only_as_they_are_spelt() -> None:
    known = KnownEntities([KnownEntity(name="Who", aliases=("IT",), type=ORGANIZATION, iri="urn:who")])
    assert find(known, "IT", ORGANIZATION) == ("urn:who",)
    assert find(known, "it", ORGANIZATION) == ()
    assert find(known, "WHO", ORGANIZATION) == ()


def test_the_type_tells_of_two_that_share_a_name() -> None:
    known = KnownEntities(
        [
            KnownEntity(name="Jordan Hale", type=PERSON, iri="urn:person"),
            KnownEntity(name="Jordan Hale", type=ORGANIZATION, iri="urn:firm"),
        ]
    )
    assert find(known, "Jordan Hale") == ("urn:person",)
    assert find(known, "Jordan Hale", ORGANIZATION) == ("urn:firm",)
    assert find(known, "Jordan Hale", EntityType.WORK) == ()


def test_two_of_one_name_and_kind_are_both_given() -> None:
    known = KnownEntities([KnownEntity(name="Ada Brandt", iri=iri) for iri in ("urn:b", "urn:a")])
    assert find(known, "Ada Brandt") == ("urn:a", "urn:b")


def test_the_order_of_a_list_does_not_matter() -> None:
    entities = [KnownEntity(name=name, iri=f"urn:{name}") for name in ("Ada Brandt", "Rolf Osei")]
    assert KnownEntities(entities).digest == KnownEntities(reversed(entities)).digest
    assert KnownEntities(entities).digest != KnownEntities(entities[:1]).digest


def test_a_build_links_what_the_list_knows_and_says_so(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Rolf Osei criticized the mayor of Oslo. Osei spoke in Norway.\n", encoding="utf-8")
    path = write(tmp_path, HEAD + "Rolf Osei,,person,https://example.org/people/7\n")
    kg = graphkit.build(article, known=path)
    rows = kg.query(
        "SELECT ?name ?match ?rule { ?who skos:prefLabel ?name ; skos:exactMatch ?match ; gk:linkedBy ?rule }"
    )
    assert {(r["name"], r["rule"]) for r in rows.records()} >= {("Rolf Osei", "known-list"), ("Norway", "place-name")}
    assert kg.validate().conforms
    same = graphkit.build(
        article, known=[KnownEntity(name="Rolf Osei", type=PERSON, iri="https://example.org/people/7")]
    )
    assert same.serialize("nq") == kg.serialize("nq")
    assert graphkit.build(article).serialize("nq") != kg.serialize("nq")
