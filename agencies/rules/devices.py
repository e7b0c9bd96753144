"""What people call the device behind a browser's own description of itself."""

UNKNOWN = "อุปกรณ์ที่ไม่รู้จัก"
# The first name that is found holds: most browsers also name those that they want to be taken for.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    " Line/": "LINE",
    "FBAV/": "Facebook",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "โทรศัพท์ Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "CrOS": "Chromebook",
    "Mac OS X": "Mac",
    "Linux": "Linux",
}


def device_name(user_agent: str) -> str:
    """Return, for example, "Chrome บน Windows"; what a browser says of itself can be false."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    if browser and system:
        return f"{browser} บน {system}"
    return browser or system or UNKNOWN
