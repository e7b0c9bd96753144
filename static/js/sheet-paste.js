// Pasting from a spreadsheet: a column or block fills the cells from the focused one on; a block that names its
// codes fills the cells of those codes, wherever they are. Empty cells of the clipboard leave their cell as it is.

const form = document.getElementById("score-sheet");
const inputs = [...form.querySelectorAll(".score")];
const THAI_ZERO = "๐".charCodeAt(0);
const LISTED = 5; // how many unknown codes the status lists

const arabic = (text) => text.replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - THAI_ZERO);

// One spelling of a code, as assessments/rules/codes.py has it: "ข้อ ๐๑๐", "O10" and "o10" are the same; "" is no code.
function codeOf(typed) {
  const text = arabic(typed).trim().replace(/^ข้อ/, "").replace(/\s/g, "");
  if (/^(iit|eit[12]?|oit)$/i.test(text)) return text.toUpperCase();
  if (/^(total|level|rank(-(district|province|nation))?)$/i.test(text)) return text.toLowerCase();
  if (/^([1-9]|10)$/.test(text)) return text;
  const [, letter, number, part] = text.match(/^([ieo0])0*([1-9]\d?)(\/[12])?$/i) ?? [];
  return letter ? letter.toLowerCase().replace("0", "o") + number + (part ?? "") : "";
}

const isFigure = (typed) => /^\d+(\.\d*)?$/.test(arabic(typed));

function tableOf(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  return lines.map((line) => line.split("\t").map((cell) => cell.trim()));
}

// The column with the most that count, if there is one; the first of equals.
function bestColumn(table, from, counts) {
  const width = Math.max(...table.map((line) => line.length));
  let [best, most] = [-1, 0];
  for (let column = from; column < width; column += 1) {
    const count = table.filter((line) => counts(line[column] ?? "")).length;
    if (count > most) [best, most] = [column, count];
  }
  return [best, most];
}

// Where the codes and their figures stand; null for a block of figures alone. Bare numbers are taken for
// indicators only where none comes twice, because 10 can be a figure too.
function columnsOf(table) {
  const [codes, most] = bestColumn(table, 0, codeOf);
  const filled = table.filter((line) => line.some(Boolean)).length;
  if (codes < 0 || most * 2 < filled) return null;
  const found = table.map((line) => codeOf(line[codes] ?? "")).filter(Boolean);
  if (new Set(found).size < found.length) return null;
  const [figures] = bestColumn(table, codes + 1, isFigure);
  return figures < 0 ? null : { codes, figures };
}

// A list takes none but its own entries.
const takes = (input, text) => !input.options || [...input.options].some((option) => option.value === text);

function cellsByCode(table, columns) {
  const [cells, unknown] = [[], []];
  table.forEach((line, index) => {
    const [typed, text] = [line[columns.codes] ?? "", line[columns.figures] ?? ""];
    if (!text || (index === 0 && !codeOf(typed))) return; // nothing to put in, or the heading
    const input = inputs.find((each) => each.name === codeOf(typed));
    if (input && takes(input, text)) cells.push({ input, text });
    else unknown.push(typed || text);
  });
  const listed = unknown.slice(0, LISTED).join(", ") + (unknown.length > LISTED ? " …" : "");
  return { cells, note: unknown.length > 0 ? `ข้าม ${unknown.length} แถวที่ไม่มีช่องในหน้านี้: ${listed}` : "" };
}

const isOpen = (input) => input.inputMode === "decimal" && input.offsetParent !== null;

// The rows from the focused one on, each with its cells from the focused column on. Below a part of an EIT question
// stand only EIT questions, below a whole question all others.
function rowsFrom(input) {
  const lines = [...input.closest(".sheet-questions, .summary").querySelectorAll("tr")];
  const rows = lines.slice(lines.indexOf(input.closest("tr"))).map((line) => [...line.querySelectorAll(".score")].filter(isOpen));
  const [own] = rows;
  const columns = own.length - own.indexOf(input);
  return rows.filter((row) => row.length >= columns).map((row) => row.slice(-columns));
}

function cellsBelow(table, input) {
  const rows = rowsFrom(input);
  const cells = [];
  let beyond = 0;
  table.forEach((line, index) => {
    line.forEach((text, column) => {
      const goal = rows[index]?.[column];
      if (!text) return;
      if (goal) cells.push({ input: goal, text });
      else beyond += 1;
    });
  });
  return { cells, note: beyond > 0 ? `ข้าม ${beyond} ค่าที่เกินตาราง` : "" };
}

form.addEventListener("paste", (event) => {
  const input = event.target;
  const text = event.clipboardData.getData("text/plain");
  const table = tableOf(text);
  if (input.inputMode !== "decimal" || (table.length === 1 && table[0].length === 1)) return;
  event.preventDefault();
  const columns = columnsOf(table);
  const { cells, note } = columns ? cellsByCode(table, columns) : cellsBelow(table, input);
  form.dispatchEvent(new CustomEvent("sheet:fill", { detail: { cells, words: "วาง", note } }));
});
