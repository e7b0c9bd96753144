"""Sizes of what is pressed, with no need to ask what covers what where every target is large and alone.

The rule of axe fails nothing that is as large as it asks for and that nothing else to be pressed overlaps, but for
what it lies in. For any other target it lays out the whole page in a grid, which takes most of a scan on a phone.
"""

# Puts itself before the rule of axe; `forget` is called before each scan.
PASS_OVER_AMPLE = """() => {
  const rule = axe._audit.rules.find(({ id }) => id === "target-size");
  const { matches } = rule;
  const least = 24;
  const pressed = "a, area, audio, button, embed, iframe, input, object, select, summary, textarea, video, "
    + "[contenteditable], [role], [tabindex]";
  let boxes = null;
  const allBoxes = () => [...document.querySelectorAll(pressed)]
    .filter((element) => element.checkVisibility()) // what is folded away has a box all the same
    .flatMap((element) => [...element.getClientRects()].map((box) => [element, box]));
  const overlap = (one, other) => one.left < other.right && other.left < one.right
    && one.top < other.bottom && other.top < one.bottom;
  const isAmple = (element) => {
    const [box, ...more] = element.getClientRects();
    boxes ??= allBoxes();
    return box && !more.length && box.width >= least && box.height >= least
      && !boxes.some(([other, its]) => !other.contains(element) && overlap(box, its));
  };
  axe.targets = { forget: () => { boxes = null; } };
  rule.matches = function (element, ...rest) {
    return !isAmple(element) && matches.call(this, element, ...rest);
  };
}"""
