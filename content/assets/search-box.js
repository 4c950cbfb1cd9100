// "/" goes to the search box of any page, unless the reader is writing. No index holds a slash, so in a search box that
// is empty (the search page's has the focus from the start) the key means the same; after a word it is a letter.
const KEYS = new Set(["/", "／", "、"]); // as the key reads with a Chinese input method on

document.addEventListener("keydown", (event) => {
  if (!KEYS.has(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const boxes = "form[role='search'] input[type='search']";
  const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (writing && !(writing.matches(boxes) && writing.value === "")) return;
  const box = writing ?? document.getElementById("mz-query") ?? document.querySelector(boxes);
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
}, true);

// The search page goes on in its box where the reader was typing in that of another page.
document.addEventListener("submit", ({ target }) => {
  const box = target.matches("form[role='search']") && target.querySelector("input[type='search']");
  if (!box || box.id === "mz-query") return;
  try {
    sessionStorage.setItem("mz-sent", box.value);
  } catch {
    // Storage is switched off: "/" leads to the box.
  }
});
