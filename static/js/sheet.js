// The score sheet: every cell saves itself when it is left, and says so.
//
// Saves go one after the other, each with all cells that wait, so that running figures never go backwards and two
// saves of one cell never overtake each other. What was typed stays in its cell until the server has taken it.
//
// The modules of the sheet share the form and these events on it:
//   sheet:fill     {cells: [{input, text}], words, done, note, isUndo}  put texts into cells and save them together
//   sheet:stored   {changes: [{input, before, after}], isUndo}  what one act of this window has stored
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
let lastAct = null;
let isSignedOut = false;
let failures = 0;

const find = (attribute, input) => form.querySelector(`[${attribute}="${CSS.escape(input.name)}"]`);
const seenOf = (input) => form.elements[`seen-${input.name}`];
const errorOf = (input) => document.getElementById(`error-${input.name.replace("/", "-")}`);
const isUnsaved = (input) => input.value !== seenOf(input).value;
const tell = (name, detail) => form.dispatchEvent(new CustomEvent(`sheet:${name}`, { detail }));

// Saving

function cellChanged(input, act = { inputs: [input], changes: [] }) {
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

async function saveWaiting() {
  showStatus();
  if ("saving" in form.dataset || isSignedOut) return;
  form.dataset.saving = "";
  while (waiting.size > 0 && !isSignedOut) {
    const batch = new Map(waiting);
    waiting.clear();
    const isAnswered = await save(batch);
    failures = isAnswered ? 0 : failures + 1;
    if (!isAnswered) {
      for (const [input, act] of batch) keepWaiting(input, act);
    }
    showStatus();
    if (!isAnswered && !isSignedOut) await untilRetry();
  }
  delete form.dataset.saving;
  if (!isSignedOut) tell("settled");
}

function keepWaiting(input, act) {
  if (!waiting.has(input)) waiting.set(input, act);
  showCell(input, "unsaved", isSignedOut ? "ยังไม่ได้บันทึก" : "ยังไม่ได้บันทึก กำลังลองใหม่");
}

// Sends cells; false when no answer about them came back.
async function save(batch) {
  for (const input of batch.keys()) sent.set(input, input.value);
  try {
    const response = await post(batch.keys());
    if (response.type === "opaqueredirect" || response.status === 403) {
      isSignedOut = true;
      return false;
    }
    if (![200, 422].includes(response.status)) return false;
    takeAnswer(batch, await response.json());
    return true;
  } catch {
    return false;
  } finally {
    sent.clear();
  }
}

function post(cells) {
  const body = new URLSearchParams({ reason: form.elements.reason?.value ?? "" });
  for (const input of cells) {
    body.append(input.name, input.value);
    body.append(`seen-${input.name}`, seenOf(input).value);
  }
  return fetch(form.dataset.cellsUrl, {
    method: "POST",
    redirect: "manual", // to the login page, when the session has ended
    headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
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
      saveLater(input, { inputs: [input], changes: [] });
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
  const act = { ...how, inputs: cells.map(({ input }) => input), changes: [] };
  lastAct = act;
  for (const { input, text } of cells) {
    input.value = text;
    cellChanged(input, act);
  }
  saveWaiting();
});

addEventListener("beforeunload", (event) => {
  if (sent.size > 0 || waiting.size > 0 || inputs.some(isUnsaved)) event.preventDefault();
});

form.classList.add("saves-itself");
saveStatus.textContent = "แต่ละช่องบันทึกเองเมื่อออกจากช่อง";
