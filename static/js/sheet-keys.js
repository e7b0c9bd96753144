// Moving through the cells: Enter and the arrows up and down along a column, left and right between the cells of a row.

const form = document.getElementById("score-sheet");
const inputs = [...form.querySelectorAll(".score")];
const isThere = (input) => input.offsetParent !== null;

// The cells of a question stand in columns (part 1, part 2, whole); every other cell is a row of its own.
const rowOf = (input) => input.closest(".question-row") ?? input;
const columnOf = (input) => input.name.split("/")[1] ?? "";

function neighbour(input, step) {
  const others = step > 0 ? inputs.slice(inputs.indexOf(input) + 1) : inputs.slice(0, inputs.indexOf(input)).reverse();
  const beyond = others.filter((each) => isThere(each) && rowOf(each) !== rowOf(input));
  const [next] = beyond;
  return beyond.find((each) => rowOf(each) === rowOf(next) && columnOf(each) === columnOf(input)) ?? wholeOf(beyond, next);
}

function wholeOf(cells, next) {
  return cells.find((each) => rowOf(each) === rowOf(next) && columnOf(each) === "") ?? next;
}

function beside(input, step) {
  const row = inputs.filter((each) => rowOf(each) === rowOf(input));
  return row[row.indexOf(input) + step];
}

// Left and right leave a cell only where the caret cannot go on, or while all of it is selected.
function isAtEdge({ selectionStart, selectionEnd, value }, step) {
  if (selectionStart === 0 && selectionEnd === value.length) return true;
  return selectionStart === selectionEnd && selectionEnd === (step < 0 ? 0 : value.length);
}

const isWithModifier = (event) => event.isComposing || event.altKey || event.ctrlKey || event.metaKey;

function goalOf(event) {
  const { target: input, key, shiftKey } = event;
  if (isWithModifier(event)) return null;
  if (key === "Enter") return neighbour(input, shiftKey ? -1 : 1) ?? input;
  // The arrows of a list choose an entry.
  if (shiftKey || input instanceof HTMLSelectElement) return null;
  return goalOfArrow(input, key);
}

function goalOfArrow(input, key) {
  if (key === "ArrowDown") return neighbour(input, 1) ?? input;
  if (key === "ArrowUp") return neighbour(input, -1) ?? input;
  if (key === "ArrowLeft" && isAtEdge(input, -1)) return beside(input, -1);
  if (key === "ArrowRight" && isAtEdge(input, 1)) return beside(input, 1);
  return null;
}

function leave(input, goal) {
  // At the last cell there is nowhere to go: leaving it and coming back saves it.
  if (goal === input) input.blur();
  goal.focus();
}

form.addEventListener("keydown", (event) => {
  if (!inputs.includes(event.target)) return;
  const goal = goalOf(event);
  if (!goal) return;
  event.preventDefault();
  leave(event.target, goal);
});

for (const input of inputs) {
  if (input.inputMode !== "decimal") continue;
  input.addEventListener("focus", () => input.select());
  input.addEventListener("mousedown", (event) => {
    if (document.activeElement === input) return;
    event.preventDefault(); // or the click would undo the selection
    input.focus();
  });
}
