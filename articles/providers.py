"""Where an embed may come from: the providers a story may name, by their hosts."""

from urllib.parse import urlsplit

# Host → the name readers see.
EMBED_PROVIDERS = {
    "www.youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "soundcloud.com": "SoundCloud",
    "www.openstreetmap.org": "OpenStreetMap",
    "bsky.app": "Bluesky",
    "mastodon.social": "Mastodon",
    "flo.uri.sh": "Flourish",
    "datawrapper.dwcdn.net": "Datawrapper",
}


def embed_provider(url: str) -> str:
    """Return the name of an allowed provider of embeds, or an empty string."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = parts.hostname if parts.scheme == "https" else None
    return EMBED_PROVIDERS.get(host or "", "")
