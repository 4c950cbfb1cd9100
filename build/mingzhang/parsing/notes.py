"""What reading left open: sections without text, unknown parts, lines in no section, items without a code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..layout import DocumentTree
from ..model import Document, ExecutionItem, Place, ReadingNote, Section, Term
from ..model.prose import LONGEST, piece_ends
from .glossary import item_names

PART_NAMES = {1: "概况", 2: "决算表", 3: "情况说明", 4: "重点工作", 5: "名词解释", 6: "附件"}
"""The six parts by what their titles say."""
EXPECTED_PARTS = (1, 2, 3, 5)
"""Parts that every disclosure has; 重点工作 and 附件 are some cities' own."""
MAX_LEFTOVERS = 20
MOST_DOUBTS = 200
"""Doubtful figures told one by one."""


def reading_notes(
    tree: DocumentTree, terms: Sequence[Term], items: Sequence[ExecutionItem] = ()
) -> tuple[ReadingNote, ...]:
    """The notes on the words of a disclosure, in Chinese for the public."""
    return (
        *_left_out(tree),
        *_parts(tree),
        *_empty_sections(tree.sections),
        *_leftovers(tree),
        *_lost_forms(tree),
        *_unresolved(terms),
        *notes_on_items(items),
        *long_paragraphs(tree.sections),
    )


def _left_out(tree: DocumentTree) -> Iterator[ReadingNote]:
    """How many lines are no content, so that the account of the source is complete."""
    out = tree.left_out
    counts = (
        ("目录", len(out.contents)),
        ("页码", len(out.page_numbers)),
        ("页眉页脚", len(out.running_titles)),
        ("表格线与图片位置", len(out.debris)),
    )
    stated = "、".join(f"{name} {count} 行" for name, count in counts if count)
    if stated:
        yield ReadingNote("left_out", f"不作为正文收录：{stated}")


def _parts(tree: DocumentTree) -> Iterator[ReadingNote]:
    for section in tree.unknown_parts:
        yield ReadingNote(
            "unknown_title",
            f"“{section.heading}”不是已知的部分名称，按前一部分收录",
            section.place,
        )
    found = {section.part for section in tree.sections}
    for number in EXPECTED_PARTS:
        if number not in found:
            yield ReadingNote("missing_part", f"没有读到“{PART_NAMES[number]}”部分")


def _empty_sections(sections: Sequence[Section]) -> Iterator[ReadingNote]:
    """Headings with neither text nor headings below; a statement's title is told by the statement's status."""
    for i, section in enumerate(sections):
        below = i + 1 < len(sections) and sections[i + 1].path.startswith(f"{section.path}.")
        if not section.blocks and not below and section.part != 2:
            yield ReadingNote("empty_section", f"“{section.heading}”之下没有文字", section.place)


def _leftovers(tree: DocumentTree) -> Iterator[ReadingNote]:
    """Printed lines that are in no section and were not left out knowingly: there should be none."""
    for number in tree.unplaced[:MAX_LEFTOVERS]:
        yield ReadingNote("leftover_line", "这一行没有收入任何章节", Place(number))


def _lost_forms(tree: DocumentTree) -> Iterator[ReadingNote]:
    """Forms whose columns are printed one below the other."""
    for form in tree.lost_forms:
        text = f"“{form.title or '自评表'}”各栏的文字先后印出，指标与数值不能对应，未读入"
        yield ReadingNote("leftover_line", text, Place(form.title_line) if form.title_line else None)


def _unresolved(terms: Sequence[Term]) -> Iterator[ReadingNote]:
    for term in terms:
        if term.code is None and item_names(term.term):
            text = f"名词解释中的“{term.term}”没有对应的功能分类科目"
            yield ReadingNote("unresolved_code", text, term.place)


def notes_on_items(items: Sequence[ExecutionItem]) -> Iterator[ReadingNote]:
    """Items told without their 款, where neither the code list nor the statements have one 项 alone of that name."""
    for item in items:
        if item.code is None and item.section is None and item.item:
            text = f"“{item.class_}”之下的“{item.item}”没有写明款，不能确定是哪一个科目，没有定编码"
            yield ReadingNote("unresolved_code", text, item.place)


def notes_on_pages(document: Document) -> Iterator[ReadingNote]:
    """What of the pages could not be read, and the figures recognised in pictures that are not sure."""
    if document.cut_off:
        yield ReadingNote("cut_off_file", "文件没有结尾，可能没有下载完整；缺少的页没有读入，请重新下载核对")
    for page in document.unread_pages:
        yield ReadingNote("unread_page", f"第{page}页有图像没有识别，其中的文字和数字没有读入")
    for doubt in document.doubts[:MOST_DOUBTS]:
        otherwise = f"，也可能是“{doubt.other}”" if doubt.other else ""
        if not doubt.read:
            text = f"第{doubt.place.page}页有一处像“{doubt.other}”的痕迹，没有当作数字读入，请核对原件"
            yield ReadingNote("doubtful_digit", text, doubt.place)
            continue
        text = f"“{doubt.read}”由图像识别，把握较低（{doubt.confidence:.2f}）{otherwise}，请核对原件"
        yield ReadingNote("doubtful_digit", text, doubt.place)
    if len(document.doubts) > MOST_DOUBTS:
        more = len(document.doubts) - MOST_DOUBTS
        yield ReadingNote("doubtful_digit", f"另有{more}个由图像识别的数字把握较低，请核对原件")


def long_paragraphs(sections: Sequence[Section]) -> tuple[ReadingNote, ...]:
    """Paragraphs too long to be read at once: how they were read, and what of them was not."""
    notes: list[ReadingNote] = []
    for passage in (passage for section in sections for passage in section.passages):
        length = len(passage.text)
        if length > LONGEST:
            read = max(piece_ends(passage.text))
            told = "已分段读取，跨过切口的数字可能漏读" if read == length else f"只读取了其中前{read}字"
            notes.append(ReadingNote("long_paragraph", f"这一段有{length}字，{told}", passage.place_at(0)))
    return tuple(notes)
