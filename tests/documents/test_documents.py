from __future__ import annotations

import io
import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit import documents
from graphkit.documents import decoding
from graphkit.documents.checks import find_markup, find_other_language
from graphkit.documents.headline import find
from graphkit.errors import InputError, Kind, Problem
from graphkit.model import Document

SENTENCE = "The minister said that the law would be changed. "


def read(*inputs: Path | str) -> tuple[list[Document], list[str]]:
    problems: list[Problem] = []
    return list(documents.read(inputs, problems=problems)), [problem.what for problem in problems]


def write(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


# -- text files


def test_a_text_is_the_file_unchanged(tmp_path: Path) -> None:
    text = "One line.\r\nAnother\rand  two spaces.\n\n\t“Quoted”\u200f, she said \U0001f600.\u2028End"
    (tmp_path / "a.txt").write_bytes(text.encode())
    found, problems = read(tmp_path / "a.txt")
    assert [document.text for document in found] == [text]
    assert found[0].identifier == "a.txt"
    assert problems == []


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    problems: list[Problem] = []
    decoded = decoding.decode(text.encode(), where="x", problems=problems)
    assert text.removeprefix("\ufeff") == decoded or "\0" in text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding_and_is_no_text(tmp_path: Path, encoding: str) -> None:
    text = "“Never,” said Zoë.\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    found, problems = read(tmp_path / "a.txt")
    assert found[0].text == text
    assert problems == []


def test_utf16_without_a_mark_is_recognised_and_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SENTENCE.encode("utf-16-be"))
    found, problems = read(tmp_path / "a.txt")
    assert found[0].text == SENTENCE
    assert problems == ["has no byte order mark; read as UTF-16-BE, a guess"]


def test_a_folder_is_read_in_the_order_of_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.TXT", "c.md", ".hidden.txt", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(SENTENCE + name, encoding="utf-8")
    found, problems = read(tmp_path)
    assert [document.identifier for document in found] == ["a/y.TXT", "a/z.txt", "b.txt"]
    assert problems == ["1 files in it are no articles by their names: not read"]


def test_standard_input_is_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SENTENCE.encode())))
    found, _ = read("-")
    assert (found[0].identifier, found[0].text) == ("stdin", SENTENCE)


def test_documents_are_read_when_they_are_drawn(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(SENTENCE + name, encoding="utf-8")
    problems: list[Problem] = []
    drawn = documents.read([tmp_path], problems=problems)
    next(drawn)
    (tmp_path / "b.txt").unlink()
    assert list(drawn) == []
    assert [problem.what for problem in problems] == ["was left out: no such file or directory"]


# -- records


def test_a_record_gives_its_fields(tmp_path: Path) -> None:
    record = {
        "id": "r1",
        "text": SENTENCE,
        "title": "Law",
        "date": "2022-09-01",
        "publisher": "Daily",
        "url": "https://example.org/1",
    }
    found, problems = read(write(tmp_path / "a.jsonl", record))
    assert problems == []
    assert found == [
        Document(
            text=SENTENCE,
            identifier="r1",
            title="Law",
            issued="2022-09-01",
            publisher="Daily",
            source="https://example.org/1",
        )
    ]


def test_a_record_without_an_id_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        "\n" + json.dumps({"text": SENTENCE}) + "\n" + json.dumps({"id": 7, "text": SENTENCE}), encoding="utf-8"
    )
    found, problems = read(tmp_path / "a.jsonl")
    assert [document.identifier for document in found] == ["a.jsonl:2", "7"]
    assert problems == []


def test_line_separators_in_a_record_do_not_cut_it(tmp_path: Path) -> None:
    line = json.dumps({"id": "x", "text": SENTENCE + "\u2028\u0085 More."}, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_bytes(line.encode())
    found, problems = read(tmp_path / "a.jsonl")
    assert [document.text for document in found] == [SENTENCE + "\u2028\u0085 More."]
    assert problems == []


def test_records_in_utf16_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(f'{{"text": "{SENTENCE}"}}\n'.encode("utf-16"))
    found, problems = read(tmp_path / "a.jsonl")
    assert [document.text for document in found] == [SENTENCE]
    assert problems == []


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("date", "last week", "its date 'last week' was left out: not of the form 2022-09-01"),
        ("url", "javascript:alert(1)", "its url 'javascript:alert(1)' was left out: no valid http or https address"),
        ("url", "https://a b", "its url 'https://a b' was left out: no valid http or https address"),
        ("title", ["x"], "its title was left out: it is no string"),
        ("id", True, "its id was left out: it is no string"),
    ],
)
def test_a_field_of_no_use_is_left_out_and_told(tmp_path: Path, field: str, value: object, told: str) -> None:
    found, problems = read(write(tmp_path / "a.jsonl", {"text": SENTENCE, field: value}))
    assert found == [Document(text=SENTENCE, identifier="a.jsonl:1", title=SENTENCE.strip())]
    assert problems == [told]


def test_a_date_with_a_time_is_kept(tmp_path: Path) -> None:
    found, problems = read(write(tmp_path / "a.jsonl", {"text": SENTENCE, "date": "2022-09-01T12:00:00Z"}))
    assert found[0].issued == "2022-09-01T12:00:00Z"
    assert problems == []


# -- boilerplate


@pytest.mark.parametrize(
    "line",
    [
        "300x250 Ad",
        "Advertisement",
        "ADVERTISEMENT",
        "Sponsored by Acme Tools",
        "Story continues below advertisement",
        "Copyright 2022 The Daily Planet. To see more, visit",
        "© 2021 Cable News",
        "© The Daily Planet",
        "All rights reserved.",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "Jane Doe contributed reporting.",
        "Jane Doe in Geneva and John Roe contributed to this report.",
        "Reporting by Jane Doe; Editing by John Roe",
        "Additional reporting by Jane Doe",
        "Daily Planet staff contributed to this report.",
        "By Jane Doe and John Roe",
        "Updated 3:14 PM ET, Tue May 3",
        "Photo: Jane Doe",
        "Jane Doe/Getty Images",
        "Support quality journalism, like the story above, with your gift right now.",
        "Sign up for our newsletter",
        "Subscribe now",
        "Become a member today",
        "Get the latest news in your inbox",
        "Read more: Rivers rise again",
        "Related stories",
        "WATCH: Rivers rise again",
        "Follow us on Twitter",
        "Follow Jane Doe on Twitter: @jane",
        "Share this article",
        "Click here to read the full report",
        "We use cookies to make this site work.",
        "Privacy Policy | Terms of Use",
        "Got a tip? Write to tips@planet.example",
        "Transcript provided by Planet Radio.",
        "Follow Planet reporter and archive founder Jane Doe on Bluesky at @jane.",
        "Jane Doe via Getty Images.",
        "Planet Pictures via AP",
        "Getty.",
        "- Reuters.",
        "ASSOCIATED PRESS",
        "(AP Photo/Jane Doe)",
        "Jane Doe / Reuters.",
        "(h/t Daily Planet.)",
        "Contributing: Jane Doe and John Roe.",
        "BYLINE: Jane Doe.",
        "Doe reported from Port Marsan; Roe, from Velde.",
        "(Additional reporting by Jane Doe in Velde; Editing by John Roe.)",
        "Co-authored by Jane Doe.",
        "This piece first appeared in the Daily Planet.",
        "A version of this article appears in print on May 3, on Page A1.",
        "An earlier version of this story said that the bridge had fallen.",
        "This article has been updated with comments from the mayor.",
        "Correction: An earlier version of this story misnamed the mayor of Velde.",
        "Editor’s note: The bridge was opened again after this was written.",
        "UPDATE:",
        "Watch the full interview with the mayor below:",
        "Watch above.",
        "The full poll can be found here.",
        "Sorry, this video is not available in your country.",
        "Your browser does not support the video tag.",
        "Enter your email address:",
        "Want more from Jane? Sign up for her newsletter.",
        "Do you support Dr. Jane Roe? Like the page:",
        "Please share this if you agree.",
        "PREVIOUSLY:",
        "Also on Daily Planet:",
        "EMAIL: jane@planet.example.",
        "jane@planet.example",
        "https://planet.example/bridge",
        "FULL TEXT.",
        "LENGTH: 612 words",
        "2 of 17 DOCUMENTS",
        "___.",
        "* * *",
        '<embed src="x"></embed>',
        ".photo, .photo img {",
        "p.lead {",
        "}",
        "font-family: Arial, sans-serif;",
        "-webkit-border-radius: 5px;",
        "8:05 p.m.",
        "The mayor opens the bridge. (Jane Doe/AFP/Getty Images)",
    ],
)
def test_a_line_that_is_no_part_of_the_article_is_marked(line: str) -> None:
    text = f"Prices rose.\n\n  {line} \r\nShe said so."
    [(start, end)] = documents.mark(text)
    assert text[start:end] == line


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday the river had risen, she said.",
        "Copyright law must change, the minister said.",
        "Reporting by state media was false, she said.",
        "Sponsored tours of the camps were offered, he said.",
        "Photographs show the camps.",
        "Support for the law has grown, she said.",
        "Follow the money, he said.",
        "Updated rules will come into force in 2023, the ministry said.",
        "Share prices fell.",
        '"Read the report," she said.',
        "Related work is under way, the office said.",
        "Advertisement spending fell by half.",
        "She contributed reporting on the war for ten years, and was shot for it.",
        "He reported from Kyiv that the shelling had stopped.",
        "Get the troops out, he said.",
        "This story was first reported to the police on Monday, she said.",
        "The article has been read by a million people, the ministry said.",
        "The video has been removed, the ministry said.",
        "Watch the border closely, he told the soldiers.",
        "Correction of the figures took a year, the office said.",
        "Contributing to the fund was a duty, she said.",
        "Follow the rules on Facebook, he said.",
        "Earlier: no one had been hurt, the mayor said.",
        "Also on Monday, the mayor resigned.",
        "Also on the list: Jane Roe.",
        "Reuters reported that the bridge had fallen.",
        "Getty refused to sell the picture.",
        "Want peace? Sign the treaty, he said.",
        "At 8:05 p.m. the bridge fell.",
        "position: she would not say what hers was;",
        "Roe reported from Kyiv that the shelling, heavy since May, had stopped.",
        "The mayor (an old friend) opened the bridge. (She had built it.)",
        "LONDON (Reuters) - The bridge has fallen, the mayor said.",
        "A note to the editor: the bridge has fallen.",
    ],
)
def test_a_line_of_the_article_is_not_marked(line: str) -> None:
    assert documents.mark(line) == ()


def test_the_foot_of_a_real_article_is_marked(shared: Path) -> None:
    [document], _ = read(shared / "data" / "article" / "un-report.txt")
    marked = [document.text[start:end] for start, end in document.boilerplate]
    lines = [line for line in document.text.split("\n") if line.strip()]
    assert marked == [line.strip() for line in lines[-5:]]


def test_no_line_of_real_articles_is_marked_that_people_read_a_claim_in(shared: Path) -> None:
    """People marked what is no part of an article as 'Discard'."""
    folder = shared / "data" / "attribution" / "train"
    found, problems = read(folder / "text")
    assert len(found) == len([*(folder / "text").glob("*.txt")])
    told = r"holds \d+ HTML tags, read as text; name it \.html .*"
    assert all(re.fullmatch(told, problem) for problem in problems)
    discarded = reached = 0
    for document in found:
        gold = (folder / "gold" / document.identifier).with_suffix(".ann").read_text(encoding="utf-8")
        for row in (line.split("\t") for line in gold.splitlines() if re.match(r"T\d+\t", line)):
            for start, end in re.findall(r"(\d+) (\d+)", row[1]):
                hit = any(int(start) < last and first < int(end) for first, last in document.boilerplate)
                assert not hit or row[1].startswith("Discard"), (document.identifier, row)
                discarded += row[1].startswith("Discard")
                reached += hit
    assert reached >= 0.88 * discarded > 0


def test_no_line_takes_long_to_tell() -> None:
    seeds = (
        "a",
        "A ",
        "Aa ",
        "a, ",
        "- ",
        "Aa Bb and ",
        "a: b;",
        "Aa reported from Bb, ",
        "x@",
        "By Aa ",
        "(AP ",
        "? Like the ",
    )
    text = "\n".join((seed * 300)[:299] + tail for seed in seeds for tail in "!{)")
    started = time.process_time()
    assert documents.mark(text + "\nGetty.")
    assert time.process_time() - started < 1


# -- what can be read


@pytest.mark.parametrize(
    "text",
    [
        "De minister zei dat de regering de wet nog in dit jaar zou willen veranderen, maar dat was niet waar. " * 2,
        "Der Minister sagte, dass die Regierung das Gesetz noch in diesem Jahr ändern werde, so der Sprecher. " * 2,
        "Le ministre a dit que le gouvernement changerait la loi dans le courant de l'année, selon son bureau. " * 2,
        "El ministro dijo que el gobierno cambiaría la ley a lo largo del año, según su oficina en la capital. " * 2,
        "O ministro disse que o governo mudaria a lei ao longo do ano, segundo o seu gabinete na capital do país. " * 2,
        "Il ministro ha detto che il governo cambierà la legge nel corso dell'anno, secondo il suo ufficio. " * 2,
        "Ministeren sagde, at regeringen ville ændre loven i løbet af året, men det var ikke sandt, for ham. " * 2,
        "部长表示,政府将在今年内修改法律。",
        "قال الوزير إن الحكومة ستغير القانون خلال العام.",
        "Министр заявил, что правительство изменит закон в течение года.",
    ],
)
def test_another_language_is_recognised(text: str) -> None:
    assert find_other_language(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Bürgermeister sagte, die Brücke werde noch in diesem Jahr wieder geöffnet.", "German"),
        ("Le maire a annoncé que le pont rouvrirait avant la fin de l'année.", "French"),
        ("El alcalde anunció que el puente volvería a abrirse antes de fin de año.", "Spanish"),
        ("Il sindaco ha annunciato che il ponte riaprirà entro la fine dell'anno.", "Italian"),
        ("De burgemeester zei dat de brug nog dit jaar weer opengaat voor het verkeer.", "Dutch"),
        ("Burmistrz zapowiedział, że most zostanie ponownie otwarty przed końcem roku.", "Polish"),
        ("Starosta oznámil, že most bude znovu otevřen do konce roku.", "Czech"),
        ("A polgármester közölte, hogy a hidat még az idén újra megnyitják.", "Hungarian"),
        ("Kaupunginjohtaja kertoi, että silta avataan uudelleen ennen vuoden loppua.", "Finnish"),
        ("Belediye başkanı köprünün yıl sonundan önce yeniden açılacağını söyledi.", "Turkish"),
        ("Мэр сообщил, что мост снова откроют до конца года.", "Russian"),
        ("Ο δήμαρχος είπε ότι η γέφυρα θα ανοίξει ξανά πριν από το τέλος του έτους.", "Greek"),
        ("市长表示,这座桥将在年底前重新开放。", "Chinese"),
        ("市長は、橋は年内に再開すると述べた。", "Japanese"),
        ("시장은 다리가 올해 안에 다시 열릴 것이라고 말했다.", "Korean"),
    ],
)
def test_one_sentence_in_another_language_is_told_by_its_name(text: str, language: str) -> None:
    assert find_other_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Still to come: results in Marsan, Velde and Sela.",
        "Estrelian president wins Varnia primary.",
        "Julián Álvarez scores twice, Jürgen Klopp says.",
        "The mayor of Düsseldorf told the Frankfurter Allgemeine Zeitung: Wir schaffen das.",
        "A: I felt just really helpless and hopeless and I just felt like my life was ruined, my family was ruined, "
        "everything was ruined, and nobody cared.",
    ],
)
def test_english_with_hardly_a_function_word_is_english(text: str) -> None:
    assert find_other_language(text) is None


def test_articles_in_other_languages_are_told_in_one_line() -> None:
    what = "was left out: it is in {}, not in English"
    problems = [
        Problem(where=f"{number}.txt", what=what.format(name), kind=Kind.LANGUAGE)
        for number, name in enumerate(["French", "German", "another language", "German"])
    ]
    noted = Problem(where="x", what="y")
    assert documents.summarise([problems[0], noted]) == [problems[0], noted]
    assert [str(problem) for problem in documents.summarise([*problems, noted])] == [
        "x: y",
        "0.txt and others: 4 articles were left out: they are not in English (German 2, French 1, another language 1)",
    ]


@pytest.mark.parametrize("text", [SENTENCE, SENTENCE * 9, "Xi Jinping.", "\U0001f600", "12 34", "Prices up 3%"])
def test_english_and_what_is_too_short_to_tell_pass(text: str) -> None:
    assert find_other_language(text) is None


def test_comparisons_are_no_markup() -> None:
    assert find_markup("a < b and c > d, x<y") == 0
    assert find_markup("<p>She said <b>no</b></p><br/>") == 3


def test_make_refuses_what_is_no_text() -> None:
    with pytest.raises(InputError, match="empty"):
        documents.make(" \n")
    with pytest.raises(InputError, match="surrogates"):
        documents.make("a\ud800b")
    assert documents.make("Advertisement\nYes.").boilerplate == ((0, 13),)


PARAGRAPH = "The bridge over the Sela was closed on Monday after the flood, the mayor of Port Marsan said."


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Bridge closed after flood\n\nThe bridge was closed.\n", "Bridge closed after flood"),
        (
            "Advertisement\r\n\r\nBridge closed after flood\r\n\r\nThe bridge was closed.\r\n",
            "Bridge closed after flood",
        ),
        ("The bridge was closed.\n\nIt will stay so.\n", None),
        ("Bridge closed after flood\nThe bridge was closed.\n", None),
        ("Bridge closed\n\nIt was.\n", None),
        ('"Close the bridge at once"\n\nsaid the mayor.\n', None),
        ("Bridge closed after flood", None),
        (f"Bridge closed after flood.\n\n{PARAGRAPH}\n", "Bridge closed after flood."),
        (f"Mayor Says The Bridge Is Closed.\n\n{PARAGRAPH}\n", "Mayor Says The Bridge Is Closed."),
        (f"The bridge was closed on Monday.\n\n{PARAGRAPH}\n", None),
        (f"She closed bridges. Ministers protested.\n\n{PARAGRAPH}\n", None),
        ("Why Does The Mayor Close Every Bridge?\n\nHe would not say.\n", "Why Does The Mayor Close Every Bridge?"),
        ("Who closed the bridge?\n\nThe mayor did.\n", None),
        ("‘Safe’ Bridge Closed Again After Flood.\n\nIt was shut.\n", "‘Safe’ Bridge Closed Again After Flood."),
        (
            "The Latest: Mayor closes the bridge.\n\nPORT MARSAN, May 4 (AP) — The latest on the flood.\n",
            "The Latest: Mayor closes the bridge.",
        ),
        (
            "Bridge: An old quarrel; \nThe flood was the last straw.\n\nABSTRACT.\n\nIt rained.\n",
            "Bridge: An old quarrel",
        ),
        ("The mayor closed it;\n\nthen he left.\n", None),
    ],
)
def test_headline_of_a_plain_text(text: str, headline: str | None) -> None:
    made = documents.make(text)
    assert find(text, made.boilerplate) == headline
    assert made.title == headline or headline is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The bridge was closed on Monday. It will stay so.\n", "The bridge was closed on Monday."),
        (f"She closed bridges. Ministers protested.\n\n{PARAGRAPH}\n", "She closed bridges. Ministers protested."),
        (f"IN BRIEF.\n\nOSLO (AP) — {PARAGRAPH} He left.\n", f"{PARAGRAPH[:87]}…"),
        ("Advertisement\n\nNo.\n", "No."),
    ],
)
def test_an_article_without_a_headline_is_called_by_its_first_words(text: str, title: str) -> None:
    assert documents.make(text).title == title


def test_a_dateline_names_the_agency(tmp_path: Path) -> None:
    text = "PORT MARSAN, Dec. 14, 2031 (UPI) — The bridge was closed by the mayor of the town.\n"
    found, _ = read(write(tmp_path / "a.jsonl", {"text": text}, {"text": text, "publisher": "Halden Gull"}))
    assert [document.publisher for document in found] == ["United Press International", "Halden Gull"]


def test_title_of_a_record_outranks_the_headline(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    text = "Bridge closed after flood\n\nThe bridge was closed by the mayor of the town.\n"
    path.write_text(json.dumps({"id": "a", "text": text, "title": "Flood"}) + "\n", encoding="utf-8")
    (document,) = documents.read([path], problems=[])
    assert document.title == "Flood"


def test_a_single_terse_sentence_is_english() -> None:
    english = (
        "Varnian soldiers killed three ethnic Estrelians in a gunbattle in southern Corvane Friday, a council "
        "representing Estrelians in a border town said in remarks published in a newspaper here on Sunday, a day of "
        "mourning."
    )
    french = (
        "Le ministre a déclaré jeudi que son gouvernement ne modifierait plus la loi avant l'été, "
        "mais plusieurs députés de sa majorité réclament depuis des semaines une réforme rapide."
    )
    assert find_other_language(english) is None
    assert find_other_language(french)


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("OSLO, 12 March 2016 (Wire) - The bridge was closed.", "a.txt", "2016-03-12"),
        ("(Nairobi, May 14, 2024) \u2013 The bridge was closed.", "a.txt", "2024-05-14"),
        (
            "Bridge closed\n\nPublished on Tuesday, 3 May 2016 at 10:15 GMT\n\nThe bridge was closed.",
            "a.txt",
            "2016-05-03",
        ),
        ("The bridge was closed.", "wire_2016-03-15_bridge.txt", "2016-03-15"),
        ("The bridge was closed.", "wire-20160315.txt", "2016-03-15"),
        ("The bridge was closed.", "2016/03/15/bridge.txt", "2016-03-15"),
        ("OSLO, 12 March 2016 - The bridge was closed.", "wire_2016-03-15.txt", "2016-03-12"),
        ("The bridge was closed on 12 March 2016 - a Saturday.", "a.txt", None),
        ("A deal of July 14, 2015 explained\n\nThe bridge was closed.", "a.txt", None),
        ("OSLO, 31 February 2016 - The bridge was closed.", "a.txt", None),
        ("The bridge was closed.", "2016-02-31.txt", None),
        ("The bridge was closed.", "id-1201603154.txt", None),
    ],
)
def test_the_day_of_an_article_is_in_its_dateline_or_its_name(
    tmp_path: Path, text: str, name: str, day: str | None
) -> None:
    file = tmp_path / "in" / name
    file.parent.mkdir(parents=True)
    file.write_text(text + "\n", encoding="utf-8")
    (document,) = documents.read([tmp_path / "in"], problems=[])
    assert document.issued == day


def test_metadata_outrank_what_a_dateline_or_a_name_says(tmp_path: Path) -> None:
    path = tmp_path / "2016-03-15.jsonl"
    lines = [
        {"id": "a", "text": "OSLO, 12 March 2016 - The bridge was closed.", "date": "2016-03-13"},
        {"id": "b", "text": "The bridge was closed again.", "url": "https://example.org/2016/03/14/bridge"},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert [document.issued for document in documents.read([path], problems=[])] == ["2016-03-13", "2016-03-14"]
