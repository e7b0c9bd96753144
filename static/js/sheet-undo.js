// Taking back what this person did on the sheet, and doing it again. The server knows every act, also from before the
// page was opened; the buttons say what they give.

const form = document.getElementById("score-sheet");
const undoForm = document.getElementById("undo-form");
const buttons = { undo: document.getElementById("undo"), redo: document.getElementById("redo") };
const NOTHING = { undo: "ไม่มีการแก้ไขให้เลิกทำ", redo: "ไม่มีสิ่งที่เลิกทำไว้ให้ทำซ้ำ" };
const KEYS = { undo: "Ctrl+Z", redo: "Ctrl+Y" };
const DONE = { undo: "เลิกทำแล้ว", redo: "ทำซ้ำแล้ว" };
let wanted = null; // asked for while something was still on its way

const seenOf = (input) => form.elements[`seen-${input.name}`];

function show(kind, offer) {
  const button = buttons[kind];
  const words = offer?.words ?? NOTHING[kind];
  button.value = offer?.act ?? "";
  button.disabled = !offer;
  button.title = `${words} (${KEYS[kind]})`;
  document.getElementById(`${kind}-words`).textContent = words;
}

function wordsOf({ changes }) {
  const [{ input, before }] = changes;
  if (changes.length > 1) return `คืนค่าเดิม ${changes.length} ช่อง`;
  return `${input.getAttribute("aria-label")} กลับเป็น ${before || "ว่าง"}`;
}

function ask(kind) {
  if ("saving" in form.dataset) return (wanted = kind);
  const act = buttons[kind].value;
  if (!act) return;
  const words = document.getElementById(`${kind}-words`).textContent;
  form.dispatchEvent(new CustomEvent("sheet:undo", { detail: { act, done: `${DONE[kind]} ${words}` } }));
}

form.addEventListener("sheet:stored", ({ detail: act }) => {
  show("undo", { act: act.key, words: wordsOf(act) });
  show("redo", null);
});

form.addEventListener("sheet:undone", ({ detail: { offers } }) => {
  show("undo", offers.undo);
  show("redo", offers.redo);
});

form.addEventListener("sheet:settled", () => {
  const kind = wanted;
  wanted = null;
  if (kind) setTimeout(ask, 0, kind);
});

function isOurs(target) {
  const isField = target.matches("input, textarea, select");
  return !isField || (target.classList.contains("score") && target.value === seenOf(target).value);
}

function kindOf({ ctrlKey, metaKey, shiftKey, altKey, code }) {
  // By the place of the keys: on a Thai keyboard that of Z gives ผ.
  if (!(ctrlKey || metaKey) || altKey) return null;
  if (code === "KeyZ") return shiftKey ? "redo" : "undo";
  return code === "KeyY" && !shiftKey ? "redo" : null;
}

document.addEventListener("keydown", (event) => {
  const kind = kindOf(event);
  if (!kind || !isOurs(event.target)) return; // the browser undoes what is being typed
  event.preventDefault();
  ask(kind);
});

undoForm.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(event.submitter === buttons.redo ? "redo" : "undo");
});

for (const [kind, button] of Object.entries(buttons)) {
  show(kind, button.value ? { act: button.value, words: button.title } : null);
}
