"""The Chinese of Datasette's pages: phrases of its templates, its filters, and the columns of the canned queries."""

from __future__ import annotations

PHRASES: dict[str, tuple[tuple[str, str], ...]] = {
    "base.html": (
        ("<html>", '<html lang="zh-CN">'),
        (">Menu</title>", ">菜单</title>"),
        (
            "<title>",
            '<meta charset="utf-8"><meta name="color-scheme" content="light dark">'
            "<script>try{const s=localStorage.getItem('mz-scheme');"
            "if(s)document.documentElement.dataset.scheme=s}catch(e){}</script>"
            '<link rel="icon" href="{{ portal_root }}favicon.svg">'
            '<link rel="alternate" type="application/atom+xml" title="新公开与更正" href="{{ portal_root }}files/feed.xml">'
            "<title>",
        ),
        (
            "<header><nav>",
            """<header><div class="mz-line"><a class="mz-name" href="{{ portal_root }}">{{ portal_title }}</a>
<a href="{{ portal_root }}departments/">部门</a> <a href="{{ portal_root }}quality/">核对</a>
<a href="{{ portal_root }}search/">检索</a> <a href="{{ urls.instance() }}">数据</a>
<a href="{{ portal_root }}files/">下载</a></div><nav>""",
        ),
        (
            '<section class="content">',
            '<main class="content">{% if portal_notice %}<p class="message-warning">{{ portal_notice }}</p>{% endif %}',
        ),
        (
            '</section>\n</div>\n<footer class="ft">',
            """{% if citation %}<details class="citation"><summary>如何引用此页</summary>
<p>{{ citation.gbt7714 }}</p><pre>{{ citation.bibtex }}</pre></details>{% endif %}</main>
</div>
<footer class="ft">""",
        ),
    ),
    "_crumbs.html": (
        ('<p class="crumbs">', '<p class="crumbs"><a href="{{ portal_root }}">网站首页</a> /'),
        (
            "{{ item.label }}",
            '{{ "数据" if loop.index == 1 else "全部数据表" if loop.index == 2 else item.label|table_zh }}',
        ),
    ),
    "_codemirror.html": (("{{ base_url }}-/static/", "{{ urls.static('') }}"),),
    "_footer.html": (
        ("Powered by", "由"),
        ('">Datasette</a>', '">Datasette</a> 提供查询'),
        ("{% if query_ms %}&middot; Queries took {{ query_ms|round(3) }}ms{% endif %}", ""),
        ("Data license:", "数据许可："),
        ("Data source:", "数据来源："),
        ("About:", "关于："),
    ),
    "_description_source_license.html": (
        ("Data license:", "数据许可："),
        ("Data source:", "数据来源："),
        ("About:", "关于："),
    ),
    "_table.html": (
        ('rel="nofollow">{{ column.name }}', 'rel="nofollow">{{ column.name|column_zh(table) }}'),
        (
            "                            {{ column.name }}\n",
            "                            {{ column.name|column_zh(table) }}\n",
        ),
        (  # cell by cell the template takes a third of the time of a page
            "                {% for cell in row %}\n"
            '                    <td class="col-{{ cell.column|to_css_class }} type-{{ cell.value_type }}">{{ cell.value }}</td>\n'
            "                {% endfor %}\n",
            "{{ row|cells }}\n",
        ),
        ("0 records", "没有记录"),
    ),
    "_facet_results.html": (
        ("<strong>{{ facet_info.name }}", "<strong>{{ facet_info.name|column_zh(table) }}"),
        (
            "{{ (facet_value.label | string()) or",
            "{{ (facet_value.label|value_zh(facet_info.name, table) | string()) or",
        ),
        ("<li>{{ facet_value.label or", "<li>{{ facet_value.label|value_zh(facet_info.name, table) or"),
    ),
    "row.html": (
        ("{{ database }}: {{ table }}{% endblock %}", "{{ table|table_zh }}{% endblock %}"),
        ("{{ column|escape_css_string }}", "{{ column|column_zh(table)|escape_css_string }}"),
        ("{{ table }}: {{ ', '.join", "{{ table|table_zh }}：{{ ', '.join"),
        ("This data as", "下载："),
        ('<a href="{{ url }}">{{ name }}</a>', '<a href="{{ url }}">{{ name|upper }}</a>'),
        ("Links from other tables", "引用此行的其他表"),
        ("{% for other in foreign_key_tables %}", "{% for other in foreign_key_tables if other.count %}"),
        ("row{% if other.count == 1 %}{% else %}s{% endif %}</a>", "行</a>"),
        (
            "from {{ other.other_column }} in {{ other.other_table }}",
            "（{{ other.other_table|table_zh }} · {{ other.other_column|column_zh(other.other_table) }}）",
        ),
    ),
    "table.html": (
        ("<h3>", "<h2>"),
        ("</h3>", "</h2>"),
        ("DATASETTE_ALLOW_FACET = {{ datasette_allow_facet }};", "DATASETTE_ALLOW_FACET = true;"),
        ("{{ database }}: {{ table }}: {%", "{{ table|table_zh }}：{%"),
        ("{{ column.name|escape_css_string }}", "{{ column.name|column_zh(table)|escape_css_string }}"),
        ("row{% if filtered_table_rows_count == 1 %}{% else %}s{% endif %}", "行"),
        (" (view)", "（视图）"),
        ("{% if human_description_en %}{{ human_description_en }}{% endif %}", ""),
        ("{% if human_description_en %} {{ human_description_en }}{% endif %}", ""),
        (
            '<dl class="column-descriptions">',
            '<details><summary>字段说明</summary><dl class="column-descriptions">',
        ),
        ("</dl>", "</dl></details>"),
        (">Search:<", ">检索：<"),
        ("- remove filter -", "- 去掉此条件 -"),
        ('<select name="_filter_column', '<select aria-label="字段" name="_filter_column'),
        ('<select name="_filter_op', '<select aria-label="比较" name="_filter_op'),
        ('class="filter-value"', 'class="filter-value" aria-label="值"'),
        ('<select name="_sort" id="sort_by">', '<select name="_sort" id="sort_by" aria-label="排序">'),
        ("- column -", "- 字段 -"),
        (
            "<option{% if c == column %} selected{% endif %}>{{ c }}</option>",
            '<option value="{{ c }}"{% if c == column %} selected{% endif %}>{{ c|column_zh(table) }}</option>',
        ),
        (
            "<option>{{ column }}</option>",
            '<option value="{{ column }}">{{ column|column_zh(table) }}</option>',
        ),
        (">{{ display }}</option>", ">{{ display|lookup_zh }}</option>"),
        ("Sort...", "排序…"),
        ("Sort by {{ column.name }}", "按{{ column.name|column_zh(table) }}排序"),
        ("> descending<", "> 从大到小<"),
        ('value="Apply"', 'value="筛选"'),
        ("extra where clause{% if extra_wheres_for_ui|length != 1 %}s{% endif %}", "个附加条件"),
        (">remove<", ">去掉<"),
        ("View and edit SQL", "查看并修改 SQL"),
        ("This data as", "下载："),
        ('<a href="{{ url }}">{{ name }}</a>', '<a href="{{ url }}">{{ name|upper }}</a>'),
        (">advanced<", ">更多格式<"),
        ("These facets timed out:", "以下分组未能及时算出："),
        ("Next page", "下一页"),
        ("Advanced export", "更多格式"),
        ("JSON shape:", "JSON 形式："),
        (">default</a>", ">默认</a>"),
        (">array</a>", ">数组</a>"),
        (">newline-delimited</a>", ">每行一条</a>"),
        (">object</a>", ">以主键为名</a>"),
        ("CSV options:", "CSV 选项："),
        ("> download file<", "> 存为文件<"),
        ("> expand labels<", "> 附上名称<"),
        ('value="Export CSV"', 'value="导出 CSV"'),
    ),
    "query.html": (
        (
            "{{ database }}{% if query and query.sql %}: {{ query.sql }}{% endif %}{% endblock %}",
            "{{ metadata.title or '自由查询' }}{% endblock %}",
        ),
        ("{{ column|escape_css_string }}", "{{ column|column_zh|escape_css_string }}"),
        ("This query cannot be executed because the database is immutable.", "数据库只读。"),
        (
            "Custom SQL query{% if display_rows %} returning {% if truncated %}more than {% endif %}",
            "{{ '查询' if canned_query else '自由查询' }}{% if display_rows %}：{% if truncated %}多于 {% endif %}",
        ),
        ("row{% if display_rows|length == 1 %}{% else %}s{% endif %}", "行"),
        (
            "{{ show_hide_text }}",
            '{{ "收起" if show_hide_text == "hide" else "显示" }} SQL',
        ),
        ("<h3>Query parameters</h3>", "<h2>条件</h2>"),
        ('">{{ name }}</label>', '">{{ name|parameter_zh }}</label>'),
        ("Format SQL", "整理 SQL"),
        ('value="Run SQL"', 'value="查询"'),
        (">Edit SQL<", ">修改 SQL<"),
        ("This data as", "下载："),
        ('<a href="{{ url }}">{{ name }}</a>', '<a href="{{ url }}">{{ name|upper }}</a>'),
        ('scope="col">{{ column }}', 'scope="col">{{ column|column_zh }}'),
        ("0 results", "没有结果"),
        ("<h3>", "<h2>"),
        ("</h3>", "</h2>"),
    ),
    "error.html": (
        ("Error {{ status }}", "错误 {{ status }}"),
        (
            '<div style="padding: 1em; margin: 1em 0; border: 3px solid red;">{{ error }}</div>',
            """<p class="wrong">{{ error }}</p>
<p><a href="{{ urls.instance() }}">全部查询与数据表</a>，<a href="{{ portal_root }}search/">检索</a>，
<a href="{{ portal_root }}">网站首页</a></p>""",
        ),
    ),
}
"""Template to (English as Datasette 0.65 has it, Chinese), replaced in this order."""

LOOKUPS = {
    "=": "等于",
    "!=": "不等于",
    "contains": "包含",
    "does not contain": "不包含",
    "ends with": "结尾是",
    "starts with": "开头是",
    ">": "大于",
    "≥": "不小于",
    "<": "小于",
    "≤": "不大于",
    "like": "形如（like）",
    "not like": "不形如",
    "glob": "形如（glob）",
    "in": "属于",
    "not in": "不属于",
    "array contains": "数组含有",
    "array does not contain": "数组不含",
    "date": "日期是",
    "is null": "为空",
    "is not null": "不为空",
    "is blank": "为空或空白",
    "is not blank": "有内容",
}
"""Datasette's filters."""

COLUMNS = {
    "Link": "行",
    "department": "部门",
    "fiscal_year": "年度",
    "rank_in_kind": "同类名次",
    "kind_average": "同类平均",
    "kind_count": "同类部门数",
    "per_vehicle": "每辆车运行维护费",
    "difference": "差额",
    "share_pct": "占比（%）",
    "public_share_pct": "公用经费占比（%）",
    "sme_share_pct": "中小企业占比（%）",
    "execution_pct": "执行率（%）",
    "completion_pct": "完成率（%）",
    "disclosures": "公开文件数",
    "name": "名称",
    "item": "项目",
    "form": "自评表",
    "rule": "规则",
    "held": "相符",
    "failed": "不符",
    "not_applicable": "不适用",
    "not_checked": "未能核对",
    "situation": "情形",
    "origin": "出处",
    "value": "数值",
    "unit": "单位",
    "value_a": "甲",
    "value_b": "乙",
    "snippet": "摘录",
    "score": "得分",
    "total": "合计",
    "basic": "基本支出",
    "project": "项目支出",
    "kind": "类型",
    "page_url": "页面",
    "title": "标题",
    "status": "状态",
    "source_line": "原文行号",
}
"""Columns of the canned queries that the catalogue does not name, or names for one table only."""
