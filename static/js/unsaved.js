// Warns before leaving a page with texts that were typed but not saved, and says on the page that there are some.

const form = document.querySelector("form[data-warn-unsaved]");
const notes = document.querySelectorAll("[data-unsaved-note]");
let isSubmitting = false;

function differs(control) {
  if (control.type === "hidden") return false;
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
const hasUnsaved = () => "unsaved" in form.dataset || [...form.elements].some(differs);

function showNotes() {
  const unsaved = hasUnsaved();
  for (const note of notes) note.hidden = !unsaved;
}

if (form) {
  form.addEventListener("input", showNotes);
  form.addEventListener("submit", () => (isSubmitting = true));
  // Coming back with the browser's back button shows the page as it was left.
  addEventListener("pageshow", () => {
    isSubmitting = false;
    showNotes();
  });
  addEventListener("beforeunload", (event) => {
    if (!isSubmitting && hasUnsaved()) event.preventDefault();
  });
}
