"""What a page shows at a second width, when all that it showed at the first was scanned.

Most rules judge the markup, and what of it is there for who listens: they are asked again about the parts in which
something is shown or hidden at the second width alone. Those that ask for places, sizes, or what is there for who sees
(axe's `isVisibleOnScreen`, `boundingClientRect`) are asked again about everything.
"""

OF_PLACES = [
    "autocomplete-valid",
    "avoid-inline-spacing",
    "label",
    "link-in-text-block",
    "scrollable-region-focusable",
    "skip-link",
    "target-size",
]

# `note` is called when everything was scanned. `changed` returns the parts to scan again, or null for everything: where
# another markup is there, or where what changed belongs to the order of the page, or names something elsewhere.
NOTE_WHAT_IS_SHOWN = """() => {
  const weighty = "h1, h2, h3, h4, h5, h6, main, nav, header, footer, aside, section, form, label, [id], [role]";
  const parts = "details, table, ul, ol, dl, fieldset, form, section, nav, header, main, body";
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const shown = () => new Map([...document.body.querySelectorAll("*")].map((element) => [element, isShown(element)]));
  let noted = null;
  let markup = null;
  axe.shown = {
    note: () => { [noted, markup] = [shown(), document.body.outerHTML]; },
    changed: () => {
      if (document.body.outerHTML !== markup) return null;
      const changed = [...shown()].filter(([element, now]) => noted.get(element) !== now).map(([element]) => element);
      if (changed.some((element) => element.matches(weighty) || element.querySelector(weighty))) return null;
      return [...new Set(changed.map((element) => element.parentElement.closest(parts)))];
    },
  };
}"""
