"""Files that were made to harm whoever reads them: name → their bytes."""

import base64
import io
import json
import zipfile
from collections.abc import Callable
from functools import partial

MB = 1024 * 1024
NITF = "<nitf><head/><body><body.head><hedline><hl1>Quay</hl1></hedline></body.head>{}"
NITF += "</body></nitf>"
MAIL = (
    "From: a@coastal.example\nTo: desk@estuary.example\nSubject: Quay\n"
    "Message-ID: <hostile@coastal.example>\nMIME-Version: 1.0\n{}"
)
PLAIN = "PORT SABLE (Coastal) -- The council voted.\n\n{}\n"
CASES: dict[str, Callable[[], bytes]] = {}
# What a regular expression or a parser may take long over, again and again.
PIECES = {
    "a half": "½", "digits": "1", "spaces": " ", "line ends": "\n", "dashes": "-",
    "capitals": "A", "angles": "<", "tags that stay open": "<p", "entities": "&#1",
    "names": "By Ana ", "dots": ". ", "brackets": "(", "quotes": '"', "at signs": "a@",
    "colons": "a:", "apostrophes": "''", "carets": "^", "slashes": "a/",
    "commas": "A, ", "tabs": "\t", "equals": " =", "stars": "* ", "accents": "e\u0301",
    "leads": "1st Ld ", "terms": "no sales for use ",
}  # fmt: skip


def case(name):
    def keep(make):
        CASES[name] = make
        return make

    return keep


def ninjs(**fields):
    return json.dumps({"uri": "urn:coastal:hostile", "type": "text"} | fields).encode()


def mail(head, body):
    return MAIL.format(head).encode() + b"\n" + body


def attached(name, kind, data):
    """Return a mail that brings a file."""
    lines = base64.encodebytes(data)
    return mail(
        'Content-Type: multipart/mixed; boundary="b"\n',
        b"--b\nContent-Type: text/plain\n\nThe council voted on Tuesday.\n"
        + f'--b\nContent-Type: {kind}; name="{name}"\n'.encode()
        + f'Content-Disposition: attachment; filename="{name}"\n'.encode()
        + b"Content-Transfer-Encoding: base64\n\n"
        + lines
        + b"--b--\n",
    )


def zipped(names=1, size=200 * MB):
    """Return an archive whose members are much larger than itself."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(names):
            with archive.open(f"{number}.txt", "w") as member:
                for _part in range(size // MB):
                    member.write(bytes(MB))
    return held.getvalue()


@case("external entity")
def _external():
    return (
        b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + NITF.format("<body.content><p>&x;</p></body.content>").encode()
    )


@case("parameter entity")
def _parameter():
    return (
        b'<!DOCTYPE nitf [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>'
        + NITF.format("<body.content><p>Words.</p></body.content>").encode()
    )


@case("entity bomb")
def _bomb():
    names = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12)
    )
    text = NITF.format("<body.content><p>&e11;</p></body.content>")
    return f"<!DOCTYPE nitf [{names}]>{text}".encode()


@case("XML 100,000 deep")
def _deep_xml():
    inside = "<block>" * 100_000 + "x" + "</block>" * 100_000
    return NITF.format(f"<body.content>{inside}</body.content>").encode()


@case("HTML 100,000 deep")
def _deep_html():
    return ninjs(body_html="<div>" * 100_000 + "x" + "</div>" * 100_000)


@case("HTML deep in CDATA")
def _deep_cdata():
    inside = "<b>" * 100_000
    return (
        '<rss version="2.0"><channel><title>C</title><item><guid>1</guid>'
        f"<title>Quay</title><description><![CDATA[{inside}x]]></description>"
        "</item></channel></rss>"
    ).encode()


@case("JSON 100,000 deep")
def _deep_json():
    return b'{"uri": "x", "body": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@case("MIME 100,000 deep")
def _deep_mime():
    part = 'Content-Type: multipart/mixed; boundary="b{0}"\n\n--b{0}\n'
    return (
        mail("", b"").rstrip()
        + b"\n"
        + "".join(part.format(n) for n in range(100_000)).encode()
    )


@case("mail of 30 MB of base64")
def _large_mail():
    return attached("a.bin", "application/octet-stream", bytes(range(256)) * 88_000)


@case("ninjs of 30 MB of base64")
def _large_json():
    return ninjs(headline="Quay", body_text="QUFB" * 7 * MB)


@case("NewsML-G2 of 30 MB of base64")
def _large_g2():
    return (
        b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="u" version="1">'
        b"<contentSet><inlineData>" + b"QUFB" * 7 * MB + b"</inlineData></contentSet>"
        b"</newsItem>"
    )


@case("mail with a zip bomb")
def _zip_bomb():
    return attached("copy.zip", "application/zip", zipped())


@case("mail with a zip of many")
def _zip_many():
    return attached("copy.zip", "application/zip", zipped(2_000, MB))


@case("zip by itself")
def _zip():
    return zipped()


@case("10 MB in one line")
def _line():
    return PLAIN.format("word " * 2 * MB).encode()


@case("10 MB in one line of mail")
def _mail_line():
    return mail("", b"word " * 2 * MB)


@case("a million paragraphs")
def _paragraphs():
    return PLAIN.format("Word.\n\n" * 1_000_000).encode()


@case("a million paragraphs of HTML")
def _html_paragraphs():
    return ninjs(body_html="<p>x</p>" * 1_000_000)


@case("as many paragraphs as fit")
def _fitting():
    return ninjs(body_html="<p>x</p>" * 62_000)


@case("as many tags as fit")
def _tags():
    return ninjs(body_html="<b>x</b>" * 62_000)


@case("as many pictures as fit")
def _images():
    return ninjs(body_html='<img src="https://p.example/a">' * 16_000)


@case("a million pictures")
def _pictures():
    one = {"type": "picture", "renditions": {"a": {"href": "https://p.example/a"}}}
    return ninjs(
        headline="Quay", associations={str(number): one for number in range(200_000)}
    )


@case("a million keywords")
def _keywords():
    return ninjs(headline="Quay", keywords=[f"k{n}" for n in range(1_000_000)])


@case("a million items in RSS")
def _items():
    item = "<item><guid>{}</guid></item>"
    items = "".join(item.format(number) for number in range(1_000_000))
    return f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()


@case("a million items in Atom")
def _entries():
    items = "<entry/>" * 1_000_000
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{items}</feed>'.encode()


@case("a million items in JSON Feed")
def _json_items():
    items = ", ".join(f'{{"id": {number}}}' for number in range(1_000_000))
    return (
        f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{items}]}}'
    ).encode()


@case("a million items in G2")
def _g2_items():
    items = "<newsItem/>" * 1_000_000
    return (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        f"{items}</itemSet></newsMessage>"
    ).encode()


@case("a million items in WXR")
def _wxr_items():
    return (
        '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
        f"<wp:wxr_version>1.2</wp:wxr_version>{'<item/>' * 1_000_000}</channel></rss>"
    ).encode()


@case("a million text wires")
def _wires():
    return b"ZCZC\nCOA1\nX =\nx\nNNNN\n" * 1_000_000


@case("a picture of a billion pixels")
def _pixels():
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xff\xff\x00\x00\xff\xff"
    return header + b"\x08\x02\x00\x00\x00" + bytes(40)


def _pieces(wrap, size):
    for name, piece in PIECES.items():
        CASES[f"{wrap.__name__.strip('_')}: {name}"] = partial(
            _wrapped, wrap, piece, size
        )


def _wrapped(wrap, piece, size):
    return wrap(piece * (size // len(piece)))


def _in_text(text):
    return PLAIN.format(text).encode()


def _in_headline(text):
    return ninjs(headline=text, slugline=text, byline=text, located=text, body_text="x")


def _in_html(text):
    return ninjs(headline="Quay", body_html=f"<p>{text}</p>", ednote=text)


def _in_wire(text):
    return f"ZCZC\nCOA0123 7 EST\n{text}\nQUAY =\n{text}\nNNNN\n".encode()


def _in_anpa(text):
    head = "\x16\x16\x01C2870\x1fcoast\r\nr d BC-EST 03-03 0210\r\n\x02"
    return f"{head}^{text}<\r\n^By {text}=\r\n\t{text}\r\n\x03\r\n".encode()


def _in_slug(text):
    head = "\x01coa0062 4 i 80 ccccb   coa 061\r\n\r\n"
    return f"{head}{text}\r\n\x02{text} =\r\n\r\n   {text}\r\n\x03031812 GMT".encode()


def _in_mail(text):
    return mail(f"Keywords: {text[:50_000]!r}\n", text.encode())


def _in_nitf(text):
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return NITF.format(
        f"<body.content><p>{safe}</p><p><org>{safe}</org></p></body.content>"
    ).encode()


for _wrap in (
    _in_text, _in_headline, _in_html, _in_wire, _in_anpa, _in_slug, _in_mail, _in_nitf,
):  # fmt: skip
    _pieces(_wrap, 400_000)
