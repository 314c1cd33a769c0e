"""The tools: each a question to a graph with typed arguments, answered by values that JSON can hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from graphkit.analysis import answers, sayings
from graphkit.errors import QueryError
from graphkit.query import catalogue, evaluation
from graphkit.search import KINDS

if TYPE_CHECKING:
    from graphkit.graph import KnowledgeGraph

__all__ = ["TOOLS", "Argument", "Tool"]

MOST = 200
"""So many rows of an answer are given at most."""
_AROUND = 300
"""So many characters before and behind a sentence are given as its surroundings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A value that a tool takes.

    Args:
        name: Its name.
        kind: 'text', 'number' or 'values', an object of texts.
        description: What it is for.
        required: Whether the tool cannot do without it.
        choices: The texts that it may be; none where it may be any.
    """

    name: str
    kind: str
    description: str
    required: bool = False
    choices: tuple[str, ...] = ()

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON schema."""
        if self.kind == "number":
            return {"type": "integer", "minimum": 1, "maximum": MOST, "description": self.description}
        if self.kind == "values":
            return {"type": "object", "additionalProperties": {"type": "string"}, "description": self.description}
        chosen = {"enum": list(self.choices)} if self.choices else {"maxLength": 100_000}
        return {"type": "string", "description": self.description, **chosen}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A question to a graph.

    Args:
        name: Its name.
        description: What it answers, for whoever chooses between tools.
        arguments: What it takes.
        run: Answers it: takes the graph and the arguments by name.
    """

    name: str
    description: str
    arguments: tuple[Argument, ...]
    run: Callable[..., Mapping[str, Any]]

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON schema of its arguments."""
        return {
            "type": "object",
            "properties": {argument.name: argument.schema for argument in self.arguments},
            "required": [argument.name for argument in self.arguments if argument.required],
            "additionalProperties": False,
        }


def _ask(kg: KnowledgeGraph, *, question: str, limit: int = 20) -> Mapping[str, Any]:
    return kg.ask(question, most=limit).to_dict()


def _search(kg: KnowledgeGraph, *, words: str, limit: int = 20, **criteria: str) -> Mapping[str, Any]:
    return kg.search(words, limit=limit, **criteria).to_dict()  # type: ignore[arg-type]


def _list_questions(_: KnowledgeGraph) -> Mapping[str, Any]:
    return {
        "groups": [
            {"title": group.title, "questions": [question.to_dict() for question in group.questions]}
            for group in catalogue.list_groups()
        ]
    }


def _question(
    kg: KnowledgeGraph, *, name: str, values: Mapping[str, str] | None = None, limit: int = 20
) -> Mapping[str, Any]:
    found = catalogue.find(name)
    kg = kg.choose_for(found)
    answer = answers.answer(kg.store, kg.texts, found, values or {}, base=kg.base_iri, most=limit)
    return answers.back(kg.store, kg.texts, answer, base=kg.base_iri).to_dict()


def _sparql(kg: KnowledgeGraph, *, query: str, limit: int = MOST) -> Mapping[str, Any]:
    # text alone: as the name of a file it would be read from this machine
    kg = kg.choose_for(catalogue.NamedQuery.parse(query))
    result = evaluation.run_remote(kg.store, query, base=kg.base_iri)
    if result.kind == "ask":
        return {"yes": result.answer}
    if result.kind == "graph":
        return {"total": len(result.triples), "graph": result.serialize("turtle").decode()}
    columns, rows = result.table()
    return {"columns": list(columns), "total": len(rows), "rows": [list(row) for row in rows[:limit]]}


def _person(kg: KnowledgeGraph, *, name: str) -> Mapping[str, Any]:
    return kg.who(name).to_dict()


def _brief(
    kg: KnowledgeGraph, *, about: str | None = None, since: str | None = None, limit: int = 12
) -> Mapping[str, Any]:
    brief = kg.brief(about=about, since=since).to_dict()
    return {**brief, "cards": brief["cards"][:limit]}


def _evidence(kg: KnowledgeGraph, *, id: str) -> Mapping[str, Any]:
    address = id if "://" in id else f"{kg.base_iri}{id.removeprefix('ex:')}"
    found = sayings.read_sayings(kg.store, kg.texts, [address]).get(address) if sayings.find_document(address) else None
    if found is None:
        raise QueryError(f"no claim or statement has the address {id!r}; take one from the rows of another answer")
    sentence = found.found.sentence
    article = sayings.read_articles(kg.store, [sentence.article])[sentence.article]
    text = kg.texts.get(sentence.article, "")
    return {
        "id": address,
        "is": "claim" if found.found.claims else "statement of the article",
        "content": found.content,
        **asdict(found.found),
        "article": asdict(article),
        "before": text[max(0, sentence.start - _AROUND) : sentence.start],
        "after": text[sentence.end : sentence.end + _AROUND],
    }


def _list_articles(kg: KnowledgeGraph, *, after: str = "", limit: int = MOST) -> Mapping[str, Any]:
    articles = sorted(sayings.read_articles(kg.store, kg.texts).values(), key=lambda article: article.identifier)
    behind = [article for article in articles if article.identifier > after]
    return {"total": len(articles), "articles": [asdict(article) for article in behind[:limit]]}


def _article(kg: KnowledgeGraph, *, id: str) -> Mapping[str, Any]:
    articles = sayings.read_articles(kg.store, kg.texts)
    wanted = [iri for iri, article in articles.items() if id in (iri, iri.rsplit("/", 1)[-1], article.identifier)]
    if not wanted:
        raise QueryError(f"no article is called {id!r}; list_articles has their ids")
    return {"article": asdict(articles[wanted[0]]), "text": kg.texts[wanted[0]]}


_LIMIT = Argument(name="limit", kind="number", description="At most so many rows.")
TOOLS = (
    Tool(
        name="ask",
        description="Answer a question in plain English about who said what, who denies, accuses, demands, supports "
        "or disputes what, through whom it is known and who holds which post. Says what it is understood as; the "
        "answer is rows with the exact sentences, never generated text. Start here.",
        arguments=(
            Argument(
                name="question", kind="text", description="'What does Mara Lind say about the dam?'", required=True
            ),
            _LIMIT,
        ),
        run=_ask,
    ),
    Tool(
        name="search",
        description="Find articles, claims or quotations that hold some words, with the sentences and their offsets.",
        arguments=(
            Argument(
                name="words",
                kind="text",
                description="'dam permit', '\"a phrase\"', 'permi*', 'one OR other', '-without'.",
                required=True,
            ),
            Argument(name="kind", kind="text", description="What holds the words.", choices=tuple(KINDS)),
            Argument(name="by", kind="text", description="Only what this person or body is said to say."),
            Argument(name="publisher", kind="text", description="Only articles that it published."),
            Argument(
                name="since", kind="text", description="Only articles issued on this day, month or year or later."
            ),
            Argument(name="until", kind="text", description="Only articles issued then or earlier."),
            _LIMIT,
        ),
        run=_search,
    ),
    Tool(
        name="brief",
        description="What is in dispute: each dispute or accusation with who says so, who rejects it, the reply, how "
        "many independent origins, and the sentences; then who speaks most, what is only alleged and what rests on "
        "unnamed people.",
        arguments=(
            Argument(name="about", kind="text", description="Only what is about or by this person, body or thing."),
            Argument(name="since", kind="text", description="Only what was published on this day or later."),
            _LIMIT,
        ),
        run=_brief,
    ),
    Tool(
        name="person",
        description="All that the graph has of one person, body or place: posts, what it says, what is said of it, who "
        "is for and against it, relations, articles, other names.",
        arguments=(
            Argument(name="name", kind="text", description="Its name in any case, or its address.", required=True),
        ),
        run=_person,
    ),
    Tool(
        name="evidence",
        description="The evidence behind one claim or statement: its exact sentence with offsets (code points), the "
        "article, who says it through whom, and the text around it.",
        arguments=(
            Argument(
                name="id", kind="text", description="The address of a claim or statement in a row.", required=True
            ),
        ),
        run=_evidence,
    ),
    Tool(
        name="article",
        description="The whole text of one article, in which the offsets of all answers count (code points).",
        arguments=(Argument(name="id", kind="text", description="Its identifier or address.", required=True),),
        run=_article,
    ),
    Tool(
        name="list_articles",
        description="List the articles by their identifiers: title, outlet, day, address.",
        arguments=(
            Argument(name="after", kind="text", description="Only those whose identifiers come after this one."),
            _LIMIT,
        ),
        run=_list_articles,
    ),
    Tool(
        name="list_questions",
        description="List the named questions with the values that they take.",
        arguments=(),
        run=_list_questions,
    ),
    Tool(
        name="question",
        description="Answer a named question of list_questions; rows come with the exact sentences.",
        arguments=(
            Argument(
                name="name", kind="text", description="The name of the question: 'who-denies-what'.", required=True
            ),
            Argument(name="values", kind="values", description='Its values by name: {"who": "Mara Lind"}.'),
            _LIMIT,
        ),
        run=_question,
    ),
    Tool(
        name="sparql",
        description="Answer a SPARQL 1.1 query; prefixes gk:, schema:, skos:, dcterms:, prov: and ex: are known. The "
        "graph is only read.",
        arguments=(Argument(name="query", kind="text", description="The query.", required=True), _LIMIT),
        run=_sparql,
    ),
)
"""The tools, those first that are asked most."""
