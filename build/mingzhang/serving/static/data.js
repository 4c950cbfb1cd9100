// The menus Datasette's table.js makes, in Chinese; it runs deferred, so it is done when the page is.
document.addEventListener("DOMContentLoaded", () => {
  const words = {
    "sort-asc": "从小到大",
    "sort-desc": "从大到小",
    facet: "按此字段分组计数",
    "hide-column": "不显示此字段",
    "show-all-columns": "显示全部字段",
    "not-blank": "只看有内容的行",
  };
  for (const [name, text] of Object.entries(words)) {
    for (const item of document.querySelectorAll(`a.dropdown-${name}`)) item.textContent = text;
  }
  for (const cross of document.querySelectorAll('a[aria-label="Remove this filter"]')) {
    cross.setAttribute("aria-label", "去掉此条件");
  }
  for (const icon of document.querySelectorAll("svg.dropdown-menu-icon")) {
    icon.setAttribute("role", "button");
    icon.setAttribute("tabindex", "0");
    icon.setAttribute("aria-label", `${icon.closest("th").innerText.trim()}：排序与分组`);
    icon.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        icon.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      }
    });
  }
});
