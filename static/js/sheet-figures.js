// What the server reckons after each save, put beside the cells; see sheet.js for the events.

const form = document.getElementById("score-sheet");
const rows = [...form.querySelectorAll(".question-row")];

function showWords(attribute, wordsOf) {
  for (const place of document.querySelectorAll(`[data-${attribute}]`)) {
    place.textContent = wordsOf(place.dataset[attribute]) ?? place.textContent;
  }
}

function showRow(row, means, weak) {
  const code = row.dataset.row;
  row.classList.toggle("is-empty", !form.elements[`seen-${code}`].value && !(code in means));
  row.classList.toggle("is-weak", code in weak);
}

form.addEventListener("sheet:figures", ({ detail: { figures, differing, means, weak } }) => {
  showWords("figure", (code) => figures[code]);
  showWords("differs", (code) => differing[code] ?? "");
  showWords("weak", (code) => weak[code] ?? "");
  showWords("mean", (code) => (code in means ? `เฉลี่ยสองส่วน ${means[code]}` : ""));
  for (const row of rows) showRow(row, means, weak);
  for (const place of document.querySelectorAll("[data-entered-of]")) {
    place.textContent = place.closest("tbody").querySelectorAll(".question-row:not(.is-empty)").length;
  }
  for (const place of document.querySelectorAll("[data-count]")) {
    const kind = place.dataset.count;
    if (kind) place.textContent = form.querySelectorAll(`.question-row.is-${kind}`).length;
  }
  for (const link of form.querySelectorAll("[data-history]")) {
    // A cell that was emptied keeps its history, and the link to it.
    if (form.elements[`seen-${link.dataset.history}`].value) link.hidden = false;
  }
});
