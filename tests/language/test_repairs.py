"""What is mended in a tree leaves it a tree."""

from __future__ import annotations

import pytest

from graphkit.language.repairs import repair


def climbs(heads: list[int]) -> bool:
    """Tell whether every token leads up to a root."""
    for token in range(len(heads)):
        for _ in heads:
            token = heads[token]
        if heads[token] != token:
            return False
    return True


@pytest.mark.parametrize(
    ("words", "tags", "deps", "heads"),
    [
        # the parser hangs the first gerund below the second one
        (
            "said in fighting it , keeping and reducing",
            "VBD IN VBG PRP , VBG CC VBG",
            "ROOT prep pcomp dobj punct advcl cc conj",
            [0, 5, 1, 2, 5, 0, 5, 5],
        ),
        # the hyphen is the head of both halves of the word
        ("re - election", "NN HYPH NN", "dep ROOT dep", [1, 1, 1]),
        ("re - election won", "NN HYPH NN VBD", "nsubj ROOT nsubj dep", [3, 1, 3, 1]),
    ],
)
def test_no_repair_makes_a_circle(words: str, tags: str, deps: str, heads: list[int]) -> None:
    assert climbs(heads)
    count = len(heads)
    _, mended = repair(words.split(), [False] * count, tags.split(), deps.split(), heads)
    assert climbs(mended)


def test_a_name_behind_a_description_is_apposed_to_the_person_described() -> None:
    words = "A lawyer for the firm , Karim Haddad , said so".split()
    tags = "DT NN IN DT NN , NNP NNP , VBD RB".split()
    deps = "det nsubj prep det pobj punct compound appos punct ROOT advmod".split()
    labels, heads = repair(words, [True] * 11, tags, deps, [1, 9, 1, 4, 2, 4, 7, 4, 1, 9, 9], [(6, 8)])
    assert (labels[7], words[heads[7]]) == ("appos", "lawyer")


def test_a_name_that_is_described_again_is_apposed_to_the_person_too() -> None:
    words = "The head of the mission , Jo Roe , a former minister , left".split()
    tags = "DT NN IN DT NN , NNP NNP , DT JJ NN , VBD".split()
    deps = "det nsubj prep det pobj punct compound appos punct det amod appos punct ROOT".split()
    heads = [1, 13, 1, 4, 2, 4, 7, 4, 7, 11, 11, 7, 13, 13]
    labels, mended = repair(words, [True] * 14, tags, deps, heads, [(6, 8)])
    assert (labels[7], words[mended[7]]) == ("appos", "head")


def test_two_people_with_a_title_each_are_two() -> None:
    words = "Mayor Ada Brandt and Sheriff Rolf Osei spoke".split()
    tags = "NNP NNP NNP CC NNP NNP NNP VBD".split()
    deps = "compound compound nmod cc compound compound nsubj ROOT".split()
    labels, heads = repair(words, [True] * 8, tags, deps, [6, 2, 6, 2, 6, 6, 7, 7], [(1, 3), (5, 7)])
    assert (labels[2], words[heads[2]], labels[6], words[heads[6]]) == ("nsubj", "spoke", "conj", "Brandt")
    assert [words[heads[i]] for i in (0, 4)] == ["Brandt", "Osei"]


def test_a_post_is_joined_with_a_post_rather_than_with_its_place() -> None:
    words = "a senator from Ohio and chair of the board left".split()
    tags = "DT NN IN NNP CC NN IN DT NN VBD".split()
    deps = "det nsubj prep pobj cc conj prep det pobj ROOT".split()
    _, heads = repair(words, [True] * 10, tags, deps, [1, 9, 1, 2, 3, 3, 3, 8, 6, 9])
    assert [words[heads[i]] for i in (4, 5, 6)] == ["senator", "senator", "chair"]


def test_what_is_told_in_another_tense_goes_on_with_what_was_said() -> None:
    words = "Roe said she was sad and had asked for help".split()
    tags = "NNP VBD PRP VBD JJ CC VBD VBN IN NN".split()
    deps = "nsubj ROOT nsubj ccomp acomp cc aux conj prep pobj".split()
    _, heads = repair(words, [True] * 10, tags, deps, [1, 1, 3, 1, 3, 1, 7, 1, 7, 8])
    assert (words[heads[7]], words[heads[5]]) == ("was", "was")


def test_a_participle_restricts_what_is_not_known_yet() -> None:
    words = "A bench of the court headed by Roe refused".split()
    tags = "DT NN IN DT NN VBN IN NNP VBD".split()
    deps = "det nsubj prep det pobj acl agent pobj ROOT".split()
    _, heads = repair(words, [True] * 9, tags, deps, [1, 8, 1, 4, 2, 4, 5, 6, 8])
    assert words[heads[5]] == "bench"


def test_what_somebody_did_after_speaking_is_not_said() -> None:
    words = "Roe said she was sad and left the room".split()
    tags = "NNP VBD PRP VBD JJ CC VBD DT NN".split()
    deps = "nsubj ROOT nsubj ccomp acomp cc conj det dobj".split()
    _, heads = repair(words, [True] * 9, tags, deps, [1, 1, 3, 1, 3, 1, 1, 8, 6])
    assert words[heads[6]] == "said"


def test_letters_after_a_name_part_it_from_nothing() -> None:
    words = "Counsel to the bank , Mr Jo Roe , SC , said so".split()
    tags = "NN IN DT NN , NNP NNP NNP , NNP , VBD RB".split()
    deps = "nsubj prep det pobj punct compound compound conj punct appos punct ROOT advmod".split()
    labels, _ = repair(words, [True] * 13, tags, deps, [11, 0, 3, 1, 0, 7, 7, 0, 7, 7, 7, 11, 11], [(6, 8)])
    assert labels[7] == "appos"


def test_two_posts_before_a_name_are_of_one_person() -> None:
    words = "Calder founder and chief executive Jo Roe left".split()
    tags = "NNP NN CC JJ NN NNP NNP VBD".split()
    deps = "compound nsubj cc amod compound compound conj ROOT".split()
    labels, heads = repair(words, [True] * 8, tags, deps, [1, 7, 1, 4, 6, 6, 1, 7], [(5, 7)])
    assert (labels[6], words[heads[6]], words[heads[1]]) == ("nsubj", "left", "Roe")


def test_a_name_after_a_title_is_no_adverb() -> None:
    words = "so Ms Conneely said".split()
    labels, heads = repair(
        words, [True] * 4, "RB NNP RB VBD".split(), "advmod compound advmod ROOT".split(), [3, 2, 3, 3]
    )
    assert (labels[2], words[heads[2]]) == ("nsubj", "said")


def test_a_verb_takes_the_subject_of_a_participle_before_it() -> None:
    words = "people briefed on the matter said so".split()
    tags = "NNS VBN IN DT NN VBD RB".split()
    deps = "nsubj advcl prep det pobj ROOT advmod".split()
    labels, heads = repair(words, [True] * 7, tags, deps, [1, 5, 1, 4, 2, 5, 5])
    assert (words[heads[0]], labels[0], words[heads[1]], labels[1]) == ("said", "nsubj", "people", "acl")


def test_a_simple_past_after_a_comma_does_not_go_on_with_a_perfect() -> None:
    words = "Roe said that it had left , and threatened so".split()
    tags = "NNP VBD IN PRP VBD VBN , CC VBD RB".split()
    deps = "nsubj ROOT mark nsubj aux ccomp punct cc conj advmod".split()
    _, heads = repair(words, [True] * 10, tags, deps, [1, 1, 5, 5, 5, 1, 5, 5, 5, 8])
    assert words[heads[8]] == "said"


def test_a_place_behind_a_description_stays_with_the_place() -> None:
    words = "The mayor of Rome , Italy , said so".split()
    tags = "DT NN IN NNP , NNP , VBD RB".split()
    deps = "det nsubj prep pobj punct appos punct ROOT advmod".split()
    _, heads = repair(words, [True] * 9, tags, deps, [1, 7, 1, 2, 3, 3, 1, 7, 7])
    assert words[heads[5]] == "Rome"
