"""The story list and the story form, as the desk uses them."""

from datetime import timedelta
from unittest import mock

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import Article, Topic
from tests.factories import (
    make_article,
    make_contributor,
    make_photo,
    make_published,
    make_section,
    make_topic,
    make_user,
)

Status = Article.Status
LIST = "admin:articles_article_changelist"


def form_of(story=None, **fields):
    """Return what the browser would send for a story's form, some fields changed."""
    data = {
        "kicker": "", "headline": "", "standfirst": "", "dateline": "", "body": "",
        "lead_photo": "", "lead_caption": "", "section": "", "genre": "news",
        "tags": [], "slugline": "", "slug": "", "byline_text": "", "agency_credit": "",
        "language": "en-gb", "publish_at_0": "", "publish_at_1": "",
        "embargo_until_0": "", "embargo_until_1": "", "hold_note": "",
        "editor_note": "",
    }  # fmt: skip
    if story is not None:
        data |= {"headline": story.headline, "body": story.body, "slug": story.slug}
        data |= {"section": story.section_id or ""}
    for prefix in ("bylines", "article_photos", "article_embeds", "corrections"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return data | fields


class DeskTestCase(TestCase):
    groups: tuple[str, ...] = ("Publisher",)

    def setUp(self):
        self.user = make_user(*self.groups)
        self.client.force_login(self.user)

    def change(self, story, **fields):
        url = reverse("admin:articles_article_change", args=[story.pk])
        return self.client.post(url, form_of(story, **fields))

    def add(self, **fields):
        return self.client.post(
            reverse("admin:articles_article_add"), form_of(**fields)
        )

    def said(self, response):
        return " ".join(str(message) for message in get_messages(response.wsgi_request))


class WritingTests(DeskTestCase):
    groups = ("Reporter",)

    def test_a_story_is_typed_filed_and_kept_with_a_revision(self):
        section, person = make_section(), make_contributor()
        response = self.add(
            headline="Council  votes\nat dawn",
            body="<h1>x</h1><p onclick=y>Lede.</p><script>z</script>",
            section=section.pk,
            **{
                "bylines-TOTAL_FORMS": 1,
                "bylines-0-contributor": person.pk,
                "bylines-0-role": "words",
                "bylines-0-position": 0,
            },
            _continue="1",
        )
        self.assertEqual(response.status_code, 302, response.content[:2000])
        story = Article.objects.get()
        self.assertEqual(story.headline, "Council votes at dawn")
        self.assertEqual(story.slug, "council-votes-at-dawn")
        self.assertEqual(story.body, "<h2>x</h2>\n<p>Lede.</p>")
        self.assertEqual(story.bylines.get().contributor, person)
        self.assertEqual(story.revisions.get().created_by, self.user)

    def test_the_sections_are_offered_without_a_script(self):
        section = make_section(name="Harbour")
        page = self.client.get(reverse("admin:articles_article_add"))
        option = f'<option value="{section.pk}">Harbour</option>'
        self.assertContains(page, option, html=True)

    def test_a_missing_headline_is_refused_beside_the_field_and_the_rest_is_kept(self):
        response = self.add(standfirst="Kept words", body="<p>Kept too.</p>")
        self.assertContains(response, "A story needs a headline; write one.")
        self.assertContains(response, "Kept words")
        self.assertContains(response, "Kept too.")
        self.assertFalse(Article.objects.exists())

    def test_a_slug_in_use_in_the_section_is_refused_and_its_story_named(self):
        other = make_article(headline="The other", slug="taken")
        response = self.add(headline="H", slug="taken", section=other.section_id)
        self.assertContains(response, "“The other” in")
        self.assertContains(response, "uses the slug “taken”; choose another.")

    def test_the_same_slug_elsewhere_or_made_from_the_headline_is_fine(self):
        other = make_article(headline="Same words", slug="same-words")
        self.add(headline="Same words", section=other.section_id)
        self.add(headline="H", slug="same-words", section=make_section().pk)
        self.assertEqual(Article.objects.filter(slug="same-words").count(), 3)

    def test_wire_copy_without_a_headline_waits_for_an_editor_to_confirm_one(self):
        story = make_article(headline="", suggested_headline="Ferries stop at noon")
        url = reverse("admin:articles_article_change", args=[story.pk])
        self.assertContains(self.client.get(url), "Ferries stop at noon")
        self.assertContains(self.change(story), "A story needs a headline")
        self.change(story, use_suggestion="on")
        story.refresh_from_db()
        self.assertEqual(story.headline, "Ferries stop at noon")

    def test_known_topics_and_new_names_are_put_on_and_spelling_makes_no_second(self):
        known = make_topic("Écologie")
        story = make_article()
        self.change(story, tags=[str(known.pk), "écologie", "Sea wall"])
        self.assertEqual(
            [t.name for t in story.tags.order_by("name")], ["Sea wall", "Écologie"]
        )
        self.assertEqual(Topic.objects.count(), 2)

    def test_a_refused_form_keeps_the_topics_chosen_and_the_names_typed(self):
        known = make_topic("Harbour")
        response = self.add(tags=[str(known.pk), "new:2024", "Sea wall", "9" * 30])
        for words in ["Harbour", "2024", "Sea wall"]:
            self.assertContains(response, f">{words}</option>")

    def test_a_topic_may_be_a_number(self):
        make_topic("One")
        story = make_article()
        self.change(story, tags=["new:1", "new:2024"])
        self.assertEqual({t.name for t in story.tags.all()}, {"1", "2024"})

    def test_what_is_no_topic_or_too_long_is_refused_beside_the_field(self):
        story = make_article()
        self.assertContains(self.change(story, tags=["x" * 101]), "is too long")
        self.user.groups.first().permissions.remove(
            Permission.objects.get(codename="add_topic")
        )
        response = self.change(story, tags=["new:Unheard"])
        self.assertContains(response, "“Unheard” is no topic yet, and you may not")

    def test_a_moment_at_the_ends_of_the_calendar_is_refused(self):
        story = make_article()
        for zone, day in [("Asia/Tokyo", "0001-01-01"), ("UTC", "9999-12-31")]:
            with self.subTest(zone), timezone.override(zone):
                moment = {"embargo_until_0": day, "embargo_until_1": "00:00"}
                response = self.change(story, **moment)
                self.assertContains(response, "Choose a year between 1900 and 2999.")

    def test_a_language_is_a_code(self):
        response = self.add(headline="H", language='x" onload')
        self.assertContains(response, "Write a language as its code")

    def test_a_photo_placed_in_the_text_appears_among_the_storys_photos(self):
        photo = make_photo(caption="The quay at dusk")
        story = make_article()
        self.change(story, body=f'<p>a</p><figure data-photo="{photo.pk}"></figure>')
        self.assertEqual(story.article_photos.get().photo, photo)
        url = reverse("admin:articles_article_change", args=[story.pk])
        self.assertContains(self.client.get(url), "The quay at dusk")

    def test_suggested_topics_stand_beside_the_field_and_are_not_applied(self):
        topic = make_topic("Port Sable")
        story = make_article(body="<p>Port Sable votes. In Port Sable rain fell.</p>")
        url = reverse("admin:articles_article_change", args=[story.pk])
        self.assertContains(self.client.get(url), f'data-topic="{topic.pk}"')
        self.assertFalse(story.tags.exists())

    def test_a_story_killed_while_the_form_was_open_stays_killed(self):
        story = make_article()
        real_save = Article.save

        def killed_meanwhile(article, *args, **kwargs):
            Article.objects.filter(pk=article.pk).update(status=Status.KILLED)
            return real_save(article, *args, **kwargs)

        with mock.patch.object(Article, "save", killed_meanwhile):
            self.change(story, headline="Typed meanwhile")
        story.refresh_from_db()
        self.assertEqual(
            (story.status, story.headline), (Status.KILLED, "Typed meanwhile")
        )


class PublishingButtonTests(DeskTestCase):
    def test_one_click_saves_and_publishes_and_says_where(self):
        story = make_article()
        response = self.change(story, headline="New words", _do_publish="1")
        story.refresh_from_db()
        self.assertTrue(story.is_published)
        self.assertEqual(story.headline, "New words")
        self.assertIn("“New words” is out.", self.said(response))
        self.assertIn(story.get_absolute_url(), self.said(response))

    def test_a_new_story_can_go_straight_out(self):
        section = make_section()
        self.add(headline="H", body="<p>b</p>", section=section.pk, _do_publish="1")
        self.assertTrue(Article.objects.get().is_published)

    def test_a_refusal_is_a_sentence_and_what_was_typed_is_saved(self):
        story = make_article()
        response = self.change(story, headline="Kept", body="", _do_publish="1")
        story.refresh_from_db()
        self.assertEqual((story.headline, story.status), ("Kept", Status.DRAFT))
        self.assertIn("It has no body; write it first.", self.said(response))

    def test_schedule_asks_for_a_moment_and_takes_it(self):
        story = make_article()
        self.assertIn(
            "Set “publish at” first.", self.said(self.change(story, _do_schedule="1"))
        )
        self.change(
            story, publish_at_0="2999-01-02", publish_at_1="06:00", _do_schedule="1"
        )
        story.refresh_from_db()
        self.assertEqual(story.status, Status.SCHEDULED)
        self.assertEqual(story.published_at, story.publish_at)

    def test_a_correction_is_not_made_in_the_future(self):
        story = make_published()
        response = self.change(
            story,
            **{
                "corrections-TOTAL_FORMS": 1,
                "corrections-0-kind": "correction",
                "corrections-0-text": "It was 4.3 metres.",
                "corrections-0-corrected_at_0": "2999-11-22",
                "corrections-0-corrected_at_1": "12:00",
            },
        )
        self.assertContains(response, "made now or was made before, never later")

    def test_a_scheduled_story_moves_with_its_publish_at_and_never_to_none(self):
        story = make_article()
        at = timezone.now() + timedelta(days=1)
        publishing.schedule(story, at=at)
        self.change(story, publish_at_0="2999-01-02", publish_at_1="06:00")
        story.refresh_from_db()
        self.assertEqual(story.published_at.year, 2999)
        refused = {
            "choose another moment, or withdraw it": {"publish_at_0": ""},
            "That moment has passed": {"publish_at_0": "2020-01-02"},
            "It is under embargo then": {
                "publish_at_0": "2998-01-02",
                "embargo_until_0": "2998-06-01",
                "embargo_until_1": "06:00",
            },
        }
        for sentence, moment in refused.items():
            with self.subTest(sentence):
                time = "06:00" if moment["publish_at_0"] else ""
                response = self.change(story, publish_at_1=time, **moment)
                self.assertContains(response, sentence)
        story.refresh_from_db()
        self.assertEqual(story.published_at.year, 2999)

    def test_a_public_story_takes_no_photo_without_its_words(self):
        bare = make_photo(caption="The quay", credit="")
        story = make_published()
        placed = f'<p>a</p><figure data-photo="{bare.pk}"></figure>'
        inline = {
            "article_photos-TOTAL_FORMS": 1,
            "article_photos-0-photo": bare.pk,
            "article_photos-0-position": 0,
        }
        for fields in [{"lead_photo": bare.pk}, {"body": placed}, inline]:
            with self.subTest(fields):
                response = self.change(story, **fields)
                self.assertContains(response, "The photo “The quay” has no credit")
        self.assertFalse(story.article_photos.exists())

    def test_a_hold_keeps_a_story_in_until_its_note_is_taken_away(self):
        story = make_article()
        response = self.change(story, hold_note="Legal reads it.", _do_publish="1")
        self.assertIn("It is on hold: Legal reads it.", self.said(response))
        self.change(story, hold_note="", _do_publish="1")
        self.assertTrue(Article.objects.published().exists())
        response = self.change(story, hold_note="Too late")
        self.assertContains(response, "withdraw it to hold it")

    def test_withdraw_takes_it_off_the_site(self):
        story = make_published()
        self.change(story, _do_withdraw="1")
        story.refresh_from_db()
        self.assertEqual(story.status, Status.DRAFT)

    def test_a_public_story_cannot_lose_its_body_or_section(self):
        story = make_published()
        response = self.change(story, body="", section="")
        self.assertContains(response, "withdraw it before emptying its body.")
        self.assertContains(response, "Readers can see this story: choose a section.")

    def test_a_material_update_is_a_tick_that_only_a_public_story_has(self):
        story = make_published()
        self.change(story, material_update="on")
        story.refresh_from_db()
        self.assertIsNotNone(story.materially_updated_at)
        url = reverse("admin:articles_article_change", args=[make_article().pk])
        self.assertNotContains(self.client.get(url), "material_update")

    def test_a_correction_says_who_made_it(self):
        story = make_published()
        self.change(
            story,
            **{
                "corrections-TOTAL_FORMS": 1,
                "corrections-0-kind": "correction",
                "corrections-0-text": "It was 4.3 metres.",
                "corrections-0-corrected_at_0": "2020-11-22",
                "corrections-0-corrected_at_1": "12:00",
            },
        )
        self.assertEqual(story.corrections.get().corrected_by, self.user)


class KillTests(DeskTestCase):
    def test_kill_asks_for_a_note_and_takes_the_story_down(self):
        story = make_published(headline="Wrong story")
        url = reverse("admin:articles_article_kill") + f"?id={story.pk}"
        self.assertContains(self.client.get(url), "Wrong story")
        data = {"id": story.pk, "note": "It named the\x00 wrong person." + "x" * 2000}
        self.client.post(url, data)
        story.refresh_from_db()
        self.assertEqual(story.status, Status.KILLED)
        self.assertTrue(story.kill_note.startswith("It named the wrong person.x"))
        self.assertLessEqual(len(story.kill_note), 1000)

    def test_the_action_asks_with_the_stories_chosen(self):
        story = make_published(headline="Chosen")
        response = self.client.post(
            reverse(LIST), {"action": "kill", "_selected_action": [story.pk]}
        )
        self.assertContains(response, f'name="id" value="{story.pk}"')
        self.assertTrue(Article.objects.published().exists())

    def test_opening_the_page_kills_nothing(self):
        story = make_published()
        self.client.get(reverse("admin:articles_article_kill") + f"?id={story.pk}")
        self.assertTrue(Article.objects.published().exists())

    def test_a_killed_story_can_be_read_but_not_changed(self):
        story = publishing.kill(make_published())
        self.assertEqual(self.change(story, headline="x").status_code, 403)

    def test_ids_that_are_none_are_passed_over(self):
        url = (
            reverse("admin:articles_article_kill") + "?id=x&id=99999999&id=" + "9" * 30
        )
        self.assertContains(self.client.get(url), "No story chosen.")


class ListTests(DeskTestCase):
    def test_reads_like_a_desk_sheet(self):
        make_published(
            headline="Out", bylines=[make_contributor(name="Ana Marsh")],
            section=make_section(name="World"),
        )  # fmt: skip
        make_article(headline="", suggested_headline="Ferries stop")
        make_article(headline="Held", embargo_until=timezone.now() + timedelta(days=1))
        make_article(headline="Planned", publish_at=timezone.now() + timedelta(days=1))
        response = self.client.get(reverse(LIST))
        for words in [
            "Out", "World", "Ana Marsh", "Published", "Ferries stop",
            "(no headline yet)", "embargo until", "planned",
        ]:  # fmt: skip
            self.assertContains(response, words)

    def test_costs_the_same_with_two_stories_and_with_twenty(self):
        def queries_with(more):
            for _ in range(more):
                make_published(bylines=[make_contributor(), make_contributor()])
            with CaptureQueriesContext(connection) as asked:
                self.client.get(reverse(LIST))
            return len(asked)

        few = queries_with(2)
        self.assertLessEqual(few, 12)
        self.assertEqual(queries_with(18), few)

    def test_the_actions_publish_what_they_may_and_name_what_stays(self):
        ready = make_article(headline="Ready")
        early = make_article(
            headline="Early", embargo_until=timezone.now() + timedelta(days=1)
        )
        response = self.client.post(
            reverse(LIST),
            {"action": "publish", "_selected_action": [ready.pk, early.pk]},
        )
        self.assertEqual([*Article.objects.published()], [ready])
        self.assertIn("1 story is out.", self.said(response))
        self.assertIn(
            "“Early” stays as it was. It is under embargo until", self.said(response)
        )
        self.client.post(
            reverse(LIST), {"action": "withdraw", "_selected_action": [ready.pk]}
        )
        self.assertFalse(Article.objects.published().exists())

    def test_filters_by_year_and_month_of_publication(self):
        new = make_published(
            published_at=timezone.now().replace(year=2025, month=12, day=31, hour=9)
        )
        old = make_published(
            published_at=timezone.now().replace(year=2024, month=2, day=1, hour=9)
        )
        for chosen, stories in {
            "2025": [new], "2025-12": [new], "2024-02": [old], "2024-03": [],
            "0": [], "1": [], "2024-13": [], "99999": [],
            "rubbish": [new, old], "2024-x": [new, old],
        }.items():  # fmt: skip
            with self.subTest(chosen):
                response = self.client.get(reverse(LIST), {"published": chosen})
                found = response.context["cl"].result_list
                self.assertCountEqual(found, stories)

    def test_is_searched_by_headline_and_slugline(self):
        story = make_article(headline="Ferries stop", slugline="ferry-strike")
        make_article()
        for words in ["ferries", "ferry-strike"]:
            response = self.client.get(reverse(LIST), {"q": words})
            self.assertEqual([*response.context["cl"].result_list], [story])


class ViewOnSiteTests(DeskTestCase):
    groups = ("Reporter",)

    def lead(self, thing, pk=None):
        kind = ContentType.objects.get_for_model(thing)
        return self.client.get(f"/admin/r/{kind.pk}/{pk or thing.pk}/")

    def test_leads_to_the_page_of_what_has_one(self):
        story = make_published()
        self.assertRedirects(self.lead(story), story.get_absolute_url())

    def test_says_that_a_draft_has_none(self):
        self.assertEqual(self.lead(make_article()).status_code, 404)
        self.assertEqual(self.lead(make_article(), pk=99999999).status_code, 404)
        self.assertEqual(self.lead(Session(pk=1)).status_code, 404)
        self.assertEqual(self.lead(make_photo()).status_code, 404)


class PreviewAndHistoryTests(DeskTestCase):
    groups = ("Reporter",)

    def test_the_desk_sees_a_draft_as_it_will_look_and_nobody_else_does(self):
        story = make_article(headline="Not out yet", section=None)
        url = reverse("admin:articles_article_preview", args=[story.pk])
        response = self.client.get(url)
        self.assertContains(response, "Not out yet")
        self.assertIn("no-store", response.headers["Cache-Control"])
        self.client.logout()
        self.assertNotContains(self.client.get(url, follow=True), "Not out yet")

    def test_the_history_lists_each_revision_with_who_and_what(self):
        story = make_article(headline="First words")
        self.change(story, headline="Second words")
        url = reverse("admin:articles_article_history", args=[story.pk])
        response = self.client.get(url)
        self.assertContains(response, "Second words")
        self.assertContains(response, self.user.username)
