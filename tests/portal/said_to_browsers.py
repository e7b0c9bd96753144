"""What every answer has to tell the browser, whatever it answers."""

import re

DIRECTIVES = {"default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "form-action 'self'"}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def faults(response) -> list[str]:
    """Return what an answer fails to say to the browser."""
    found = [
        f"{name}: {response.headers.get(name)}" for name, value in ALWAYS.items() if response.headers.get(name) != value
    ]
    if response.headers.get("X-Frame-Options") not in ("DENY", "SAMEORIGIN"):
        found.append("may be framed")
    if "geolocation=()" not in response.headers.get("Permissions-Policy", ""):
        found.append("no Permissions-Policy")
    return found + policy_faults(response.headers.get("Content-Security-Policy", ""))


def policy_faults(policy: str) -> list[str]:
    if re.search(r"unsafe|\*|https?:", policy):
        return [f"lax policy: {policy}"]
    is_sealed = policy == "default-src 'none'; sandbox"
    missing = DIRECTIVES - set(policy.split("; "))
    return [] if is_sealed or not missing else [f"policy without {missing}: {policy}"]
