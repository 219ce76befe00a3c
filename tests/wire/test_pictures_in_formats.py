"""A story gets its pictures in whichever format both come, and in whichever order."""

import base64
import hashlib
import io
import json
import tempfile
from datetime import timedelta
from pathlib import Path
from unittest import mock

from django.core.management import call_command
from django.db import connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from articles import publishing
from articles.fetching import Fetched
from articles.models import Article, Photo
from newsroom.wire import intake, picture_fetching
from newsroom.wire.desk import placing
from newsroom.wire.management.commands import poll_feeds
from newsroom.wire.models import PendingPicture
from newsroom.wire.sources import watching
from tests.factories import make_section, make_user
from tests.wire.sampling import make_feed

HREF = "https://pictures.example/quay.jpg"
WORDS = "The council voted nine to four to keep the night ferry to Lisse."


def jpeg(shade=0x356):
    buffer = io.BytesIO()
    Image.new("RGB", (8, 6), shade).save(buffer, "JPEG")
    return buffer.getvalue()


JPEG = jpeg()


def g2(*items):
    """Return a NewsML-G2 message."""
    return (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        f"{''.join(items)}</itemSet></newsMessage>"
    )


def g2_item(name, nature, inside="", links="", status="usable", version=1):
    return (
        f'<newsItem guid="urn:c:{name}" version="{version}"><itemMeta>'
        f'<itemClass qcode="ninat:{nature}"/><pubStatus qcode="stat:{status}"/>{links}'
        f"</itemMeta><contentMeta><headline>The {name}</headline></contentMeta>"
        f"<contentSet>{inside}</contentSet></newsItem>"
    )


def g2_story(links=""):
    return g2_item(
        "story", "text", f"<inlineXML><html><p>{WORDS}</p></html></inlineXML>", links
    )


def g2_picture(**how):
    there = f'<remoteContent contenttype="image/jpeg" href="{HREF}"/>'
    return g2_item("picture", "picture", there, **how)


def g2_package(*members):
    refs = "".join(f'<itemRef residref="urn:c:{name}"/>' for name in members)
    return (
        '<packageItem guid="urn:c:package" version="1"><itemMeta>'
        '<itemClass qcode="ninat:composite"/></itemMeta>'
        f'<groupSet><group id="G">{refs}</group></groupSet></packageItem>'
    )


G2_LINK = '<link rel="irel:seeAlso" residref="urn:c:picture"/>'
STORY, PICTURE = g2(g2_story()), g2(g2_picture())
PACKAGE = g2(g2_package("story", "picture"))


def newsml1(number, inside, management=""):
    return (
        '<?xml version="1.0"?><NewsML Version="1.2"><NewsItem><Identification>'
        "<NewsIdentifier><ProviderId>c.example</ProviderId><DateId>20260303</DateId>"
        f"<NewsItemId>{number}</NewsItemId><RevisionId>1</RevisionId>"
        f"<PublicIdentifier>urn:newsml:c.example:20260303:{number}:1"
        "</PublicIdentifier></NewsIdentifier></Identification><NewsManagement>"
        f'<Status FormalName="Usable"/>{management}</NewsManagement>{inside}'
        "</NewsItem></NewsML>"
    )


TEXT1 = (
    "<NewsLines><HeadLine>The story</HeadLine></NewsLines><ContentItem>"
    f'<MediaType FormalName="Text"/><DataContent><p>{WORDS}</p></DataContent>'
    "</ContentItem>"
)
PHOTO1 = (
    "<NewsComponent Duid='photo'><Role FormalName='Photo'/>"
    f"<ContentItem Href='{HREF}'><MediaType FormalName='Photo'/></ContentItem>"
    "</NewsComponent>"
)
COMPONENTS1 = newsml1(
    "story",
    "<NewsComponent><NewsComponent Duid='text'><Role FormalName='Main'/>"
    f"{TEXT1}</NewsComponent>{PHOTO1}</NewsComponent>",
)
POINTED_AT = "urn:newsml:c.example:20260303:picture:1"
STORY1 = newsml1(
    "story",
    f"<NewsComponent>{TEXT1}<NewsComponent Duid='p'><Role FormalName='Photo'/>"
    f"<NewsItemRef NewsItem='{POINTED_AT}'/></NewsComponent></NewsComponent>",
)
STORY1_BESIDE = newsml1(
    "story",
    f"<NewsComponent>{TEXT1}</NewsComponent>",
    f"<AssociatedWith NewsItem='{POINTED_AT}'/>",
)
PICTURE1 = newsml1("picture", f"<NewsComponent>{PHOTO1}</NewsComponent>")


def nitf(source):
    return (
        "<nitf><head><title>The story</title><docdata>"
        '<doc-id id-string="n1"/></docdata></head><body><body.head><hedline>'
        f"<hl1>The story</hl1></hedline></body.head><body.content><p>{WORDS}</p>"
        f'<media media-type="image"><media-reference source="{source}" '
        'mime-type="image/jpeg"/><media-caption>The quay.</media-caption></media>'
        "</body.content></body></nitf>"
    )


def ap(name, kind, **fields):
    item = {"altids": {"itemid": name}, "version": 1, "type": kind} | fields
    return json.dumps({"api_version": "1", "data": {"item": item}})


AP_FILE = {"main": {"href": HREF, "type": "picture", "mimetype": "image/jpeg"}}
AP_NAMED = {"altids": {"itemid": "p1"}, "type": "picture", "headline": "Quay"}


def ap_story(**named):
    return ap(
        "s1",
        "text",
        headline="The story",
        body_nitf=f"<p>{WORDS}</p>",
        associations={"1": AP_NAMED | named},
    )


AP_PICTURE = ap("p1", "picture", headline="Quay", renditions=AP_FILE)
MAIL = (
    "From: desk@c.example\r\nTo: wire@here.example\r\nSubject: The story\r\n"
    "Message-ID: <1@c.example>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
    f"Content-Type: text/plain\r\n\r\n{WORDS}\r\n--b\r\n"
    'Content-Type: image/jpeg\r\nContent-Disposition: attachment; filename="q.jpg"\r\n'
    "Content-Transfer-Encoding: base64\r\n\r\n"
    f"{base64.encodebytes(jpeg(0x777)).decode()}\r\n--b--\r\n"
)
RSS = (
    '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>'
    "<title>C</title><link>https://c.example/</link><item><guid>r1</guid>"
    f"<title>The story</title><description>&lt;p&gt;{WORDS}&lt;/p&gt;</description>"
    f'<media:content url="{HREF}" medium="image" width="640"/></item></channel></rss>'
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>C</title><id>urn:c</id><entry>'
    "<id>urn:c:a</id><title>The story</title><updated>2026-03-03T10:00:00Z</updated>"
    f'<content type="html">&lt;p&gt;{WORDS}&lt;/p&gt;</content>'
    f'<link rel="enclosure" type="image/jpeg" href="{HREF}"/></entry></feed>'
)
WXR = (
    '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    "<title>C</title><item><title>The story</title><guid>w1</guid>"
    f"<content:encoded>{WORDS}</content:encoded><wp:post_id>1</wp:post_id>"
    "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status><wp:postmeta>"
    "<wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>2</wp:meta_value>"
    "</wp:postmeta></item><item><title>The quay</title><guid>w2</guid>"
    "<wp:post_id>2</wp:post_id><wp:post_type>attachment</wp:post_type>"
    f"<wp:attachment_url>{HREF}</wp:attachment_url></item></channel></rss>"
)
# What comes, in its order, by what it is called. Both orders where there are two.
COME = {
    "NewsML-G2 in one message": [
        g2(g2_package("story", "picture"), g2_story(), g2_picture())
    ],
    "NewsML-G2, package first": [PACKAGE, STORY, PICTURE],
    "NewsML-G2, package in between": [PICTURE, PACKAGE, STORY],
    "NewsML-G2, package last": [STORY, PICTURE, PACKAGE],
    "NewsML-G2, linked, story first": [g2(g2_story(G2_LINK)), PICTURE],
    "NewsML-G2, linked, picture first": [PICTURE, g2(g2_story(G2_LINK))],
    "NewsML 1.2, components": [COMPONENTS1],
    "NewsML 1.2, picture after": [STORY1, PICTURE1],
    "NewsML 1.2, picture before": [PICTURE1, STORY1],
    "NewsML 1.2, associated": [PICTURE1, STORY1_BESIDE],
    "NITF": [nitf(HREF)],
    "AP, within the story": [ap_story(renditions=AP_FILE)],
    "AP, picture after": [ap_story(), AP_PICTURE],
    "AP, picture before": [AP_PICTURE, ap_story()],
    "mail": [MAIL],
    "RSS": [RSS],
    "Atom": [ATOM],
    "WXR": [WXR],
}


class PicturesTestCase(TestCase):
    """The web answers every request for a picture with the same file."""

    def setUp(self):
        answer = Fetched(HREF, 200, {}, JPEG)
        fetching = mock.patch.object(picture_fetching, "fetch", return_value=answer)
        self.fetch = fetching.start()
        self.addCleanup(fetching.stop)

    def take_in(self, feed, *copies, folder=""):
        for copy in copies:
            intake.take_in(copy.encode(), feed, name="copy", folder=folder)
            list(picture_fetching.fetch_due(9, seconds=60))

    def story(self):
        return Article.objects.get(headline="The story")


class FormatTests(PicturesTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.section = make_section()

    def test_the_picture_leads_its_story(self):
        for number, (called, copies) in enumerate(COME.items()):
            with self.subTest(called):
                name = f"feed-{number}"
                feed = make_feed(
                    name=name, slug=name, fetch_pictures=True, section=self.section
                )
                self.take_in(feed, *copies)
                story = Article.objects.latest("pk")
                self.assertEqual(story.headline, "The story")
                self.assertIsNotNone(story.lead_photo)
                self.assertEqual(story.article_photos.count(), 0)


class FeedTestCase(PicturesTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.feed = make_feed(fetch_pictures=True, section=make_section())


class FolderTests(FeedTestCase):
    """A file beside the copy, also once a watch has put it away."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.watched = watching.Folder(self.folder)

    def put(self, name, data=JPEG):
        path = self.folder / name
        path.write_bytes(data)
        return path

    def test_a_file_beside_the_copy_leads_its_story(self):
        self.put("quay.jpg")
        self.take_in(self.feed, nitf("quay.jpg"), folder=str(self.folder))
        self.assertEqual(self.story().lead_photo.caption, "The quay.")
        self.fetch.assert_not_called()

    def test_a_file_that_was_put_away_first_is_found_and_is_the_newest_of_its_name(
        self,
    ):
        older = self.watched.put_away(self.put("quay.jpg", jpeg(9)), failed=False)
        newer = self.watched.put_away(self.put("quay.jpg"), failed=False)
        self.assertEqual((older.name, newer.name), ("quay.jpg", "quay-2.jpg"))
        self.take_in(self.feed, nitf("quay.jpg"), folder=str(self.folder))
        digest = hashlib.sha256(JPEG).hexdigest()
        self.assertEqual(self.story().lead_photo.sha256, digest)

    def test_what_was_put_away_long_ago_is_another_picture(self):
        self.watched.put_away(self.put("quay.jpg", jpeg(9)), failed=False)
        late = mock.patch.object(picture_fetching, "PUT_AWAY", timedelta(hours=-1))
        with late:
            self.take_in(self.feed, nitf("quay.jpg"), folder=str(self.folder))
        self.assertIsNone(self.story().lead_photo)
        self.assertIn("no file “quay.jpg”", PendingPicture.objects.get().error)

    def test_a_file_half_written_is_tried_again(self):
        path = self.put("quay.jpg", JPEG[:100])
        self.take_in(self.feed, nitf("quay.jpg"), folder=str(self.folder))
        pending = PendingPicture.objects.get()
        self.assertIsNotNone(pending.next_try_at)
        path.write_bytes(JPEG)
        PendingPicture.objects.update(next_try_at=timezone.now())
        list(picture_fetching.fetch_due(9, seconds=60))
        self.assertIsNotNone(self.story().lead_photo)

    def test_watching_a_folder_brings_both_together(self):
        self.put("a.xml", nitf("quay.jpg").encode())
        self.put("quay.jpg")
        out = io.StringIO()
        call_command(
            "import_wire", watch=self.folder, once=True, every=0, feed="coastal",
            stdout=out,
        )  # fmt: skip
        self.assertIn("Pictures: 1 fetched", out.getvalue())
        self.assertIsNotNone(self.story().lead_photo)
        self.assertTrue((self.folder / "done" / "quay.jpg").exists())


class KilledFirstTests(FeedTestCase):
    """A picture that the agency killed stays off, whatever came before what."""

    kill = g2(g2_picture(status="canceled", version=2))
    linked = g2(g2_story(G2_LINK))

    def test_no_order_lets_a_killed_picture_onto_a_story(self):
        for order in (
            [self.kill, self.linked, PICTURE],
            [self.kill, PICTURE, self.linked],
            [PICTURE, self.kill, self.linked],
            [self.linked, self.kill, PICTURE],
            [self.linked, PICTURE, self.kill],
            [STORY, self.kill, PACKAGE, PICTURE],
        ):
            killed = [copy[:400].count("canceled") for copy in order]
            with self.subTest(killed), transaction.atomic():
                self.take_in(self.feed, *order)
                photos = Photo.objects.filter(withdrawn_at=None)
                self.assertFalse(photos.exists())
                lead = self.story().lead_photo
                self.assertTrue(lead is None or lead.withdrawn_at)
                transaction.set_rollback(True)

    def test_a_killed_picture_that_a_story_brings_itself_stays_off(self):
        kill = ap("p1", "picture", pubstatus="canceled")
        self.take_in(self.feed, kill, ap_story(renditions=AP_FILE))
        self.assertFalse(Photo.objects.filter(withdrawn_at=None).exists())
        self.assertIsNone(self.story().lead_photo)


class LaterPicturesTests(FeedTestCase):
    """What an update brings besides."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.editor = make_user("Editor")

    def update(self, *hrefs, version=2):
        """Take in a version of the story with pictures of these shades."""
        self.fetch.side_effect = lambda href, **how: Fetched(
            href, 200, {}, jpeg(int(href[-4:-1]))
        )
        named = {
            str(at): {
                "uri": f"urn:c:p{href}",
                "type": "picture",
                "renditions": {"main": {"href": f"https://p.example/{href}j"}},
            }
            for at, href in enumerate(hrefs)
        }
        copy = {
            "uri": "urn:c:s", "version": version, "type": "text",
            "headline": "The story", "body_text": WORDS, "associations": named,
        }  # fmt: skip
        self.take_in(self.feed, json.dumps(copy))

    def put(self, photo, user=None):
        self.client.force_login(user or self.editor)
        address = reverse("admin:wire_receipt_picture", args=[self.story().pk])
        return self.client.post(address, {"photo": photo}, follow=True)

    def offered(self):
        return placing.offered(self.story().pk)

    def test_an_untouched_story_is_given_further_pictures(self):
        self.update("111", version=1)
        lead = self.story().lead_photo
        self.assertIsNotNone(lead)
        self.update("111", "222")
        self.assertEqual(self.story().lead_photo, lead)
        self.assertEqual(self.story().article_photos.count(), 1)

    def test_a_story_somebody_worked_on_is_offered_them_and_takes_them_by_a_click(self):
        self.update(version=1)
        publishing.record_edit(self.story(), by=self.editor)
        self.update("111", "222")
        self.assertIsNone(self.story().lead_photo)
        key = self.story().pk
        with self.assertNumQueries(1):
            first, second = placing.offered(key)
        self.client.force_login(self.editor)
        form = reverse("admin:articles_article_change", args=[self.story().pk])
        page = self.client.get(form)
        self.assertContains(page, "2 pictures of this story came by wire:")
        self.assertContains(page, 'form="wire-picture"', count=2)
        self.assertContains(self.put(first.pk), "leads the story now.")
        self.assertEqual(self.story().lead_photo, first)
        self.assertContains(self.put(second.pk), "stands at the end of the text now")
        self.assertTrue(
            self.story().body.endswith(f'<figure data-photo="{second.pk}"></figure>')
        )
        self.assertEqual(self.story().article_photos.get().photo, second)
        self.assertEqual(self.story().revisions.latest("pk").created_by, self.editor)
        self.assertEqual(self.offered(), [])
        self.assertContains(self.put(second.pk), "is on the story already")

    def test_who_may_not_change_the_story_puts_nothing_on_it(self):
        self.update(version=1)
        publishing.record_edit(self.story(), by=self.editor)
        self.update("111")
        [photo] = self.offered()
        self.assertEqual(self.put(photo.pk, make_user()).status_code, 403)
        Photo.objects.update(credit="C", alt_text="The quay by night")
        publishing.publish(self.story())
        self.assertEqual(self.put(photo.pk, make_user("Reporter")).status_code, 403)
        self.client.force_login(self.editor)
        address = reverse("admin:wire_receipt_picture", args=[self.story().pk])
        self.assertEqual(self.client.get(address).status_code, 405)
        self.assertIsNone(self.story().lead_photo)

    def test_what_readers_see_takes_no_picture_that_may_not_go_out(self):
        self.update(version=1)
        publishing.publish(self.story(), by=self.editor)
        self.update("111")
        [photo] = self.offered()
        Photo.objects.update(no_internet=True, credit="C", alt_text="Quay by night")
        self.assertContains(self.put(photo.pk), "must not be used on the internet")
        self.assertIsNone(self.story().lead_photo)
        for key in ("0", "x", str(photo.pk + 1), "9" * 30):
            self.assertContains(self.put(key), "is on the story already")


class ListTests(FeedTestCase):
    def wait_for(self, *numbers):
        for at in numbers:
            href = f"https://p.example/{at}.jpg"
            copy = ap_story(renditions={"main": AP_FILE["main"] | {"href": href}})
            intake.take_in(
                copy.replace('"s1"', f'"s{at}"').encode(), self.feed, name="copy"
            )

    def test_the_list_costs_the_same_however_many_wait(self):
        self.client.force_login(make_user("Photo editor"))
        address = reverse("admin:wire_pendingpicture_changelist")
        self.wait_for(1)
        self.client.get(address)
        with CaptureQueriesContext(connection) as few:
            self.client.get(address)
        self.wait_for(2, 3, 4)
        with self.assertNumQueries(len(few)):
            self.assertContains(self.client.get(address), "Next try", count=4)

    def test_what_the_time_does_not_suffice_for_stays_due_and_is_counted(self):
        self.wait_for(1, 2)
        with tempfile.TemporaryDirectory() as folder:
            out = io.StringIO()
            how = {"feed": "coastal", "stdout": out}
            call_command("import_wire", folder, picture_time=0, **how)
            self.assertIn("0 fetched, 0 not to be had so far, 2 left", out.getvalue())
            self.fetch.assert_not_called()
            call_command("import_wire", folder, **how)
            self.assertIn("Pictures: 2 fetched, 0 not to be", out.getvalue())

    def test_polling_fetches_a_few_each_round(self):
        self.wait_for(1, 2)
        out = io.StringIO()
        with mock.patch.object(poll_feeds, "MOST_PICTURES", 1):
            call_command("poll_feeds", stdout=out)
        self.assertIn("Pictures: 1 fetched", out.getvalue())
        self.assertIn("1 left for the next run.", out.getvalue())
