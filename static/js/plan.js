// The list of a plan: what is chosen in a row saves itself where it stands, rows move by drag and by Alt with an arrow.
//
// Every form and link here works without script: it posts, and the page comes back. With script the same answer is
// fetched, and what it says of the plan takes the place of what the page shows.

const TIMEOUT_MS = 20_000;
const FAILED = "ยังไม่ได้บันทึก เชื่อมต่อไม่ได้ สิ่งที่เลือกยังอยู่ในหน้านี้ กรุณาลองอีกครั้ง";

const plan = () => document.querySelector("[data-plan]");
const boxes = () => [...plan().querySelectorAll('[name="measure"][type="checkbox"]')];
const rowOf = (node) => node.closest("tr[data-number]");

// Asking and showing

async function ask(address, options = {}) {
  try {
    const answer = await fetch(address, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const shown = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (shown.querySelector("[data-plan]")) return { isRefused: !answer.ok, shown };
    if (isSignedOut(answer, options)) return fail(...signedOutContent());
    if (answer.ok) location.assign(answer.url); // to a plan that is no longer there
  } catch {
    // said below
  }
  return fail(FAILED);
}

// What was chosen in a row stays on the page while its person signs in again in another tab.
function isSignedOut({ redirected, url, status }, { method }) {
  const isAtSignIn = redirected && new URL(url).pathname === document.body.dataset.login;
  if (isAtSignIn && method !== "POST") location.assign(url);
  return isAtSignIn || status === 403;
}

function signedOutContent() {
  const link = document.createElement("a");
  link.href = document.body.dataset.login;
  link.target = "_blank";
  link.textContent = "เข้าสู่ระบบในแท็บใหม่";
  addEventListener("focus", renewTokens, { once: true });
  return ["ยังไม่ได้บันทึก การเข้าสู่ระบบสิ้นสุดแล้วหรือสิทธิ์เปลี่ยนไป สิ่งที่เลือกยังอยู่ในหน้านี้ กรุณา", link, " แล้วกลับมากดบันทึกอีกครั้ง"];
}

// The page, read anew by the same person, brings the token of the new session.
async function renewTokens() {
  const answer = await fetch(location.href, { redirect: "manual" }).catch(() => null);
  const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!token || page.body.dataset.writer !== document.body.dataset.writer) {
    addEventListener("focus", renewTokens, { once: true });
    return;
  }
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
}

function fail(...content) {
  const said = document.createElement("p");
  said.className = "message message-error";
  said.setAttribute("role", "alert");
  said.append(...content);
  document.querySelector(".messages").replaceChildren(said);
  return null;
}

function show(answer, focusId) {
  const chosen = new Set([...plan().querySelectorAll('[name="measure"]:checked')].map(keyOf));
  const isOpen = plan().querySelector(".plan-assign")?.open;
  plan().replaceWith(answer.shown.querySelector("[data-plan]"));
  document.querySelector(".messages").replaceChildren(...answer.shown.querySelector(".messages").childNodes);
  for (const box of boxes()) box.checked ||= chosen.has(keyOf(box));
  if (isOpen) plan().querySelector(".plan-assign").open = true;
  prepare();
  const control = plan().querySelector(".row-form :is(select, input:not([type=hidden]))");
  (control ?? document.getElementById(focusId))?.focus();
}

function keyOf(box) {
  return box.value.split(":")[0];
}

function sayInRow(id) {
  const said = document.createElement("span");
  said.className = "row-saved";
  said.textContent = "✓ บันทึกแล้ว";
  document.getElementById(id)?.after(said);
}

// Saving and opening

async function save(form, submitter, focusId = form.dataset.planReturn) {
  const body = new URLSearchParams(new FormData(form, submitter));
  const answer = await ask(submitter?.getAttribute("formaction") ?? form.action, { method: "POST", body });
  if (!answer) return false;
  show(answer, focusId);
  if (!answer.isRefused && form.dataset.planReturn) sayInRow(form.dataset.planReturn);
  return !answer.isRefused;
}

async function open(link) {
  const row = document.querySelector(".row-form");
  const href = link.href;
  if (row && link.dataset.planReturn === undefined && isTouched(row) && !(await save(row))) return;
  const answer = await ask(href);
  if (answer) show(answer, link.dataset.planReturn);
}

function isTouched(form) {
  return [...form.elements].some((each) => {
    if (each instanceof HTMLSelectElement) {
      return [...each.options].some((option) => option.defaultSelected && !option.selected);
    }
    if (each.type === "checkbox") return each.checked !== each.defaultChecked;
    return each.type === "text" && each.value !== each.defaultValue;
  });
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-plan-save]")) return;
  event.preventDefault();
  save(event.target, event.submitter);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-plan-open]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  open(link);
});

// Moving

function move(row, to) {
  const form = row.querySelector(".row-move");
  form.elements.to.value = to;
  return save(form, null, `handle-${row.id}`);
}

document.addEventListener("keydown", (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const row = event.target.closest?.("tr[data-number]");
  if (!step || !event.altKey || !row?.querySelector(".row-move")) return;
  event.preventDefault();
  move(row, Number(row.dataset.number) + step);
});

let dragged = null;
const mark = (row) => {
  plan().querySelector(".row-drop")?.classList.remove("row-drop");
  row?.classList.add("row-drop");
};

document.addEventListener("dragstart", (event) => {
  if (!event.target.matches?.(".row-handle")) return;
  dragged = rowOf(event.target);
  dragged.classList.add("row-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setDragImage(dragged, 0, 0);
});

document.addEventListener("dragover", (event) => {
  const row = dragged && rowOf(event.target);
  if (row?.parentElement !== dragged?.parentElement || !row) return; // another issue is chosen in the row
  event.preventDefault();
  mark(row);
});

document.addEventListener("drop", (event) => {
  const row = dragged && rowOf(event.target);
  if (!row || row === dragged) return;
  event.preventDefault();
  move(dragged, row.dataset.number);
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("row-dragged");
  mark(null);
  dragged = null;
});

// What a page with script has more of

function prepare() {
  for (const form of plan().querySelectorAll(".row-move")) {
    const row = rowOf(form);
    const handle = document.createElement("button");
    handle.type = "button";
    handle.className = "row-handle";
    handle.id = `handle-${row.id}`;
    handle.draggable = true;
    handle.textContent = "⠿";
    handle.setAttribute("aria-label", `ย้ายมาตรการที่ ${row.dataset.number} กด Alt กับลูกศรขึ้นหรือลง หรือลาก`);
    row.querySelector(".number").append(handle);
  }
  prepareChooseAll();
  tellChosen();
}

function prepareChooseAll() {
  const place = plan().querySelector("#assign .help");
  if (!place) return;
  const label = document.createElement("label");
  label.className = "checkbox";
  const all = document.createElement("input");
  all.type = "checkbox";
  all.dataset.chooseAll = "";
  label.append(all, " เลือกทุกมาตรการที่แสดง");
  place.after(label);
}

function tellChosen() {
  const said = plan().querySelector("[data-chosen-count]");
  if (!said) return;
  const chosen = boxes().filter((box) => box.checked).length;
  said.textContent = chosen ? `เลือกไว้ ${chosen} มาตรการ` : "ยังไม่ได้เลือกมาตรการ";
  const all = plan().querySelector("[data-choose-all]");
  if (!all) return;
  all.checked = chosen > 0 && chosen === boxes().length;
  all.indeterminate = chosen > 0 && !all.checked;
}

document.addEventListener("change", (event) => {
  const isAll = event.target.matches("[data-choose-all]");
  if (!isAll && !event.target.matches('[data-plan] [name="measure"]')) return;
  if (isAll) for (const box of boxes()) box.checked = event.target.checked;
  tellChosen();
  if (event.target.checked) plan().querySelector(".plan-assign").open = true;
});

// A menu closes with Escape and when something else is pressed.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.(".more-menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".more-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A link to a row of another page finds its title there, and goes on to the row.

function goOnToRow() {
  const title = document.getElementById(location.hash.slice(1));
  const link = title?.closest(".plan-elsewhere") && title.querySelector("a");
  if (link) location.replace(link.href);
}

addEventListener("hashchange", goOnToRow);
goOnToRow();

if (plan()) prepare();
