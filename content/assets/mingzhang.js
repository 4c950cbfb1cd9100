// What a page can do beyond reading: fold trees, sort and filter tables, define terms on the spot.
// Everything is there without it; nothing here makes markup out of text.
"use strict";

const english = document.documentElement.lang === "en";
const [fold, unfold] = english ? ["Fold ", "Unfold "] : ["收起 ", "展开 "];
const rest = (count, all) => (english ? `Show the other ${count} of ${all} rows` : `显示其余 ${count} 行（共 ${all} 行）`);
const FIRST_ROWS = 60;

function foldable(table) {
  const rows = [...table.querySelectorAll("tbody tr")];
  const level = (row) => Number(row.dataset.level || 0);
  const closed = new Set();
  const show = () => {
    let hiddenBelow = Infinity;
    for (const row of rows) {
      if (level(row) <= hiddenBelow) hiddenBelow = Infinity;
      row.hidden = level(row) > hiddenBelow;
      if (!row.hidden && closed.has(row)) hiddenBelow = level(row);
    }
  };
  rows.forEach((row, place) => {
    const next = rows[place + 1];
    if (!level(row) || !next || level(next) <= level(row)) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mz-fold";
    const head = row.querySelector("th");
    const name = head.textContent.trim();
    const say = () => {
      const open = !closed.has(row);
      button.textContent = open ? "▾" : "▸";
      button.setAttribute("aria-expanded", String(open));
      button.setAttribute("aria-label", (open ? fold : unfold) + name);
    };
    button.addEventListener("click", () => {
      if (!closed.delete(row)) closed.add(row);
      say();
      show();
    });
    say();
    head.prepend(button);
  });
  table.mzReveal = (row) => {
    if (!row.hidden) return;
    closed.clear();
    rows.forEach((r) => { const b = r.querySelector(".mz-fold"); if (b) { b.textContent = "▾"; b.setAttribute("aria-expanded", "true"); } });
    show();
  };
}

function sortable(table) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const figure = (text) => {
    const number = Number(text.replace(/[,%¶\s]/g, "").replace("−", "-"));
    return text.trim() === "" || Number.isNaN(number) ? null : number;
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mz-sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") !== "descending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].map((row) => {
        const cell = row.cells[column];
        const text = cell ? cell.textContent : "";
        return { row, text: text.trim(), value: figure(cell?.dataset.sort ?? text) };
      });
      // What is not stated stands last, whichever way one sorts.
      rows.sort((a, b) => {
        if ((a.text === "") !== (b.text === "")) return a.text === "" ? 1 : -1;
        const order = a.value !== null && b.value !== null ? a.value - b.value : a.text.localeCompare(b.text, "zh");
        return down ? -order : order;
      });
      body.append(...rows.map((entry) => entry.row));
      table.mzShorten?.();
    });
  });
}

// A table of hundreds of rows shows the first, and the others when asked; sorting and filtering look through all.
function shortened(table) {
  const body = table.tBodies[0];
  if (body.rows.length < 2 * FIRST_ROWS) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "mz-all";
  table.mzShorten = (most = FIRST_ROWS) => {
    const passing = [...body.rows].filter((row) => !row.hidden);
    passing.forEach((row, place) => row.classList.toggle("mz-rest", place >= most));
    button.hidden = passing.length <= most;
    button.textContent = rest(passing.length - most, passing.length);
  };
  table.mzWhole = () => {
    const next = body.querySelector(".mz-rest a");
    table.mzShorten(Infinity);
    table.mzShorten = null;
    return next;
  };
  button.addEventListener("click", () => table.mzWhole()?.focus());
  table.mzShorten();
  table.parentElement.after(button);
}

// Tell of each table that scrolls sideways whether it fits, and on which side there is more.
function scrollers(boxes) {
  const look = (box) => {
    const more = box.scrollWidth - box.clientWidth;
    box.classList.toggle("mz-whole", more <= 1);
    box.classList.toggle("mz-before", more > 1 && box.scrollLeft > 1);
    box.classList.toggle("mz-beyond", more > 1 && box.scrollLeft < more - 1);
  };
  // Only what is near is measured: far below, nothing has been laid out. A table may come later, or grow.
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => look(target)));
  const near = new IntersectionObserver(
    (entries) => entries.forEach(({ target, isIntersecting }) => sizes[isIntersecting ? "observe" : "unobserve"](target)),
    { rootMargin: "50% 0px" },
  );
  for (const box of boxes) {
    near.observe(box);
    box.addEventListener("scroll", () => look(box), { passive: true });
  }
}

// Filters of one list work together: words anywhere in an entry, and chosen values of a column.
function filtering(id, controls) {
  const list = document.getElementById(id);
  if (!list) return;
  const entries = list.tagName === "TBODY" ? [...list.rows] : [...list.querySelectorAll("li")];
  const cellOf = (entry, control) => entry.cells[control.dataset.column].textContent.trim();
  const passes = (entry, control) => {
    if (control.tagName === "SELECT") return !control.value || cellOf(entry, control) === control.value;
    const text = entry.textContent.toLowerCase();
    return control.value.trim().toLowerCase().split(/\s+/).every((word) => text.includes(word));
  };
  for (const control of controls) {
    if (control.tagName === "SELECT") {
      const values = new Set(entries.map((entry) => cellOf(entry, control)));
      [...values].sort((a, b) => b.localeCompare(a, "zh", { numeric: true })).forEach((value) => control.append(new Option(value)));
      control.hidden = values.size < 2;
    }
    control.addEventListener("input", () => {
      entries.forEach((entry) => { entry.hidden = !controls.every((one) => passes(entry, one)); });
      list.closest("table")?.mzShorten?.();
      // A part of a list that has nothing left goes with its heading.
      for (const part of list.querySelectorAll(":scope > ul")) {
        part.hidden = [...part.children].every((entry) => entry.hidden);
        part.previousElementSibling.hidden = part.hidden;
      }
    });
  }
}

function definitions() {
  let open = null;
  const close = () => { if (open) { open.box.remove(); open.link.removeAttribute("aria-describedby"); open = null; } };
  const show = (link) => {
    const entry = document.getElementById(link.hash.slice(1));
    const text = entry && entry.querySelector("dd");
    if (!text) return;
    close();
    const box = document.createElement("div");
    box.className = "mz-pop";
    box.id = "mz-pop";
    box.setAttribute("role", "tooltip");
    const words = text.textContent;
    box.textContent = words.length > 220 ? words.slice(0, 220) + "…" : words;
    document.body.append(box);
    const at = link.getBoundingClientRect();
    box.style.left = Math.max(8, Math.min(at.left + scrollX, scrollX + innerWidth - box.offsetWidth - 8)) + "px";
    box.style.top = at.bottom + scrollY + 6 + "px";
    link.setAttribute("aria-describedby", "mz-pop");
    open = { box, link };
  };
  for (const link of document.querySelectorAll("a.mz-term")) {
    link.addEventListener("mouseenter", () => show(link));
    link.addEventListener("focus", () => show(link));
    link.addEventListener("mouseleave", close);
    link.addEventListener("blur", close);
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
}

// A link into something folded away opens it.
function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let box = target.parentElement; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
  target.closest("table.mz-tree")?.mzReveal?.(target);
  if (target.classList.contains("mz-rest")) target.closest("table").mzWhole();
  // What lies above is laid out over the next frames, and moves the target: go there again until it has stood still for
  // a while, or the reader goes elsewhere.
  let tries = 90, still = 0, left = false;
  const leave = () => { left = true; };
  const goings = ["wheel", "touchmove", "keydown", "pointerdown"];
  goings.forEach((going) => addEventListener(going, leave, { once: true, passive: true }));
  const settle = () => {
    if (left) return;
    const before = scrollY;
    target.scrollIntoView();
    still = Math.abs(scrollY - before) > 1 ? 0 : still + 1;
    if (tries-- && still < 10) requestAnimationFrame(settle);
    else goings.forEach((going) => removeEventListener(going, leave));
  };
  settle();
}

// Light or dark: the choice is kept; until one is made, the system's wish counts (in the style sheet).
function scheme() {
  const page = document.documentElement;
  document.getElementById("mz-scheme").addEventListener("click", () => {
    const dark = page.dataset.scheme ? page.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    page.dataset.scheme = dark ? "light" : "dark";
    try { localStorage.setItem("mz-scheme", page.dataset.scheme); } catch { /* private windows keep nothing */ }
  });
}

// The contents list shows where one is. Nothing is measured before the reader scrolls.
function whereabouts() {
  const links = new Map([...document.querySelectorAll(".mz-contents a[href^='#']")].map((a) => [a.hash.slice(1), a]));
  const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  if (!heads.length) return;
  let waiting = false;
  const mark = () => {
    waiting = false;
    const passed = heads.filter((head) => head.getBoundingClientRect().top < 140);
    const here = passed.length ? passed[passed.length - 1].id : "";
    for (const [id, link] of links) link.classList.toggle("mz-here", id === here);
  };
  addEventListener("scroll", () => {
    if (!waiting) { waiting = true; requestAnimationFrame(mark); }
  }, { passive: true });
}

// What a link of two or three signs leads to, for whoever points at it or listens to the page; the number of a source's line is the link to it.
function spoken() {
  document.querySelectorAll("a.mz-line").forEach((a) => a.setAttribute("aria-label", `原文第${a.textContent}行`));
  document.querySelectorAll("a.mz-back").forEach((a) => { a.title = "写到这个数字的段落"; });
}

function numbered(source) {
  source.addEventListener("click", (event) => {
    const line = event.target.closest("p[id]");
    if (line && event.clientX < line.getBoundingClientRect().left + parseFloat(getComputedStyle(line).paddingLeft)) location.hash = line.id;
  });
}

scheme();
whereabouts();
// Trees are all open to begin with: their buttons come one table at a time, when the page has nothing else to do.
const later = window.requestIdleCallback || ((run) => setTimeout(run, 1));
document.querySelectorAll("table.mz-tree").forEach((table) => later(() => foldable(table)));
document.querySelectorAll("table[data-sortable]").forEach((table) => { sortable(table); shortened(table); });
document.querySelectorAll(".mz-source").forEach(numbered);
later(spoken);
scrollers(document.querySelectorAll(".mz-scroll"));
const filters = [...document.querySelectorAll("[data-filter]")];
for (const id of new Set(filters.map((control) => control.dataset.filter))) filtering(id, filters.filter((control) => control.dataset.filter === id));
definitions();
addEventListener("hashchange", reveal);
reveal();
// Paper cannot unfold: open everything for printing.
addEventListener("beforeprint", () => document.querySelectorAll(".mz-page details").forEach((d) => { d.open = true; }));
