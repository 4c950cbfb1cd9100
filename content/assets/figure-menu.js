// The menu of a figure: copy it, link to it, cite it, where it was read, its history, report an error. By a click, a long
// press, or the button that stands in the row one is in. Text goes in by textContent.
"use strict";
(() => {
  const page = document.querySelector("[data-figures]");
  const assets = new URL("../../", document.currentScript.src);
  if (!page) return;
  const english = document.documentElement.lang === "en";
  const say = (chinese, words) => (english ? words : chinese);
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const plain = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(".mz-mark, .mz-repair, .mz-back, .mz-fold, .mz-more, .mz-line, small").forEach((part) => part.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };

  /** The words above each column, of merged headers one after the other. */
  function headersOf(table) {
    const rows = [...(table.tHead?.rows ?? [])];
    const grid = rows.map(() => []);
    rows.forEach((row, y) => {
      let x = 0;
      for (const cell of row.cells) {
        while (grid[y][x]) x++;
        for (let dy = 0; dy < cell.rowSpan && y + dy < rows.length; dy++) grid[y + dy].fill(plain(cell), x, x + cell.colSpan);
        for (let dy = 0; dy < cell.rowSpan && y + dy < rows.length; dy++) for (let dx = 0; dx < cell.colSpan; dx++) grid[y + dy][x + dx] = plain(cell);
        x += cell.colSpan;
      }
    });
    return (grid[0] ?? []).map((_, x) => [...new Set(grid.map((line) => line[x]))].filter(Boolean).join(" "));
  }

  const isFigure = (cell) => cell?.tagName === "TD" && !cell.matches(".mz-words, .mz-said-in-all td, .mz-blank, :has(> .mz-line)") && /\d/.test(plain(cell));
  const figuresOf = (row) => [...row.cells].filter(isFigure);

  /** What a figure is: its words, value, unit, address and line. */
  function about(element) {
    const row = element.closest("tr[id]");
    if (!row) {
      const metric = document.getElementById(`m-${element.dataset.metric}`);
      const label = plain(element.closest("li").querySelector(".mz-card-label"));
      return { label, value: plain(element), unit: "万元", anchor: metric ? metric.id : "figures", line: metric?.querySelector(".mz-line") };
    }
    const table = row.closest("table");
    const section = row.closest("section")?.querySelector("h2, h3");
    const name = plain(row.cells[0]);
    const column = headersOf(table)[element.cellIndex] ?? "";
    const value = plain(element);
    const told = row.querySelector("td.mz-words")?.textContent;
    const unit = row.id.startsWith("m-") ? told : /%$/.test(value) ? "" : "万元";
    return { label: [section && plain(section), name, column].filter(Boolean).join(" › "), value, unit, anchor: row.id, line: row.querySelector(".mz-line"), code: row.querySelector("a.mz-code") };
  }

  let open = null;
  function close(back = true) {
    if (!open) return;
    open.box.remove();
    if (back) open.from.focus?.({ preventScroll: true });
    open = null;
  }

  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = say("已复制", "Copied");
    } catch {
      // Without the right to write there, the text stands ready to be copied by hand.
      const field = make("textarea", { value: text, readOnly: true, rows: 3 });
      field.setAttribute("aria-label", say("复制这段文字", "Copy this text"));
      button.after(field);
      field.select();
    }
  }

  function items(figure) {
    const address = `${location.origin}${location.pathname}#${figure.anchor}`;
    const words = `${figure.label} ${figure.value}${figure.unit ?? ""}`;
    const cited = (text) => text.replaceAll(`${document.querySelector("link[rel=canonical]")?.href ?? ""}`, address);
    const action = (text, given) => {
      const button = make("button", { type: "button", textContent: text });
      button.addEventListener("click", () => copy(given(), button));
      return button;
    };
    const link = (text, href) => make("a", { href, textContent: text });
    const reference = document.querySelector("cite");
    const bibtex = document.querySelector("cite ~ details pre, p:has(cite) + details pre");
    const list = [
      action(say("复制数字", "Copy the figure"), () => `${page.dataset.who} ${words}`),
      action(say("复制链接", "Copy a link"), () => address),
    ];
    if (reference) list.push(action(say("引用（GB/T 7714）", "Cite (GB/T 7714)"), () => `${cited(reference.textContent)} ${words}`));
    if (bibtex) list.push(action(say("引用（BibTeX）", "Cite (BibTeX)"), () => cited(bibtex.textContent).replace("引用日期：", `${words}；引用日期：`)));
    if (figure.anchor.startsWith("m-")) {
      const frame = new URL("embed/", assets);
      frame.search = new URLSearchParams({ page: location.pathname.slice(assets.pathname.length), figure: figure.anchor });
      list.push(action(say("复制嵌入代码", "Copy code to embed"), () => `<iframe src="${frame}" width="320" height="160" loading="lazy"></iframe>`));
    }
    if (figure.line) list.push(link(say(`原文第 ${figure.line.textContent} 行`, `Line ${figure.line.textContent} of the source`), figure.line.href));
    if (figure.code) list.push(link(say("这一科目的各部门、各年度", "This code across bodies and years"), figure.code.href));
    list.push(link(say("历年的数字", "Over the years"), page.dataset.history));
    if (page.dataset.report) {
      const lines = [
        page.dataset.who,
        words,
        address,
        figure.line ? `${say("原文第", "source line ")}${figure.line.textContent}${say("行", "")}` : "",
        `${say("数据版本：", "version ")}${page.dataset.version}`,
        say("应为：", "It should be: "),
      ];
      const told = page.dataset.report
        .replaceAll("{title}", encodeURIComponent(`${say("纠错：", "Error: ")}${page.dataset.who} ${figure.label}`))
        .replaceAll("{text}", encodeURIComponent(lines.filter(Boolean).join("\n")));
      list.push(link(say("报告错误", "Report an error"), told));
    }
    for (const item of list) item.setAttribute("role", "menuitem");
    return list;
  }

  function show(element, from) {
    close(false);
    const figure = about(element);
    const box = make("div", { className: "mz-menu" });
    const title = make("p", { id: "mz-menu-title", textContent: `${figure.label} ${figure.value}${figure.unit ?? ""}` });
    const menu = make("div", {}, ...items(figure));
    menu.setAttribute("role", "menu");
    menu.setAttribute("aria-labelledby", "mz-menu-title");
    box.append(title, menu);
    const others = element.closest("tr[id]") ? figuresOf(element.closest("tr")) : [];
    if (others.length > 1) {
      const choice = make("select", {});
      choice.setAttribute("aria-label", say("这一行的哪个数字", "Which figure of the row"));
      others.forEach((other) => choice.append(new Option(`${about(other).label.split(" › ").pop()} ${plain(other)}`, "", false, other === element)));
      choice.addEventListener("change", () => show(others[choice.selectedIndex], from));
      title.after(choice);
    }
    document.body.append(box);
    const at = element.getBoundingClientRect();
    if (innerWidth > 600) {
      box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8)) + scrollX}px`;
      const below = at.bottom + box.offsetHeight + 8 < innerHeight || at.top < box.offsetHeight;
      box.style.top = `${(below ? at.bottom + 4 : at.top - box.offsetHeight - 4) + scrollY}px`;
    }
    open = { box, from };
    menu.firstChild.focus({ preventScroll: true });
  }

  // One button for all rows: it stands in the row that is pointed at or holds the focus.
  const more = make("button", { type: "button", className: "mz-more", textContent: "⋯" });
  more.setAttribute("aria-haspopup", "menu");
  more.setAttribute("aria-label", say("这一行数字的菜单", "Menu of the row's figures"));
  more.addEventListener("click", () => {
    const [first] = figuresOf(more.closest("tr"));
    if (first) show(first, more);
  });
  function stand({ target }) {
    const row = target.closest?.("tr[id]");
    if (!row || row === more.closest("tr") || document.activeElement === more || !figuresOf(row).length) return;
    (row.querySelector("td > .mz-line")?.parentElement ?? row.cells[row.cells.length - 1]).append(more);
  }
  page.addEventListener("focusin", stand);
  page.addEventListener("pointerover", (event) => event.pointerType === "mouse" && stand(event));

  const figureAt = (target) => {
    const card = target.closest?.(".mz-card-value[data-metric]");
    const cell = target.closest?.("tr[id] > td");
    return card ?? (isFigure(cell) ? cell : null);
  };
  page.addEventListener("click", (event) => {
    if (event.target.closest("a, button") || !getSelection().isCollapsed) return;
    const found = figureAt(event.target);
    if (found) show(found, more);
  });
  // A long press on a phone, the second button of a mouse, the menu key.
  page.addEventListener("contextmenu", (event) => {
    const found = figureAt(event.target);
    if (!found || (event.target.closest("a") && !found.matches("a"))) return;
    event.preventDefault();
    show(found, event.target);
  });
  document.addEventListener("click", (event) => open && !open.box.contains(event.target) && !figureAt(event.target) && event.target !== more && close(false));
  document.addEventListener("keydown", (event) => {
    if (!open) return;
    if (event.key === "Escape") return close();
    const all = [...open.box.querySelectorAll("[role=menuitem]")];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    all[to % all.length].focus();
  });
})();
