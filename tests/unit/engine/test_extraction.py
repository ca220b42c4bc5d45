"""The text of attached files: real documents, what hides in them, and those that mean harm."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from documents import REPORT_HIDDEN, line, pdf, stream, word, write_report, zip_bomb
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor
from inglenook_engine import extract_docx
from inglenook_engine.extract_text import decode
from inglenook_engine.extract_types import ExtractAnswer, ExtractProblem, FileKind
from inglenook_engine.extraction import answer_for


def seen(answer: ExtractAnswer) -> str:
    return "".join(passage.text for passage in answer.passages if passage.hidden is None)


def hidden(answer: ExtractAnswer) -> dict[str, str]:
    return {passage.hidden.value: passage.text for passage in answer.passages if passage.hidden is not None}


# --- text


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Grüße\n".encode(), "Grüße\n", "utf-8"),
        ("\ufeffmarked".encode(), "marked", "utf-8"),
        ("Grüße an alle".encode("utf-16"), "Grüße an alle", "utf-16"),
        ("without a mark, in two bytes".encode("utf-16-le"), "without a mark, in two bytes", "utf-16-le"),
        ("without a mark, in two bytes".encode("utf-16-be"), "without a mark, in two bytes", "utf-16-be"),
        ("four bytes".encode("utf-32"), "four bytes", "utf-32"),
        ("caf\u00e9 \u201cquoted\u201d".encode("cp1252"), "café “quoted”", "cp1252"),
        (b"one\r\ntwo\rthree\x0cfour", "one\ntwo\nthree\nfour", "utf-8"),
        (b"\x1b[31mred\x1b[0m", "\ufffd[31mred\ufffd[0m", "utf-8"),
    ],
)
def test_text_of_any_common_encoding_is_read(data: bytes, text: str, encoding: str) -> None:
    answer = answer_for(data, suffix=".txt")
    assert (answer.problem, seen(answer), answer.encoding) == (None, text, encoding)


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 40, b"abc\0def", b"\xff\xfe\x00\xd8" * 9, zlib.compress(b"x" * 99)]
)
def test_what_is_no_text_is_named_so(data: bytes) -> None:
    assert answer_for(data, suffix=".txt").problem is ExtractProblem.BINARY


def test_a_text_without_anything_to_see_is_empty() -> None:
    assert answer_for(b"", suffix=".txt").problem is ExtractProblem.EMPTY
    assert answer_for(b" \n\t\r\n", suffix=".txt").problem is ExtractProblem.EMPTY


def test_a_table_keeps_its_quotes_and_is_measured_by_them() -> None:
    text = 'name,says\n"Ann","a, b\nand ""c"""\nBob,d\n'
    answer = answer_for(text.encode(), suffix=".csv")
    assert (answer.kind, answer.n_rows, answer.n_columns) == (FileKind.CSV, 3, 2)
    assert seen(answer) == text
    assert answer_for(b"a;b;c\n1;2;3\n", suffix=".csv").n_columns == 3


def test_ten_megabytes_of_text_are_read_and_seventeen_are_refused() -> None:
    assert len(seen(answer_for(b"0123456789abcde\n" * 655_360, suffix=""))) == 10 << 20
    answer = answer_for(b"0123456789abcde\n" * (17 << 16), suffix="")
    assert (answer.problem, int(answer.detail)) == (ExtractProblem.TOO_MUCH_TEXT, 17 << 20)


# --- characters that nobody sees


def test_a_message_in_tag_characters_is_spelled_and_told_apart() -> None:
    smuggled = "".join(chr(0xE0000 + ord(letter)) for letter in "say yes")
    answer = answer_for(f"A summary.{smuggled} The end.".encode(), suffix=".md")
    assert seen(answer) == "A summary. The end."
    assert hidden(answer) == {"tags": "say yes"}


def test_bytes_in_variation_selectors_are_spelled() -> None:
    smuggled = "".join(chr(0xFE00 + byte) if byte < 16 else chr(0xE0100 + byte - 16) for byte in b"obey")
    answer = answer_for(f"smile 😀{smuggled}!".encode(), suffix="")
    assert (seen(answer), hidden(answer)) == ("smile 😀!", {"selectors": "obey"})


def test_controls_of_direction_and_runs_without_width_are_told_apart() -> None:
    answer = answer_for("if admin: \u202e} \u2066// check\u200b\u200c\u200b\u200c\u200bend".encode(), suffix=".c")
    assert seen(answer) == "if admin: } // checkend"
    assert set(hidden(answer)) == {"direction", "zero_width"}


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d🔬 and ❤\ufe0f",
        "می\u200cخواهم",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "soft\u00adhyphen",
    ],
)
def test_characters_that_a_script_or_an_emoji_needs_stay(text: str) -> None:
    answer = answer_for(text.encode(), suffix="")
    assert (seen(answer), hidden(answer)) == (text, {})


def test_a_text_that_hides_something_everywhere_is_refused() -> None:
    answer = answer_for(("a\U000e0041" * 30_000).encode(), suffix="")
    assert (answer.problem, answer.passages) == (ExtractProblem.TOO_MUCH_HIDDEN, ())


# --- PDF


def test_pages_of_a_pdf_come_in_order_with_their_numbers() -> None:
    answer = answer_for(pdf([line("First page."), "", line("Third page.")]), suffix="")
    assert (answer.kind, answer.n_pages, answer.n_pages_read) == (FileKind.PDF, 3, 3)
    assert seen(answer).split() == ["[Page", "1]", "First", "page.", "[Page", "3]", "Third", "page."]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (line("obey", at=(72, 650), before="1 g"), "same_color"),
        (line("obey", at=(72, 650), before="1 1 1 rg"), "same_color"),
        (line("obey", at=(72, 650), before="0 0 0 0 k"), "same_color"),
        (line("obey", at=(72, 650), before="3 Tr"), "invisible"),
        (line("obey", at=(72, 650), size=0.5), "tiny"),
        (f"q 0.01 0 0 0.01 0 0 cm {line('obey', at=(7200, 65000))} Q ", "tiny"),
        (line("obey", at=(72, -400)), "off_page"),
        (line("obey", at=(4000, 400)), "off_page"),
    ],
)
def test_what_a_reader_of_the_page_does_not_see_is_told_apart(content: str, why: str) -> None:
    answer = answer_for(pdf([line("Before.") + content + line("After.", at=(72, 600))]), suffix="")
    assert seen(answer).split() == ["Before.", "After."]
    assert {name: text.strip() for name, text in hidden(answer).items()} == {why: "obey"}


def test_white_text_on_a_dark_ground_is_seen() -> None:
    heading = "q 0.1 0.2 0.4 rg 60 640 400 40 re f Q " + line("Heading", at=(72, 650), before="1 g")
    answer = answer_for(pdf([heading + line("Body", at=(72, 600), before="0 g")]), suffix="")
    assert (seen(answer).split(), hidden(answer)) == (["Heading", "Body"], {})


def test_hidden_words_within_a_line_are_told_apart() -> None:
    content = "BT /F1 12 Tf 72 700 Td (Pay ) Tj 1 g (nobody but me ) Tj 0 g (the baker) Tj ET"
    answer = answer_for(pdf([content]), suffix="")
    assert seen(answer).split() == ["Pay", "the", "baker"]
    assert hidden(answer)["same_color"].split() == ["nobody", "but", "me"]


def test_hidden_text_inside_a_form_is_told_apart() -> None:
    form = stream(
        line("hidden in a form", at=(72, 500), before="1 g").encode(),
        "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>",
    )
    data = pdf([line("Seen.") + "/Fm1 Do"], extra=[form], resources="/XObject << /Fm1 4 0 R >>")
    answer = answer_for(data, suffix="")
    assert (seen(answer).strip(), hidden(answer)["same_color"].strip()) == ("Seen.", "hidden in a form")


def test_what_was_recognised_under_a_scanned_page_is_its_text() -> None:
    answer = answer_for(pdf([line("recognised words", before="3 Tr")]), suffix="")
    assert (seen(answer).strip(), hidden(answer)) == ("recognised words", {})


def test_a_pdf_of_pictures_has_no_text() -> None:
    answer = answer_for(pdf(["", ""]), suffix="")
    assert (answer.problem, answer.detail) == (ExtractProblem.NO_TEXT, "2")


def test_pages_that_form_a_loop_end() -> None:
    data = pdf([line("text")]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    assert answer_for(data, suffix="").problem in (ExtractProblem.DAMAGED, ExtractProblem.BOMB, ExtractProblem.NO_TEXT)


def test_a_form_that_draws_itself_ends() -> None:
    form = stream(
        b"/Fm1 Do /Fm1 Do " + line("inside").encode(),
        "/Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> /XObject << /Fm1 4 0 R >> >>",
    )
    data = pdf([line("outside") + "/Fm1 Do"], extra=[form], resources="/XObject << /Fm1 4 0 R >>")
    answer = answer_for(data, suffix="")
    assert seen(answer).split() == ["outside", "inside"]


def test_a_page_that_unpacks_to_a_gigabyte_is_refused() -> None:
    packed = zlib.compress(b"\n" * (76 << 20), 9)
    data = pdf([line("x")], extra=[stream(packed, "/Filter /FlateDecode")]).replace(
        b"/Contents 6 0 R", b"/Contents 4 0 R"
    )
    assert answer_for(data, suffix="").problem in (ExtractProblem.BOMB, ExtractProblem.DAMAGED)


def test_a_damaged_pdf_is_named_so() -> None:
    whole = pdf([line("text")])
    problems = {answer_for(data, suffix="").problem for data in (b"%PDF-1.7\n", whole[:60], b"%PDF-" + bytes(2000))}
    assert problems == {ExtractProblem.DAMAGED}


def test_an_encrypted_pdf_is_named_so() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf([line("secret")]))))
    writer.encrypt("a password", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert answer_for(out.getvalue(), suffix="").problem is ExtractProblem.ENCRYPTED


# --- Word


def test_a_word_document_with_hidden_text_a_comment_and_a_table() -> None:
    answer = answer_for(word(write_report), suffix=".docx")
    assert answer.kind is FileKind.DOCX
    assert hidden(answer) == REPORT_HIDDEN
    text = seen(answer)
    assert text.startswith("The harvest was good")
    assert ", and dry.[0]" not in text
    assert "rye\t12 t\noats\t9 t\n" in text
    assert text.endswith("Comments:\n[0] Ann: Is that so?")


def test_white_words_on_a_shaded_cell_are_seen_and_a_hidden_style_is_not() -> None:
    def write(document: Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "Heading"
        cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="1F3864"/>'))
        style = document.styles.add_style("Ghost", 1)
        style.font.hidden = True
        document.add_paragraph("unseen", style="Ghost")
        document.add_paragraph("seen")

    answer = answer_for(word(write), suffix="")
    assert seen(answer).split() == ["Heading", "seen"]
    assert hidden(answer) == {"formatted": "unseen"}


def test_tracked_changes_text_boxes_footers_and_links_are_in_the_text() -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("kept ")
        for xml in (
            '<w:ins {0} w:id="1"><w:r><w:t>added </w:t></w:r></w:ins>',
            '<w:del {0} w:id="2"><w:r><w:delText>dropped</w:delText></w:r></w:del>',
            "<w:hyperlink {0}><w:r><w:t>linked</w:t></w:r></w:hyperlink>",
            "<w:r {0}><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
        ):
            paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
        document.sections[0].footer.paragraphs[0].text = "page foot"

    answer = answer_for(word(write), suffix="")
    assert seen(answer).split() == ["kept", "added", "linked", "boxed", "Footer:", "page", "foot"]
    assert hidden(answer) == {"deleted": "dropped"}


def test_a_zip_bomb_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract_docx, "MAX_UNPACKED_BYTES", 8 << 20)
    assert answer_for(zip_bomb(9 << 20), suffix=".docx").problem is ExtractProblem.BOMB


def test_entities_that_multiply_are_not_expanded() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(write_report))) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "word/document.xml":
                entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
                declaration = f'<!DOCTYPE w [<!ENTITY a0 "lol"><!ENTITY f SYSTEM "file:///etc/passwd">{entities}]>'
                end = data.index(b"?>") + 2
                data = data[:end] + declaration.encode() + data[end:].replace(b"harvest", b"&a11;&f;")
            target.writestr(entry.filename, data)
    answer = answer_for(out.getvalue(), suffix="")
    assert "root:" not in seen(answer)
    assert len(seen(answer)) < 1_000


@pytest.mark.parametrize(
    ("name", "kind"), [("xl/workbook.xml", "Excel"), ("content.xml", "OpenDocument"), ("anything", "zip")]
)
def test_other_archives_are_named(name: str, kind: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    answer = answer_for(out.getvalue(), suffix=".docx")
    assert (answer.problem, answer.detail) == (ExtractProblem.OTHER_KIND, kind)


def test_a_damaged_word_document_is_named_so() -> None:
    whole = word(write_report)
    assert answer_for(whole[: len(whole) // 2], suffix="").problem is ExtractProblem.DAMAGED


def test_decoding_is_quick_to_refuse() -> None:
    assert decode(b"\x00" * (8 << 20)) is None
