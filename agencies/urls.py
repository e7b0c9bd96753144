"""Addresses about people and agencies: the way in, one's own account, an agency's settings and its members."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from agencies import views

urlpatterns = [
    path("", views.home, name="home"),
    path("login/", views.SignIn.as_view(), name="login"),
    path("login/demonstration/", views.DemonstrationSignIn.as_view(), name="login-demonstration"),
    path("login/code/", views.sign_in_code, name="login-code"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", views.password_forgotten, name="password-forgotten"),
    path("password/sent/", views.password_sent, name="password-sent"),
    path("password/<uidb64>/<token>/", views.PasswordReset.as_view(), name="password-reset-confirm"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("account/", views.account, name="account"),
    path("account/presence/", views.presence, name="presence"),
    path("account/drafts/", views.unsaved_forms_page, name="unsaved-forms"),
    path("account/drafts/<uuid:key>/", views.unsaved_form, name="unsaved-form"),
    path("account/drafts/<uuid:key>/discard/", views.unsaved_form_discard, name="unsaved-form-discard"),
    path("account/password/", views.password_change, name="password-change"),
    path("account/sessions/end/", views.sessions_end_others, name="sessions-end-others"),
    path("account/sessions/<uuid:key>/end/", views.session_end, name="session-end"),
    path("account/second-factor/", views.second_factor, name="second-factor"),
    path("account/second-factor/setup/", views.second_factor_setup, name="second-factor-setup"),
    path("account/second-factor/codes/", views.second_factor_codes, name="second-factor-codes"),
    path("account/second-factor/off/", views.second_factor_off, name="second-factor-off"),
    path("<slug:agency>/settings/", views.agency_settings, name="agency-settings"),
    path("<slug:agency>/settings/emblem/", views.agency_picture, {"picture": "emblem"}, name="agency-emblem"),
    path("<slug:agency>/settings/garuda/", views.agency_picture, {"picture": "garuda"}, name="agency-garuda"),
    path("<slug:agency>/settings/departments/add/", views.department_add, name="department-add"),
    path("<slug:agency>/settings/departments/start/", views.departments_start, name="departments-start"),
    path("<slug:agency>/settings/departments/<uuid:key>/", views.department, name="department"),
    path("<slug:agency>/settings/departments/<uuid:key>/move/", views.department_move, name="department-move"),
    path("<slug:agency>/settings/departments/<uuid:key>/retire/", views.department_retire, name="department-retire"),
    path("<slug:agency>/settings/departments/<uuid:key>/remove/", views.department_remove, name="department-remove"),
    path("<slug:agency>/people/", views.people, name="people"),
    path("<slug:agency>/people/invite/", views.invite, name="invite"),
    path("<slug:agency>/people/second-factor/", views.people_second_factor, name="people-second-factor"),
    path("<slug:agency>/people/invitations/<uuid:key>/revoke/", views.invitation_revoke, name="invitation-revoke"),
    path("<slug:agency>/people/<uuid:key>/", views.member, name="member"),
    path("<slug:agency>/people/<uuid:key>/suspend/", views.member_suspend, name="member-suspend"),
    path("<slug:agency>/people/<uuid:key>/reset-ask/", views.member_reset_ask, name="member-reset-ask"),
    path("<slug:agency>/people/<uuid:key>/reset-link/", views.member_reset_link, name="member-reset-link"),
    path(
        "<slug:agency>/people/<uuid:key>/second-factor/",
        views.member_second_factor_reset,
        name="member-second-factor-reset",
    ),
]
