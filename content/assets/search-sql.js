// The same search in SQL, for the published database and any SQLite with FTS5; the words are those of
// match_expression() in build/mingzhang/search/language/tokens.py.

const COLUMNS = { year: "fiscal_year", city: "city", district: "district", department: "department", kind: "kind" };
const ORDERS = { newest: "d.id DESC", oldest: "d.id", amount: "d.amount DESC NULLS LAST, d.id DESC" };
const SIZE = 20;

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

// Tokens hold no quotation marks, so a phrase cannot be broken out of.
const phraseOf = ({ tokens, prefix }) => `"${tokens.join(" ")}"${prefix ? "*" : ""}`;

/** What the terms are in FTS5's language. */
function expressionOf({ terms, anyTerm = false }) {
  const each = terms.map(({ phrases }) => (phrases.length > 1 ? `(${phrases.map(phraseOf).join(" OR ")})` : phraseOf(phrases[0])));
  return each.join(anyTerm ? " OR " : " AND ");
}

/** The statement for a query (its terms), the filters and a state of the search page. */
export function sqlOf(query, filters, { sort, page }) {
  const some = query.terms.length > 0;
  const wheres = some ? [`search_documents_fts MATCH ${quoted(expressionOf(query))}`] : [];
  for (const [facet, column] of Object.entries(COLUMNS)) {
    const values = (filters[facet] ?? []).map((value) => (facet === "year" ? String(Number(value) || 0) : quoted(value)));
    if (values.length) wheres.push(`d.${column} IN (${values.join(", ")})`);
  }
  return [
    "SELECT d.fiscal_year, d.department, d.title, d.text, d.page_url",
    some ? "FROM search_documents_fts AS f JOIN search_documents AS d ON d.id = f.rowid" : "FROM search_documents AS d",
    `WHERE ${wheres.join("\n  AND ")}`,
    `ORDER BY ${ORDERS[sort] ?? (some ? "bm25(search_documents_fts, 0.8, 3.0, 0.3, 3.0)" : ORDERS.newest)}`,
    `LIMIT ${SIZE} OFFSET ${(page - 1) * SIZE};`,
  ].join("\n");
}
