// Leads to what was wrong with a form that was refused: who works by keyboard or listens is there at once.

const problems = document.querySelector(".message-error[role=alert]");
const isElsewhere = document.activeElement !== document.body || location.hash;
if (problems && !isElsewhere) {
  problems.tabIndex = -1;
  problems.focus();
}
