// Says at once which chosen files are too large, and keeps them from being sent; the server checks everything again.

const input = document.querySelector("input[type=file][data-max-bytes]");

function check() {
  const problems = document.querySelector("[data-file-problems]");
  const tooLarge = [...input.files].filter((file) => file.size > Number(input.dataset.maxBytes));
  problems.replaceChildren(
    ...tooLarge.map((file) => {
      const said = document.createElement("span");
      said.className = "field-error";
      said.textContent = `“${file.name}” ${input.dataset.tooLarge}`;
      return said;
    }),
  );
  problems.setAttribute("role", "alert");
  input.toggleAttribute("aria-invalid", false);
  if (tooLarge.length) input.setAttribute("aria-invalid", "true");
  return tooLarge.length === 0;
}

if (input) {
  input.addEventListener("change", check);
  input.form.addEventListener("submit", (event) => {
    if (check()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    input.focus();
  }, { capture: true });
}
