"""A person's own choice about reminders: signed in, or by the link of a letter."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from agencies.services import letters_choose
from agencies.views.person import person_of
from measures import services
from measures.letter_choice_form import LetterChoiceForm
from measures.models import ReminderOptOut
from measures.reminder_mail import user_of
from measures.views.measure import READ_OR_WRITE


@require_http_methods(READ_OR_WRITE)
def reminder_settings(request: HttpRequest) -> HttpResponse:
    """Of what the person wants letters, and how often."""
    user = person_of(request)
    form = LetterChoiceForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        wants = bool(form.frequency)
        services.reminders_choose(user=user, wants=wants)
        if wants:
            letters_choose(user=user, frequency=form.frequency, groups=form.cleaned_data["groups"])
        messages.success(request, "ท่านจะได้รับอีเมลแจ้งเตือน" if wants else "ท่านจะไม่ได้รับอีเมลแจ้งเตือน")
        return redirect("reminder-settings")
    context = {"form": form, "email": user.email, "is_configured": settings.EMAIL_IS_CONFIGURED}
    return render(request, "measures/reminder_settings.html", context, status=422 if form.errors else 200)


# The signed link of a letter is the proof; mail programs post to it by themselves (RFC 8058), without our cookie.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(READ_OR_WRITE)
def reminder_stop(request: HttpRequest, token: str) -> HttpResponse:
    user = user_of(token)
    if user is None:
        return render(request, "measures/reminder_stop_broken.html", status=404)
    if request.method == "POST":
        services.reminders_choose(user=user, wants=False)
    is_stopped = ReminderOptOut.objects.filter(user=user).exists()
    return render(request, "measures/reminder_stop.html", {"person": user, "is_stopped": is_stopped})
