// The list of subjects beside the text: folded on a phone, and the way from an old address (#issue-3) to the subject.

const list = document.querySelector(".subjects");

if (list && matchMedia("(max-width: 48rem)").matches) list.open = false;

function openNamed() {
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const link = named && list.contains(named) && named.querySelector("a");
  if (link && !link.hasAttribute("aria-current")) location.replace(link.href);
}

if (list) {
  openNamed();
  addEventListener("hashchange", openNamed);
}
