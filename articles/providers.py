"""Where an embed may come from, and what each provider offers: facts, a player.

Source: oembed.com's list of providers. The players that keep to themselves are
YouTube's "privacy-enhanced mode" and Vimeo's parameter `dnt`.
"""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

LONGEST = 2000  # characters of an address
# Host → the name readers see.
EMBED_PROVIDERS = {
    "www.youtube.com": "YouTube",
    "youtube.com": "YouTube",
    "m.youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "www.vimeo.com": "Vimeo",
    "soundcloud.com": "SoundCloud",
    "www.openstreetmap.org": "OpenStreetMap",
    "bsky.app": "Bluesky",
    "mastodon.social": "Mastodon",
    "flo.uri.sh": "Flourish",
    "datawrapper.dwcdn.net": "Datawrapper",
}
# Name → where its facts are asked for, by oEmbed 1.0. The others offer none.
ENDPOINTS = {
    "YouTube": "https://www.youtube.com/oembed",
    "Vimeo": "https://vimeo.com/api/oembed.json",
    "SoundCloud": "https://soundcloud.com/oembed",
    "Bluesky": "https://embed.bsky.app/oembed",
    "Mastodon": "https://mastodon.social/api/oembed",
}
YOUTUBE_PATH = re.compile(r"/(?:shorts|live|embed)/([\w-]{11})/?")
YOUTUBE_ID = re.compile(r"[\w-]{11}")
VIMEO_PATH = re.compile(r"/(?:video/)?(\d+)(?:/([0-9a-f]+))?/?")


def embed_provider(url: str) -> str:
    """Return the name of an allowed provider of embeds, or an empty string.

    The host stands alone: browsers go elsewhere than this module with a backslash
    before it, and no video needs a user or a port.
    """
    parts = _parts(url)
    host = parts.netloc.lower() if parts and parts.scheme == "https" else ""
    return EMBED_PROVIDERS.get(host, "")


def oembed_address(url: str) -> str:
    """Return where the facts of an embed are asked for; empty if nowhere."""
    endpoint = ENDPOINTS.get(embed_provider(url))
    return f"{endpoint}?{urlencode({'url': url, 'format': 'json'})}" if endpoint else ""


def player(url: str) -> str:
    """Return the address of a video's player that sets no cookie before it plays.

    Empty for what is no video, or plays on its provider's page alone. The hosts are
    those that the Content-Security-Policy lets into a frame.
    """
    provider, parts = embed_provider(url), _parts(url)
    if parts is None:
        return ""
    if provider == "YouTube" and (found := _youtube_id(parts)):
        return f"https://www.youtube-nocookie.com/embed/{found}?autoplay=1"
    if provider == "Vimeo" and (match := VIMEO_PATH.fullmatch(parts.path)):
        query = {"dnt": "1", "autoplay": "1"} | ({"h": match[2]} if match[2] else {})
        return f"https://player.vimeo.com/video/{match[1]}?{urlencode(query)}"
    return ""


def _youtube_id(parts):
    if parts.hostname == "youtu.be":
        found = parts.path.strip("/")
    elif parts.path.rstrip("/") == "/watch":
        found = parse_qs(parts.query).get("v", [""])[0]
    else:
        match = YOUTUBE_PATH.fullmatch(parts.path)
        found = match[1] if match else ""
    return found if YOUTUBE_ID.fullmatch(found) else ""


def _parts(url):
    if len(url) > LONGEST or any(sign <= " " or sign == "\\" for sign in url):
        return None
    try:
        return urlsplit(url)
    except ValueError:
        return None
