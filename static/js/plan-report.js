// The report of a whole plan: every row stores itself as a draft when a field of it is left, and while one types.
//
// A row is on its way once at a time. Until an answer has come, exactly the same is sent again, so that a draft whose
// answer was lost is not taken for somebody else's. A row that somebody else changed waits until the person has chosen.

const PAUSE_MS = 2_000; // of typing, after which a row is stored
const RETRY_SECONDS = [1, 2, 4, 8, 15, 30];
const TIMEOUT_MS = 20_000;
const HIDDEN = ["seen", "version", "shown"];

const form = document.getElementById("plan-report");
const saveStatus = document.getElementById("save-status");
const rows = new Map(); // by key: what is known of each row
let isSignedOut = false;
let isLeaving = false;
let pressed = null; // the button that waits until everything is stored

for (const place of form.querySelectorAll("[data-row]")) {
  rows.set(place.dataset.row, { key: place.dataset.row, place, isDirty: false, isSending: false, failures: 0 });
}

const rowOf = (target) => rows.get(target.closest?.("[data-row]")?.dataset.row);
const hasConflict = (row) => row.place.querySelector("[data-conflict]") !== null;
const isWaiting = (row) => row.isSending || row.unanswered || (row.isDirty && !hasConflict(row));

// Storing

function changed(row, pause) {
  row.isDirty = true;
  clearTimeout(row.timer);
  row.timer = setTimeout(() => store(row), pause);
  if (!hasConflict(row)) say(row, "saving", "กำลังบันทึก…");
}

async function store(row) {
  clearTimeout(row.timer);
  if (row.isSending || isSignedOut || hasConflict(row)) return;
  row.isSending = true;
  while (row.unanswered || (row.isDirty && !hasConflict(row))) {
    row.unanswered ??= contentOf(row);
    const isAnswered = await send(row);
    row.failures = isAnswered ? 0 : row.failures + 1;
    if (isSignedOut) break;
    if (!isAnswered) {
      say(row, "unsaved", "ยังไม่ได้บันทึก กำลังลองใหม่");
      await untilRetry(row);
    }
  }
  row.isSending = false;
  showStatus();
  goOn();
}

function contentOf(row) {
  row.isDirty = false;
  const content = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (name === "round" || name.startsWith(`${row.key}-`)) content.append(name, value);
  }
  return content;
}

// Sends a row; false when no answer came back.
async function send(row) {
  try {
    const response = await fetch(row.place.dataset.url, {
      method: "POST",
      redirect: "manual", // to the login page, when the session has ended
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: row.unanswered,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.type === "opaqueredirect" || response.status === 403) return signOut();
    if (response.status === 404) return giveUp(row, "ยังไม่ได้บันทึก มาตรการนี้ไม่อยู่ในแผนแล้ว กรุณาคัดลอกข้อความเก็บไว้");
    if (![200, 409].includes(response.status)) return false;
    take(row, await response.text());
    return true;
  } catch {
    return false;
  }
}

// Takes from the answer what the row says of itself; what somebody is typing is never touched.
function take(row, text) {
  row.unanswered = null;
  const template = document.createElement("template");
  template.innerHTML = text;
  const answer = template.content.querySelector("tbody");
  if (!answer.dataset.row) {
    rows.delete(row.key);
    row.place.replaceWith(answer);
    return;
  }
  for (const part of answer.querySelectorAll("[data-live]")) renew(document.getElementById(part.id), part);
  const shown = HIDDEN.map((name) => [`${row.key}-${name}`, answer.querySelector(`[name="${row.key}-${name}"]`).value]);
  if (hasConflict(row)) {
    row.isDirty = true;
    row.shown = shown; // taken when the person has chosen their own text
    return say(row, "unsaved", "ผู้อื่นแก้ไขแล้ว");
  }
  goOnFrom(shown);
  if (row.isDirty) say(row, "saving", "กำลังบันทึก…");
  else say(row, "saved");
}

function goOnFrom(shown) {
  for (const [name, value] of shown) form.elements[name].value = value;
}

function renew(part, answered) {
  if (part.isEqualNode(answered)) return;
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  part.replaceWith(answered);
  if (focused) document.getElementById(focused)?.focus();
}

function giveUp(row, words) {
  row.unanswered = null;
  row.isDirty = false;
  rows.delete(row.key);
  say(row, "unsaved", words);
  return true;
}

function untilRetry(row) {
  const seconds = RETRY_SECONDS[Math.min(row.failures, RETRY_SECONDS.length) - 1];
  return new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
    addEventListener("online", resolve, { once: true });
  });
}

// Signed out: the person signs in in another tab, and the page, read anew by nobody else, brings the token of the new
// session.

function signOut() {
  isSignedOut = true;
  showStatus();
  return false;
}

async function resume() {
  if (!isSignedOut) return;
  try {
    const response = await fetch(location.href, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const token = page.querySelector("#plan-report [name=csrfmiddlewaretoken]");
    if (!token || page.body.dataset.writer !== document.body.dataset.writer) return;
    form.elements.csrfmiddlewaretoken.value = token.value;
    isSignedOut = false;
    for (const row of rows.values()) store(row);
  } catch {
    showStatus();
  }
}

// What a row and the page say

function say(row, state, words) {
  const place = document.getElementById(`saved-${row.key}`);
  place.dataset.state = state;
  if (words) place.textContent = words;
  showStatus();
}

function showStatus() {
  const all = [...rows.values()];
  if (isSignedOut) return saveStatus.replaceChildren(...signedOutContent());
  if (all.some(hasConflict)) saveStatus.textContent = "บางมาตรการยังไม่ได้บันทึก เพราะผู้อื่นแก้ไขแล้ว";
  else if (all.some((row) => row.failures > 0)) saveStatus.textContent = "ยังไม่ได้บันทึก กำลังลองใหม่ กรุณาอย่าปิดหน้านี้";
  else saveStatus.textContent = all.some(isWaiting) ? "กำลังบันทึก…" : "บันทึกแล้ว ร่างยังไม่ได้ส่ง";
}

function signedOutContent() {
  const link = document.createElement("a");
  link.href = `${form.dataset.loginUrl}?next=${encodeURIComponent(location.pathname + location.search)}`;
  link.target = "_blank";
  link.textContent = "เข้าสู่ระบบในแท็บใหม่";
  return ["ยังไม่ได้บันทึก หมดเวลาการใช้งานหรือสิทธิ์เปลี่ยนไป สิ่งที่พิมพ์ยังอยู่ในหน้านี้ กรุณา", link, " แล้วกลับมาที่หน้านี้"];
}

// What the person does

form.addEventListener("input", ({ target }) => {
  const row = rowOf(target);
  if (row && target.name !== "choose") changed(row, PAUSE_MS);
});

form.addEventListener("change", ({ target }) => {
  const row = rowOf(target);
  if (row && target.name !== "choose") changed(row, 0);
});

form.addEventListener("click", ({ target }) => {
  if (target.closest("[data-give-up]")) isLeaving = true;
});

form.addEventListener("submit", (event) => {
  const { submitter } = event;
  if (submitter?.name === "keep") {
    event.preventDefault();
    const row = rowOf(submitter);
    row.place.querySelector("[data-conflict]").remove();
    goOnFrom(row.shown ?? []);
    changed(row, 0);
    form.elements[`${row.key}-work`].focus();
    return;
  }
  if (submitter?.name === "draft") {
    event.preventDefault();
    for (const row of rows.values()) if (row.isDirty) store(row);
    return showStatus();
  }
  isLeaving = ![...rows.values()].some(isWaiting);
  if (isLeaving) return;
  // What is on its way first, so that nobody meets their own draft.
  event.preventDefault();
  pressed = submitter;
  for (const row of rows.values()) if (row.isDirty) store(row);
});

function goOn() {
  if (!pressed || isSignedOut || [...rows.values()].some(isWaiting)) return;
  const submitter = pressed;
  pressed = null;
  form.requestSubmit(submitter);
}

addEventListener("focus", resume);
addEventListener("pageshow", () => {
  isLeaving = false;
});
addEventListener("beforeunload", (event) => {
  if (!isLeaving && [...rows.values()].some((row) => isWaiting(row) || row.isDirty)) event.preventDefault();
});

// Enter still presses it, and stores what was typed.
form.elements.draft.hidden = true;
saveStatus.textContent = "แต่ละมาตรการบันทึกเป็นร่างเองเมื่อออกจากช่อง";
