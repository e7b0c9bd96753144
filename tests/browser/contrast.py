"""Contrast, judged once for each look of a text on its ground: three quarters of a scan went into equal verdicts.

Contrast follows from the text (colour, size, weight, shadow) and from what all that it stands in is painted with. The
first text with a look that passes stands for those with the same look, on the same page and on others. What failed, or
could not be judged, passes nothing on; nor does a text that something else could lie under or over.
"""

# The looks that passed in this run.
PASSED: set[str] = set()

# Puts itself before the rule and the check of axe; `forget` is called before each scan. `ground` is null where a text,
# or what it stands in, is out of the flow: there grounds of others could show through, and each text is judged by
# itself. Not so where it has an opaque ground of its own, nor where what would stick is still at its place.
JUDGE_ONCE = """() => {
  const rule = axe._audit.rules.find(({ id }) => id === "color-contrast");
  const check = axe._audit.checks["color-contrast"];
  const { matches } = rule;
  const judge = check.evaluate;
  const looks = new Set();
  const grounds = new Map();
  const isPlace = (side) => side === "auto" || side === "0px";
  const isPlain = (style) => style.zIndex === "auto" && style.float === "none" && style.transform === "none"
    && style.translate === "none" && [style.right, style.bottom, style.left].every(isPlace)
    && ![style.marginTop, style.marginRight, style.marginBottom, style.marginLeft].some((side) => side.startsWith("-"));
  const ancestors = (element) => element ? [element, ...ancestors(element.parentElement)] : [];
  const sticksNot = (element, style) => style.position === "sticky" && window.scrollY === 0
    && element.getBoundingClientRect().top > parseFloat(style.top)
    && ancestors(element.parentElement).every((each) => getComputedStyle(each).overflow === "visible");
  const inFlow = (element, style) => isPlain(style)
    && (["static", "relative"].includes(style.position) ? isPlace(style.top) : sticksNot(element, style));
  const paint = (style) => [style.backgroundColor, style.backgroundImage, style.opacity, style.filter,
    style.mixBlendMode, style.backgroundClip].join(" ");
  const isOpaque = (element, style) => /^rgb[(].* none 1 none normal border-box$/.test(paint(style))
    && ancestors(element).every((each) => / 1 none normal [a-z-]+$/.test(paint(getComputedStyle(each))));
  const ground = (element) => {
    if (!element) return "";
    if (!grounds.has(element)) {
      const under = ground(element.parentElement);
      const style = getComputedStyle(element);
      const own = paint(style);
      if (!(element instanceof HTMLElement)) grounds.set(element, null);
      else if (isOpaque(element, style)) grounds.set(element, `|${own}`);
      else if (under === null || !inFlow(element, style)) grounds.set(element, null);
      else grounds.set(element, under.endsWith(own) ? under : `${under}|${own}`);
    }
    return grounds.get(element);
  };
  const look = (element) => {
    const under = ground(element);
    const style = getComputedStyle(element);
    return under === null ? null : [style.color, style.fontSize, style.fontWeight, style.textShadow,
      style.webkitTextStrokeWidth, style.webkitTextStrokeColor, style.webkitTextFillColor, under].join("/");
  };
  axe.contrast = { looks, passed: [], ratios: [], forget: () => grounds.clear() };
  rule.matches = function (element, ...rest) {
    return !looks.has(look(element)) && matches.call(this, element, ...rest);
  };
  check.evaluate = function (element, ...rest) {
    const seen = look(element);
    if (looks.has(seen)) return true; // by one that was judged since
    const tell = this.data;
    let told = null;
    this.data = (data) => tell.call(this, (told = data));
    const verdict = judge.call(this, element, ...rest);
    if (seen !== null && told?.contrastRatio) axe.contrast.ratios.push([seen, told.contrastRatio]);
    if (verdict === true && seen !== null && told?.contrastRatio) {
      looks.add(seen);
      axe.contrast.passed.push(seen);
    }
    return verdict;
  };
}"""
