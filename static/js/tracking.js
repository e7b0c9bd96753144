// Tracking measures: choose all rows at once, say how many are chosen.

const boxes = [...document.querySelectorAll('input[name="measure"][form="assign"]')];
const said = document.querySelector("[data-chosen-count]");

if (boxes.length && said) {
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", "เลือกทุกมาตรการที่แสดง");
  document.querySelector("#tracking thead .choose").replaceChildren(all);

  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    said.textContent = chosen ? `เลือกไว้ ${chosen} มาตรการ` : "ยังไม่ได้เลือกมาตรการ";
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  for (const box of boxes) box.addEventListener("change", tell);
  tell();
}
