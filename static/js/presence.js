// Says from time to time that somebody is typing, so that a session does not end while a long text is being written.

const EVERY = 5 * 60 * 1000;
const address = document.body.dataset.presence;
let last = Date.now();

function tell() {
  if (Date.now() - last < EVERY) return;
  last = Date.now();
  fetch(address, { redirect: "manual" }).catch(() => {});
}

if (address) addEventListener("input", tell);
