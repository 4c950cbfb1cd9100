// Two department-years side by side, in totals, per person or vehicle, in the prices of one year. The choice stands in the
// address; text goes in by textContent.
"use strict";
(async () => {
  const english = document.documentElement.lang === "en";
  const words = english
    ? {
        few: "It takes two accounts to compare.", figure: "Figure", apart: "A − B", money: "10,000 yuan",
        kinds: "The two bodies are of different kinds: totals do not compare. ", years: "The two accounts are of different years. ",
        none: (name, per) => `${name} does not state ${per}, nor is it registered: nothing is divided. `,
        per: { 编制: "its authorised posts", 实有: "how many persons it has", 在职: "how many persons are at work", 车辆: "its vehicles" },
        by: (per, one, other) => `Divided by ${per}: A ${one}, B ${other}. `,
        priced: (year) => `In prices of ${year}. `,
        renamed: (said, same) => `${same ? "One body under two names" : "Renamed"}: ${said}. `,
        disputed: "Disputed by a finding", repaired: "Read from a repaired row",
      }
    : {
        few: "至少要有两份决算才能对比。", figure: "指标", apart: "甲 − 乙", money: "万元",
        kinds: "两个部门类型不同，总额不宜直接比较。", years: "两份决算年度不同。",
        none: (name, per) => `${name} 没有写明${per}，也没有登记，不能换算。`,
        per: { 编制: "编制人数", 实有: "实有人数", 在职: "在职人数", 车辆: "公务用车保有量" },
        by: (per, one, other) => `除以${per}：甲 ${one}，乙 ${other}。`,
        priced: (year) => `按 ${year} 年价格。`,
        renamed: (said, same) => `${same ? "两份出自同一部门：" : ""}${said}。`,
        disputed: "这个数字与原文别处不一致，看说明", repaired: "这个数字取自修补过的行，看说明",
      };
  const form = document.getElementById("mz-compare");
  const box = document.getElementById("mz-compare-table");
  const note = document.getElementById("mz-compare-note");
  const root = new URL(form.dataset.root, location.href);
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
    const digits = unit === words.money ? 2 : 0;
    return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: Math.max(digits, 2) }).replace("-", "−");
  };
  const say = (text) => { note.textContent = text; note.hidden = !text; };

  const { metrics, disclosures, prices, renamed } = await load(english ? "en/compare/index.json" : "compare/index.json");
  if (disclosures.length < 2) return say(words.few);
  const known = new Map(disclosures.map((entry) => [entry[0], entry]));
  const fill = (select, typed = "") => {
    const chosen = select.value;
    const asked = typed.trim().toLowerCase().split(/\s+/);
    const fits = disclosures.filter(([id, title]) => id === chosen || asked.every((word) => title.toLowerCase().includes(word)));
    select.replaceChildren(...fits.map(([id, title]) => new Option(title, id)));
    select.value = known.has(chosen) ? chosen : fits[0]?.[0];
  };
  for (const select of [form.a, form.b]) fill(select);
  const given = new URLSearchParams(location.search);
  form.a.value = known.has(given.get("a")) ? given.get("a") : disclosures[0][0];
  const likeA = (entry) => entry[0] !== form.a.value && entry[2] === known.get(form.a.value)[2] && entry[3] === known.get(form.a.value)[3];
  const fallback = disclosures.find(likeA) || disclosures.find((entry) => entry[0] !== form.a.value);
  form.b.value = known.has(given.get("b")) ? given.get("b") : fallback[0];
  if ([...form.per.options].some((option) => option.value === given.get("per"))) form.per.value = given.get("per");
  form.prices.checked = given.has("prices");
  form.hidden = false;
  for (const input of form.querySelectorAll("[data-of]")) {
    const select = form[input.dataset.of];
    input.hidden = disclosures.length < 20;
    input.addEventListener("input", () => {
      fill(select, input.value);
      // The first that fits what was typed is shown at once.
      const first = [...select.options].find((option) => input.value.trim().toLowerCase().split(/\s+/).every((word) => option.text.toLowerCase().includes(word)));
      if (first && first.value !== select.value) { select.value = first.value; show(); }
    });
  }

  async function show() {
    const [a, b, per] = [form.a.value, form.b.value, form.per.value];
    const [kindA, yearA, nameA] = known.get(a).slice(2);
    const [kindB, yearB, nameB] = known.get(b).slice(2);
    const priced = yearA !== yearB && prices[yearA] !== undefined && prices[yearB] !== undefined;
    document.getElementById("mz-prices").hidden = !priced;
    const asked = new URLSearchParams({ a, b });
    if (per) asked.set("per", per);
    if (priced && form.prices.checked) asked.set("prices", "1");
    history.replaceState(null, "", `?${asked}`);
    const [left, right] = await Promise.all([load(`d/${a}/figures.json`), load(`d/${b}/figures.json`)]);
    const names = [...new Set([a, b].map((id) => renamed[id]).filter(Boolean))];
    const one = names.length === 1 && renamed[a] === renamed[b];
    let told = names.map((name) => words.renamed(name, one)).join("");
    told += (kindA !== kindB ? words.kinds : "") + (yearA !== yearB ? words.years : "");
    const lacking = per ? [[left, nameA], [right, nameB]].filter(([of]) => of.per[per] === undefined) : [];
    const divided = per && !lacking.length;
    told += lacking.map(([, name]) => words.none(name, words.per[per])).join("");
    if (divided) told += words.by(words.per[per], print(left.per[per]), print(right.per[per]));
    const later = Math.max(yearA, yearB);
    const inPrices = priced && form.prices.checked;
    if (inPrices) told += words.priced(later);
    say(told);
    const scale = (of, year) => (divided ? 1 / of.per[per] : 1) * (inPrices ? prices[year] / prices[later] : 1);

    const table = document.createElement("table");
    table.className = "mz-table";
    const head = table.createTHead().insertRow();
    cell("th", words.figure, head).scope = "col";
    for (const [id, name] of [[a, nameA], [b, nameB]]) {
      const th = cell("th", "", head);
      th.scope = "col";
      const link = document.createElement("a");
      link.href = new URL(`${english ? "en/" : ""}d/${id}/`, root);
      link.textContent = name;
      th.append(link);
    }
    cell("th", words.apart, head).scope = "col";
    const body = table.createTBody();
    const sign = (of, disclosure, id, td) => {
      if (of.disputed[id] === undefined) return;
      const [anchor, word] = of.disputed[id];
      const mark = document.createElement("a");
      mark.className = word === "※" ? "mz-mark mz-is-error" : "mz-mark mz-is-repair";
      mark.href = new URL(`d/${disclosure}/#${anchor}`, root);
      mark.textContent = word;
      mark.setAttribute("aria-label", word === "※" ? words.disputed : words.repaired);
      td.append(mark);
    };
    let group = "";
    for (const [id, name, unit, of, original] of metrics) {
      let [one, other] = [left.figures[id], right.figures[id]];
      if (one === undefined && other === undefined) continue;
      // What is no sum, and changes between prices of two years, are neither divided nor priced: they are left out.
      if ((divided || inPrices) && (unit !== words.money || /_change(_pct)?$/.test(id))) continue;
      if (one !== undefined) one *= scale(left, yearA);
      if (other !== undefined) other *= scale(right, yearB);
      if (of !== group) {
        const top = body.insertRow();
        top.className = "mz-group-head";
        const th = cell("th", of, top);
        th.scope = "rowgroup";
        th.colSpan = 4;
        group = of;
      }
      const row = body.insertRow();
      const th = cell("th", name, row);
      th.scope = "row";
      if (english) cell("small", original, th).lang = "zh";
      cell("small", unit, th);
      sign(left, a, id, cell("td", print(one, unit), row));
      sign(right, b, id, cell("td", print(other, unit), row));
      const both = one !== undefined && other !== undefined;
      const apart = cell("td", both ? print(Math.round((one - other) * 1e6) / 1e6, unit) : "", row);
      if (both) for (const [figures, disclosure] of [[left, a], [right, b]]) sign(figures, disclosure, id, apart);
    }
    box.replaceChildren(table);
  }
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  await show();
})();
