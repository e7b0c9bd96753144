// Beside each text a list of the year's open-data items: inserts a citation of the chosen one at the cursor.

const template = document.getElementById("citation");

function insert(text, citation, wasUsed) {
  // A text that nobody has clicked into yet has its cursor at the start, where no citation belongs.
  const at = wasUsed ? text.selectionEnd : text.value.length;
  const before = text.value.slice(0, at);
  const after = text.value.slice(at);
  const words = (before && !/\s$/.test(before) ? " " : "") + citation + (after && !/^\s/.test(after) ? " " : "");
  text.focus();
  text.setSelectionRange(at, at);
  // Unlike setting the text, this can be taken back with Ctrl+Z; it tells the page that something was typed, too.
  if (document.execCommand("insertText", false, words)) return;
  text.setRangeText(words, at, at, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const field of template ? document.querySelectorAll("[data-cites]") : []) {
  const text = field.querySelector("textarea");
  const control = template.content.cloneNode(true);
  const select = control.querySelector("select");
  const button = control.querySelector("button");
  let wasUsed = false;
  select.setAttribute("aria-label", `ข้อ OIT ที่จะอ้างอิงใน “${field.dataset.cites}”`);
  button.setAttribute("aria-label", `แทรกการอ้างอิงใน “${field.dataset.cites}”`);
  text.addEventListener("focus", () => (wasUsed = true));
  button.addEventListener("click", () => {
    if (!select.value) return select.focus();
    insert(text, select.value, wasUsed);
    select.selectedIndex = 0;
  });
  text.after(control);
}
