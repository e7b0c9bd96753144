"""What the administration pages write leaves its history too, and what they delete can be restored for 30 days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import singledispatch
from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.forms import Textarea
from django.forms.models import _get_foreign_key
from django.http import HttpRequest

from agencies.admin_meanwhile import SEEN, GuardedForm
from agencies.changes import ChangeSubject, change_record
from agencies.models import Agency, Department, Installation, Oversight, User
from agencies.removal_services import things_remove
from ita_portal.text.spelling import one_spelling
from ita_portal.text.thai import short_date

# Secrets, and what an account notes by itself.
UNTOLD = {"password", "last_login", "date_joined", "source_digest"}
YES_OR_NO = {True: "ใช่", False: "ไม่ใช่"}


@dataclass(frozen=True)
class Belonging:
    """Whose a thing is, under which subject its history stands, and as what it is removed; "" for what never is."""

    subject: str
    kind: str = ""
    agency: Agency | None = None
    fiscal_year: int | None = None

    def about(self, label: str) -> ChangeSubject:
        return ChangeSubject(self.agency, self.fiscal_year, self.subject, label)


@singledispatch
def belonging(thing: models.Model) -> Belonging:
    raise NotImplementedError(type(thing))


@belonging.register
def _(thing: Agency) -> Belonging:
    return Belonging("agency:settings", agency=thing)


@belonging.register
def _(thing: Department) -> Belonging:
    return Belonging(f"department:{thing.pk}", "department", thing.agency)


@belonging.register
def _(thing: Installation) -> Belonging:
    return Belonging("installation")


@belonging.register
def _(thing: Oversight) -> Belonging:
    return Belonging(f"overseer:{thing.pk}", "overseer")


@belonging.register
def _(thing: User) -> Belonging:
    return Belonging(f"account:{thing.pk}")


def told(thing: models.Model) -> str:
    """Return what is stored of a thing as the history shows it, one field to a line."""
    fields = [field for field in thing._meta.concrete_fields if field.editable and field.name not in UNTOLD]
    lines = [f"{field.verbose_name}: {_value(thing, field)}" for field in fields if not field.primary_key]
    lines += [
        f"{field.verbose_name}: {', '.join(str(each) for each in getattr(thing, field.name).all()) or '-'}"
        for field in thing._meta.many_to_many
        if field.name not in ("groups", "user_permissions")
    ]
    return "\n".join(lines)


def told_as_stored(thing: models.Model) -> str:
    """Return what the database holds of a thing, whatever a form has made of it meanwhile."""
    stored = type(thing)._base_manager.filter(pk=thing.pk).first()
    return told(stored) if stored else ""


def _value(thing: models.Model, field: Any) -> str:
    value = getattr(thing, field.name)
    if field.choices:
        value = getattr(thing, f"get_{field.name}_display")()
    if isinstance(value, bool):
        value = YES_OR_NO[value]
    if isinstance(value, date):
        value = short_date(value)
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    return "-" if value in (None, "") else str(value)


class RecordedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # no generic at run time
    """An administration page whose writes leave a `Change` with the texts before and after, those of its rows too."""

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Look for a text as it is stored: in one spelling."""
        return super().get_search_results(request, queryset, one_spelling(search_term))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Guard the form of what is there already against what others saved meanwhile."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is None:
            return form
        guard = {"seen": request.POST.get(SEEN), "stored": staticmethod(lambda: self.shown_text(request, obj))}
        return type(form.__name__, (GuardedForm, form), guard)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        obj = kwargs.get("obj") or context.get("original")
        form = context["adminform"].form
        others = getattr(form, "others", ())
        context |= {"seen": self.shown_text(request, obj) if obj and obj.pk else None, "others": "\n".join(others)}
        context["keeps_texts"] = _has_long_texts(context["adminform"], context["inline_admin_formsets"])
        response = super().render_change_form(request, context, *args, **kwargs)
        response.status_code = 409 if others else response.status_code
        return response

    def shown_text(self, request: HttpRequest, obj: Any) -> str:
        """Return what the database holds of a thing and of the rows that its page lets change."""
        if request.method == "POST":  # whoever saves at the same moment waits, and then sees what was saved
            type(obj)._base_manager.select_for_update().get(pk=obj.pk)
        texts = [told_as_stored(obj)]
        for inline in self.get_inline_instances(request, obj):
            if inline.has_change_permission(request, obj):
                key = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
                rows = inline.model._base_manager.filter(**{key.name: obj.pk}).order_by("pk")
                texts += [f"{row}: {told(row)}".replace("\n", ", ") for row in rows]
        return "\n".join(texts)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.told_before = told_as_stored(obj) if change else ""
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self._record(request, form.instance, form.told_before, told_as_stored(form.instance))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        saved = formset.save(commit=False)
        before = {id(row): told_as_stored(row) for row in saved if row.pk}
        self._remove(request, formset.deleted_objects)
        for row in saved:
            row.save()
            self._record(request, row, before.get(id(row), ""), told(row))
        formset.save_m2m()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self._remove(request, [obj])

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        self._remove(request, list(queryset))

    def _remove(self, request: HttpRequest, things: Sequence[models.Model]) -> None:
        for thing in things:
            text, own = told_as_stored(thing), belonging(thing)
            self._record(request, thing, text, "")
            things_remove(kind=own.kind, things=[thing], about=own.about(str(thing)), text=text, actor=_actor(request))

    def _record(self, request: HttpRequest, thing: models.Model, old: str, new: str) -> None:
        if old == new:
            return
        act = "เพิ่ม" if not old else "แก้ไข" if new else "ลบ"
        about = belonging(thing).about(f"{act}{thing._meta.verbose_name}: {thing}")
        change_record(about, _actor(request), old=old, new=new)


def _actor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the administration pages are closed to everyone else
    return request.user


def _has_long_texts(form: Any, rows: Any) -> bool:
    """Return whether one writes more than a line in a form or in its rows."""
    forms = [form.form, *(formset.formset.empty_form for formset in rows if formset.has_change_permission)]
    return any(isinstance(field.widget, Textarea) for each in forms for field in each.fields.values())
