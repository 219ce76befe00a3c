"""What machines read: feeds, sitemaps, structured data, link previews."""

import json
import re
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
from lxml import etree, html

from tests.judges.serving import fetch
from tests.judges.verdict import Verdict

MODULES = Path(".judges/node_modules").absolute()
LD = re.compile(r"<script[^>]+application/ld\+json[^>]*>(.*?)</script>", re.S)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ARTICLE = re.compile("NewsArticle|LiveBlogPosting")
# What Google reads of a story; it requires nothing, so the house requires all.
WANTED = {
    "url", "mainEntityOfPage", "headline", "description", "datePublished",
    "dateModified", "author", "publisher", "articleSection", "inLanguage",
    "wordCount", "isAccessibleForFree",
}  # fmt: skip
OG = ("og:title", "og:type", "og:image", "og:url", "og:description", "og:site_name")


def judge(address: str, kinds: dict[str, str]) -> Verdict:
    """Return what a reader of feeds, sitemaps and structured data would refuse."""
    verdict = Verdict("machines")
    blocks = {}
    feeds = {}
    for kind, path in kinds.items():
        status, _, body = fetch(address, path)
        if status != 200:
            continue
        page = html.fromstring(body)
        blocks[kind] = structured(verdict, kind, body.decode())
        previews(verdict, address, kind, page)
        for link in page.xpath("//link[@rel='alternate'][@type]"):
            if "json+oembed" not in link.get("type") and "xml+oembed" not in link.get(
                "type"
            ):
                named = urlsplit(link.get("href"))
                feeds[named._replace(scheme="", netloc="").geturl()] = link.get("type")
    types(verdict, blocks)
    for path in feeds:
        feed(verdict, address, path)
    verdict.figure("feeds", f"{len(feeds)} that pages name")
    sitemaps(verdict, address)
    return verdict


def structured(verdict, kind, page):
    """Return the JSON-LD of a page; a story's is held against the list."""
    found = []
    for written in LD.findall(page):
        try:
            found.append(json.loads(written))
        except ValueError as fault:
            verdict.fault(kind, f"JSON-LD that is no JSON: {fault}")
    for block in found:
        if ARTICLE.search(str(block.get("@type"))):
            if missing := WANTED - block.keys():
                verdict.fault(
                    kind, f"{block['@type']} lacks {', '.join(sorted(missing))}"
                )
            for author in block.get("author", []):
                if not author.get("name") or re.search(r",| and |^By ", author["name"]):
                    verdict.fault(kind, f"an author is no one name: {author}")
    if kind == "article" and not any(
        block.get("@type") == "BreadcrumbList" for block in found
    ):
        verdict.fault(kind, "no BreadcrumbList")
    return found


def types(verdict, blocks):
    """Hold all structured data against the vocabulary of schema.org."""
    source = f"import type {{Thing, WithContext}} from '{MODULES}/schema-dts';\n"
    names = []
    for kind, found in blocks.items():
        for block in found:
            # The vocabulary wants a length with a unit; every reader takes pixels.
            plain = json.dumps(without_sizes(block))
            names.append(kind)
            source += (
                f"export const b{len(names)}: WithContext<Extract<Thing,"
                f' {{"@type": "{block["@type"]}"}}>> = {plain};\n'
            )
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "blocks.ts")
        script.write_text(source)
        command = [MODULES / ".bin/tsc", "--noEmit", "--strict", "--skipLibCheck"]
        command += ["--pretty", "false", "--module", "nodenext", "--target", "es2022"]
        ran = subprocess.run(
            [*command, "--moduleResolution", "nodenext", script],
            capture_output=True,
            text=True,
        )
    for line in ran.stdout.splitlines():
        if at := re.search(r"blocks\.ts\((\d+),\d+\): error (.*)", line):
            verdict.fault(names[int(at[1]) - 2], f"schema.org: {at[2][:240]}")
    if ran.returncode and not verdict.faults:
        verdict.fault("all", f"the types could not be checked: {ran.stdout[:300]}")
    verdict.figure("structured data", f"{len(names)} blocks on {len(blocks)} pages")


def without_sizes(block):
    if isinstance(block, list):
        return [without_sizes(part) for part in block]
    if not isinstance(block, dict):
        return block
    return {
        name: without_sizes(value)
        for name, value in block.items()
        if name not in ("width", "height") or not isinstance(value, int)
    }


def previews(verdict, address, kind, page):
    """Hold what a link to a page looks like against Open Graph."""
    robots = page.xpath("//meta[@name='robots']/@content")
    if any("noindex" in value for value in robots):
        return
    canonical = page.xpath("//link[@rel='canonical']/@href")
    if len(canonical) != 1 or not canonical[0].startswith(address):
        verdict.fault(kind, f"canonical {canonical}")
    said = {
        meta.get("property"): meta.get("content")
        for meta in page.xpath("//meta[@property]")
    }
    for name in OG:
        if not said.get(name):
            verdict.fault(kind, f"no {name}")
    if canonical and said.get("og:url") != canonical[0]:
        verdict.fault(kind, f"og:url {said.get('og:url')} is not {canonical[0]}")
    if not page.xpath("//meta[@name='description']/@content"):
        verdict.fault(kind, "no description")
    if not page.xpath("//meta[@name='twitter:card']"):
        verdict.fault(kind, "no twitter:card")
    if image := said.get("og:image"):
        status, headers, _ = fetch(address, urlsplit(image).path)
        if status != 200 or headers.get_content_maintype() != "image":
            verdict.fault(kind, f"og:image {image} answers {status}")


def feed(verdict, address, path):
    """Hold a feed against what its readers expect."""
    status, headers, body = fetch(address, path)
    if status != 200:
        verdict.fault(path, f"answers {status}")
        return
    again, _, _ = fetch(address, path, **{"If-None-Match": headers["ETag"] or ""})
    if again != 304:
        verdict.fault(path, f"answers {again} to its own ETag")
    if headers.get_content_type() == "application/feed+json":
        items = json.loads(body)["items"]
        keys = [item["id"] for item in items]
        moments = [item["date_published"] for item in items]
        parsed = [datetime.fromisoformat(moment) for moment in moments]
    else:
        read = feedparser.parse(body)
        if read.bozo:
            verdict.fault(path, f"is not well made: {read.bozo_exception}")
        keys = [entry.get("id") for entry in read.entries]
        parsed = [
            datetime(*entry.published_parsed[:6], tzinfo=UTC) for entry in read.entries
        ]
        if not all(entry.get("author") for entry in read.entries):
            verdict.fault(path, "an entry without an author")
    if None in keys or len(set(keys)) != len(keys):
        verdict.fault(path, "ids are missing or repeated")
    if any(moment > datetime.now(UTC) + timedelta(minutes=1) for moment in parsed):
        verdict.fault(path, "an entry of the future")


def sitemaps(verdict, address):
    """Hold every sitemap that robots.txt names against the schema."""
    schema = etree.XMLSchema(file=str(MODULES / "sitemap/schema/sitemap.xsd"))
    robots = fetch(address, "/robots.txt")[2].decode()
    waiting = re.findall(r"(?m)^Sitemap: (\S+)", robots)
    number = pages = 0
    while waiting:
        url = waiting.pop()
        path = url.removeprefix(address)
        tree = etree.fromstring(fetch(address, path)[2])
        places = [place.text.strip() for place in tree.iter(f"{SITEMAP}loc")]
        number += 1
        if tree.tag == f"{SITEMAP}sitemapindex":
            waiting += places
            continue
        pages += len(places)
        # The schema knows nothing of news and pictures.
        for element in list(tree.iter(tag=etree.Element)):
            if not element.tag.startswith(SITEMAP) and element.getparent() is not None:
                element.getparent().remove(element)
        if not schema.validate(tree):
            verdict.fault(path, str(schema.error_log.last_error))
        if len(set(places)) != len(places):
            verdict.fault(path, "an address twice")
        for place in places[:20]:
            if (status := fetch(address, place.removeprefix(address))[0]) != 200:
                verdict.fault(path, f"{place} answers {status}")
    verdict.figure("sitemaps", f"{number} with {pages} pages")
