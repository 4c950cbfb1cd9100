// "/" goes to the search box of any page, unless the reader is writing. The search page has a box of its own.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const box =
    document.getElementById("mz-query") ?? document.querySelector("form[role='search'] input[type='search']");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
}, true);
