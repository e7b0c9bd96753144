// Shows the steps of a measure numbered, as the documents will print them, while they are typed one to a line.

// The same marks that the portal drops when it stores a list: "1. ", "๑) ", "(๓) ", "- ", "• ".
const MARK = /^\s*(?:\(?[0-9๐-๙]{1,2}[.)](?![0-9๐-๙])|[-•▪*])\s*/;

for (const preview of document.querySelectorAll("[data-steps-of]")) {
  const input = document.getElementById(preview.dataset.stepsOf);
  const heading = document.createElement("p");
  const list = document.createElement("ol");
  heading.textContent = "ในเอกสารจะแสดงเป็น";
  preview.append(heading, list);

  const show = () => {
    const steps = input.value.split("\n").map((line) => line.replace(MARK, "").trim()).filter(Boolean);
    list.replaceChildren(
      ...steps.map((step) => {
        const item = document.createElement("li");
        item.textContent = step;
        return item;
      }),
    );
    preview.hidden = steps.length === 0;
  };
  input.addEventListener("input", show);
  show();
  preview.append(behindStep(input, preview.dataset));
}

// Puts who does a step, and until when, behind its line in the words that the portal reads.
function behindStep(input, words) {
  const group = document.createElement("fieldset");
  group.className = "step-behind";
  const legend = document.createElement("legend");
  legend.textContent = words.behindName;
  const step = labelled("select", words.stepName);
  const owner = labelled("select", words.ownerName);
  const day = labelled("input", words.dayName);
  day.control.type = "text";
  day.control.placeholder = words.dayExample;
  day.control.autocomplete = "off";
  const put = document.createElement("button");
  Object.assign(put, { type: "button", className: "button button-small", textContent: words.putName });
  group.append(legend, step.label, owner.label, day.label, put);

  const owners = () =>
    [...document.querySelectorAll("#id_owners input[type=checkbox]:checked")].map((box) => box.parentElement.textContent.trim());
  const lines = () => input.value.split("\n");
  const filled = () => lines().flatMap((line, at) => (line.replace(MARK, "").trim() ? [at] : []));
  const offer = () => {
    const chosen = [step.control.value, owner.control.value];
    step.control.replaceChildren(...filled().map((at, number) => new Option(number + 1, at)));
    owner.control.replaceChildren(new Option("–", ""), ...owners().map((name) => new Option(name)));
    for (const [select, value] of [[step.control, chosen[0]], [owner.control, chosen[1]]]) {
      if ([...select.options].some((option) => option.value === value)) select.value = value;
    }
  };
  put.addEventListener("click", () => {
    const said = [owner.control.value, day.control.value.trim() && `ภายใน ${day.control.value.trim()}`].filter(Boolean).join(" ");
    const all = lines();
    const at = Number(step.control.value);
    const last = all[at].match(/^(.*?)\s*\(([^()]*)\)\s*$/);
    const isSaid = last && (last[2].includes("ภายใน") || owners().includes(last[2].trim()));
    all[at] = [isSaid ? last[1] : all[at].trimEnd(), said && `(${said})`].filter(Boolean).join(" ");
    input.value = all.join("\n");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  input.addEventListener("input", offer);
  document.getElementById("id_owners")?.addEventListener("change", offer);
  offer();
  return group;
}

function labelled(kind, name) {
  const label = document.createElement("label");
  const control = document.createElement(kind);
  label.append(name, " ", control);
  return { label, control };
}
