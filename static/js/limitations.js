// Sentences to begin the limitations with: a click puts one on a line of its own, without asking the server.

const text = document.getElementById("limitations");

for (const button of document.querySelectorAll("[data-begin]")) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const before = text.value.trimEnd();
    const end = text.value.length;
    text.focus();
    text.setSelectionRange(before.length, end);
    const words = (before ? "\n" : "") + button.value;
    // Unlike setting the text, this can be taken back with Ctrl+Z; it tells the page that something was typed, too.
    if (!document.execCommand("insertText", false, words)) {
      text.setRangeText(words, before.length, end, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    button.closest("li").hidden = true;
  });
}
