"""Who may open and who may change what: section by section what the portal promises of access, in one table.

Every address of the portal has a line here, or `test_rights_walk.py` fails. A line names who may open the address (GET
and HEAD) and who may send it a form (POST); `None` is a method that the address does not take. Everybody else is
refused, and `refusal` says how.

A new role gets a name in `Who`, a place in the sets below, and a person in `people` of `test_rights_walk.py`.
"""

from dataclasses import dataclass
from enum import StrEnum, auto


class Who(StrEnum):
    ANONYMOUS = auto()
    STRANGER = auto()  # at home in another agency
    READER = auto()
    OWNER = auto()  # an officer of the department that owns the measure
    OFFICER = auto()  # an officer of another department
    COORDINATOR = auto()
    EXECUTIVE = auto()  # who holds no position
    HOLDER = auto()  # of the position whose opinion is waited for; an executive, an officer would do as well
    SUSPENDED = auto()  # a coordinator who was shut out
    OVERSEER = auto()  # of the province in which the agencies are
    ADMINISTRATOR = auto()


class Verdict(StrEnum):
    OPENS = auto()  # 200, a form refused for what it says, or on to another page of the portal
    LOGIN = auto()  # to the login page
    FORBIDDEN = auto()  # 403
    HIDDEN = auto()  # 404
    METHOD = auto()  # 405


People = frozenset[Who]

EVERYBODY: People = frozenset(Who)
SIGNED_IN = EVERYBODY - {Who.ANONYMOUS}
ADMINISTRATORS: People = frozenset({Who.ADMINISTRATOR})
# Within an agency. The administrator looks after agencies, people and frameworks, and only reads what agencies write,
# as an overseer does with those of the area.
MEMBERS: People = frozenset({Who.READER, Who.OWNER, Who.OFFICER, Who.COORDINATOR, Who.EXECUTIVE, Who.HOLDER})
READERS = MEMBERS | ADMINISTRATORS | {Who.OVERSEER}
COORDINATORS: People = frozenset({Who.COORDINATOR})
MANAGERS = COORDINATORS | ADMINISTRATORS
OVERSEERS: People = ADMINISTRATORS | {Who.OVERSEER}
SCORERS: People = frozenset({Who.OWNER, Who.OFFICER, Who.COORDINATOR})
DISCUSSING: People = SCORERS | {Who.EXECUTIVE, Who.HOLDER}
REPORTERS: People = frozenset({Who.OWNER, Who.COORDINATOR})
HOLDERS: People = frozenset({Who.HOLDER})


@dataclass(frozen=True)
class Rule:
    opened_by: People | None
    changed_by: People | None = None

    def allowed(self, method: str) -> People | None:
        return {"GET": self.opened_by, "HEAD": self.opened_by, "POST": self.changed_by}.get(method)


READ = Rule(READERS)
EDIT_PAGE = Rule(COORDINATORS, COORDINATORS)
EDIT_POST = Rule(None, COORDINATORS)
ADMIN = Rule(ADMINISTRATORS, ADMINISTRATORS)

PORTAL = {
    "healthz": Rule(EVERYBODY),  # asked by machines
    "readyz": Rule(EVERYBODY),
    "help": Rule(EVERYBODY),  # the manual, which people need who cannot sign in
    "help-chapter": Rule(EVERYBODY),
    "login": Rule(EVERYBODY, EVERYBODY),
    "login-demonstration": Rule(EVERYBODY, EVERYBODY),  # which is nowhere but in a demonstration
    "login-code": Rule(EVERYBODY, EVERYBODY),  # who has given no password is led back to the login
    "password-forgotten": Rule(EVERYBODY, EVERYBODY),
    "password-sent": Rule(EVERYBODY),
    "password-reset-confirm": Rule(EVERYBODY, EVERYBODY),  # the link is the proof, see test_links_walk.py
    "invitation": Rule(EVERYBODY, EVERYBODY),  # the link is the proof, see test_links_walk.py
    "admin:login": Rule(ADMINISTRATORS, ADMINISTRATORS),  # leads to the portal's own login
    "logout": Rule(None, SIGNED_IN),
    "home": Rule(EVERYBODY),  # the front door; who is signed in is led on
    "my-work-short": Rule(SIGNED_IN),
    "oversight": Rule(OVERSEERS),  # of the areas that they oversee; to others it is not there
    "oversight-download": Rule(OVERSEERS),
    "oversight-district": Rule(OVERSEERS),  # of a province that they oversee
    "oversight-advice": Rule(OVERSEERS, OVERSEERS),  # to agencies that they oversee
    "oversight-filters": Rule(None, OVERSEERS),  # each person's own
    # One's own account
    "account": Rule(SIGNED_IN, SIGNED_IN),
    "presence": Rule(SIGNED_IN),
    "inbox": Rule(SIGNED_IN),  # what each person is told
    "notices-read": Rule(None, SIGNED_IN),
    "notice-open": Rule(None, SIGNED_IN),  # each person's own
    "unsaved-forms": Rule(SIGNED_IN, SIGNED_IN),  # each person's own
    "unsaved-form": Rule(SIGNED_IN),
    "unsaved-form-discard": Rule(None, SIGNED_IN),
    "password-change": Rule(SIGNED_IN, SIGNED_IN),
    "sessions-end-others": Rule(None, SIGNED_IN),
    "session-end": Rule(None, SIGNED_IN),
    "second-factor": Rule(SIGNED_IN),
    "second-factor-setup": Rule(SIGNED_IN, SIGNED_IN),
    "second-factor-codes": Rule(None, SIGNED_IN),
    "second-factor-off": Rule(None, SIGNED_IN),
    "reminder-settings": Rule(SIGNED_IN, SIGNED_IN),
    "calendar-settings": Rule(SIGNED_IN),
    "calendar-link": Rule(None, SIGNED_IN),
    "calendar-close": Rule(None, SIGNED_IN),
    "calendar-feed": Rule(EVERYBODY),  # the secret of the address is the proof, see letters/test_calendar.py
    "reminder-stop": Rule(EVERYBODY, EVERYBODY),  # the signed link of a letter is the proof
    "verify-form": Rule(EVERYBODY),
    "verify": Rule(EVERYBODY, EVERYBODY),  # who has a file may compare it; nothing is kept
    "verify-file": Rule(EVERYBODY),  # what an agency has published
    # What anybody may see
    "robots": Rule(EVERYBODY),
    "sitemap": Rule(EVERYBODY),
    "favicon": Rule(EVERYBODY),
    "public": Rule(EVERYBODY),
    "public-all-csv": Rule(EVERYBODY),
    "public-agency": Rule(EVERYBODY),
    "public-poster": Rule(EVERYBODY),
    "public-links": Rule(EVERYBODY),
    "public-feed": Rule(EVERYBODY),
    "public-json": Rule(EVERYBODY),
    "public-csv": Rule(EVERYBODY),
    "public-year": Rule(EVERYBODY),
    "public-document": Rule(EVERYBODY),
    "public-version": Rule(EVERYBODY),
    "public-file": Rule(EVERYBODY),
}

AGENCY = {
    "agency": READ,
    "overview": READ,
    "checks": READ,
    "my-work": READ,
    "conversation": Rule(READERS, DISCUSSING),
    # People
    "people": READ,
    "people-second-factor": Rule(None, MANAGERS),
    "invite": Rule(MANAGERS, MANAGERS),
    "invitation-revoke": Rule(None, MANAGERS),
    "member": Rule(MANAGERS, MANAGERS),
    "member-suspend": Rule(None, MANAGERS),
    "member-reset-ask": Rule(None, MANAGERS),
    "member-reset-link": Rule(None, MANAGERS),
    "member-second-factor-reset": Rule(None, MANAGERS),
    # Settings of the agency itself
    "agency-settings": Rule(MANAGERS, MANAGERS),
    "agency-emblem": Rule(None, MANAGERS),
    "agency-garuda": Rule(None, MANAGERS),
    "public-settings": EDIT_PAGE,
    "department-add": Rule(None, MANAGERS),
    "departments-start": Rule(None, MANAGERS),
    "department": Rule(MANAGERS, MANAGERS),
    "department-move": Rule(None, MANAGERS),
    "department-retire": Rule(None, MANAGERS),
    "department-remove": Rule(None, MANAGERS),
    "positions": Rule(MANAGERS),
    "positions-start": Rule(None, MANAGERS),
    "position-add": Rule(None, MANAGERS),
    "position": Rule(MANAGERS, MANAGERS),
    "position-move": Rule(None, MANAGERS),
    "position-remove": Rule(None, MANAGERS),
    "position-acting-add": Rule(None, MANAGERS),
    "position-acting-end": Rule(None, MANAGERS),
    # Scores
    "sheet": Rule(READERS, SCORERS),
    "cells": Rule(None, SCORERS),
    "sheet-undo": Rule(None, SCORERS),
    "lock": EDIT_POST,
    "sheet-download": READ,
    "sheet-paste": Rule(None, SCORERS),
    "sheet-upload": Rule(SCORERS, SCORERS),
    "sheet-upload-confirm": Rule(None, SCORERS),
    "document-import": Rule(SCORERS, SCORERS),
    "document-import-check": Rule(SCORERS, SCORERS),
    "document-import-undo": Rule(None, SCORERS),
    "compare": READ,
    "benchmark": READ,
    "history": READ,
    "history-download": READ,
    "search": READ,
    "removed": READ,
    "removed-restore": Rule(None, SCORERS),  # what of it a person may restore, test_removed_page.py tells
    # Analysis
    "findings": Rule(READERS, COORDINATORS),
    "findings-unit": EDIT_POST,
    "findings-draft": EDIT_POST,
    # Measures
    "plan": READ,
    "plan-start": EDIT_POST,
    "plan-change": Rule(COORDINATORS),
    "plan-answer": EDIT_POST,
    "plan-move": EDIT_POST,
    "plan-delete": EDIT_POST,
    "plan-assign": EDIT_POST,
    "plan-fill": EDIT_POST,
    "plan-undo": EDIT_POST,
    "drafts-confirm": EDIT_POST,
    "proposals-add": EDIT_POST,
    "proposals-set-aside": EDIT_POST,
    "proposals-recall": EDIT_POST,
    "measure-new": EDIT_PAGE,
    "measure-edit": EDIT_PAGE,
    "measure-row": EDIT_POST,
    "measure-move": EDIT_POST,
    "measure-delete": EDIT_PAGE,
    "measures-export": READ,
    "measures-import": EDIT_PAGE,
    "measures-import-confirm": EDIT_POST,
    "measures-forward": EDIT_PAGE,
    "tracking": READ,
    "tracking-timeline": READ,
    "tracking-download": READ,
    "tracking-assign": EDIT_POST,
    "tracking-remind": EDIT_POST,
    "tracking-filters": Rule(None, READERS),  # a person's own
    "tracking-before": READ,
    "tracking-timeline-before": READ,
    "tracking-download-before": READ,
    "tracking-assign-before": EDIT_POST,
    # Reports on measures: officers for the measures of their own department
    "measure-progress": Rule(READERS, REPORTERS),
    "progress-undo": Rule(None, REPORTERS),
    "evidence-file": Rule(REPORTERS),  # here the file of a draft; what was sent in is for every reader
    "evidence-register": READ,
    "evidence-privacy": READ,
    "evidence-look": EDIT_POST,
    "evidence-confirm": EDIT_POST,
    "evidence-archive": READ,
    "measure-evidence": Rule(READERS, REPORTERS),
    "evidence-reuse": Rule(
        None, SCORERS
    ),  # to whose reports an officer may attach a file, test_evidence_register.py tells
    "plan-report": Rule(READERS, SCORERS),  # whose rows an officer may send, test_plan_report.py tells
    "plan-report-row": Rule(None, REPORTERS),
    "rounds": READ,
    "round": READ,
    "rounds-open": EDIT_POST,
    "round-new": EDIT_PAGE,
    "round-edit": EDIT_PAGE,
    "round-close": EDIT_POST,
    "reports-accept": EDIT_POST,
    "report-return": EDIT_POST,
    "report-recall": Rule(None, REPORTERS),  # whoever sent it, test_done_is_accepted.py tells
    "round-report": Rule(READERS, REPORTERS),
    # Documents
    "documents": READ,
    "document": READ,
    "document-pdf": READ,
    "document-docx": READ,
    "document-settings": EDIT_PAGE,
    "document-style": EDIT_PAGE,
    "document-preview": EDIT_PAGE,
    "document-issue": EDIT_PAGE,
    "document-opinions": Rule(READERS, HOLDERS),  # test_opinions.py tries every opinion as every person
    "opinion-on-paper": EDIT_PAGE,
    "opinion-undo": EDIT_POST,  # here one from paper; one's own is taken back by who gave it
    "opinion-scan": READ,
    "document-handover": Rule(READERS, COORDINATORS),
    "handover-look": EDIT_POST,
    "handover-tick": EDIT_POST,
    "document-submit": EDIT_POST,
    "document-take-back": EDIT_POST,
    "issued": READ,
    "issued-file": READ,
    "issued-publish": EDIT_POST,
    "issued-withdraw": EDIT_POST,
}

# Django's administration. It tells who is no administrator no more than where to sign in.
ADMINISTRATION = {
    "admin:logout": Rule(None, ADMINISTRATORS),
    "admin:index": ADMIN,
    "admin:app_list": ADMIN,
    "admin:None": ADMIN,  # an old address of a row, and whatever else begins with /admin/
    "admin:autocomplete": Rule(ADMINISTRATORS),
    "admin:jsi18n": Rule(ADMINISTRATORS),
    "admin:view_on_site": ADMIN,
    "admin:password_change": ADMIN,
    "admin:password_change_done": Rule(ADMINISTRATORS),
    "admin:auth_user_password_change": ADMIN,
    "admin:assessments_framework_clone": ADMIN,
    "admin:assessments_framework_wordings": ADMIN,
    "admin:agencies_agency_import": ADMIN,
    "admin:agencies_agency_import_template": ADMIN,
    "admin:agencies_agency_invitations": ADMIN,
    "admin:assessments_nationalimport_load": ADMIN,
    "admin:assessments_nationalimport_kept": ADMIN,
    "admin:agencies_user_invite": ADMIN,
    "admin:agencies_user_link": ADMIN,  # of who has never signed in; of others there is none
} | {
    f"admin:{model}_{page}": ADMIN
    for model in (
        "agencies_agency",
        "agencies_user",
        "agencies_installation",
        "agencies_oversight",
        "agencies_change",
        "agencies_removed",
        "assessments_framework",
        "assessments_question",
        "assessments_topic",
        "assessments_nationalimport",
    )
    for page in ("changelist", "add", "change", "delete", "history")
}

# What stays: an agency and an account are closed, not deleted, and nobody touches the history.
NOBODY: People = frozenset()
ADMINISTRATION |= dict.fromkeys(
    ("admin:agencies_agency_delete", "admin:agencies_user_delete", "admin:agencies_installation_delete"),
    Rule(NOBODY, NOBODY),
) | {
    f"admin:{model}_{page}": Rule(ADMINISTRATORS if page == "change" else NOBODY, NOBODY)
    for model in ("agencies_change", "agencies_removed", "assessments_nationalimport")
    for page in ("add", "change", "delete")
}

RULES = PORTAL | AGENCY | ADMINISTRATION
# Addresses that lead nowhere as the walk fills them in: to no row, to a link that nobody was given, to no session.
LEADING_NOWHERE = {"admin:None", "admin:autocomplete", "admin:view_on_site", "invitation", "session-end"}
LEADING_NOWHERE |= {"unsaved-form", "unsaved-form-discard"}  # nothing is kept there
LEADING_NOWHERE |= {"login-demonstration", "help-chapter"}  # without a demonstration; to no chapter
LEADING_NOWHERE |= {"admin:assessments_nationalimport_kept"}  # no such list
LEADING_NOWHERE |= {"notice-open", "calendar-feed"}  # nobody was told so; no such secret
# Whether a key is unknown or restored already is told alike, and nothing of the thing.
TOLD_ALIKE = {"removed-restore"}
# Pages whose opening is remembered in the person's own session.
REMEMBERED = {"second-factor-setup"}


def answer_to(who: Who, name: str, method: str) -> Verdict:
    """Return how an address answers somebody; `who` is said in relation to the agency of the address."""
    rule = RULES[name]
    if method not in ("GET", "HEAD", "POST"):
        return Verdict.METHOD
    if who == Who.ANONYMOUS and Who.ANONYMOUS not in (rule.opened_by or rule.changed_by or ()):
        return Verdict.LOGIN
    allowed = rule.allowed(method)
    if name in ADMINISTRATION and who != Who.ADMINISTRATOR:
        return Verdict.LOGIN  # it asks who comes before it looks at how
    if allowed is None:
        return Verdict.METHOD
    return Verdict.OPENS if who in allowed else refusal(who, name)


def refusal(who: Who, name: str) -> Verdict:
    """Return how an address refuses somebody who is signed in; an agency's hides itself from those outside."""
    if name not in AGENCY:
        return Verdict.FORBIDDEN
    return Verdict.HIDDEN if who in (Who.STRANGER, Who.SUSPENDED) else Verdict.FORBIDDEN
