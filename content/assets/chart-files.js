// Take a chart away: as SVG, PNG or CSV with its citation in it, or as a page to embed. Text goes in by textContent.
"use strict";
(() => {
  const english = document.documentElement.lang === "en";
  const say = (chinese, words) => (english ? words : chinese);
  const SVG = "http://www.w3.org/2000/svg";
  const STYLES = ["fill", "stroke", "stroke-width", "font-size", "font-weight", "opacity", "paint-order"];
  const root = document.currentScript ? new URL("../../", document.currentScript.src) : new URL("./", location.href);
  const canonical = () => document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
  const cite = (figure) => `${document.title} · ${figure.querySelector("figcaption").textContent} · ${canonical()}#${figure.id}`;

  function save(blob, name) {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /** The drawing as it looks here, on its own: colours and letters written into it, title above and citation below. */
  function standalone(figure) {
    const drawn = figure.querySelector("svg.mz-chart");
    const copy = drawn.cloneNode(true);
    copy.removeAttribute("class");
    const originals = drawn.querySelectorAll("*");
    copy.querySelectorAll("*").forEach((element, place) => {
      const style = getComputedStyle(originals[place]);
      for (const name of STYLES) element.setAttribute(name, style.getPropertyValue(name));
      element.removeAttribute("class");
    });
    const [, , width, height] = drawn.getAttribute("viewBox").split(" ").map(Number);
    const lines = [];
    const words = cite(figure);
    copy.querySelector("desc")?.append(` ${words}`);
    for (let at = 0; at < words.length; at += 48) lines.push(words.slice(at, at + 48));
    const colours = getComputedStyle(document.body);
    const text = (said, x, y, size) => {
      const element = document.createElementNS(SVG, "text");
      for (const [name, value] of Object.entries({ x, y, "font-size": size, fill: colours.color })) element.setAttribute(name, value);
      element.textContent = said;
      return element;
    };
    const paper = document.createElementNS(SVG, "rect");
    const whole = height + 40 + 11 * lines.length;
    for (const [name, value] of Object.entries({ x: -12, y: -30, width: width + 24, height: whole, fill: colours.backgroundColor })) paper.setAttribute(name, value);
    copy.prepend(paper);
    copy.append(text(figure.querySelector("figcaption").textContent, 0, -10, 14), ...lines.map((line, n) => text(line, 0, height + 10 + 11 * n, 8)));
    copy.setAttribute("viewBox", `-12 -30 ${width + 24} ${whole}`);
    copy.setAttribute("width", 3 * (width + 24));
    copy.setAttribute("height", 3 * whole);
    copy.setAttribute("font-family", colours.fontFamily);
    return copy;
  }
  const svgOf = (figure) => new Blob([new XMLSerializer().serializeToString(standalone(figure))], { type: "image/svg+xml" });

  async function pngOf(figure) {
    const picture = new Image();
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await svgOf(figure).text())}`;
    await picture.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height });
    canvas.getContext("2d").drawImage(picture, 0, 0);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  function csvOf(figure) {
    const quoted = (text) => `"${(/^[=+@\t\r]/.test(text) ? "'" : "") + text.replaceAll('"', '""')}"`;
    const rows = [...figure.querySelectorAll("table tr")].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
    const lines = [...rows, [], [cite(figure)]].map((row) => row.map(quoted).join(","));
    return new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" });
  }

  function embed(figure, button) {
    const address = new URL("embed/", root);
    address.search = new URLSearchParams({ page: location.pathname.slice(root.pathname.length), figure: figure.id });
    const field = document.createElement("textarea");
    Object.assign(field, { readOnly: true, rows: 3, value: `<iframe src="${address}" width="400" height="420" loading="lazy" title="${figure.querySelector("figcaption").textContent.replace(/["<>&]/g, " ")}"></iframe>` });
    field.setAttribute("aria-label", say("嵌入的代码", "Code to embed"));
    button.replaceWith(field);
    field.select();
  }

  for (const figure of document.querySelectorAll("figure.mz-figure[id]")) {
    const line = document.createElement("p");
    line.className = "mz-takeaway";
    const button = (name, does) => {
      const element = Object.assign(document.createElement("button"), { type: "button", textContent: name });
      element.addEventListener("click", () => does(element));
      line.append(element, " ");
    };
    const name = `${figure.id}-${location.pathname.split("/").filter(Boolean).pop() ?? "mingzhang"}`;
    button("SVG", () => save(svgOf(figure), `${name}.svg`));
    button("PNG", async () => save(await pngOf(figure), `${name}.png`));
    button("CSV", () => save(csvOf(figure), `${name}.csv`));
    button(say("嵌入", "Embed"), (element) => embed(figure, element));
    figure.querySelector("details.mz-data")?.append(line);
  }
})();
