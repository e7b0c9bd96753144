// Taking back the last saved change of this window, by saving the old texts again: the history keeps both.

const form = document.getElementById("score-sheet");
const button = document.getElementById("undo");
const acts = []; // what this window has stored, oldest first
let isWanted = false; // asked for while something was still on its way

const seenOf = (input) => form.elements[`seen-${input.name}`];

function showButton() {
  const act = acts.at(-1);
  button.disabled = !act;
  button.title = act ? `${wordsOf(act)} (Ctrl+Z)` : "ยังไม่มีการแก้ไขให้เลิกทำ";
}

function wordsOf({ changes }) {
  const [{ input, before }] = changes;
  if (changes.length > 1) return `คืนค่าเดิมทั้ง ${changes.length} ช่อง`;
  return `${input.getAttribute("aria-label")} กลับเป็น ${before || "ว่าง"}`;
}

// What was changed again since, by taking somebody else's text, is no longer this window's to take back.
const canGoBack = ({ input, after }) => seenOf(input).value === after;

function undo() {
  if ("saving" in form.dataset) return (isWanted = true);
  const act = acts.pop();
  showButton();
  const changes = act?.changes.filter(canGoBack) ?? [];
  if (changes.length === 0) return;
  const cells = changes.map(({ input, before }) => ({ input, text: before }));
  cells[0].input.focus();
  const done = `เลิกทำแล้ว ${wordsOf({ changes })}`;
  form.dispatchEvent(new CustomEvent("sheet:fill", { detail: { cells, words: "เลิกทำ", done, isUndo: true } }));
}

form.addEventListener("sheet:stored", ({ detail: act }) => {
  if (!act.isUndo && !acts.includes(act)) acts.push(act);
  showButton();
});

form.addEventListener("sheet:settled", () => {
  if (isWanted) setTimeout(undo);
  isWanted = false;
});

function isOurs(target) {
  const isField = target.matches("input, textarea, select");
  return !isField || (target.classList.contains("score") && target.value === seenOf(target).value);
}

document.addEventListener("keydown", (event) => {
  // On a Thai keyboard the key of Z gives ผ.
  const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.code === "KeyZ";
  if (!isUndo || !isOurs(event.target)) return; // the browser undoes what is being typed
  event.preventDefault();
  undo();
});

button.addEventListener("click", undo);
button.hidden = false;
showButton();
