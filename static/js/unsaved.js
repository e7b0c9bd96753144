// Keeps what is typed in a form until the form is stored, and warns before it is left.
//
// A form takes part by `_unsaved.html`. A moment after something was typed it goes to the server, where it is the
// person's alone; in this browser it waits only while the server does not answer. What was kept before is offered above
// the form, and taken up with the values that the page then had, so that what others saved meanwhile still shows.

const PAUSE_MS = 1_500;
const TIMEOUT_MS = 20_000;
const SUBMIT_WAIT_MS = 4_000; // for a form that is sent while its texts are on their way
const RETRY_SECONDS = [2, 5, 15, 30, 60];
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "written-by", "unsaved"]);
const NO_TEXTS = new Set(["file", "submit", "button"]);
const MOST_KEPT_ALIVE = 20_000; // letters that a browser still sends when a page is closed
const TOO_LONG = { error: "เก็บร่างไม่ได้ ข้อความยาวเกินไป กรุณาบันทึกทีละส่วน" };
const WAITS_HERE = "เชื่อมต่อระบบไม่ได้ เก็บร่างไว้ในเครื่องนี้ชั่วคราว กำลังลองใหม่";
const WAITS_NOWHERE = "เชื่อมต่อระบบไม่ได้ และเก็บร่างไว้ในเครื่องนี้ไม่ได้ กรุณาอย่าปิดหน้านี้ กำลังลองใหม่";
const STORE = "ita-unsaved ";
const WHO = "[data-writer]"; // the body of a page, or what the administration carries in its own
const { unsavedForms: address, writer, login } = document.querySelector(WHO).dataset;
const channel = "BroadcastChannel" in window ? new BroadcastChannel("ita-sign-in") : null;
const keepers = [];
let isSigningOut = false;

// What a form holds

function differs(control) {
  if (control.type === "hidden" || !control.name) return false; // without a name it is not sent
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
  if (control instanceof HTMLSelectElement) {
    // A list without a marked option starts at its first one.
    const options = [...control.options];
    const initial = Math.max(options.findLastIndex((option) => option.defaultSelected), 0);
    return control.selectedIndex !== initial;
  }
  return "defaultValue" in control && control.value !== control.defaultValue;
}

// `data-unsaved` marks a form that came back from the server with texts that it did not store.
const hasUnsaved = (form) => "unsaved" in form.dataset || [...form.elements].some(differs);

// A file cannot be kept, so that one that was chosen alone makes no draft.
const hasTexts = (form) =>
  "unsaved" in form.dataset || [...form.elements].some((each) => each.type !== "file" && differs(each));

const isKept = (name) => name && !LEFT_OUT.has(name) && !name.includes("password");

function fieldsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && isKept(name));
}

function fill(form, fields) {
  const texts = new Map();
  for (const [name, text] of fields) texts.set(name, [...(texts.get(name) ?? []), text]);
  addRows(form, texts);
  for (const control of form.elements) {
    if (isKept(control.name) && !NO_TEXTS.has(control.type)) fillControl(control, texts.get(control.name) ?? []);
  }
  for (const control of form.elements) control.dispatchEvent(new Event("input", { bubbles: true }));
}

// Rows that were added to a thing of the administration are there again before their texts are.
function addRows(form, texts) {
  for (const control of form.querySelectorAll("input[name$='-TOTAL_FORMS']")) {
    const group = document.querySelector(`#${control.name.replace("-TOTAL_FORMS", "-group")}`);
    const missing = Number(texts.get(control.name)?.[0] ?? 0) - Number(control.value);
    for (let row = 0; row < missing; row += 1) group?.querySelector(".add-row a")?.click();
  }
}

function fillControl(control, texts) {
  if (control.type === "checkbox" || control.type === "radio") control.checked = texts.includes(control.value);
  else if (texts.length > 0) control.value = texts.shift();
}

function newKey() {
  // crypto.randomUUID is missing where the portal is reached without TLS.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// Keeping

class Keeper {
  constructor(field) {
    this.field = field;
    this.form = field.form;
    this.status = this.form.querySelector("[data-unsaved-status]");
    this.notes = [...this.form.querySelectorAll("[data-unsaved-note]")];
    this.noteWords = this.notes[0]?.textContent;
    this.name = field.dataset.unsavedForm;
    // A form that came back refused goes on under the key under which its texts are kept.
    this.key = field.value.split(" ")[0] || newKey();
    if (field.value) this.form.dataset.unsaved = "";
    this.storeKey = `${STORE}${writer} ${field.dataset.page} ${this.name}`;
    this.isDirty = false;
    this.failures = 0;
  }

  typed() {
    isSigningOut = false; // they stayed
    this.isDirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE_MS);
  }

  // Sends what is typed, once at a time; what is typed meanwhile follows.
  keep(isClosing = false) {
    clearTimeout(this.timer);
    if (this.isDirty && !this.isSignedOut) this.sending ??= this.sendAll(isClosing);
    return this.sending;
  }

  async sendAll(isClosing) {
    do {
      this.isDirty = false;
      await this.send(isClosing);
    } while (this.isDirty && this.isLeaving && !this.isHeldUp());
    this.sending = null;
    if (this.isDirty && !this.isHeldUp()) this.typed();
  }

  isHeldUp() {
    return this.isSignedOut || this.failures > 0;
  }

  async send(isClosing) {
    const content = this.content();
    try {
      const answer = await post(this.form, content, isClosing);
      if (answer.type === "opaqueredirect" || answer.status === 403) return this.signedOut();
      if (answer.status >= 500) throw new Error("the server is away");
      this.kept(content, answer.ok || answer.status === 422 ? await answer.json() : TOO_LONG);
    } catch {
      this.waitsHere(content);
    }
    return undefined;
  }

  content() {
    const { page } = this.field.dataset;
    const fields = hasTexts(this.form) ? fieldsOf(this.form) : [];
    const action = new URL(this.form.action, location.href);
    const { search } = action.pathname === page ? action : location;
    const title = document.title.split(" – ")[0];
    return { key: this.key, page, name: this.name, query: search.slice(1), title, fields };
  }

  kept(content, { words, error }) {
    this.failures = 0;
    localStorage.removeItem(this.storeKey);
    this.isKept(content.fields.length > 0 && !error);
    this.say(error ?? words);
  }

  isKept(isThere) {
    this.field.value = isThere ? `${this.key} ${this.name}` : "";
  }

  // Only here may it be found by who uses this browser next: it goes with the answer of the server, or with signing out.
  waitsHere(content) {
    this.isDirty = true;
    this.failures += 1;
    this.say(store(this.storeKey, content) ? WAITS_HERE : WAITS_NOWHERE);
    const seconds = RETRY_SECONDS[Math.min(this.failures, RETRY_SECONDS.length) - 1];
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), seconds * 1000);
  }

  signedOut() {
    this.isDirty = true;
    this.isSignedOut = true;
    const link = document.createElement("a");
    link.href = login;
    link.target = "_blank";
    link.textContent = "เข้าสู่ระบบในแท็บใหม่";
    this.status?.replaceChildren("การเข้าสู่ระบบสิ้นสุดแล้ว ข้อความยังอยู่ในหน้านี้ แต่ยังเก็บร่างไม่ได้ กรุณา", link, " แล้วกลับมาที่หน้านี้");
  }

  // After signing in again in another tab: the page, read anew by the same person, brings the token of the new session.
  resume(token) {
    this.form.elements.csrfmiddlewaretoken.value = token;
    this.isSignedOut = false;
    this.say("");
    this.keep();
  }

  // Above the form, and beside its buttons where there is room for it.
  say(words) {
    if (this.status) this.status.textContent = words;
    for (const note of this.notes) note.textContent = words || this.noteWords;
  }

  // A form is sent when its texts are kept: should it be lost on its way, they are not.
  submitted(event) {
    if (event.defaultPrevented || event.submitter?.formTarget) return;
    this.isLeaving = true;
    if (this.isSent || this.isSignedOut || (!this.isDirty && !this.sending)) return;
    event.preventDefault();
    this.submitWhenKept(event.submitter);
  }

  async submitWhenKept(submitter) {
    if (this.isWaiting) return; // pressed once more
    this.isWaiting = true;
    await Promise.race([this.keep(), new Promise((done) => setTimeout(done, SUBMIT_WAIT_MS))]);
    clearTimeout(this.timer);
    this.isWaiting = false;
    this.isSent = true;
    this.form.requestSubmit(submitter);
  }
}

// A browser may have no room, or may be told to store nothing. A text that was on its way while its person signs out
// fails then, and must not come back to where it was just taken from.
function store(key, content) {
  if (isSigningOut) return false;
  try {
    localStorage.setItem(key, JSON.stringify(content));
    return true;
  } catch {
    return false;
  }
}

function post(form, content, isClosing = false) {
  const body = JSON.stringify(content);
  return fetch(address, {
    method: "POST",
    redirect: "manual", // to the login page, when the session has ended
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    body,
    keepalive: isClosing && body.length < MOST_KEPT_ALIVE,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

async function resume() {
  const waiting = keepers.filter((keeper) => keeper.isSignedOut);
  if (waiting.length === 0) return;
  try {
    const answer = await fetch(location.href, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[name=csrfmiddlewaretoken]");
    if (!token || page.querySelector(WHO)?.dataset.writer !== writer) return; // somebody else signed in
    for (const keeper of waiting) keeper.resume(token.value);
  } catch {
    // said already
  }
}

// What was kept before

function offer(keeper, notice) {
  for (const each of notice.querySelectorAll("button")) each.hidden = false;
  notice.querySelector("[data-kept-use]").addEventListener("click", async () => {
    const answer = await fetch(`${address}${notice.dataset.kept}/`, { redirect: "manual" });
    if (answer.ok) takeUp(keeper, notice, notice.dataset.kept, (await answer.json()).fields);
  });
  notice.querySelector("[data-kept-discard]").addEventListener("click", async () => {
    const answer = await post(keeper.form, { ...keeper.content(), key: notice.dataset.kept, fields: [] });
    if (answer.ok) notice.remove();
  });
}

function takeUp(keeper, notice, key, fields) {
  Object.assign(keeper, { key });
  fill(keeper.form, fields);
  keeper.form.dataset.unsaved = "";
  keeper.isKept(true);
  notice.remove();
  keeper.say("ใช้ร่างแล้ว กรุณาตรวจข้อความ แล้วกดบันทึก");
  showNotes();
}

// What waited here while the server was away goes there now, and is offered like what was kept there.
async function bringBack(keeper) {
  const text = localStorage.getItem(keeper.storeKey);
  if (!text) return;
  const content = JSON.parse(text);
  const answer = await post(keeper.form, content).catch(() => null);
  if (!answer?.ok) return;
  localStorage.removeItem(keeper.storeKey);
  if (content.fields.length > 0 && !keeper.form.querySelector(`[data-kept="${content.key}"]`)) {
    const notice = document.createElement("div");
    notice.className = "notice unsaved-kept";
    notice.dataset.kept = content.key;
    notice.append("มีร่างที่ยังไม่ได้บันทึก เก็บไว้ขณะเชื่อมต่อระบบไม่ได้ ", button("ใช้ร่าง", "keptUse"), " ", button("ทิ้งร่าง", "keptDiscard"));
    keeper.field.after(notice);
    offer(keeper, notice);
  }
}

function button(words, name) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-small";
  made.textContent = words;
  made.dataset[name] = "";
  return made;
}

// Nothing of a person stays in the browser for the next one.

function forget(isForgotten) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(STORE) && isForgotten(key)) localStorage.removeItem(key);
  }
}

function signedOutElsewhere() {
  forget(() => true);
  if (keepers.every((keeper) => !keeper.isDirty)) location.replace(login);
}

// Notes and warnings

const warned = document.querySelector("form[data-warn-unsaved]");
let isSubmitting = false;

function showNotes() {
  if (!warned) return;
  for (const note of document.querySelectorAll("[data-unsaved-note]")) note.hidden = !hasUnsaved(warned);
}

const isAtRisk = () => (warned && hasUnsaved(warned)) || keepers.some((keeper) => keeper.isDirty && !keeper.isLeaving);

forget((key) => writer && !key.startsWith(`${STORE}${writer} `));
if (channel && writer) channel.addEventListener("message", signedOutElsewhere);
for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", () => {
    isSigningOut = true;
    forget(() => true);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
    channel?.postMessage("signed out");
  });
}

for (const field of document.querySelectorAll("input[data-unsaved-form]")) {
  const keeper = new Keeper(field);
  keepers.push(keeper);
  keeper.form.addEventListener("input", () => keeper.typed());
  keeper.form.addEventListener("change", () => keeper.typed());
  keeper.form.addEventListener("submit", (event) => keeper.submitted(event));
  for (const notice of keeper.form.querySelectorAll("[data-kept]")) offer(keeper, notice);
  bringBack(keeper);
}

if (warned) {
  warned.addEventListener("input", showNotes);
  warned.addEventListener("submit", () => (isSubmitting = true));
}
addEventListener("focus", resume);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") return;
  for (const keeper of keepers) if (!keeper.isLeaving) keeper.keep(true);
});
// Coming back with the browser's back button shows the page as it was left.
addEventListener("pageshow", () => {
  isSubmitting = isSigningOut = false;
  for (const keeper of keepers) Object.assign(keeper, { isLeaving: false, isSent: false });
  showNotes();
});
addEventListener("beforeunload", (event) => {
  if (!isSubmitting && isAtRisk()) event.preventDefault();
});
