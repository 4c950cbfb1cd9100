"""The files that last: what is in them, that they are valid, and that the same data gives the same bytes."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyarrow.parquet as pq
import pytest

from made_up_database import DEPARTMENTS, FORMULA, SHOUTED, YEARS, made_up_portal, make_database
from mingzhang.catalogue import TABLES
from mingzhang.exports import (
    citation,
    data_version,
    dataset_json,
    release_of,
    script_json,
    write_exports,
    writing,
)
from mingzhang.exports.changes import changes_between
from mingzhang.exports.fiscal import FUNCTIONAL
from mingzhang.exports.frames import MANY as LISTED_ELSEWHERE
from mingzhang.exports.table_rows import EXPORTED, csv_path, open_database
from mingzhang.exports.text_files import defused
from mingzhang.exports.workbooks import write_workbook

pytestmark = pytest.mark.slow

PORTAL = made_up_portal(title="某市决算", base_url="https://example.org/money/", notice="数据全部为虚构。")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_database(tmp_path_factory.mktemp("built") / "disclosures.db")


@pytest.fixture(scope="module")
def data(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports") / "data"
    write_exports(database, folder, PORTAL)
    return folder


def read_csv(file: Path) -> list[dict[str, str]]:
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def read_json(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


# ------------------------------------------------------------------------------------------------ tables as files


def test_every_table_leaves_in_three_forms_and_running_text_in_two(data: Path) -> None:
    names = {table.name for table in TABLES if table.view is None} - {"search_documents"}
    texts = {"source_lines", "paragraphs", "sections"}
    assert {file.name.partition(".")[0] for file in (data / "jsonl").iterdir()} == names
    assert {file.name.partition(".")[0] for file in (data / "csv").iterdir()} == names - texts
    for name in texts:
        for kind, end in (("jsonl", ".jsonl.gz"), ("parquet", ".parquet")):
            assert {file.name for file in (data / kind / name).iterdir()} == {
                f"{year}{end}" for year in YEARS
            }


def test_tables_of_hundreds_of_rows_a_document_are_compressed(data: Path) -> None:
    packed = {file.name for file in (data / "csv").iterdir() if file.suffix == ".gz"}
    assert "key_figures.csv.gz" in packed and "check_results.csv.gz" in packed
    assert "disclosures.csv" not in packed and not any("expenditure" in name for name in packed)


def test_csv_opens_in_excel_and_runs_no_formula(data: Path) -> None:
    raw = (data / "csv" / "revenue_expenditure_summary.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfdisclosure_id,")
    assert raw.count(b"\n") == 7
    assert {row["item"] for row in read_csv(data / "csv" / "revenue_expenditure_summary.csv")} == {
        f"'{FORMULA}"
    }


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\rx", "'\rx"), ("＝1", "'＝1"),
        ("2010301", "2010301"), ("收入", "收入"), ("", ""), (None, None), (-3.5, -3.5), (0, 0),
    ],
)  # fmt: skip
def test_formulas_are_defused_and_numbers_left_alone(value: str | float | None, written: object) -> None:
    assert defused(value) == written


def test_json_lines_keep_texts_and_nulls_as_they_are(data: Path) -> None:
    lines = gzip.decompress(
        (data / "jsonl" / "revenue_expenditure_summary.jsonl.gz").read_bytes()
    ).splitlines()
    assert json.loads(lines[0]) == {
        "disclosure_id": "baisha-jiedao-2022",
        "position": 1,
        "side": "revenue",
        "line_no": 1,
        "item": FORMULA,
        "amount": 200.0,
        "source_line": 1,
        "source_page": None,
        "source_box": None,
        "source_cell": None,
        "repaired": None,
        "disputed": None,
    }


def test_parquet_has_one_file_per_table_and_year(data: Path) -> None:
    folder = data / "parquet" / "expenditure_by_function"
    assert sorted(file.name for file in folder.iterdir()) == ["2022.parquet", "2023.parquet"]
    table = pq.read_table(folder / "2023.parquet")
    assert table.num_rows == 8 + 4 + 8
    assert table.schema.field("total").metadata[b"unit"].decode() == "万元"
    assert table.schema.field("code").type == "string"
    first = table.slice(0, 2).to_pylist()
    assert [(row["disclosure_id"], row["code"], row["total"]) for row in first] == [
        ("baisha-jiedao-2023", None, 351.75),
        ("baisha-jiedao-2023", "2010301", 201.0),
    ]
    assert pq.read_table(data / "parquet" / "departments.parquet").num_rows == 3
    assert pq.read_table(data / "parquet" / "indicators" / "2022.parquet").num_rows == 9
    assert not (data / "parquet" / "state_capital_expenditure").exists()


def json_lines_of(data: Path, table: str) -> list[dict[str, object]]:
    files = sorted((data / "jsonl").glob(f"{table}.jsonl.gz")) or sorted((data / "jsonl" / table).iterdir())
    return [json.loads(line) for file in files for line in gzip.decompress(file.read_bytes()).splitlines()]


def test_all_rows_are_in_every_form(data: Path, database: Path) -> None:
    conn = sqlite3.connect(database)
    for table in EXPORTED:
        (count,) = conn.execute(f"SELECT count(*) FROM {table.name}").fetchone()
        whole = data / "parquet" / f"{table.name}.parquet"
        files = [whole] if whole.exists() else sorted((data / "parquet" / table.name).glob("*.parquet"))
        if path := csv_path(table):
            assert len(read_csv(data / path)) == count
        assert len(json_lines_of(data, table.name)) == count
        assert sum(pq.read_metadata(file).num_rows for file in files) == count


def test_the_database_comes_back_from_its_archive(data: Path, database: Path) -> None:
    assert gzip.decompress((data / "disclosures.db.gz").read_bytes()) == database.read_bytes()


def sheet(file: Path, number: int) -> str:
    """A sheet's XML with its strings put in."""
    with zipfile.ZipFile(file) as book:
        namespace = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
        strings = ["".join(si.itertext()) for si in ET.fromstring(book.read("xl/sharedStrings.xml"))]
        root = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
        shown = []
        for row in root.iter(f"{namespace}row"):
            cells: list[str] = []
            for cell in row:  # blank cells are not in the file
                cells += [""] * (ord((cell.get("r") or "")[0]) - ord("A") - len(cells))
                value = cell.findtext(f"{namespace}v") or ""
                cells.append(strings[int(value)] if cell.get("t") == "s" and value else value)
            shown.append(" | ".join(cells))
        return "\n".join(shown)


def test_a_workbook_per_disclosure_laid_out_like_its_statements(data: Path) -> None:
    assert len(list((data / "xlsx").iterdir())) == len(DEPARTMENTS) * len(YEARS)
    file = data / "xlsx" / "qingxi-jiedao-2023.xlsx"
    assert sheet(file, 4).splitlines()[:6] == [
        "公开03表 支出决算表",
        "金额单位：万元",
        "科目编码 | 项目 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出 | 原文行号",
        " | 合计 | 176.75 | 88.375 | 88.375 |  |  |  | 1",
        "201 | 201 | 151.5 | 75.75 | 75.75 |  |  |  | 2",
        "20103 | 20103 | 151.5 | 75.75 | 75.75 |  |  |  | 3",
    ]
    assert (
        sheet(file, 2).splitlines()[2] == "行次 | 收入 | 金额 | 原文行号 |  | 行次 | 支出 | 金额 | 原文行号"
    )
    assert "原文有此表，但数据未能从文件中提取；空白不等于零。" in sheet(file, 8)
    assert "预算数 | 10.1" in sheet(file, 10)
    with zipfile.ZipFile(file) as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist())  # `=HYPERLINK(1)` stays a text
    assert FORMULA in sheet(file, 2)


def test_a_workbook_marks_what_is_disputed_or_repaired(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "disclosures.db"
    copy.write_bytes(database.read_bytes())
    with closing(sqlite3.connect(copy)) as conn, conn:
        conn.execute(
            "UPDATE expenditure_by_function SET disputed = '1,4', repaired = '金额断开' WHERE position = 2"
        )
    file = tmp_path / "x.xlsx"
    write_workbook(open_database(copy), "qingxi-jiedao-2023", PORTAL, file)
    assert "原文行号 | 存疑（核对序号） | 修补说明" in sheet(file, 4)
    assert "| 2 | 1,4 | 金额断开" in sheet(file, 4)
    assert "存疑" not in sheet(file, 2)


def test_a_workbook_of_nobody(database: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write_workbook(open_database(database), "nobody-2023", PORTAL, tmp_path / "x.xlsx")


# -------------------------------------------------------------------------------------------------- descriptions


@pytest.mark.parametrize("package", ["datapackage.json", "fiscal/datapackage.json"])
def test_frictionless_finds_the_packages_valid(data: Path, package: str) -> None:
    command = [Path(sys.executable).with_name("frictionless"), "validate", "--json", package]
    done = subprocess.run(command, cwd=data, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["valid"], [task["errors"][:2] for task in report["tasks"]]
    assert report["stats"]["tasks"] == (len(EXPORTED) if package == "datapackage.json" else 5)


def test_frictionless_would_find_a_broken_foreign_key(data: Path, tmp_path: Path) -> None:
    for file in ("datapackage.json", *(each.relative_to(data) for each in data.glob("[cj]s*/**/*.*"))):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes((data / file).read_bytes())
    broken = tmp_path / "csv" / "disclosures.csv"
    broken.write_bytes(broken.read_bytes().replace(b'"baisha-jiedao",2023', b'"missing-jiedao",2023'))
    command = [Path(sys.executable).with_name("frictionless"), "validate", "--json", "datapackage.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    errors = [error["type"] for task in json.loads(done.stdout)["tasks"] for error in task["errors"]]
    assert "foreign-key" in errors


def test_the_package_says_what_the_catalogue_says(data: Path) -> None:
    package = read_json(data / "datapackage.json")
    assert package["licenses"] == [
        {"name": "CC-BY-4.0", "path": "https://spdx.org/licenses/CC-BY-4.0.html", "title": "CC-BY-4.0"}
    ]
    assert "数据全部为虚构。" in package["description"]
    spending = next(r for r in package["resources"] if r["name"] == "expenditure-by-function")
    assert spending["title"] == "支出决算表"
    assert spending["schema"]["primaryKey"] == ["disclosure_id", "position"]
    assert spending["schema"]["foreignKeys"] == [
        {"fields": ["disclosure_id"], "reference": {"resource": "disclosures", "fields": ["id"]}}
    ]
    total = next(field for field in spending["schema"]["fields"] if field["name"] == "total")
    assert total == {"name": "total", "type": "number", "title": "本年支出合计", "unit": "万元"}


def test_the_fiscal_package_counts_nothing_twice(data: Path) -> None:
    rows = read_csv(data / "fiscal" / "expenditure_by_function.csv")
    assert len(rows) == 3 * len(DEPARTMENTS) * len(YEARS)
    assert sum(float(row["total"]) for row in rows if row["fiscal_year"] == "2022") == 1.75 * 600


def test_the_fiscal_package_maps_every_functional_statement(data: Path) -> None:
    package = read_json(data / "fiscal" / "datapackage.json")
    assert [resource["path"] for resource in package["resources"]] == [
        "revenue_by_function.csv",
        "expenditure_by_function.csv",
        "general_budget_expenditure.csv",
        "government_fund.csv",
        "state_capital_expenditure.csv",
    ]
    assert package["fiscalPeriod"] == {"start": "2022-01-01", "end": "2023-12-31"}
    spending = package["resources"][1]["schema"]
    fields = {field["name"]: field for field in spending["fields"]}
    assert fields["code"]["columnType"] == "functional-classification:generic:code"
    assert fields["basic"] == {
        "name": "basic", "type": "number", "title": "基本支出", "unit": "万元", "normalize": {"measure": "basic"},
    }  # fmt: skip
    assert [extra["name"] for extra in spending["extraFields"]] == [
        "amount",
        "measure",
        "currency",
        "phase",
        "direction",
    ]
    assert spending["extraFields"][-1]["constant"] == "expenditure"
    assert "direction" not in [e["name"] for e in package["resources"][3]["schema"]["extraFields"]]


def test_dcat_lists_every_file_with_its_digest(data: Path) -> None:
    (dataset,) = read_json(data / "catalog.jsonld")["dcat:dataset"]
    found = {item["dct:title"]: item for item in dataset["dcat:distribution"]}
    archive = found["disclosures.db.gz"]
    assert archive["dcat:downloadURL"] == {"@id": "https://example.org/money/files/disclosures.db.gz"}
    assert archive["spdx:checksum"]["spdx:checksumValue"]["@value"] == sha256(data / "disclosures.db.gz")
    assert archive["dcat:byteSize"]["@value"] == str((data / "disclosures.db.gz").stat().st_size)
    assert "parquet/key_figures/2023.parquet" in found


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_croissant_describes_every_column(data: Path) -> None:
    croissant = read_json(data / "croissant.json")
    assert croissant["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    objects = {item["@id"]: item for item in croissant["distribution"]}
    assert objects["departments.csv"]["sha256"] == sha256(data / "csv" / "departments.csv")
    sets = {item["name"]: item for item in croissant["recordSet"]}
    assert len(sets) == len(EXPORTED)
    field = next(
        field for field in sets["expenditure_by_function"]["field"] if field["name"] == "disclosure_id"
    )
    assert field["references"] == {"field": {"@id": "disclosures/id"}}
    ids = {field["@id"] for item in sets.values() for field in item["field"]}
    referred = {
        field["references"]["field"]["@id"]
        for item in sets.values()
        for field in item["field"]
        if "references" in field
    }
    assert referred <= ids


def test_schema_org_of_the_whole_and_of_a_page(database: Path) -> None:
    release = release_of(open_database(database), PORTAL)
    whole = dataset_json(release)
    assert (whole["@type"], whole["temporalCoverage"], whole["datePublished"]) == (
        "Dataset",
        "2022/2023",
        "2024-09-20",
    )
    page = dataset_json(
        release,
        "清溪街道办事处2023年度部门决算",
        "d/qingxi-jiedao-2023/",
        "清溪街道办事处",
        "2024-09-20",
        (("text/csv", "files/x.csv"),),
    )
    assert page["@id"] == "https://example.org/money/d/qingxi-jiedao-2023/"
    assert page["creator"] == {"@type": "Organization", "name": "清溪街道办事处"}
    assert page["distribution"][0]["contentUrl"] == "https://example.org/money/files/x.csv"
    assert page["isPartOf"] == {"@id": "https://example.org/money/"}


def test_json_in_a_page_cannot_end_its_element() -> None:
    text = script_json({"name": f"</script>{SHOUTED}&"})
    assert "<" not in text and ">" not in text and "&" not in text
    assert json.loads(text) == {"name": f"</script>{SHOUTED}&"}


def test_the_feed_has_the_newest_first(data: Path) -> None:
    root = ET.parse(data / "feed.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    entries = root.findall(f"{atom}entry")
    assert len(entries) == 6
    assert [entry.findtext(f"{atom}title") for entry in entries[:2]] == [
        "白沙街道办事处2023年度部门决算",
        "清溪街道办事处2023年度部门决算",
    ]
    assert entries[0].findtext(f"{atom}updated") == "2024-09-20T00:00:00+08:00"
    ids = [entry.findtext(f"{atom}id") for entry in entries]
    assert len(set(ids)) == 6
    assert root.findtext(f"{atom}updated") == "2024-09-20T00:00:00+08:00"


def test_the_sums_are_right_and_name_every_file(data: Path) -> None:
    lines = (data / "sha256sums.txt").read_text(encoding="utf-8").splitlines()
    found = dict(reversed(line.split("  ", 1)) for line in lines)
    files = {file.relative_to(data).as_posix() for file in data.rglob("*") if file.is_file()}
    assert found.keys() == files - {"sha256sums.txt"}
    assert all(sha256(data / path) == digest for path, digest in found.items())


def test_all_cores_write_the_same_bytes_as_one(
    data: Path, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MANY", 1)
    write_exports(database, tmp_path / "again", PORTAL)
    assert (tmp_path / "again" / "sha256sums.txt").read_text() == (data / "sha256sums.txt").read_text()


def test_the_same_database_gives_the_same_bytes(data: Path, database: Path, tmp_path: Path) -> None:
    write_exports(database, tmp_path / "again", PORTAL)
    assert (tmp_path / "again" / "sha256sums.txt").read_text() == (data / "sha256sums.txt").read_text()


def test_the_download_page_leads_to_every_file_and_no_other_host(data: Path) -> None:
    html = (data / "index.html").read_text(encoding="utf-8")
    links = set(re.findall(r'(?:href|src)="([^"]+)"', html))
    inside = {link for link in links if not link.startswith(("../", "https://spdx.org/"))}
    assert all((data / link).is_file() for link in inside)
    files = {file.relative_to(data).as_posix() for file in data.rglob("*") if file.is_file()}
    kept = {path for path in files if path.startswith(("changes/", *LISTED_ELSEWHERE))}
    assert files - inside - kept == {*(f"fiscal/{kind.table}.csv" for kind in FUNCTIONAL)}
    assert "数据全部为虚构。" in html
    assert "数据版本：<code>2024-09-20-" in html
    assert "../d/qingxi-jiedao-2023/" in links


# ------------------------------------------------------------------------------------------- versions, citations


@pytest.fixture
def corrected(database: Path, tmp_path: Path) -> Path:
    """The next database: one document corrected (another source, another figure), one disclosure less."""
    file = tmp_path / "next" / "disclosures.db"
    file.parent.mkdir()
    file.write_bytes(database.read_bytes())
    conn = sqlite3.connect(file)
    conn.executescript(
        """
        UPDATE sources SET id = 'other' WHERE id = 'hash-qingxi-jiedao-2023';
        UPDATE disclosures SET source_id = 'other' WHERE id = 'qingxi-jiedao-2023';
        UPDATE expenditure_by_function SET total = 999 WHERE disclosure_id = 'qingxi-jiedao-2023' AND code = '2010301';
        DELETE FROM key_figures WHERE disclosure_id = 'qingxi-jiedao-2023' AND metric = 'vehicles_held' AND origin = 'table';
        DELETE FROM disclosures WHERE id = 'baisha-jiedao-2022';
        """
    )
    conn.close()
    return file


def test_changes_are_told_by_figure(database: Path, corrected: Path) -> None:
    found = list(changes_between(open_database(database), open_database(corrected)))
    assert [(c.disclosure_id, c.place, c.item, c.column, c.before, c.after, c.kind) for c in found] == [
        ("qingxi-jiedao-2023", "T3", "2010301 2010301", "total", 101.0, 999.0, "changed"),
        ("qingxi-jiedao-2023", "key_figures", "vehicles_held", "table", 2.0, None, "removed"),
    ]


def test_a_build_says_what_changed_since_the_one_before(
    database: Path, corrected: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    (old / "data").mkdir(parents=True)
    (old / "disclosures.db").write_bytes(database.read_bytes())
    write_exports(database, old / "data", PORTAL)
    write_exports(corrected, tmp_path / "new", PORTAL, previous=old)
    first, second = read_json(tmp_path / "new" / "versions.json")
    assert (first["added"], first["removed"], first["figures"]) == ([], ["baisha-jiedao-2022"], 2)
    assert (len(second["added"]), second["figures"]) == (6, 0)  # the first version of all
    assert second["version"] == read_json(old / "data" / "versions.json")[0]["version"]
    assert len(read_csv(tmp_path / "new" / "changes.csv")) == 2
    feed = (tmp_path / "new" / "feed.xml").read_text(encoding="utf-8")
    assert feed.count('term="corrected"') == 1
    assert "与上次发布相比，2 个数字有变化。" in feed


def test_the_page_of_versions_tells_every_figure_in_words_and_keeps_the_past(
    database: Path, corrected: Path, tmp_path: Path
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        (folder / "data").mkdir(parents=True)
    (old / "disclosures.db").write_bytes(database.read_bytes())
    (new / "disclosures.db").write_bytes(corrected.read_bytes())
    write_exports(database, old / "data", PORTAL)
    write_exports(corrected, new / "data", PORTAL, previous=old)
    html = (new / "data" / "versions.html").read_text(encoding="utf-8")
    row = re.search(r"<tr><td><a href=\"\.\./d/qingxi-jiedao-2023/\">.*?</tr>", html)
    assert row is not None
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row[0]) == [
        "公开03表",
        "2010301 2010301",
        "本年支出合计",
        "101.0",
        "999.0",
    ]
    assert "<td>主要指标</td><td>公务用车保有量</td><td>表格</td>" in html and "（无）" in html
    first, second = (entry["version"] for entry in read_json(new / "data" / "versions.json"))
    for version in (first, second):
        assert f'href="changes/{version}.csv"' in html
        assert (new / "data" / "changes" / f"{version}.csv").is_file()
    write_exports(database, tmp_path / "third", PORTAL, previous=new)
    assert {file.stem for file in (tmp_path / "third" / "changes").iterdir()} == {first, second}
    assert len(read_csv(tmp_path / "third" / "changes" / f"{first}.csv")) == 2


def test_a_newer_reader_of_the_same_documents_is_compared_figure_by_figure(
    database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "disclosures.db"
    file.write_bytes(database.read_bytes())
    conn = sqlite3.connect(file)
    conn.execute(
        "UPDATE expenditure_by_function SET total = 7 WHERE disclosure_id = 'baisha-jiedao-2022' AND position = 2"
    )
    conn.commit()
    assert (
        list(changes_between(open_database(database), conn)) == []
    )  # same documents, same program: not looked at
    conn.execute("INSERT INTO portal VALUES ('reading', 'newer')")
    conn.commit()
    assert [c.after for c in changes_between(open_database(database), conn)] == [7.0]
    assert data_version(conn) != data_version(open_database(database))


def test_building_the_same_version_again_tells_the_same_changes(
    database: Path, corrected: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    (old / "data").mkdir(parents=True)
    (old / "disclosures.db").write_bytes(database.read_bytes())
    write_exports(database, old / "data", PORTAL)
    write_exports(corrected, corrected.parent / "data", PORTAL, previous=old)
    write_exports(corrected, tmp_path / "again", PORTAL, previous=corrected.parent)
    for name in ("changes.csv", "versions.json", "feed.xml", "sha256sums.txt"):
        assert (tmp_path / "again" / name).read_bytes() == (corrected.parent / "data" / name).read_bytes()


def test_a_previous_portal_that_is_not_one_is_nothing_to_compare_with(database: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    (old / "data").mkdir(parents=True)
    (old / "disclosures.db").write_bytes(b"not a database" * 50)
    (old / "data" / "versions.json").write_text("{", encoding="utf-8")
    write_exports(database, tmp_path / "new", PORTAL, previous=old)
    (entry,) = read_json(tmp_path / "new" / "versions.json")
    assert (entry["figures"], entry["added"], entry["removed"]) == (0, [], [])


def test_the_notice_of_the_build_goes_before_that_of_the_settings(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "disclosures.db"
    file.write_bytes(database.read_bytes())
    conn = sqlite3.connect(file)
    conn.execute("INSERT INTO portal VALUES ('notice', '样例数据。')")
    conn.commit()
    assert release_of(conn, PORTAL).description == f"{PORTAL.description}。样例数据。"
    assert (
        release_of(open_database(database), PORTAL).description == f"{PORTAL.description}。数据全部为虚构。"
    )


def test_the_version_is_that_of_the_sources(database: Path, corrected: Path) -> None:
    before, after = data_version(open_database(database)), data_version(open_database(corrected))
    assert before.startswith("2024-09-20-") and len(before) == len("2024-09-20-12345678")
    assert before != after


def test_citing_a_page() -> None:
    found = citation(
        PORTAL,
        "清溪街道办事处2023年度部门决算",
        "d/qingxi-jiedao-2023/",
        "v1",
        "清溪街道办事处",
        "2024-09-20",
    )
    assert found.gbt7714 == (
        "清溪街道办事处. 清溪街道办事处2023年度部门决算[EB/OL]. 版本 v1. (2024-09-20)[引用日期]. "
        "https://example.org/money/d/qingxi-jiedao-2023/."
    )
    assert found.bibtex.splitlines() == [
        "@misc{d-qingxi-jiedao-2023,",
        "  author = {{清溪街道办事处}},",
        "  title = {{清溪街道办事处2023年度部门决算}},",
        "  year = {2024},",
        "  version = {v1},",
        "  howpublished = {\\url{https://example.org/money/d/qingxi-jiedao-2023/}},",
        "  note = {引用日期：}",
        "}",
    ]


def test_citing_the_data_and_escaping_tex() -> None:
    found = citation(PORTAL, "A&B_{x}", "", "v1")
    assert found.gbt7714 == "某市决算. A&B_{x}[DS/OL]. 版本 v1. [引用日期]. https://example.org/money/."
    assert "title = {{A\\&B\\_\\{x\\}}}" in found.bibtex
    assert found.bibtex.startswith("@misc{portal,")
