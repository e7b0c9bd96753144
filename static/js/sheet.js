// The score sheet: every cell saves itself when it is left, and says so.
//
// Saves go one after the other, each with all cells that wait, so that running figures never go backwards and two
// saves of one cell never overtake each other. What was typed stays in its cell until the server has taken it.
//
// The modules of the sheet share the form and these events on it:
//   sheet:fill     {cells: [{input, text}], words, done, note, act}  put texts into cells and save them as one act
//   sheet:undo     {act, done}  take an act back; an act is known by its key
//   sheet:stored   {key, changes: [{input, before, after}]}  what one act of this window has stored
//   sheet:undone   {offers: {undo, redo}}  what can be taken back and done again after an act was taken back
//   sheet:figures  {figures, differing, means, weak}  running figures, as the server gives them
//   sheet:settled  nothing is on its way any more; until then the form carries data-saving

const RETRY_SECONDS = [1, 2, 4, 8, 15, 30];
const TIMEOUT_MS = 20_000;
const NAMED = 5; // how many cells the status calls by their name

const form = document.getElementById("score-sheet");
const saveStatus = document.getElementById("save-status");
const inputs = [...form.querySelectorAll(".score")];
const waiting = new Map(); // cells to be saved, each with the act that changed it
const sent = new Map(); // cells on their way to the server, each with the text that was sent
let undoing = null; // an act to be taken back, with the words to say when it was
let lastAct = null;
let isSignedOut = false;
let failures = 0;

const find = (attribute, input) => form.querySelector(`[${attribute}="${CSS.escape(input.name)}"]`);
// Not by form.elements, which takes the code of an indicator for a place.
const inputOf = (code) => document.getElementById(`cell-${code}`);
const seenOf = (input) => form.elements[`seen-${input.name}`];
const errorOf = (input) => document.getElementById(`error-${input.name.replace("/", "-")}`);
const isUnsaved = (input) => input.value !== seenOf(input).value;
const tell = (name, detail) => form.dispatchEvent(new CustomEvent(`sheet:${name}`, { detail }));

// Acts

// Twice sixteen digits; `crypto.randomUUID` is not there where a portal is reached without a certificate.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const newAct = (filled, how = {}) => ({ ...how, key: how.act ?? newKey(), inputs: filled, changes: [] });

// Saving

function cellChanged(input, act = newAct([input])) {
  clearConflict(input);
  // A cell put back to its old text while the new one is on its way has to follow it.
  if (!isUnsaved(input) && !sent.has(input)) {
    waiting.delete(input);
    return showCell(input, "", "");
  }
  if (sent.get(input) === input.value) return waiting.delete(input);
  saveLater(input, act);
}

function saveLater(input, act) {
  lastAct = act;
  waiting.set(input, act);
  showCell(input, "saving", "กำลังบันทึก…");
}

const hasMore = () => (waiting.size > 0 || Boolean(undoing)) && !isSignedOut;

async function saveWaiting() {
  showStatus();
  if ("saving" in form.dataset || isSignedOut) return;
  form.dataset.saving = "";
  while (hasMore()) {
    const isAnswered = waiting.size > 0 ? await saveNext() : await takeBack();
    failures = isAnswered ? 0 : failures + 1;
    showStatus();
    if (!isAnswered && !isSignedOut) await untilRetry();
  }
  delete form.dataset.saving;
  if (!isSignedOut) tell("settled");
}

// The cells of the oldest act that waits: each act is stored as one that can be taken back.
async function saveNext() {
  const [next] = waiting.values();
  const batch = new Map([...waiting].filter(([, act]) => act === next));
  for (const input of batch.keys()) waiting.delete(input);
  const isAnswered = await save(batch, next);
  if (!isAnswered) {
    for (const [input, act] of batch) keepWaiting(input, act);
  }
  return isAnswered;
}

function keepWaiting(input, act) {
  if (!waiting.has(input)) waiting.set(input, act);
  showCell(input, "unsaved", isSignedOut ? "ยังไม่ได้บันทึก" : "ยังไม่ได้บันทึก กำลังลองใหม่");
}

// Sends cells; false when no answer about them came back.
async function save(batch, act) {
  for (const input of batch.keys()) sent.set(input, input.value);
  const body = new URLSearchParams({ act: act.key, reason: form.elements.reason?.value ?? "" });
  for (const input of batch.keys()) {
    body.append(input.name, input.value);
    body.append(`seen-${input.name}`, seenOf(input).value);
  }
  const answer = await post(form.dataset.cellsUrl, body);
  if (answer) takeAnswer(batch, answer);
  sent.clear();
  return Boolean(answer);
}

// What the server answers; null when it could not be reached, or knows nobody by this session.
async function post(url, body) {
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual", // to the login page, when the session has ended
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: "application/json" },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    isSignedOut = response.type === "opaqueredirect" || response.status === 403;
    return [200, 422].includes(response.status) ? await response.json() : null;
  } catch {
    return null;
  }
}

// Takes an act back; false when no answer came.
async function takeBack() {
  const answer = await post(document.getElementById("undo-form").action, new URLSearchParams({ act: undoing.act }));
  if (!answer) return false;
  const { error, cells = {}, left = {}, offers, ...running } = answer;
  const texts = Object.entries({ ...cells, ...Object.fromEntries(Object.entries(left).map(([code, { current }]) => [code, current])) });
  const touched = texts.map(([code, text]) => [inputOf(code), text]).filter(([input]) => input);
  for (const [input, text] of touched) takeText(input, text, input.name in cells);
  touched[0]?.[0].focus();
  const words = error ?? (Object.keys(cells).length > 0 ? undoing.done : "");
  lastAct = { ...newAct([]), note: [words, wordsOfLeft(left)].filter(Boolean).join(" ") };
  undoing = null;
  if (running.figures) tell("figures", running);
  if (offers) tell("undone", { offers });
  return true;
}

// Shows what is stored now, unless somebody is typing there.
function takeText(input, text, isBack) {
  const isTyped = isUnsaved(input);
  seenOf(input).value = text;
  if (isTyped) return;
  input.value = text;
  showCell(input, isBack ? "saved" : "", isBack ? "บันทึกแล้ว" : "");
}

function wordsOfLeft(left) {
  const names = Object.entries(left).map(([code, { current, by }]) => {
    const name = inputOf(code)?.getAttribute("aria-label") ?? code;
    return `${name} เป็น ${current || "ว่าง"} โดย ${by || "ผู้อื่น"}`;
  });
  return names.length > 0 && `ไม่ได้คืนค่า ${names.length} ช่องที่มีการแก้ไขหลังจากนั้น: ${names.slice(0, NAMED).join(", ")}`;
}

function takeAnswer(batch, { error, saved = {}, refused = {}, conflicts = {}, ...running }) {
  for (const [input, act] of batch) {
    if (input.name in saved) takeSaved(input, act, saved[input.name]);
    else if (input.name in conflicts) showConflict(input, conflicts[input.name]);
    else showRefusal(input, refused[input.name] ?? error ?? "แบบของปีนี้ไม่มีช่องนี้แล้ว กรุณาเปิดหน้านี้ใหม่");
  }
  if (running.figures) tell("figures", running);
  for (const act of new Set(batch.values())) {
    if (act.changes.length > 0) tell("stored", act);
  }
}

function takeSaved(input, act, text) {
  const before = seenOf(input).value;
  if (before !== text) act.changes.push({ input, before, after: text });
  seenOf(input).value = text;
  if (input.value === sent.get(input)) input.value = text;
  if (isUnsaved(input)) showCell(input, "", "");
  else showCell(input, "saved", "บันทึกแล้ว");
}

function untilRetry() {
  const seconds = RETRY_SECONDS[Math.min(failures, RETRY_SECONDS.length) - 1];
  return new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
    addEventListener("online", resolve, { once: true });
  });
}

// After signing in again in another tab: the sheet, read anew by the same person, brings the token of the new session.
async function resume() {
  try {
    const response = await fetch(location.href, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) return showStatus();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const token = page.querySelector("#score-sheet [name=csrfmiddlewaretoken]");
    if (!token || page.body.dataset.writer !== document.body.dataset.writer) return showStatus();
    form.elements.csrfmiddlewaretoken.value = token.value;
    isSignedOut = false;
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

function showRefusal(input, reason) {
  showCell(input, "unsaved", "ยังไม่ได้บันทึก", reason);
}

function showConflict(input, { current: theirs, by }) {
  const who = by || "ผู้อื่น";
  const [ownText, otherText] = [input.value || "ว่าง", theirs || "ว่าง"];
  showRefusal(input, `${who} เปลี่ยนช่องนี้เป็น ${otherText} แล้ว ส่วนค่าของท่านคือ ${ownText}`);
  const choose = (words, text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small";
    button.textContent = words;
    button.addEventListener("click", () => {
      input.value = text ?? input.value;
      seenOf(input).value = theirs;
      input.focus();
      // Sent even when nothing differs any more: the answer brings the running figures with the other's change.
      clearConflict(input);
      saveLater(input, newAct([input]));
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

// The state of the whole sheet

function showStatus() {
  const [state, ...content] = statusOfSheet();
  saveStatus.dataset.state = state;
  saveStatus.replaceChildren(...content);
}

function statusOfSheet() {
  if (isSignedOut) return ["unsaved", ...signedOutContent()];
  if (failures > 0) return ["unsaved", "ยังไม่ได้บันทึก กำลังลองใหม่ กรุณาอย่าปิดหน้านี้"];
  if (sent.size > 0 || waiting.size > 0) return ["saving", "กำลังบันทึก…"];
  return undoing ? ["saving", "กำลังเลิกทำ…"] : statusOfCells();
}

function statusOfCells() {
  const refused = inputs.filter((input) => input.dataset.state === "unsaved");
  const filled = lastAct?.words ? lastAct.inputs : [];
  const others = refused.filter((input) => !filled.includes(input));
  const words = [
    filled.length > 0 && wordsOfAct(lastAct, refused.filter((input) => filled.includes(input))),
    lastAct?.note,
    others.length > 0 && `ยังไม่ได้บันทึก ${others.length} ช่อง: ${namesOf(others)}`,
  ].filter(Boolean);
  return [refused.length > 0 ? "unsaved" : "saved", words.join(" ") || "บันทึกแล้ว"];
}

function wordsOfAct({ words, done, inputs: filled }, refused) {
  if (refused.length === 0 && done) return done;
  const count = `${words} ${filled.length} ช่อง บันทึกแล้ว ${filled.length - refused.length} ช่อง`;
  return refused.length > 0 ? `${count} บันทึกไม่ได้ ${refused.length} ช่อง: ${namesOf(refused)}` : count;
}

function namesOf(cells) {
  const names = cells.slice(0, NAMED).map((input) => input.getAttribute("aria-label"));
  return names.join(", ") + (cells.length > NAMED ? " …" : "");
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

form.addEventListener("change", ({ target }) => {
  if (!inputs.includes(target)) return;
  cellChanged(target);
  saveWaiting();
});

form.addEventListener("sheet:fill", ({ detail: { cells, ...how } }) => {
  const act = newAct(cells.map(({ input }) => input), how);
  lastAct = act;
  for (const { input, text } of cells) {
    input.value = text;
    cellChanged(input, act);
  }
  saveWaiting();
});

form.addEventListener("sheet:undo", ({ detail }) => {
  undoing = detail;
  saveWaiting();
});

addEventListener("beforeunload", (event) => {
  if (sent.size > 0 || waiting.size > 0 || inputs.some(isUnsaved)) event.preventDefault();
});

form.classList.add("saves-itself");
saveStatus.textContent = "แต่ละช่องบันทึกเองเมื่อออกจากช่อง";
