// Shows the draft anew beside the form, a moment after something in it was changed.

const PAUSE = 1200;  // pages are laid out anew, which takes the server seconds
const form = document.querySelector("form[data-preview]");
const button = form?.querySelector("[data-preview-button]");
const wait = document.querySelector("[data-preview-wait]");
const frame = document.querySelector("iframe[name=preview]");
let waiting = 0;

function show() {
  // Submitted into the frame: the page itself stays, and its warning of unsaved changes with it.
  const data = new FormData(form);
  const copy = document.createElement("form");
  copy.method = "post";
  copy.action = button.formAction;
  copy.target = button.formTarget;
  copy.hidden = true;
  for (const [name, value] of data) {
    const input = document.createElement("textarea");
    input.name = name;
    input.value = value;
    copy.append(input);
  }
  document.body.append(copy);
  copy.submit();
  copy.remove();
  wait.textContent = "กำลังจัดหน้ากระดาษ…";
}

if (button) {
  frame.addEventListener("load", () => {
    wait.textContent = "";
  });
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  });
  button.addEventListener("click", (event) => {
    event.preventDefault();
    show();
  });
}
