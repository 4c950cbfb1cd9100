// One chart or key figure of a page, for an <iframe> on another site: taken from the page itself, with the way back to it.
"use strict";
(async () => {
  const box = document.getElementById("mz-embed");
  const root = new URL("../", location.href);
  const given = new URLSearchParams(location.search);
  const [page, id] = [given.get("page") ?? "", given.get("figure") ?? ""];
  document.documentElement.classList.add("mz-embedded");
  const fail = () => (box.textContent = "没有这张图或这个数字。");
  if (!/^[a-z0-9/-]{0,300}$/.test(page) || !/^[a-z0-9_-]{1,100}$/.test(id)) return fail();
  const answer = await fetch(new URL(page, root)).catch(() => null);
  if (!answer?.ok) return fail();
  const other = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = other.getElementById(id);
  if (!found?.matches("figure.mz-figure, tr[id^='m-']")) return fail();
  const source = new URL(page, root);
  source.hash = id;
  const link = document.createElement("a");
  Object.assign(link, { href: source.href, target: "_top", textContent: other.title });
  const note = document.createElement("p");
  note.className = "mz-note";
  note.append("出处：", link);
  if (found.tagName === "TR") {
    const words = [...found.cells].slice(0, -1).map((cell) => cell.textContent.trim()).filter(Boolean);
    const [name, unit, value] = words;
    const figure = document.createElement("p");
    figure.className = "mz-card-value";
    figure.textContent = `${value}${unit}`;
    box.replaceChildren(Object.assign(document.createElement("p"), { textContent: name }), figure, note);
  } else {
    const figure = document.importNode(found, true);
    figure.querySelectorAll("a[href]").forEach((anchor) => Object.assign(anchor, { href: new URL(anchor.getAttribute("href"), source).href, target: "_top" }));
    box.replaceChildren(figure, note);
  }
  document.title = other.title;
})();
