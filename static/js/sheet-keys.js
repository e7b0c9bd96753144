// Moving through the cells by keys, and selecting a range of them by keys and mouse.
//
// Every cell is an ordinary field, so that typing, the caret and what is read aloud are the browser's. A range is kept
// beside the focus, which stays in the cell where the range began; sheet-range.js does what can be done with it:
//   sheet:range  {rows: [[input]], active}  the cells of the range by rows, one row of one cell where there is none

const form = document.getElementById("score-sheet");
const inputs = [...form.querySelectorAll(".score")];
const COLUMNS = ["1", "2", ""]; // of a question in two parts; every other cell stands in the last

const isThere = (element) => element.offsetParent !== null;
const isFigure = (element) => element?.inputMode === "decimal" && element.classList.contains("score");
const rowOf = (input) => input.closest("tr");
const columnOf = (input) => COLUMNS.indexOf(input.name.split("/")[1] ?? "");
const tableOf = (input) => input.closest(".sheet-questions, .summary");
const seenOf = (input) => form.elements[`seen-${input.name}`];
// All of the text is selected, as when a cell was just reached: keys are then about cells, not about letters.
const isWhole = ({ selectionStart, selectionEnd, value }) => selectionStart === 0 && selectionEnd === value.length;

// Where keys lead

function neighbour(input, step) {
  const at = inputs.indexOf(input);
  const others = step > 0 ? inputs.slice(at + 1) : inputs.slice(0, at).reverse();
  const beyond = others.filter((each) => isThere(each) && rowOf(each) !== rowOf(input));
  const row = beyond.filter((each) => rowOf(each) === rowOf(beyond[0]));
  return row.find((each) => columnOf(each) === columnOf(input)) ?? row.find((each) => columnOf(each) === 2) ?? row[0];
}

// The next figure of the same table, for ranges and jumps.
function neighbourInTable(input, step) {
  const next = neighbour(input, step);
  return next && isFigure(next) && tableOf(next) === tableOf(input) ? next : undefined;
}

function farthest(input, step, goesOn) {
  let [goal, next] = [input, neighbourInTable(input, step)];
  while (next && goesOn(next)) [goal, next] = [next, neighbourInTable(next, step)];
  return goal;
}

const edge = (input, step) => farthest(input, step, () => true);

// As in a spreadsheet: to the end of a run of filled cells, or over empty ones to the next that is filled.
function endOfRun(input, step) {
  const next = neighbourInTable(input, step);
  if (!next) return input;
  if (input.value && next.value) return farthest(input, step, ({ value }) => Boolean(value));
  const lastEmpty = farthest(input, step, ({ value }) => !value);
  return neighbourInTable(lastEmpty, step) ?? lastEmpty;
}

function cellAfter(input, step) {
  const shown = inputs.filter(isThere);
  return shown[shown.indexOf(input) + step];
}

// The cells of a row and then its links and buttons, which Tab passes by.
function controlsOf(row) {
  const below = row.matches(":has(+ .message-row)") ? [...row.nextElementSibling.querySelectorAll("button, a")] : [];
  return [...row.querySelectorAll(".score"), ...row.querySelectorAll("button, a"), ...below].filter(isThere);
}

function beside(control, step) {
  const row = rowOf(control);
  const controls = controlsOf(row.matches(".message-row") ? row.previousElementSibling : row);
  return controls[controls.indexOf(control) + step];
}

// Left and right leave a cell only where the caret cannot go on, or for another cell while all of it is selected.
function besideCell(input, step) {
  const goal = beside(input, step);
  const isAtEnd = input.selectionStart === input.selectionEnd && input.selectionEnd === (step < 0 ? 0 : input.value.length);
  return isAtEnd || (isWhole(input) && isFigure(goal)) ? goal : undefined;
}

// The range

let anchor = null; // where the range began
let lead = null; // where it ends now
let isAll = false; // the whole table

const figuresOf = (input) => inputs.filter((each) => isFigure(each) && isThere(each) && tableOf(each) === tableOf(input));
const within = (value, one, other) => value >= Math.min(one, other) && value <= Math.max(one, other);

function rangeRows() {
  const shown = figuresOf(anchor);
  const rows = [...new Set(shown.map(rowOf))];
  const [first, last] = [rows.indexOf(rowOf(anchor)), rows.indexOf(rowOf(lead))];
  const isInside = (input) => isAll || within(columnOf(input), columnOf(anchor), columnOf(lead));
  return rows
    .filter((_, index) => within(index, first, last))
    .map((row) => shown.filter((each) => rowOf(each) === row && isInside(each)))
    .filter((row) => row.length > 0);
}

function showRange() {
  const active = isFigure(document.activeElement) ? document.activeElement : anchor;
  const rows = lead && lead !== anchor ? rangeRows() : [[active]];
  const cells = rows.flat();
  for (const input of inputs) input.classList.toggle("is-selected", cells.length > 1 && cells.includes(input));
  form.dispatchEvent(new CustomEvent("sheet:range", { detail: { rows, active } }));
}

function extendTo(goal) {
  if (!goal || !anchor || tableOf(goal) !== tableOf(anchor)) return;
  [lead, isAll] = [goal, false];
  lead.scrollIntoView({ block: "nearest" });
  showRange();
}

function selectAll(input) {
  const shown = figuresOf(input);
  [anchor, lead, isAll] = [shown[0], shown.at(-1), true];
  showRange();
}

function endRange(input) {
  [anchor, lead, isAll] = [input, input, false];
  showRange();
}

// Keys: each names where to go, or does what it does; what gives nothing is left to the browser.

const extendBy = (find) => (input) => {
  extendTo(find(lead ?? input));
  return true;
};
const MOVES = {
  Enter: (input) => neighbour(input, 1) ?? input,
  "Shift+Enter": (input) => neighbour(input, -1) ?? input,
  Tab: (input) => cellAfter(input, 1),
  "Shift+Tab": (input) => cellAfter(input, -1),
};
const FIGURE_MOVES = {
  ...MOVES,
  ArrowDown: (input) => neighbour(input, 1) ?? input,
  ArrowUp: (input) => neighbour(input, -1) ?? input,
  ArrowLeft: (input) => besideCell(input, -1),
  ArrowRight: (input) => besideCell(input, 1),
  "Ctrl+ArrowDown": (input) => endOfRun(input, 1),
  "Ctrl+ArrowUp": (input) => endOfRun(input, -1),
  Home: (input) => isWhole(input) && edge(input, -1),
  End: (input) => isWhole(input) && edge(input, 1),
  "Ctrl+Home": (input) => edge(input, -1),
  "Ctrl+End": (input) => edge(input, 1),
  "Shift+ArrowDown": extendBy((from) => neighbourInTable(from, 1)),
  "Shift+ArrowUp": extendBy((from) => neighbourInTable(from, -1)),
  "Ctrl+Shift+ArrowDown": extendBy((from) => endOfRun(from, 1)),
  "Ctrl+Shift+ArrowUp": extendBy((from) => endOfRun(from, -1)),
  "Ctrl+Shift+Home": extendBy((from) => edge(from, -1)),
  "Ctrl+Shift+End": extendBy((from) => edge(from, 1)),
  "Shift+ArrowLeft": (input) => isWhole(input) && extendBeside(-1),
  "Shift+ArrowRight": (input) => isWhole(input) && extendBeside(1),
  "Ctrl+KeyA": (input) => isWhole(input) && (selectAll(input), true),
  F2: (input) => (input.setSelectionRange(input.value.length, input.value.length), true),
};

function extendBeside(step) {
  const goal = beside(lead, step);
  if (!isFigure(goal)) return false;
  extendTo(goal);
  return true;
}

// Text that is typed goes back to what was stored; without any, a range ends.
function escape(input) {
  if (input.value !== seenOf(input).value) {
    input.value = seenOf(input).value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    if (isFigure(input)) input.select();
    return true;
  }
  if (lead === anchor) return false;
  endRange(input);
  return true;
}

// Letters by their place: on a Thai keyboard the key of A gives ฟ.
function nameOf({ key, code, ctrlKey, metaKey, shiftKey }) {
  const name = code.startsWith("Key") ? code : key;
  return [(ctrlKey || metaKey) && "Ctrl", shiftKey && "Shift", name].filter(Boolean).join("+");
}

function doKey(event) {
  const { target } = event;
  if (event.key === "Escape") return escape(target);
  return (isFigure(target) ? FIGURE_MOVES : MOVES)[nameOf(event)]?.(target);
}

function leave(input, goal) {
  // At the last cell there is nowhere to go: leaving it and coming back saves it.
  if (goal === input) input.blur();
  goal.focus();
}

function keyOnControl(event) {
  if (event.key === "Escape") return beside(event.target, 0) && controlsOf(rowOf(event.target))[0];
  const step = { ArrowLeft: -1, ArrowRight: 1 }[nameOf(event)];
  return step && beside(event.target, step);
}

form.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey) return;
  const isCell = inputs.includes(event.target);
  const isControl = !isCell && event.target.matches("button, a") && event.target.closest(".question-row, .summary tr");
  const done = isCell ? doKey(event) : isControl ? keyOnControl(event) : null;
  if (!done) return;
  event.preventDefault();
  if (done !== true) leave(event.target, done);
});

// The mouse

let draggedFrom = null;
let isStretching = false; // by touch: the next cell that is tapped ends the range

form.addEventListener("mousedown", (event) => {
  const { target, button, shiftKey } = event;
  if (button !== 0 || !isFigure(target)) return;
  if ((shiftKey || isStretching) && anchor && anchor !== target && tableOf(anchor) === tableOf(target)) {
    event.preventDefault();
    isStretching = false;
    return extendTo(target);
  }
  draggedFrom = target;
  if (document.activeElement === target) return;
  event.preventDefault(); // or the click would undo the selection of the text
  target.focus();
});

form.addEventListener("mouseover", ({ target, buttons }) => {
  if (!draggedFrom || buttons !== 1) return;
  const cell = target.closest("td")?.querySelector(".score");
  if (!isFigure(cell) || (cell === draggedFrom && lead === anchor)) return;
  form.classList.add("is-dragging");
  extendTo(cell);
});

addEventListener("mouseup", () => {
  draggedFrom = null;
  form.classList.remove("is-dragging");
});

// By touch a long press begins a range, and the next cell that is tapped ends it.

const LONG_PRESS_MS = 500;
let pressing = null;

function beginStretch(cell) {
  cell.focus();
  endRange(cell);
  isStretching = true;
  form.dispatchEvent(new CustomEvent("sheet:stretch"));
}

form.addEventListener("pointerdown", ({ pointerType, target }) => {
  clearTimeout(pressing);
  if (pointerType === "touch" && isFigure(target) && !isStretching) pressing = setTimeout(beginStretch, LONG_PRESS_MS, target);
});
for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, () => clearTimeout(pressing));

// The browser's own menu of a long press would cover the cells.
form.addEventListener("contextmenu", (event) => {
  if (isStretching) event.preventDefault();
});

// A question leads to its cell.
form.addEventListener("click", ({ target }) => {
  if (target.closest("a, button, input") || !getSelection().isCollapsed) return;
  target.closest(".question")?.closest("tr").querySelector(".score")?.focus();
});

form.addEventListener("focusin", ({ target }) => {
  if (!isFigure(target)) return;
  target.select();
  endRange(target);
});
