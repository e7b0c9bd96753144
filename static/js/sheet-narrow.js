// What the sheet shows: all questions, what is empty or weak, or only what was announced; without asking the server again.
//
// Rows that were there when the choice was made stay until the next choice, so that nothing vanishes under the hands.

const sheet = document.querySelector(".sheet");
// By what the links are known, and which state of the sheet they choose.
const STATES = { narrow: "show", view: "view" };

function holdRows() {
  const kind = sheet.dataset.show;
  for (const row of sheet.querySelectorAll(".question-row")) {
    row.classList.toggle("is-held", Boolean(kind) && row.classList.contains(`is-${kind}`));
  }
}

function choose(choice, kind, others) {
  sheet.dataset[STATES[kind]] = choice.dataset[kind];
  if (kind === "narrow") holdRows();
  for (const each of others) each.removeAttribute("aria-current");
  choice.setAttribute("aria-current", "true");
  keepInAddress(STATES[kind], choice.dataset[kind]);
}

function keepInAddress(name, value) {
  const address = new URL(location.href);
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  history.replaceState(null, "", address);
}

for (const kind of Object.keys(STATES)) {
  const choices = [...document.querySelectorAll(`[data-${kind}]`)].filter((each) => each.matches("a"));
  for (const choice of choices) {
    choice.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      choose(choice, kind, choices);
    });
  }
}

holdRows();
