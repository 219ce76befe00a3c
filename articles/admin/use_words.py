"""The words of a photo's use in the story form: put in order, shown as printed."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.captions.printed import alt_doubts
from articles.comparing import same_words
from articles.models import CaptionState, Photo, PrintedWords, printed

WORDS = ("caption", "alt_text", "is_decorative", "credit", "credit_reason")


def settle(form, *, photo: str = "photo", prefix: str = "") -> None:
    """Bring the words typed for a use in order before its row is filled with them.

    A caption that was not changed stays frozen if it was; one that says what the
    library says follows it. Words written for another picture do not stay under a new
    one; then `took_off` is set on the form. Neither do its crops. A credit of its own
    asks for a reason, a decorative picture for no alt text.

    :param form: a model form in its `clean`, with the fields WORDS after the prefix.
    :param photo: the name of the field that holds the photo.
    """
    data, use = form.cleaned_data, form.instance
    if not {prefix + word for word in WORDS} <= form.fields.keys():
        return
    before, chosen = getattr(use, f"{photo}_id"), data.get(photo)
    said = {word: data.get(prefix + word) or "" for word in WORDS}
    kept = {word: getattr(use, prefix + word) or "" for word in WORDS}
    unchanged = {w for w in WORDS if same_words(str(said[w]), str(kept[w]))}
    form.took_off = False
    if before and before != (chosen and chosen.pk):
        form.took_off = any(said[word] for word in unchanged)
        said |= dict.fromkeys(unchanged, "")
        setattr(use, f"{prefix}crops", {})
        unchanged = set()
    is_frozen = False
    if "caption" in unchanged:
        said["caption"] = kept["caption"]
        is_frozen = getattr(use, f"{prefix}caption_is_frozen")
    elif chosen and same_words(said["caption"], chosen.caption):
        said["caption"] = ""
    if not said["credit"] or (chosen and same_words(said["credit"], chosen.credit)):
        said["credit"] = said["credit_reason"] = ""
    setattr(use, f"{prefix}caption_is_frozen", is_frozen)
    data |= {prefix + word: value for word, value in said.items()}
    data[f"{prefix}is_decorative"] = bool(said["is_decorative"])
    if said["credit"] and not said["credit_reason"].strip():
        form.add_error(
            f"{prefix}credit_reason",
            _("The library's credit is printed everywhere: say why not here."),
        )
    if said["is_decorative"] and said["alt_text"]:
        form.add_error(
            f"{prefix}is_decorative",
            _("A decorative picture has no alt text: empty it, or take the tick off."),
        )


def typed(data: dict, photo: Photo, *, prefix: str) -> PrintedWords:
    """Return what a photo would be printed with, from a form's cleaned data."""
    return printed(
        photo,
        caption=data.get(f"{prefix}caption") or "",
        credit=data.get(f"{prefix}credit") or "",
        alt_text=data.get(f"{prefix}alt_text") or "",
        is_decorative=bool(data.get(f"{prefix}is_decorative")),
    )


def as_printed(
    photo: Photo, words: PrintedWords, state: CaptionState, reason: str
) -> SafeString:
    """Return what readers get with a photo, whose words they are, and all doubts.

    :param reason: why the credit is not the library's, if it is not.
    """
    alt = _("none, it is decorative") if words.is_decorative else words.alt or "–"
    shown = format_html(
        '<dl class="desk-printed"><dt>{}</dt><dd>{} <em>({})</em></dd>'
        "<dt>{}</dt><dd>{}{}</dd><dt>{}</dt><dd>{}</dd></dl>",
        _("Caption"),
        words.caption or "–",
        state.label,
        _("Credit"),
        words.credit or "–",
        format_html(" <em>({})</em>", reason) if reason else "",
        _("Alt text"),
        alt,
    )
    return shown + doubts(photo, words)


def doubts(photo: Photo, words: PrintedWords | None = None) -> SafeString:
    """Return the doubts about an alt text as a list; nothing if there are none."""
    found = [(doubt,) for doubt in alt_doubts(photo, words)]
    items = format_html_join("", "<li>{}</li>", found)
    return format_html('<ul class="desk-doubts">{}</ul>', items) if found else items
