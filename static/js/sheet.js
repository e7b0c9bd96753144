// The score sheet: every cell saves itself when it is left, and says so; Enter and the arrows move through the cells.
//
// Saves go one at a time, in the order in which cells were left, so that running figures never go backwards and
// two saves of one cell never overtake each other. What was typed stays in its cell until the server has taken it.

const RETRY_SECONDS = [1, 2, 4, 8, 15, 30];
const TIMEOUT_MS = 20_000;

const form = document.getElementById("score-sheet");
const saveStatus = document.getElementById("save-status");
const inputs = [...form.querySelectorAll(".score")];
const waiting = new Set();
let current = null; // the cell on its way to the server, and the text that was sent
let isWorking = false;
let isSignedOut = false;
let failures = 0;

const find = (attribute, input) => form.querySelector(`[${attribute}="${CSS.escape(input.name)}"]`);
const seenOf = (input) => form.elements[`seen-${input.name}`];
const errorOf = (input) => document.getElementById(`error-${input.name.replace("/", "-")}`);
const isUnsaved = (input) => input.value !== seenOf(input).value;

// Saving

function cellChanged(input) {
  clearConflict(input);
  // A cell put back to its old text while the new one is on its way has to follow it.
  if (!isUnsaved(input) && current?.input !== input) {
    waiting.delete(input);
    showCell(input, "", "");
    return showStatus();
  }
  if (current?.input === input && current.text === input.value) return;
  waiting.add(input);
  showCell(input, "saving", "กำลังบันทึก…");
  showStatus();
  saveWaiting();
}

async function saveWaiting() {
  if (isWorking || isSignedOut) return;
  isWorking = true;
  while (waiting.size > 0 && !isSignedOut) {
    const [input] = waiting;
    waiting.delete(input);
    const isAnswered = await saveCell(input);
    failures = isAnswered ? 0 : failures + 1;
    if (!isAnswered) {
      waiting.add(input);
      showCell(input, "unsaved", isSignedOut ? "ยังไม่ได้บันทึก" : "ยังไม่ได้บันทึก กำลังลองใหม่");
    }
    showStatus();
    if (!isAnswered && !isSignedOut) await untilRetry();
  }
  isWorking = false;
}

// Sends one cell; false when no answer about the cell came back.
async function saveCell(input) {
  current = { input, text: input.value };
  try {
    const response = await post(input);
    if (response.type === "opaqueredirect" || response.status === 403) {
      isSignedOut = true;
      return false;
    }
    if (![200, 409, 422].includes(response.status)) return false;
    const answer = await response.json();
    if (response.status === 200) showSaved(input, current.text, answer);
    else if (response.status === 409) showConflict(input, answer);
    else showRefusal(input, answer.error);
    return true;
  } catch {
    return false;
  } finally {
    current = null;
  }
}

function post(input) {
  return fetch(form.dataset.cellUrl, {
    method: "POST",
    redirect: "manual", // to the login page, when the session has ended
    headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    body: new URLSearchParams({ code: input.name, value: input.value, seen: seenOf(input).value }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

function untilRetry() {
  const seconds = RETRY_SECONDS[Math.min(failures, RETRY_SECONDS.length) - 1];
  return new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
    addEventListener("online", resolve, { once: true });
  });
}

// After signing in again in another tab: the sheet, read anew, brings the token of the new session.
async function resume() {
  try {
    const response = await fetch(location.href, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) return showStatus();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const token = page.querySelector("#score-sheet [name=csrfmiddlewaretoken]");
    if (!token) return showStatus();
    form.elements.csrfmiddlewaretoken.value = token.value;
    isSignedOut = false;
    showStatus();
    saveWaiting();
  } catch {
    showStatus();
  }
}

// What a cell says

function showCell(input, state, words, error = "") {
  const place = find("data-state-of", input);
  place.dataset.state = input.dataset.state = state;
  place.textContent = words;
  errorOf(input).textContent = error;
  if (error) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

function showSaved(input, sent, answer) {
  seenOf(input).value = answer.text;
  if (input.value === sent) input.value = answer.text;
  if (isUnsaved(input)) showCell(input, "", "");
  else showCell(input, "saved", "บันทึกแล้ว");
  showFigures(answer);
}

function showRefusal(input, reason) {
  showCell(input, "unsaved", "ยังไม่ได้บันทึก", reason);
}

function showConflict(input, { current: theirs, by }) {
  const who = by || "ผู้อื่น";
  const [ownText, otherText] = [input.value || "ว่าง", theirs || "ว่าง"];
  showCell(input, "unsaved", "ยังไม่ได้บันทึก", `${who} เปลี่ยนช่องนี้เป็น ${otherText} แล้ว ส่วนค่าของท่านคือ ${ownText}`);
  const choose = (words, text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small";
    button.textContent = words;
    button.addEventListener("click", () => {
      const own = input.value;
      input.value = text ?? own;
      seenOf(input).value = theirs;
      input.focus();
      // Sent even when nothing differs any more: the answer brings the running figures with the other's change.
      clearConflict(input);
      waiting.add(input);
      showCell(input, "saving", "กำลังบันทึก…");
      showStatus();
      saveWaiting();
    });
    return button;
  };
  find("data-conflict-of", input).replaceChildren(
    choose(`ใช้ค่าที่ท่านกรอก (${ownText})`),
    choose(`ใช้ค่าของผู้อื่น (${otherText})`, theirs),
  );
}

function clearConflict(input) {
  find("data-conflict-of", input).replaceChildren();
}

// Running figures and the state of the whole sheet

function showFigures({ figures, differing, weak }) {
  for (const place of document.querySelectorAll("[data-figure]")) {
    if (place.dataset.figure in figures) place.textContent = figures[place.dataset.figure];
  }
  for (const place of document.querySelectorAll("[data-differs]")) {
    place.textContent = differing[place.dataset.differs] ?? "";
  }
  for (const place of document.querySelectorAll("[data-weak]")) {
    place.textContent = weak[place.dataset.weak] ?? "";
  }
  for (const place of document.querySelectorAll("[data-entered-of]")) {
    const rows = [...place.closest("tbody").querySelectorAll(".question-row")];
    const isEntered = (row) => row.querySelector("[data-from-parts]") || seenOf(row.querySelector(".score")).value;
    place.textContent = rows.filter(isEntered).length;
  }
}

function showStatus() {
  const [state, ...content] = statusOfSheet();
  saveStatus.dataset.state = state;
  saveStatus.replaceChildren(...content);
}

function statusOfSheet() {
  if (isSignedOut) return ["unsaved", ...signedOutContent()];
  if (failures > 0) return ["unsaved", "ยังไม่ได้บันทึก กำลังลองใหม่ กรุณาอย่าปิดหน้านี้"];
  if (current || waiting.size > 0) return ["saving", "กำลังบันทึก…"];
  const refused = inputs.filter((input) => input.dataset.state === "unsaved");
  if (refused.length > 0) {
    const names = refused.slice(0, 5).map((input) => input.getAttribute("aria-label"));
    return ["unsaved", `ยังไม่ได้บันทึก ${refused.length} ช่อง: ${names.join(", ")}${refused.length > 5 ? " …" : ""}`];
  }
  return ["saved", "บันทึกแล้ว"];
}

function signedOutContent() {
  const link = document.createElement("a");
  link.href = `${form.dataset.loginUrl}?next=${encodeURIComponent(location.pathname)}`;
  link.target = "_blank";
  link.textContent = "เข้าสู่ระบบในแท็บใหม่";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small";
  button.textContent = "บันทึกที่ค้างอยู่";
  button.addEventListener("click", resume);
  return ["ยังไม่ได้บันทึก หมดเวลาการใช้งานหรือสิทธิ์เปลี่ยนไป สิ่งที่พิมพ์ยังอยู่ในช่อง กรุณา", link, " แล้วกลับมากด ", button];
}

// Moving

function move(input, places) {
  const next = inputs[inputs.indexOf(input) + places];
  if (next) next.focus();
  else cellChanged(input);
}

function placesOf(event) {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return 0;
  if (event.key === "Enter") return event.shiftKey ? -1 : 1;
  const isList = event.target instanceof HTMLSelectElement; // its arrows choose an entry
  if (isList || event.shiftKey) return 0;
  return { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
}

// A column copied from a spreadsheet fills this cell and the ones below it; empty lines leave their cell as it is.
function pasteColumn(input, text) {
  const group = input.closest(".sheet-questions, .summary");
  const below = inputs.slice(inputs.indexOf(input)).filter((each) => group.contains(each) && each.inputMode === "decimal");
  text.split(/\r?\n/).slice(0, below.length).forEach((line, index) => {
    if (!line.trim()) return;
    below[index].value = line.trim();
    cellChanged(below[index]);
  });
}

for (const input of inputs) {
  input.addEventListener("change", () => cellChanged(input));
  input.addEventListener("keydown", (event) => {
    const places = placesOf(event);
    if (places === 0) return;
    event.preventDefault();
    move(input, places);
  });
  if (input.inputMode !== "decimal") continue;
  input.addEventListener("focus", () => input.select());
  input.addEventListener("mousedown", (event) => {
    if (document.activeElement === input) return;
    event.preventDefault(); // or the click would undo the selection
    input.focus();
  });
  input.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").trimEnd();
    if (!text.includes("\n")) return;
    event.preventDefault();
    pasteColumn(input, text);
  });
}

addEventListener("beforeunload", (event) => {
  if (current || waiting.size > 0 || inputs.some(isUnsaved)) event.preventDefault();
});

form.classList.add("saves-itself");
saveStatus.textContent = "แต่ละช่องบันทึกเองเมื่อออกจากช่อง";
