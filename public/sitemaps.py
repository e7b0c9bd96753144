"""What search engines are told to read: the pages of agencies, and their published documents."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from public.published import public_agencies
from reports.models import IssuedDocument


class AgencyPages(Sitemap):  # type: ignore[type-arg]  # Django's takes none while it runs
    def items(self) -> Any:
        return public_agencies().order_by("slug").values_list("slug", flat=True)

    def location(self, item: str) -> str:
        return reverse("public-agency", args=[item])


class PublishedVersions(Sitemap):  # type: ignore[type-arg]  # Django's takes none while it runs
    def items(self) -> Any:
        published = IssuedDocument.objects.public().order_by("pk")
        return published.values_list("agency__slug", "fiscal_year", "kind", "version", "published_at")

    def location(self, item: tuple[Any, ...]) -> str:
        return reverse("public-version", args=item[:4])

    def lastmod(self, item: tuple[Any, ...]) -> datetime:
        moment: datetime = item[4]
        return moment


SITEMAPS = {"agencies": AgencyPages, "documents": PublishedVersions}
