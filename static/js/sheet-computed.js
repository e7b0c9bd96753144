// Taking what the portal computes for what was announced: one cell, or every one that is empty.

const form = document.getElementById("score-sheet");
const buttons = [...form.querySelectorAll("[name=as_computed]")];
const EVERY_EMPTY = "empty";
const UNKNOWN = "–";

// Not by form.elements, which takes the code of an indicator for a place.
const inputOf = (code) => document.getElementById(`cell-${code}`);
const seenOf = (code) => form.elements[`seen-${code}`].value;
const computedOf = (code) => form.querySelector(`.summary-row [data-figure="${CSS.escape(code)}"]`).textContent.trim();
const codes = buttons.map(({ value }) => value).filter((code) => code !== EVERY_EMPTY);

function take(wanted) {
  const cells = wanted.filter((code) => computedOf(code) !== UNKNOWN).map((code) => ({ input: inputOf(code), text: computedOf(code) }));
  const note = cells.length > 0 ? "" : "ไม่มีช่องว่างที่คำนวณได้";
  form.dispatchEvent(new CustomEvent("sheet:fill", { detail: { cells, words: "ใช้ค่าที่คำนวณได้", note } }));
}

function showButtons() {
  for (const button of buttons) {
    const { value: code } = button;
    if (code !== EVERY_EMPTY) button.hidden = [UNKNOWN, seenOf(code)].includes(computedOf(code));
  }
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("[name=as_computed]");
  if (!button) return;
  event.preventDefault();
  if (button.value === EVERY_EMPTY) return take(codes.filter((code) => !inputOf(code).value));
  take([button.value]);
  inputOf(button.value).focus();
});

form.addEventListener("sheet:figures", () => queueMicrotask(showButtons));
