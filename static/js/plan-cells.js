// Owners and months in the list of a plan, as cells: arrows lead from one to the next, Shift selects a range, which is
// copied out or filled down. Enter opens a cell, as it opens any link; plan.js sends what is filled and shows the answer.

const said = document.getElementById("plan-said");
const COLUMNS = ["owners", "months"];
let anchor = ""; // the ids of the cells where a range begins and ends: the list is made anew with every answer
let lead = "";

const cells = () => [...document.querySelectorAll(".row-control")];
const columnOf = (id) => COLUMNS.indexOf(id.split("-")[0]);
const rowOf = (cell) => cell.closest("tr[data-number]");
const rows = () => [...document.querySelectorAll("tr[data-number]")].filter((row) => row.querySelector(".row-control"));
const cellIn = (row, column) => row?.querySelector(`[id^="${COLUMNS[column]}-"].row-control`);

function textOf(cell) {
  const shown = cell.cloneNode(true);
  for (const each of shown.querySelectorAll(".visually-hidden, .missing")) each.remove();
  return shown.textContent.trim().replace(/\s+/g, " ");
}

function away(cell, down, right) {
  const all = rows();
  return cellIn(all[all.indexOf(rowOf(cell)) + down], columnOf(cell.id) + right);
}

function inRange() {
  const [from, to] = [anchor, lead].map((id) => document.getElementById(id));
  if (!from || !to) return [];
  const all = rows();
  const [first, last] = [all.indexOf(rowOf(from)), all.indexOf(rowOf(to))].toSorted((one, other) => one - other);
  const [left, right] = [columnOf(from.id), columnOf(to.id)].toSorted((one, other) => one - other);
  const columns = COLUMNS.slice(left, right + 1).map((name) => COLUMNS.indexOf(name));
  return all.slice(first, last + 1).map((row) => columns.map((column) => cellIn(row, column)).filter(Boolean));
}

function showRange() {
  const chosen = inRange();
  const isRange = chosen.flat().length > 1;
  for (const cell of cells()) cell.classList.toggle("is-chosen", isRange && chosen.flat().includes(cell));
  said.textContent = isRange ? `เลือก ${chosen.length} มาตรการ ${chosen.flat().length} ช่อง` : "";
}

function begin(cell) {
  anchor = lead = cell.id;
  showRange();
}

function goTo(cell) {
  cell?.focus(); // where the focus comes, a range begins anew
}

function stretch(down, right) {
  const goal = away(document.getElementById(lead), down, right);
  if (!goal) return;
  lead = goal.id;
  goal.scrollIntoView({ block: "nearest" });
  showRange();
}

// What is done with a range

function field(name, value) {
  const input = document.createElement("input");
  [input.type, input.name, input.value] = ["hidden", name, value];
  return input;
}

function fillDown() {
  const chosen = inRange();
  const boxes = chosen.map(([cell]) => rowOf(cell).querySelector('[type="checkbox"][name="measure"]'));
  if (boxes.length < 2) return;
  const form = document.getElementById("plan-fill");
  form.append(...boxes.map((box) => field("measure", box.value)));
  form.append(...chosen[0].map((cell) => field("column", COLUMNS[columnOf(cell.id)])));
  form.dataset.planReturn = anchor;
  form.requestSubmit();
}

function takeBack(kind) {
  const button = document.querySelector(`#plan-undo [data-${kind}]`);
  if (!button || button.disabled) return;
  button.form.dataset.planReturn = lead;
  button.form.requestSubmit(button);
}

function copy(event) {
  if (!event.target.matches?.(".row-control") || !getSelection().isCollapsed) return;
  event.preventDefault();
  event.clipboardData.setData("text/plain", inRange().map((row) => row.map(textOf).join("\t")).join("\r\n"));
  said.textContent = `คัดลอกแล้ว ${inRange().flat().length} ช่อง`;
}

// Keys

const KEYS = {
  ArrowUp: (cell) => goTo(away(cell, -1, 0)),
  ArrowDown: (cell) => goTo(away(cell, 1, 0)),
  ArrowLeft: (cell) => goTo(away(cell, 0, -1)),
  ArrowRight: (cell) => goTo(away(cell, 0, 1)),
  Home: (cell) => goTo(cellIn(rows()[0], columnOf(cell.id))),
  End: (cell) => goTo(cellIn(rows().at(-1), columnOf(cell.id))),
  "Shift+ArrowUp": () => stretch(-1, 0),
  "Shift+ArrowDown": () => stretch(1, 0),
  "Shift+ArrowLeft": () => stretch(0, -1),
  "Shift+ArrowRight": () => stretch(0, 1),
  // By their places: on a Thai keyboard the key of D gives ก.
  "Ctrl+KeyD": fillDown,
  "Ctrl+KeyZ": () => takeBack("undo"),
  "Ctrl+KeyY": () => takeBack("redo"),
  "Ctrl+Shift+KeyZ": () => takeBack("redo"),
  Escape: begin,
};

document.addEventListener("keydown", (event) => {
  const { target, key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (altKey || !target.matches?.(".row-control")) return;
  const name = code.startsWith("Key") ? code : key;
  const act = KEYS[[(ctrlKey || metaKey) && "Ctrl", shiftKey && "Shift", name].filter(Boolean).join("+")];
  if (!act) return;
  event.preventDefault();
  act(target);
});

document.addEventListener("focusin", ({ target }) => {
  if (target.matches(".row-control")) begin(target);
});

document.addEventListener("copy", copy);
