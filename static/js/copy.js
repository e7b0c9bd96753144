// Copies what stands in a field: a link that is shown once, words to hand over. Without this it is copied by hand.

for (const field of document.querySelectorAll("[data-copy]")) {
  const input = field.querySelector("input, textarea");
  const button = field.querySelector("[data-copy-button]");
  const done = field.querySelector("[data-copy-done]");

  button.hidden = false;
  button.addEventListener("click", async () => {
    input.select();
    try {
      await navigator.clipboard.writeText(input.value);
    } catch {
      document.execCommand("copy"); // offices without https have no clipboard of the newer kind
    }
    done.hidden = false;
  });
  input.addEventListener("focus", () => input.select());
}
