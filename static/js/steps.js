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
}
