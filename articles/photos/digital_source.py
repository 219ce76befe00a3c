"""How a picture was made, in IPTC's codes, and what readers are told about it.

A photo that a camera took needs no word. What was made or altered with generative AI,
or has synthetic parts, says so wherever readers see it, on the picture itself where no
caption stands. What a person or a formula drew, put together or copied from a screen is
named calmly in the caption, as papers do.

Source: IPTC NewsCodes, Digital Source Type, of 2024-09-17
(http://cv.iptc.org/newscodes/digitalsourcetype/); the names of schema.org 29 for them.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCHEME = "http://cv.iptc.org/newscodes/digitalsourcetype/"
SCHEMA_ORG = "https://schema.org/"
AI, PROGRAM = "ai", "program"


@dataclass(frozen=True, slots=True)
class Source:
    """One code: what readers read of it, if anything, and schema.org's name for it."""

    code: str
    label: str | Promise = ""
    maker: str = ""
    schema_name: str = ""

    @property
    def is_ai(self) -> bool:
        """Whether AI made or altered it, or parts of it are synthetic."""
        return self.maker == AI

    @property
    def is_machine_made(self) -> bool:
        """Whether no camera and no person made it or parts of it: AI, or a program."""
        return bool(self.maker)


# In IPTC's order, with what each means there. Those that IPTC retired stand in pictures
# for ever.
SOURCES = [
    # Captured from a real-life source with a camera or recording device.
    Source("digitalCapture", schema_name="DigitalCapture"),
    # Several such frames merged by the device, without generative AI: HDR and the like.
    Source("computationalCapture", schema_name="MultiFrameComputationalCapture"),
    # Digitised from a negative, from a slide, from a print.
    Source("negativeFilm", schema_name="NegativeFilm"),
    Source("positiveFilm", schema_name="PositiveFilm"),
    Source("print", schema_name="Print"),
    # Retouched by a human; retired for the next one.
    Source("minorHumanEdits", schema_name="MinorHumanEdits"),
    # Augmented, corrected or enhanced by humans with tools that generate nothing.
    Source("humanEdits"),
    # Corrected by algorithm without changing the main content: sharpened, less noise.
    Source("algorithmicallyEnhanced", schema_name="AlgorithmicallyEnhanced"),
    # Created by software; retired in 2022.
    Source("softwareImage", _("Computer-generated image"), PROGRAM),
    # Made by a human with digital tools; retired for the next one.
    Source("digitalArt", _("Illustration"), schema_name="DigitalArt"),
    # Created by a human with tools that generate nothing.
    Source("digitalCreation", _("Illustration")),
    # A representation of data, by human programming or creativity.
    Source("dataDrivenMedia", _("Graphic"), schema_name="DataDrivenMedia"),
    # Created by a model derived from sampled content: generative AI.
    Source(
        "trainedAlgorithmicMedia", _("AI-generated image"), maker=AI,
        schema_name="TrainedAlgorithmicMedia",
    ),
    # Created by an algorithm that was trained on nothing, such as a formula.
    Source(
        "algorithmicMedia", _("Computer-generated image"), PROGRAM,
        schema_name="AlgorithmicMedia",
    ),
    # The contents of a screen; a live recording of a virtual event.
    Source("screenCapture", _("Screenshot"), schema_name="ScreenCapture"),
    Source(
        "virtualRecording", _("Recording of a virtual event"),
        schema_name="VirtualRecording",
    ),
    # Several elements put together: of any kind, all captured, one at least synthetic.
    Source("composite", _("Composite image"), schema_name="Composite"),
    Source("compositeCapture", _("Composite image"), schema_name="CompositeCapture"),
    Source(
        "compositeSynthetic", _("Composite image with synthetic parts"),
        maker=AI, schema_name="CompositeSynthetic",
    ),
    # Modified with generative AI: parts filled in, edges extended.
    Source(
        "compositeWithTrainedAlgorithmicMedia", _("Image altered with AI"),
        maker=AI, schema_name="CompositeWithTrainedAlgorithmicMedia",
    ),
]  # fmt: skip
BY_CODE = {source.code.lower(): source for source in SOURCES}
UNKNOWN = Source("")


def source_of(written: str) -> Source:
    """Return what a code says, written alone, as its address or as "digsrctype:…".

    One that IPTC does not have says nothing.
    """
    code = written.strip().rstrip("/").rpartition("/")[2].rpartition(":")[2]
    return BY_CODE.get(code.lower(), UNKNOWN)


def label(written: str) -> str:
    """Return the words for readers; empty for what a camera took, and for no code."""
    return str(source_of(written).label)


def warning(written: str) -> str:
    """Return the words that go on the picture itself: AI made or altered it."""
    source = source_of(written)
    return str(source.label) if source.is_ai else ""


def schema_address(written: str) -> str:
    """Return schema.org's address for a code, else IPTC's own; empty for no code."""
    source = source_of(written)
    if source.schema_name:
        return f"{SCHEMA_ORG}{source.schema_name}DigitalSource"
    return f"{SCHEME}{source.code}" if source.code else ""
