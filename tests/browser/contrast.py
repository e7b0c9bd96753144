"""Contrast, judged once for each look of a text on its ground: three quarters of a scan went into equal verdicts.

Contrast follows from the text (colour, size, weight, shadow) and from what all that it stands in is painted with. The
first text with a look that passes stands for those with the same look, on the same page and on others. What failed, or
could not be judged, passes nothing on; nor does a text that something else could lie under or over.
"""

import json

from playwright.sync_api import Page

# The looks that passed in this run.
PASSED: set[str] = set()

# Puts itself before the check of axe. `ground` is null where a text, or what it stands in, is out of the flow: there
# grounds of others could show through, and each text is judged by itself.
JUDGE_ONCE = """passed => {
  const check = axe._audit.checks["color-contrast"];
  const judge = check.evaluate;
  const looks = new Set(JSON.parse(passed));
  const grounds = new Map();
  const inFlow = (style) => ["static", "relative"].includes(style.position) && style.zIndex === "auto"
    && style.float === "none" && style.transform === "none" && style.translate === "none"
    && [style.top, style.right, style.bottom, style.left].every((side) => side === "auto" || side === "0px")
    && ![style.marginTop, style.marginRight, style.marginBottom, style.marginLeft].some((side) => side.startsWith("-"));
  const paint = (style) => [style.backgroundColor, style.backgroundImage, style.opacity, style.filter,
    style.mixBlendMode, style.backgroundClip].join(" ");
  const ground = (element) => {
    if (!element) return "";
    if (!grounds.has(element)) {
      const under = ground(element.parentElement);
      const style = getComputedStyle(element);
      const isPlain = element instanceof HTMLElement && inFlow(style);
      const own = paint(style);
      grounds.set(element, under === null || !isPlain ? null : under.endsWith(own) ? under : `${under}|${own}`);
    }
    return grounds.get(element);
  };
  const look = (element) => {
    const under = ground(element);
    const style = getComputedStyle(element);
    return under === null ? null : [style.color, style.fontSize, style.fontWeight, style.textShadow,
      style.webkitTextStrokeWidth, style.webkitTextStrokeColor, style.webkitTextFillColor, under].join("/");
  };
  axe.contrast = { looks, passed: [], ratios: [] };
  check.evaluate = function (element, ...rest) {
    const seen = look(element);
    if (looks.has(seen)) return true;
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


def judge_looks_once(page: Page) -> None:
    """Let the scanner of a page pass over looks that passed; said once after it was put there."""
    page.evaluate(JUDGE_ONCE, json.dumps(sorted(PASSED)))  # one text: of many each would be wrapped by itself


def keep_passed(page: Page) -> None:
    PASSED.update(json.loads(page.evaluate("JSON.stringify(axe.contrast.passed.splice(0))")))
