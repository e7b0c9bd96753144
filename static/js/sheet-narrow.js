// Narrowing the sheet to what is empty or weak, without asking the server again.
//
// Rows that were there when the choice was made stay until the next choice, so that nothing vanishes under the hands.

const sheet = document.querySelector(".sheet");
const choices = [...document.querySelectorAll("[data-narrow]")];

function holdRows() {
  const kind = sheet.dataset.show;
  for (const row of sheet.querySelectorAll(".question-row")) {
    row.classList.toggle("is-held", Boolean(kind) && row.classList.contains(`is-${kind}`));
  }
}

function narrow(choice) {
  sheet.dataset.show = choice.dataset.narrow;
  holdRows();
  for (const each of choices) each.removeAttribute("aria-current");
  choice.setAttribute("aria-current", "true");
  history.replaceState(null, "", choice.href);
}

for (const choice of choices) {
  choice.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    narrow(choice);
  });
}

holdRows();
