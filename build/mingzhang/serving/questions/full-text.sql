-- title: 全文检索，按相关程度排列
-- group: 检索
-- description: 在全部段落、表格行、项目、指标与名词中检索，摘录中标出检索词；结果极多时改为新的在前。部门填标识、全称、简称或名称的一部分。
WITH [[all_years]],
found AS (
    SELECT rowid AS id FROM search_documents_fts
    WHERE search_documents_fts MATCH match_expression(:q)
    ORDER BY rowid DESC LIMIT 20000
),
total(hits) AS (SELECT count(*) FROM found),
ranked AS (
    SELECT rowid AS id, rank AS place FROM search_documents_fts
    WHERE search_documents_fts MATCH match_expression(:q) AND (SELECT hits FROM total) < 20000
    UNION ALL
    SELECT id, 0 FROM found WHERE (SELECT hits FROM total) >= 20000
),
chosen AS (
    SELECT s.*, d.department AS who, r.place
    FROM ranked r
        CROSS JOIN search_documents s ON s.id = r.id
        JOIN picked d ON d.id = s.disclosure_id
    ORDER BY r.place, s.id DESC
    LIMIT 100
)
SELECT
    snippet_of(text, :q) AS snippet, title, who AS department, district, fiscal_year, kind, source_line, page_url
FROM chosen
ORDER BY place, id DESC
