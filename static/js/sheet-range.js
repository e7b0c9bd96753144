// What can be done with a range of cells: filled, copied out, cleared; and what is said of it. See sheet-keys.js.

const form = document.getElementById("score-sheet");
const bar = document.getElementById("selection");
const words = document.getElementById("selection-words");
const said = document.getElementById("selection-said");
const THAI_ZERO = "๐".charCodeAt(0);
let rows = [];
let active = null; // the cell in which one types

const columnOf = (input) => input.name.split("/")[1] ?? "";
const arabic = (text) => text.replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - THAI_ZERO);

function fill(cells, verb) {
  const changed = cells.filter(({ input, text }) => input.value !== text || text !== form.elements[`seen-${input.name}`].value);
  if (changed.length === 0) return;
  form.dispatchEvent(new CustomEvent("sheet:fill", { detail: { cells: changed, words: verb } }));
}

// The first row of the range into those below it; a cell alone takes the one above.
function fillDown() {
  if (rows.flat().length > 1) {
    const [first, ...others] = rows;
    const sourceOf = (input) => first.find((each) => columnOf(each) === columnOf(input)) ?? first.at(-1);
    return fill(others.flat().map((input) => ({ input, text: sourceOf(input).value })), "เติม");
  }
  const above = aboveOf(active);
  if (above) fill([{ input: active, text: above.value }], "เติม");
}

function aboveOf(input) {
  const all = [...input.closest(".sheet-questions, .summary").querySelectorAll(".score[inputmode=decimal]")];
  const column = all.filter((each) => each.offsetParent !== null && columnOf(each) === columnOf(input));
  return column[column.indexOf(input) - 1];
}

function fillSame() {
  fill(rows.flat().map((input) => ({ input, text: active.value })), "เติม");
}

function clear() {
  fill(rows.flat().map((input) => ({ input, text: "" })), "ล้าง");
}

// As spreadsheets have it on the clipboard: cells parted by tabs, rows by line breaks.
const textOfRange = () => rows.map((row) => row.map(({ value }) => value).join("\t")).join("\r\n");
const isRange = () => rows.flat().length > 1;

async function copyByButton() {
  if (navigator.clipboard) await navigator.clipboard.writeText(textOfRange());
  else document.execCommand("copy");
  say(`คัดลอกแล้ว ${rows.flat().length} ช่อง`);
}

// What is said of the range

function meanOf(cells) {
  const values = cells.map(({ value }) => arabic(value.trim())).filter((text) => /^\d+(\.\d*)?$/.test(text));
  if (values.length === 0) return "";
  const hundredths = values.reduce((sum, text) => sum + Math.round(Number(text) * 100), 0);
  return ` เฉลี่ย ${(Math.round(hundredths / values.length) / 100).toFixed(2)}`;
}

function say(text) {
  words.textContent = said.textContent = text;
}

form.addEventListener("sheet:range", ({ detail }) => {
  const wasRange = isRange();
  ({ rows, active } = detail);
  const cells = rows.flat();
  bar.hidden = cells.length < 2;
  if (cells.length > 1) say(`${cells[0].name} ถึง ${cells.at(-1).name} เลือก ${cells.length} ช่อง${meanOf(cells)}`);
  else if (wasRange) say("");
});

form.addEventListener("sheet:stretch", () => {
  bar.hidden = false;
  say("แตะช่องสุดท้ายของช่วงที่ต้องการเลือก");
});

// Keys and buttons

const isOnCell = ({ target }) => target === active;
const isWhole = ({ selectionStart, selectionEnd, value }) => selectionStart === 0 && selectionEnd === value.length;

function actOf({ key, code, ctrlKey, metaKey, shiftKey, altKey, target }) {
  if (shiftKey || altKey) return null;
  if (ctrlKey || metaKey) return { KeyD: fillDown, Enter: fillSame, NumpadEnter: fillSame }[code];
  if (key === "Delete" && (isRange() || isWhole(target))) return clear;
  return key === "Backspace" && isRange() ? clear : null;
}

form.addEventListener("keydown", (event) => {
  if (event.isComposing || !isOnCell(event)) return;
  const act = actOf(event);
  if (!act) return;
  event.preventDefault();
  act();
});

for (const kind of ["copy", "cut"]) {
  form.addEventListener(kind, (event) => {
    if (!isOnCell(event) || !isRange()) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", textOfRange());
    if (kind === "cut") clear();
    else say(`คัดลอกแล้ว ${rows.flat().length} ช่อง`);
  });
}

const BUTTONS = { down: fillDown, same: fillSame, copy: copyByButton, clear };

bar.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in its cell
bar.addEventListener("click", ({ target }) => BUTTONS[target.dataset.fill]?.());
