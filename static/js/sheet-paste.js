// Pasting a table into the sheet. The server reads it, since it knows the year's codes and names: a table with one
// reading fills its cells at once, any other is shown before anything is stored, with what there is to choose.
// A single value goes into its cell as the browser does it.

const TIMEOUT_MS = 20_000;
const MAX_ACROSS = 50; // columns of a cell that lies over several
const UNREAD = "อ่านตารางที่วางไม่ได้ เพราะติดต่อระบบไม่ได้ ตารางยังไม่ถูกวาง";
const SIGNED_OUT = "อ่านตารางที่วางไม่ได้ เพราะหมดเวลาการใช้งานหรือสิทธิ์เปลี่ยนไป กรุณาเข้าสู่ระบบในแท็บใหม่แล้วลองอีกครั้ง";

const form = document.getElementById("score-sheet");
const dialog = document.getElementById("paste-dialog");
const preview = document.getElementById("paste-preview");
const fill = document.getElementById("paste-fill");
const again = document.getElementById("paste-again");
const stored = document.getElementById("paste-store");
const inputs = new Map([...form.querySelectorAll(".score")].map((input) => [input.name, input]));
let cells = []; // what the table shown would change
let asked = null; // what was asked last, to ask it again

const isTable = (text) => /[\t\n]/.test(text.replace(/\r/g, "\n").replace(/\n+$/, ""));

async function ask(fields) {
  asked = fields;
  again.hidden = true;
  fill.disabled = true; // what is shown is about to be something else
  try {
    const response = await fetch(form.dataset.pasteUrl, {
      method: "POST",
      redirect: "manual", // to the login page, when the session has ended
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (asked !== fields) return; // chosen anew meanwhile
    if (response.type === "opaqueredirect" || response.status === 403) return tell(SIGNED_OUT);
    if (!response.ok && response.status >= 500) return tell(UNREAD);
    take(await response.json());
  } catch {
    if (asked === fields) tell(UNREAD);
  }
}

function take({ error, is_certain: isCertain, cells: changed, html }) {
  if (error) return tell(error);
  cells = changed;
  if (isCertain && !dialog.open && cells.length > 0 && cells.every(({ code }) => inputs.has(code))) return fillCells();
  preview.innerHTML = html;
  show(cells.length);
}

function tell(words) {
  const message = document.createElement("p");
  message.className = "message message-error";
  message.textContent = words;
  cells = [];
  again.hidden = false;
  preview.replaceChildren(message);
  show(0);
}

function show(count) {
  fill.hidden = count === 0;
  fill.disabled = false;
  fill.textContent = `วาง ${count} ช่อง`;
  if (!dialog.open) dialog.showModal();
}

// Cells that this page does not show, such as those of the parts of a survey, are stored as an upload is.
function fillCells() {
  if (cells.some(({ code }) => !inputs.has(code))) {
    stored.elements.checked.value = preview.querySelector("[name=checked]").value;
    return stored.submit();
  }
  const detail = { cells: cells.map(({ code, text }) => ({ input: inputs.get(code), text })), words: "วาง" };
  form.dispatchEvent(new CustomEvent("sheet:fill", { detail }));
}

form.addEventListener("paste", (event) => {
  const input = event.target;
  const text = event.clipboardData.getData("text/plain");
  if (!input.classList.contains("score") || !isTable(text)) return;
  event.preventDefault();
  ask({ table: tableIn(event.clipboardData.getData("text/html")) || text, focus: input.name });
});

// Where the clipboard holds one table and nothing else, its markup says which lines are of one cell, and which cells
// lie over several rows or columns; Word and pages lose both in their text. Looks are left out, since the policy of the
// page would refuse each of them by a message.
function tableIn(html) {
  const bare = html.replace(/<style\b[^]*?<\/style>/gi, "").replace(/\sstyle=(?:"[^"]*"|'[^']*')/gi, "");
  const { body } = new DOMParser().parseFromString(bare, "text/html");
  for (const each of body.querySelectorAll("br, p, div, li")) each.after(" ");
  const [table, ...others] = body.querySelectorAll("table");
  if (!table || others.length > 0 || table.caption) return "";
  const rows = unfolded([...table.rows]);
  table.remove();
  return body.textContent.trim() ? "" : rows.map((row) => Array.from(row, quoted).join("\t")).join("\n");
}

function unfolded(rows) {
  const grid = rows.map(() => []);
  for (const [at, row] of rows.entries()) {
    for (const cell of row.cells) {
      let column = 0;
      while (column in grid[at]) column += 1;
      for (const below of grid.slice(at, at + Math.max(cell.rowSpan, 1))) cover(below, column, cell.colSpan);
      grid[at][column] = cell.textContent.trim().replace(/\s+/g, " ");
    }
  }
  return grid;
}

function cover(row, from, across) {
  for (let column = from; column < from + Math.min(across, MAX_ACROSS); column += 1) row[column] = "";
}

function quoted(text = "") {
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
}

preview.addEventListener("change", () => {
  const fields = { source: preview.querySelector("[name=source]").value };
  for (const select of preview.querySelectorAll("select")) fields[select.name] = select.value;
  const chosen = document.activeElement?.id;
  ask(fields).then(() => document.getElementById(chosen)?.focus());
});

again.addEventListener("click", () => ask(asked));
fill.addEventListener("click", () => {
  dialog.close();
  fillCells();
});
document.getElementById("paste-cancel").addEventListener("click", () => dialog.close());
