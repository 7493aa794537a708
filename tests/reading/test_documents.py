"""Files to text: what comes out of each kind, and what is said of one that cannot be read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from summitmap.errors import ReadingError
from summitmap.reading import documents
from summitmap.reading.documents import text_of

SENTENCE = "Ministeren reiste til Tromsø 3. mai.\r\nHun møtte ordføreren.\n"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", ["a.txt", "a.md", "A.TXT"])
def test_plain_text_comes_out_as_it_stands_with_its_line_ends(tmp_path: Path, name: str) -> None:
    assert text_of(written(tmp_path, name, SENTENCE)) == SENTENCE


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path, encoding: str) -> None:
    assert text_of(written(tmp_path, "a.txt", SENTENCE.encode(encoding))) == SENTENCE


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>Avisen</title></head><body>{body}</body></html>"


def test_a_web_page_gives_its_article_and_nothing_around_it(tmp_path: Path) -> None:
    body = (
        "<header>Avisen</header><nav>Meny</nav><article><h1>Møte i <em>Tromsø</em></h1>"
        "<script>var x = 'Oslo';</script><p>Hun kom\n  onsdag.<br>Han kom torsdag.</p>"
        "<!-- utkast --><figure><img src=x><figcaption>På kaia</figcaption></figure></article>"
        "<article>Kort notis</article><footer>Redaktør</footer>"
    )
    assert text_of(written(tmp_path, "a.html", page(body))) == (
        "Møte i Tromsø\n\nHun kom onsdag.\n\nHan kom torsdag.\n\nPå kaia"
    )


def test_a_web_page_without_an_article_gives_what_it_shows(tmp_path: Path) -> None:
    path = written(tmp_path, "a.htm", page("<div>En</div><p>To &amp; tre</p>løst"))
    assert text_of(path) == "En\n\nTo & tre\n\nløst"


def test_a_web_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    html = "<html><head><meta charset='iso-8859-1'></head><body><p>Bodø</p></body></html>"
    assert text_of(written(tmp_path, "a.html", html.encode("latin-1"))) == "Bodø"


def test_a_page_nested_deeper_than_python_calls_functions_is_read(tmp_path: Path) -> None:
    deep = "<div>" * 20_000 + "innerst" + "</div>" * 20_000
    assert "innerst" in text_of(written(tmp_path, "a.html", page(f"<p>ytterst</p>{deep}innerst")))


def test_a_word_document_gives_paragraphs_and_tables_in_their_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Reisen", 1)
    document.add_paragraph("Hun kom 3. mai.")
    document.add_paragraph("")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Tromsø", "3. mai"
    document.add_paragraph("Slutt.")
    document.save(str(tmp_path / "a.docx"))
    assert text_of(tmp_path / "a.docx") == "Reisen\n\nHun kom 3. mai.\n\nTromsø 3. mai\n\nSlutt."


def zipped(folder: Path, parts: dict[str, bytes]) -> Path:
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF", "articles are read from .txt, .md, .html, .htm, .docx"),
        ("a", b"x", "articles are read from"),
        ("a.txt", b"\xe6\xf8", "is not text in UTF-8"),
        ("a.txt", b"a\0b", "is not text"),
        ("a.txt", b" \n", "has no text in it"),
        ("a.html", b"<html><body><script>x</script></body></html>", "has no text in it"),
        ("a.html", b"<meta charset='klingon'>x", "is not text in KLINGON"),
        ("a.docx", b"PK no archive", "is not a whole Word document"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(ReadingError, match=said) as caught:
        text_of(written(tmp_path, name, content))
    assert "\n" not in str(caught.value)


def test_an_archive_that_is_no_word_document_is_called_broken(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="is not a whole Word document"):
        text_of(zipped(tmp_path, {"word/document.xml": b"<w/>"}))


def test_a_word_document_that_unpacks_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    parts = {"word/document.xml": b" " * (documents.LARGEST_FILE + 1)}
    with pytest.raises(ReadingError, match="is larger than 20 MB"):
        text_of(zipped(tmp_path, parts))


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(documents.LARGEST_FILE + 1)
    with pytest.raises(ReadingError, match="is larger than 20 MB"):
        text_of(path)


def test_a_file_that_is_not_there_and_a_folder_are_named(tmp_path: Path) -> None:
    (tmp_path / "mappe.txt").mkdir()
    for name in ("borte.txt", "mappe.txt"):
        with pytest.raises(ReadingError, match=f"{name} cannot be read"):
            text_of(tmp_path / name)
