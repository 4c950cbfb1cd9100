"""`datasette_metadata.yml` is the catalogue's, beside what people wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from made_up_database import made_up_portal
from mingzhang.catalogue import TABLES
from mingzhang.portal import Portal
from mingzhang.serving import ServeError, metadata
from mingzhang.serving.canned import canned_queries

FILE = Path(__file__).resolve().parent.parent / metadata.FILE_NAME


def test_the_committed_file_says_what_the_catalogue_says() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert metadata.render(text) == text, "run: python -m mingzhang.serving.metadata"


def test_every_table_and_column_has_a_chinese_title_and_description() -> None:
    known = yaml.safe_load(FILE.read_text(encoding="utf-8"))["databases"]["disclosures"]["tables"]
    assert list(known) == [table.name for table in TABLES]
    for table in TABLES:
        assert known[table.name]["title"] == table.zh
        assert known[table.name]["description"] == table.description
        assert list(known[table.name]["columns"]) == [column.name for column in table.columns]
    assert known["expenditure_by_function"]["columns"]["basic"] == "基本支出（万元）"
    assert known["expenditure_by_function"]["columns"]["code"] == "科目编码：支出功能分类科目编码；合计行为空"


def test_facets_and_labels_name_columns_that_exist() -> None:
    columns = {table.name: {column.name for column in table.columns} for table in TABLES}
    for table in TABLES:
        known = metadata.table_metadata(table)
        assert {*known.get("facets", ()), known.get("label_column", "source_line")} - columns[table.name] <= {
            "source_line"
        }


def test_what_people_wrote_is_kept() -> None:
    text = FILE.read_text(encoding="utf-8")
    own = (
        text.replace("about: 数据说明", "about: 我们的说明").rstrip("\n")
        + "\n      ours:\n        sql: select 1\n"
    )
    own = own.replace("公开决算的部门，一个部门一行。", "改坏了的说明")
    mended = metadata.render(own)
    assert "about: 我们的说明" in mended
    assert "改坏了的说明" not in mended
    assert yaml.safe_load(mended)["databases"]["disclosures"]["queries"]["ours"] == {"sql": "select 1"}


def test_a_file_without_the_markers_is_refused() -> None:
    with pytest.raises(
        ServeError, match=r"^datasette_metadata\.yml: the marker lines of the made part are gone"
    ):
        metadata.render("title: x\n")


def test_title_and_licence_come_from_the_portal_and_sql_is_never_opened_here(tmp_path: Path) -> None:
    file = tmp_path / metadata.FILE_NAME
    file.write_text("allow_sql: true\ndatabases:\n  disclosures:\n    allow_sql: true\n", encoding="utf-8")
    known = metadata.load(Portal(root=tmp_path, title="某市决算", licence="CC0-1.0"))
    assert known == {
        "title": "某市决算",
        "description": Portal().description,
        "license": "CC0-1.0",
        "databases": {"disclosures": {}},
    }


SHAPE = "must hold names with what belongs to each; restore it from the shipped file"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: [", ", line 1: not YAML: expected the node content, but found '<stream end>'"),
        ("a: 1\n b: 2\n", ", line 2: not YAML: mapping values are not allowed here"),
        ("- a\n", ": no section `databases`; restore it from the shipped file"),
        ("databases: 3\n", f": `databases` {SHAPE}"),
        ("databases:\n  disclosures: [1]\n", f": `disclosures` {SHAPE}"),
        ("databases:\n  disclosures:\n    tables: 3\n", f": `tables` {SHAPE}"),
        (
            "databases:\n  disclosures:\n    tables:\n      rules: 3\n",
            ": table rules is described by nothing that has keys; mend or remove it",
        ),
        (
            "databases:\n  disclosures:\n    queries:\n      x: {title: a}\n",
            ": query x has no `sql`; write it or take the query out",
        ),
        (
            "databases:\n  disclosures:\n    queries:\n      x: 3\n",
            ": query x has no `sql`; write it or take the query out",
        ),
    ],
)
def test_a_broken_file_is_one_clear_line(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / metadata.FILE_NAME
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ServeError) as error:
        metadata.load(Portal(root=tmp_path))
    assert str(error.value) == f"{file}{message}"


def test_a_missing_file_is_the_starters_and_an_empty_section_is_one(tmp_path: Path) -> None:
    file = tmp_path / metadata.FILE_NAME
    tables = metadata.load(Portal(root=tmp_path))["databases"]["disclosures"]["tables"]
    assert tables.keys() == {table.name for table in TABLES}
    file.write_text("databases:\n  disclosures:\n", encoding="utf-8")
    assert metadata.load(Portal(root=tmp_path))["databases"] == {"disclosures": {}}


def test_write_changes_the_file_once(tmp_path: Path) -> None:
    file = tmp_path / metadata.FILE_NAME
    file.write_text(f"databases:\n  disclosures:\n{metadata.BEGIN}\n{metadata.END}\n", encoding="utf-8")
    assert [metadata.write(file), metadata.write(file)] == [True, False]
    assert metadata.load(made_up_portal())["databases"]["disclosures"]["tables"].keys() == {
        table.name for table in TABLES
    }


def test_every_question_has_a_title_a_sentence_and_named_parameters() -> None:
    from mingzhang.serving.canned import PARAMETERS

    for query in canned_queries():
        assert query.title and query.description.endswith("。")
        assert set(query.parameters) <= set(PARAMETERS)
