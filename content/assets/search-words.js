// What the search page says, in the language of the page; on the English page also English terms as the documents have
// them, and English names beside the original ones (en/search/words.json).
export const english = document.documentElement.lang === "en";

const zh = {
  facets: { year: "年度", city: "城市", district: "区（县）", department: "部门", kind: "种类" },
  sorts: { relevance: "按相关程度", newest: "新年度在前", oldest: "旧年度在前", amount: "金额大在前" },
  kind: (_, label) => label,
  again: "再试一次",
  down: "检索服务暂时连接不上。",
  instead: [[" 也可以从"], ["部门目录", "departments/"], ["或"], ["年度目录", "years/"], ["进入各部门的页面。"]],
  fallback: "检索服务暂时连接不上，以下由备用索引给出。",
  longest: (most) => `检索词最多 ${most} 字，其余未用。`,
  total: (many) => `共 ${many} 条。`,
  unanswered: (which) => `${which.join("、")}的检索服务未应答，这里没有它们的内容。`,
  loosened: "没有同时含有全部词语的内容，以下为相近的结果。",
  year: (year) => `${year}年`,
  literal: "按字面查找",
  understood: (which) => `已将“${which.join("、")}”作为筛选条件。`,
  suggestion: "您要找的是不是：",
  disputed: "有数字与原文别处不一致，看说明",
  sort: "排序 ",
  more: (many) => `其余 ${many} 项`,
  previous: "上一页",
  next: "下一页",
  page: (page, pages) => `第 ${page} / ${pages} 页`,
  same: "同一检索：",
  table: "数据表与 SQL",
  forFile: [["可用于"], ["全库下载", "downloads/"], ["的 SQLite 文件："]],
  answer: "直接回答",
  line: (line) => (line ? `原文第 ${line} 行` : "原文"),
};

const en = {
  facets: { year: "Year", city: "City", district: "District", department: "Department", kind: "Kind" },
  sorts: { relevance: "Best first", newest: "Newest first", oldest: "Oldest first", amount: "Largest amount first" },
  kind: (kind, label) => KINDS[kind] ?? label,
  again: "Try again",
  down: "The search does not answer. ",
  instead: [[" There is also the "], ["list of accounts", "en/"], ["."]],
  fallback: "The search does not answer; these results are from the index kept with the site.",
  longest: (most) => `Only the first ${most} characters were used.`,
  total: (many) => `${many} results.`,
  unanswered: (which) => `The search of ${which.join(", ")} did not answer; nothing of it is shown.`,
  loosened: "Nothing holds all these words; these results come near.",
  year: (year) => `${year}`,
  literal: "Search for the words themselves",
  understood: (which) => `Filtered by “${which.join(", ")}”.`,
  suggestion: "Did you mean:",
  disputed: "A figure is disputed by another of the document",
  sort: "Order ",
  more: (many) => `${many} more`,
  previous: "Previous page",
  next: "Next page",
  page: (page, pages) => `Page ${page} of ${pages}`,
  same: "The same search:",
  table: "table and SQL (in Chinese)",
  forFile: [["For the SQLite file of the "], ["downloads", "downloads/"], [" (in Chinese):"]],
  answer: "Answer (in Chinese)",
  line: (line) => (line ? `Line ${line} of the document` : "The document"),
};

const KINDS = {
  disclosure: "account", paragraph: "paragraph", statement: "statement row", execution: "budget and outturn", project: "project",
  form: "evaluation form", indicator: "indicator", task: "key task", term: "glossary", row: "table row", finding: "finding",
};

export const words = english ? en : zh;

let told = { bodies: {}, terms: [] };
let loading = null;

/** What is asked of the index: on the English page with the terms that documents write in Chinese. */
export async function asked(root, typed) {
  if (!english) return typed;
  loading ??= fetch(new URL("en/search/words.json", root)).then((answer) => (answer.ok ? answer.json() : told), () => told);
  told = await loading;
  let text = typed;
  for (const [term, chinese] of told.terms) text = text.replace(new RegExp(`\\b${term}\\b`, "gi"), chinese);
  return text;
}

/** The name of a disclosure and its page, in the language of the page. */
export function nameOf(id, original) {
  const [, department, year] = /^(.*)-([0-9]{4})(?:-[a-z0-9]+)?$/.exec(id) ?? [];
  const name = english && told.bodies[department];
  return name ? { name: `${name} ${year}`, page: `en/d/${id}/` } : { name: original, page: `d/${id}/` };
}
