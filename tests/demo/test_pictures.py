from django.test import SimpleTestCase
from lxml import etree
from PIL import Image

from articles.photos import metadata
from newsroom.demo import texts

KB = 1000
ALGORITHMIC = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
IIM = {"caption": 120, "credit": 110, "byline": 80, "copyright_notice": 116}
UTF8_MARK = b"\x1b%G"


class PictureTests(SimpleTestCase):
    def each(self):
        for entry in texts.table("photo"):
            path = texts.EDITION / entry["file"]
            with self.subTest(entry["key"]), Image.open(path) as image:
                yield entry, path, image

    def test_there_are_24_large_progressive_jpegs_of_modest_weight(self):
        weights = []
        for entry, path, image in self.each():
            if entry["key"].startswith("portrait-"):
                self.assertEqual(image.size, (720, 720))
                continue
            self.assertEqual((image.format, image.size), ("JPEG", (1920, 1280)))
            self.assertTrue(image.info.get("progressive"))
            weights.append(path.stat().st_size)
            self.assertLessEqual(weights[-1], 450 * KB)
        self.assertEqual(len(weights), 24)
        self.assertLessEqual(sum(weights), 7000 * KB)

    def test_none_is_without_caption_credit_and_alt_text(self):
        for entry in texts.table("photo"):
            with self.subTest(entry["key"]):
                self.assertTrue(entry["caption"].endswith("."))
                self.assertTrue(entry["credit"])
                self.assertIn(len(entry["alt_text"].split()), range(8, 26))

    def test_the_file_says_what_the_library_says(self):
        for entry, _, image in self.each():
            said = metadata.read(image)
            for name in (
                "caption", "alt_text", "credit", "byline", "copyright_notice",
                "usage_terms", "place",
            ):  # fmt: skip
                self.assertEqual(getattr(said, name), entry[name])

    def test_programs_that_read_only_iim_get_the_words_too(self):
        for entry, _, image in self.each():
            said = metadata.IptcImagePlugin.getiptcinfo(image)
            self.assertEqual(said[1, 90], UTF8_MARK)
            for name, number in IIM.items():
                self.assertEqual(said[2, number].decode(), entry[name])
            self.assertEqual(said[2, 105].decode(), entry["headline"])
            keywords = [word.decode() for word in said[2, 25]]
            self.assertEqual(keywords, entry["keywords"])

    def test_it_is_declared_to_be_drawn_by_program(self):
        for _, _, image in self.each():
            said = etree.fromstring(image.info["xmp"])
            self.assertEqual(said.findtext(f".//{EXT}DigitalSourceType"), ALGORITHMIC)
