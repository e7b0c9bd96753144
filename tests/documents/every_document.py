"""All documents that the demonstration agencies can print: each kind, the measures in both forms."""

from dataclasses import replace

from agencies.models import Agency
from reports.content.announcement import ANNOUNCEMENT, FORM, WITH_COVER
from reports.content.draft import draft_from, draft_of
from reports.content.kinds import KINDS
from reports.paper.blocks import Document

# Of each agency the year of the result and that of the plan.
YEARS = {
    "nanueng": (2568, 2568),
    "nahom": (2563, 2564),
    "khanom": (2568, 2568),
    "dongsombun": (2566, 2567),
    "chokchai": (2565, 2565),
}
FORMS = {"analysis": ("",), "measures": (ANNOUNCEMENT, WITH_COVER), "progress": ("",), "memo": ("",)}
NAMES = [f"{slug}-{kind}-{form}".strip("-") for slug in YEARS for kind, forms in FORMS.items() for form in forms]


def documents_of(slug: str) -> dict[str, Document]:
    """Return the documents of a demonstration agency that was loaded, by the names above."""
    result_year, plan_year = YEARS[slug]
    made = {}
    for kind, forms in FORMS.items():
        draft = draft_of(KINDS[kind], Agency.objects.get(slug=slug), result_year if kind == "analysis" else plan_year)
        for form in forms:
            variants = {**draft.choices.variants, **({FORM: form} if form else {})}
            chosen = draft_from(draft.kind, draft.material, replace(draft.choices, variants=variants))
            made[f"{slug}-{kind}-{form}".strip("-")] = chosen.document
    return made
