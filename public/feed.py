"""The newest publications of an agency as an Atom feed, for whoever follows it with a reader."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from ita_portal.text.spelling import without_unwritable
from public.published import PublicAgency


def agency_feed(found: PublicAgency, address: Callable[[str], str]) -> str:
    """Return the feed; an entry keeps its identity whatever becomes of its address."""
    slug, name = found.agency.slug, without_unwritable(found.agency.full_name)
    feed = Atom1Feed(
        title=f"เอกสาร ITA ของ{name}",
        link=address(reverse("public-agency", args=[slug])),
        feed_url=address(reverse("public-feed", args=[slug])),
        description="",
        language="th",
        author_name=name,
    )
    public = [each for document in found.documents for each in document.versions if each.published_at]
    for issued in sorted(public, key=lambda each: each.published_at or each.issued_at, reverse=True):
        feed.add_item(
            title=without_unwritable(f"{issued.title} ฉบับที่ {issued.version}"),
            link=address(reverse("public-version", args=[slug, issued.fiscal_year, issued.kind, issued.version])),
            description=without_unwritable(issued.words),
            unique_id=f"urn:uuid:{issued.key}",
            pubdate=issued.published_at,
            updateddate=issued.published_at,
        )
    return feed.writeString("utf-8")
