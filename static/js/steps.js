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
  const choices = behindStepChoices(words);
  const { group, step, owner, day, put } = choices;
  put.addEventListener("click", () => {
    const until = day.value.trim() && `ภายใน ${day.value.trim()}`;
    input.value = withWordsBehind(input.value, Number(step.value), [owner.value, until].filter(Boolean).join(" "));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const offer = () => offerSteps(choices, input.value);
  input.addEventListener("input", offer);
  document.getElementById("id_owners")?.addEventListener("change", offer);
  offer();
  return group;
}

function behindStepChoices(words) {
  const group = document.createElement("fieldset");
  group.className = "step-behind";
  const legend = document.createElement("legend");
  legend.textContent = words.behindName;
  const step = labelled("select", words.stepName);
  const owner = labelled("select", words.ownerName);
  const day = labelled("input", words.dayName);
  Object.assign(day.control, { type: "text", placeholder: words.dayExample, autocomplete: "off" });
  const put = document.createElement("button");
  Object.assign(put, { type: "button", className: "button button-small", textContent: words.putName });
  group.append(legend, step.label, owner.label, day.label, put);
  return { group, step: step.control, owner: owner.control, day: day.control, put };
}

function labelled(kind, name) {
  const label = document.createElement("label");
  const control = document.createElement(kind);
  label.append(name, " ", control);
  return { label, control };
}

// Offers the steps that are typed and the owners that are chosen; what was chosen before stays chosen.
function offerSteps({ step, owner }, text) {
  const chosen = [[step, step.value], [owner, owner.value]];
  const filled = text.split("\n").flatMap((line, at) => (line.replace(MARK, "").trim() ? [at] : []));
  step.replaceChildren(...filled.map((at, number) => new Option(number + 1, at)));
  owner.replaceChildren(new Option("–", ""), ...chosenOwners().map((name) => new Option(name)));
  for (const [select, value] of chosen) {
    if ([...select.options].some((option) => option.value === value)) select.value = value;
  }
}

function chosenOwners() {
  const boxes = document.querySelectorAll("#id_owners input[type=checkbox]:checked");
  return Array.from(boxes, (box) => box.parentElement.textContent.trim());
}

// Returns the text with the words in brackets behind the line at this place, instead of those that stood there.
function withWordsBehind(text, at, words) {
  const lines = text.split("\n");
  const before = lines[at].match(/^(.*?)\s*\(([^()]*)\)\s*$/);
  const isSaid = before && (before[2].includes("ภายใน") || chosenOwners().includes(before[2].trim()));
  lines[at] = [isSaid ? before[1] : lines[at].trimEnd(), words && `(${words})`].filter(Boolean).join(" ");
  return lines.join("\n");
}
