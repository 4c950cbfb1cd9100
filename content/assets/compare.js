// Two department-years side by side. The choice stands in the address; text goes in by textContent.
"use strict";
(async () => {
  const form = document.getElementById("mz-compare");
  const box = document.getElementById("mz-compare-table");
  const note = document.getElementById("mz-compare-note");
  const root = new URL("../", location.href);
  const load = async (path) => {
    const answer = await fetch(new URL(path, root));
    if (!answer.ok) throw new Error(path);
    return answer.json();
  };
  const cell = (tag, text, row) => {
    const element = document.createElement(tag);
    element.textContent = text;
    row.append(element);
    return element;
  };
  const print = (value, unit) => {
    if (value === undefined) return "";
    const digits = unit === "万元" ? 2 : 0;
    return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: Math.max(digits, 2) }).replace("-", "−");
  };
  const say = (text) => { note.textContent = text; note.hidden = !text; };

  const { metrics, disclosures } = await load("compare/index.json");
  if (disclosures.length < 2) return say("至少要有两份决算才能对比。");
  const known = new Map(disclosures.map((entry) => [entry[0], entry]));
  for (const select of [form.a, form.b]) {
    for (const [id, title] of disclosures) select.append(new Option(title, id));
  }
  const given = new URLSearchParams(location.search);
  form.a.value = known.has(given.get("a")) ? given.get("a") : disclosures[0][0];
  const likeA = (entry) => entry[0] !== form.a.value && entry[2] === known.get(form.a.value)[2] && entry[3] === known.get(form.a.value)[3];
  const fallback = disclosures.find(likeA) || disclosures.find((entry) => entry[0] !== form.a.value);
  form.b.value = known.has(given.get("b")) ? given.get("b") : fallback[0];
  form.hidden = false;

  const show = async () => {
    const [a, b] = [form.a.value, form.b.value];
    history.replaceState(null, "", `?a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}`);
    const [left, right] = await Promise.all([load(`d/${a}/figures.json`), load(`d/${b}/figures.json`)]);
    const warnings = [];
    if (known.get(a)[2] !== known.get(b)[2]) warnings.push("两个部门类型不同，总额不宜直接比较。");
    if (known.get(a)[3] !== known.get(b)[3]) warnings.push("两份决算年度不同。");
    say(warnings.join(""));
    const table = document.createElement("table");
    table.className = "mz-table";
    const head = table.createTHead().insertRow();
    cell("th", "指标", head).scope = "col";
    for (const id of [a, b]) {
      const th = cell("th", "", head);
      th.scope = "col";
      const link = document.createElement("a");
      link.href = new URL(`d/${id}/`, root);
      link.textContent = known.get(id)[1];
      th.append(link);
    }
    cell("th", "甲 − 乙", head).scope = "col";
    const body = table.createTBody();
    const sign = (of, disclosure, id, td) => {
      if (of.disputed[id] === undefined) return;
      const [anchor, word] = of.disputed[id];
      const mark = document.createElement("a");
      mark.className = word === "※" ? "mz-mark mz-is-error" : "mz-mark mz-is-repair";
      mark.href = new URL(`d/${disclosure}/#${anchor}`, root);
      mark.textContent = word;
      mark.setAttribute("aria-label", word === "※" ? "这个数字与原文别处不一致，看说明" : "这个数字取自修补过的行，看说明");
      td.append(mark);
    };
    for (const [id, name, unit] of metrics) {
      const [one, other] = [left.figures[id], right.figures[id]];
      if (one === undefined && other === undefined) continue;
      const row = body.insertRow();
      const th = cell("th", name, row);
      th.scope = "row";
      cell("small", unit, th);
      sign(left, a, id, cell("td", print(one, unit), row));
      sign(right, b, id, cell("td", print(other, unit), row));
      const both = one !== undefined && other !== undefined;
      const apart = cell("td", both ? print(Math.round((one - other) * 1e6) / 1e6, unit) : "", row);
      if (both) for (const [of, disclosure] of [[left, a], [right, b]]) sign(of, disclosure, id, apart);
    }
    box.replaceChildren(table);
  };
  form.addEventListener("change", show);
  await show();
})();
