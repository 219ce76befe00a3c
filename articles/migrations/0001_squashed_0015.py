"""Make the tables of what is published, the desk's groups and what each may do.

In one step what 0001 to 0015 do one after the other, for a new database; one that has
begun on those goes on with them. Of their changes to rows it keeps the permissions: the
others were for rows that a new database has not.

A later change of a group in the admin is the newsroom's own; this runs once. Reversing
removes the groups only where nobody is in them, so that no one loses a role unseen.
"""

import articles.models.bodies
import articles.models.photos
import articles.models.sections
import articles.wordindex
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import taggit.managers
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

REPORTER = [
    "add_article", "change_article", "view_article", "add_byline", "change_byline",
    "delete_byline", "view_byline", "add_contributor", "view_contributor", "add_photo",
    "change_photo", "view_photo", "add_articlephoto", "change_articlephoto",
    "delete_articlephoto", "view_articlephoto", "add_articleembed",
    "change_articleembed", "delete_articleembed", "view_articleembed", "add_topic",
    "view_topic", "view_section", "view_correction", "view_revision",
    "view_captiondrift", "change_captiondrift",
]  # fmt: skip
PHOTO_EDITOR = [*REPORTER, "delete_photo"]
EDITOR = [
    *REPORTER, "publish_article", "change_contributor", "change_topic", "add_correction",
    "change_correction", "withdraw_photo", "add_photoexception", "view_photoexception",
]  # fmt: skip
PUBLISHER = [
    *EDITOR, "kill_article", "delete_article", "delete_photo", "delete_contributor",
    "delete_topic", "delete_correction", "add_section", "change_section",
    "delete_section",
]  # fmt: skip
GROUPS = {
    "Reporter": REPORTER,
    "Photo editor": PHOTO_EDITOR,
    "Editor": EDITOR,
    "Publisher": PUBLISHER,
}


def make_groups(apps, schema_editor):
    # Django makes permissions after all migrations; these groups need them now.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ours = Permission.objects.filter(content_type__app_label="articles")
    for name, codenames in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*ours.filter(codename__in=codenames))


def remove_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Group.objects.filter(name__in=GROUPS, user=None).delete()


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("articles", "0001_initial"),
        ("articles", "0002_make_desk_groups"),
        ("articles", "0003_keep_more_rules_in_the_database"),
        ("articles", "0004_give_each_use_its_words"),
        ("articles", "0005_freeze_what_is_public"),
        ("articles", "0006_keep_limits_of_photos"),
        ("articles", "0007_let_editors_withdraw_photos"),
        ("articles", "0008_keep_who_worked_on_a_story"),
        ("articles", "0009_index_the_photo_library"),
        ("articles", "0010_keep_crops_made_by_hand"),
        ("articles", "0011_keep_rights_of_photos"),
        ("articles", "0012_keep_what_files_say"),
        ("articles", "0013_index_rights_categories"),
        ("articles", "0014_keep_what_stories_embed"),
        ("articles", "0015_let_publishers_make_exceptions"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original', models.FileField(help_text='JPEG, PNG, WebP or TIFF, up to 60 megapixels.', max_length=255, storage=articles.models.photos.originals_storage, upload_to='%Y/%m/', verbose_name='file')),
                ('width', models.PositiveIntegerField(editable=False, help_text='pixels, upright', verbose_name='width')),
                ('height', models.PositiveIntegerField(editable=False, help_text='pixels, upright', verbose_name='height')),
                ('sha256', models.CharField(editable=False, max_length=64, unique=True, verbose_name='SHA-256')),
                ('renditions', models.JSONField(default=list, editable=False, verbose_name='renditions')),
                ('caption', models.TextField(blank=True, help_text='What the picture means. Printed under it.', verbose_name='caption')),
                ('alt_text', models.CharField(blank=True, help_text='What it shows, for readers who cannot see it. Not the caption again.', max_length=300, verbose_name='alt text')),
                ('is_decorative', models.BooleanField(default=False, help_text='It says nothing that words do not: no alt text is read out.', verbose_name='decorative')),
                ('credit', models.CharField(blank=True, help_text='Who made it, as printed.', max_length=200, verbose_name='credit')),
                ('byline', models.CharField(blank=True, help_text="The photographer's name.", max_length=200, verbose_name='byline')),
                ('source', models.CharField(blank=True, help_text='Who it came from, where that is not who made it.', max_length=200, verbose_name='source')),
                ('copyright_notice', models.CharField(blank=True, max_length=300, verbose_name='copyright')),
                ('usage_terms', models.TextField(blank=True, verbose_name='usage terms')),
                ('category', models.CharField(blank=True, choices=[('staff', 'Staff'), ('commissioned', 'Commissioned'), ('agency', 'Agency subscription'), ('handout', 'Handout'), ('social', 'Social media'), ('fair-dealing', 'Fair dealing'), ('public-domain', 'Public domain'), ('creative-commons', 'Creative Commons')], help_text='On what ground it is used. No story goes out without it.', max_length=20, verbose_name='category')),
                ('cost', models.CharField(blank=True, choices=[('free', 'Nothing'), ('included', 'Included in the subscription'), ('pay', 'Pay per use'), ('conditional', 'On conditions: see the note'), ('over-quota', 'Over quota: each further use is billed')], max_length=12, verbose_name='cost')),
                ('fee_note', models.CharField(blank=True, help_text='How much, and who is billed: such as “80 a use, picture desk”.', max_length=200, verbose_name='fee')),
                ('licence', models.CharField(blank=True, choices=[('zero/1.0', 'CC0 1.0: no rights reserved'), ('mark/1.0', 'Public Domain Mark 1.0'), ('by/4.0', 'CC BY 4.0'), ('by-sa/4.0', 'CC BY-SA 4.0'), ('by-nd/4.0', 'CC BY-ND 4.0: not cropped or changed'), ('by-nc/4.0', 'CC BY-NC 4.0: not for commercial use'), ('by-nc-sa/4.0', 'CC BY-NC-SA 4.0: not for commercial use'), ('by-nc-nd/4.0', 'CC BY-NC-ND 4.0: not for commercial use, not cropped or changed'), ('by/3.0', 'CC BY 3.0'), ('by-sa/3.0', 'CC BY-SA 3.0'), ('by/2.0', 'CC BY 2.0'), ('by-sa/2.0', 'CC BY-SA 2.0')], help_text='Needed for Creative Commons; readers are shown where it stands.', max_length=16, verbose_name='licence')),
                ('licensor_url', models.URLField(blank=True, help_text='Where others can get a licence for it.', max_length=500, verbose_name="licensor's page")),
                ('rights_note', models.TextField(blank=True, help_text='For the desk. Never printed.', verbose_name='note on the rights')),
                ('instructions', models.TextField(blank=True, help_text='From who sent it to the desk; readers never see them.', verbose_name='instructions')),
                ('valid_from', models.DateTimeField(blank=True, null=True, verbose_name='usable from')),
                ('valid_until', models.DateTimeField(blank=True, help_text='At this minute it leaves every page, and no story goes out with it.', null=True, verbose_name='usable until')),
                ('one_time_use', models.BooleanField(default=False, help_text='For one story only.', verbose_name='one time use')),
                ('no_internet', models.BooleanField(default=False, help_text='No story here can show it.', verbose_name='no internet')),
                ('no_cover', models.BooleanField(default=False, help_text='Never a lead photo: those stand on the fronts.', verbose_name='no cover')),
                ('no_archives', models.BooleanField(default=False, verbose_name='no archives')),
                ('no_sales', models.BooleanField(default=False, verbose_name='no sales')),
                ('editorial_only', models.BooleanField(default=False, verbose_name='editorial use only')),
                ('mandatory_credit', models.BooleanField(default=False, verbose_name='mandatory credit')),
                ('territory_excluded', models.CharField(blank=True, help_text="Territories where it must not be used, in the agency's words.", max_length=300, verbose_name='not for')),
                ('restrictions', models.TextField(blank=True, help_text='As the agency wrote them; what they mean is ticked here.', verbose_name='restrictions')),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True, verbose_name='withdrawn')),
                ('withdrawn_because', models.TextField(blank=True, editable=False, verbose_name='withdrawn because')),
                ('exceptions', models.JSONField(default=list, editable=False, verbose_name='exceptions')),
                ('closed_at', models.DateTimeField(editable=False, help_text='Since when it has no public files because no right allows them.', null=True, verbose_name='files erased')),
                ('digital_source', models.CharField(blank=True, help_text='How it was made, as a code of IPTC: digitalCapture, compositeCapture, trainedAlgorithmicMedia and so on.', max_length=80, verbose_name='digital source')),
                ('content_credentials', models.CharField(blank=True, editable=False, max_length=200, verbose_name='content credentials')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('state', models.CharField(blank=True, max_length=120, verbose_name='state or region')),
                ('country', models.CharField(blank=True, max_length=120, verbose_name='country')),
                ('headline', models.CharField(blank=True, help_text='For the desk alone.', max_length=200, verbose_name='headline')),
                ('keywords', models.TextField(blank=True, help_text='A comma between two; for searching.', verbose_name='keywords')),
                ('people', models.TextField(blank=True, help_text='A comma between two names.', verbose_name='people shown')),
                ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='taken')),
                ('focal_x', models.FloatField(default=0.5, help_text='Fraction of the width from the left that a crop must keep.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='focal point, across')),
                ('focal_y', models.FloatField(default=0.5, help_text='Fraction of the height from the top that a crop must keep.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='focal point, down')),
                ('crops', models.JSONField(default=dict, editable=False, verbose_name='crops')),
                ('use_crops', models.JSONField(default=list, editable=False)),
                ('file_said', models.JSONField(default=dict, editable=False, verbose_name='the file said')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
                ('added_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
            ],
            options={
                'verbose_name': 'photo',
                'verbose_name_plural': 'photos',
                'ordering': ['-added_at', '-id'],
                'permissions': [('withdraw_photo', 'Can withdraw a photo and lift that')],
                'indexes': [models.Index(fields=['-added_at', '-id'], name='photo_newest'), models.Index(fields=['taken_at'], name='photo_taken'), models.Index(fields=['valid_until'], name='photo_valid_until'), models.Index(fields=['withdrawn_at'], name='photo_withdrawn'), models.Index(fields=['digital_source', '-id'], name='photo_made_how'), models.Index(fields=['category', '-id'], name='photo_category'), models.Index(fields=['content_credentials', '-id'], name='photo_credentials'), models.Index(condition=models.Q(('closed_at', None), ('valid_until__isnull', False)), fields=['valid_until'], name='photo_right_ends'), models.Index(condition=models.Q(('closed_at', None), ('no_internet', True)), fields=['no_internet'], name='photo_denied')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_until', None), ('valid_from__lt', models.F('valid_until')), _connector='OR'), name='photo_is_usable_for_a_while', violation_error_message='“Usable until” must be after “usable from”.'), models.CheckConstraint(condition=models.Q(models.Q(('category', 'creative-commons'), _negated=True), models.Q(('licence', ''), _negated=True), _connector='OR'), name='photo_creative_commons_names_its_licence', violation_error_message='A Creative Commons photo needs its licence: choose which.'), models.CheckConstraint(condition=models.Q(('height__gt', 0), ('width__gt', 0)), name='photo_has_a_size'), models.CheckConstraint(condition=models.Q(('focal_x__range', (0, 1)), ('focal_y__range', (0, 1))), name='photo_focal_point_is_inside')],
            },
        ),
        migrations.CreateModel(
            name='Contributor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As it is printed: the name alone.', max_length=120, verbose_name='name')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='slug')),
                ('job_title', models.CharField(blank=True, help_text='Such as Climate correspondent.', max_length=120, verbose_name='job title')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='place')),
                ('biography', models.TextField(blank=True, verbose_name='biography')),
                ('email', models.EmailField(blank=True, help_text="Printed on the contributor's page.", max_length=254, verbose_name='public email')),
                ('portrait', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.photo', verbose_name='portrait')),
            ],
            options={
                'verbose_name': 'contributor',
                'verbose_name_plural': 'contributors',
                'ordering': ['name'],
                'indexes': [models.Index(fields=['name'], name='contributor_by_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='contributor_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='PhotoRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(max_length=120, verbose_name='action')),
                ('before', models.JSONField(verbose_name='words before')),
                ('after', models.JSONField(verbose_name='words after')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='articles.photo', verbose_name='photo')),
            ],
            options={
                'verbose_name': 'revision of a photo',
                'verbose_name_plural': 'revisions of photos',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('slug', models.SlugField(help_text='The one word of its address, such as world in /world/.', max_length=40, unique=True, validators=[articles.models.sections.refuse_reserved_slug, django.core.validators.RegexValidator('^[a-z]', "A section's slug begins with a letter, in lower case.")], verbose_name='slug')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Lower numbers stand first.', verbose_name='position')),
                ('parent', models.ForeignKey(blank=True, help_text='Leave empty for a section of the navigation.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='articles.section', verbose_name='part of')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'ordering': ['position', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug__in', ('about', 'account', 'admin', 'api', 'archive', 'author', 'authors', 'by', 'contact', 'corrections', 'embed', 'favicon', 'feed', 'feeds', 'front', 'healthz', 'home', 'latest', 'media', 'most-read', 'newsletters', 'page', 'pictures', 'popular', 'preview', 'privacy', 'readyz', 'robots', 'rss', 'search', 'sitemap', 'sitemaps', 'standards', 'static', 'tag', 'tags', 'terms', 'topic', 'topics', 'wire')), _negated=True), name='section_slug_is_not_reserved', violation_error_message='That slug belongs to another page of the site.'), models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='section_is_not_its_own_parent', violation_error_message='A section cannot be part of itself.')],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('headline', models.CharField(blank=True, max_length=200, verbose_name='headline')),
                ('suggested_headline', models.CharField(blank=True, editable=False, help_text='Taken from the first sentence of wire copy that came without one.', max_length=200, verbose_name='suggested headline')),
                ('slugline', models.CharField(blank=True, help_text="The desk's name of the story.", max_length=120, verbose_name='slugline')),
                ('kicker', models.CharField(blank=True, help_text='A word or two above the headline.', max_length=60, verbose_name='kicker')),
                ('standfirst', models.TextField(blank=True, help_text='One or two sentences under the headline.', verbose_name='standfirst')),
                ('body', articles.models.bodies.BodyField(blank=True, verbose_name='body')),
                ('dateline', models.CharField(blank=True, help_text='Where it was written, such as Port Sable. Only if a reporter was there.', max_length=80, verbose_name='dateline')),
                ('byline_text', models.CharField(blank=True, help_text='Only where the usual line will not do, such as “Ana Marsh in Lisse and agencies”. Names of contributors below become links.', max_length=200, verbose_name='byline in words')),
                ('agency_credit', models.CharField(blank=True, help_text='Such as Reuters.', max_length=120, verbose_name='agency credit')),
                ('genre', models.CharField(choices=[('news', 'News'), ('analysis', 'Analysis'), ('explainer', 'Explainer'), ('feature', 'Feature'), ('interview', 'Interview'), ('opinion', 'Opinion'), ('review', 'Review'), ('obituary', 'Obituary'), ('pictures', 'Picture story')], default='news', max_length=10, verbose_name='genre')),
                ('language', models.CharField(default='en-gb', help_text='Such as en or pt-br.', max_length=12, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[a-z0-9]{2,8})*\\Z', 'Write a language as its code, such as en or pt-br.')], verbose_name='language')),
                ('slug', models.SlugField(blank=True, help_text='The readable part of the address. Left empty, it follows the headline.', max_length=80, verbose_name='slug')),
                ('lead_caption', models.TextField(blank=True, help_text="Only if this story needs its own; else the photo's caption is printed.", verbose_name='caption here')),
                ('lead_caption_is_frozen', models.BooleanField(default=False, editable=False)),
                ('lead_alt_text', models.CharField(blank=True, help_text='Only if the picture means something else in this story.', max_length=300, verbose_name='alt text here')),
                ('lead_is_decorative', models.BooleanField(default=False, help_text='It says nothing the text does not: no alt text is read out.', verbose_name='decorative here')),
                ('lead_credit', models.CharField(blank=True, help_text="Leave it empty: the library's credit is printed.", max_length=200, verbose_name='credit here')),
                ('lead_credit_reason', models.CharField(blank=True, help_text='Asked for with a credit of its own; the desk sees it.', max_length=200, verbose_name='why another credit')),
                ('lead_crops', models.JSONField(default=dict, editable=False, verbose_name='crops here')),
                ('editor_note', models.TextField(blank=True, help_text='For the desk. Never printed.', verbose_name="editor's note")),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted to the desk'), ('ready', 'Ready to publish'), ('scheduled', 'Scheduled'), ('published', 'Published'), ('killed', 'Killed')], default='draft', editable=False, max_length=9, verbose_name='status')),
                ('publish_at', models.DateTimeField(blank=True, help_text='Not before this moment, by our wish.', null=True, verbose_name='publish at')),
                ('embargo_until', models.DateTimeField(blank=True, help_text="Not before this moment, by the provider's wish. Nobody publishes under it.", null=True, verbose_name='embargo until')),
                ('hold_note', models.TextField(blank=True, help_text='Why it must not go out. While anything stands here, it cannot.', verbose_name='hold')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('materially_updated_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='materially updated')),
                ('kill_note', models.TextField(blank=True, editable=False, help_text='What stands at the address of a killed story.', verbose_name='note to readers')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('edited_at', models.DateTimeField(auto_now=True, verbose_name='last edited')),
                ('lead_photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='led_articles', to='articles.photo', verbose_name='lead photo')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'permissions': [('publish_article', 'Can publish, schedule and withdraw articles'), ('kill_article', 'Can kill articles')],
                'get_latest_by': 'published_at',
                'indexes': [models.Index(fields=['-published_at', '-id'], name='article_newest'), models.Index(fields=['section', '-published_at', '-id'], name='article_newest_of_section'), models.Index(condition=models.Q(('status', 'scheduled')), fields=['published_at'], name='article_due'), models.Index(condition=models.Q(('embargo_until__isnull', False)), fields=['embargo_until'], name='article_embargoed'), models.Index(fields=['-edited_at', '-id'], name='article_last_edited')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'submitted', 'ready', 'scheduled', 'published', 'killed'])), name='article_has_a_known_status'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['scheduled', 'published']), _negated=True), ('published_at__isnull', False), _connector='OR'), name='article_public_has_a_date'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['scheduled', 'published']), _negated=True), ('section__isnull', False), _connector='OR'), name='article_public_has_a_section'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['scheduled', 'published']), _negated=True), models.Q(models.Q(('headline', ''), _negated=True), models.Q(('slug', ''), _negated=True)), _connector='OR'), name='article_public_has_a_headline_and_slug'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['scheduled', 'published']), _negated=True), models.Q(('body', ''), _negated=True), _connector='OR'), name='article_public_has_a_body'), models.CheckConstraint(condition=models.Q(('lead_caption_is_frozen', False), models.Q(('lead_caption', ''), _negated=True), _connector='OR'), name='article_frozen_caption_has_words'), models.CheckConstraint(condition=models.Q(('lead_credit', ''), models.Q(('lead_credit_reason', ''), _negated=True), _connector='OR'), name='article_own_credit_has_a_reason', violation_error_message='Say why this story credits the photo otherwise.'), models.CheckConstraint(condition=models.Q(('materially_updated_at', None), ('published_at', None), ('materially_updated_at__gte', models.F('published_at')), _connector='OR'), name='article_updated_after_published')],
            },
        ),
        migrations.CreateModel(
            name='ArticlePhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caption', models.TextField(blank=True, help_text="Only if this story needs its own; else the photo's caption is printed.", verbose_name='caption here')),
                ('caption_is_frozen', models.BooleanField(default=False, editable=False)),
                ('alt_text', models.CharField(blank=True, help_text='Only if the picture means something else in this story.', max_length=300, verbose_name='alt text here')),
                ('is_decorative', models.BooleanField(default=False, help_text='It says nothing the text does not: no alt text is read out.', verbose_name='decorative here')),
                ('credit', models.CharField(blank=True, help_text="Leave it empty: the library's credit is printed.", max_length=200, verbose_name='credit here')),
                ('credit_reason', models.CharField(blank=True, help_text='Asked for with a credit of its own; the desk sees it.', max_length=200, verbose_name='why another credit')),
                ('crops', models.JSONField(default=dict, editable=False, verbose_name='crops here')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_photos', to='articles.article', verbose_name='article')),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='article_photos', to='articles.photo', verbose_name='photo')),
            ],
            options={
                'verbose_name': 'photo in the story',
                'verbose_name_plural': 'photos in the story',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('article', 'photo'), name='article_uses_a_photo_once', violation_error_message='That photo is in this story already.'), models.CheckConstraint(condition=models.Q(('caption_is_frozen', False), models.Q(('caption', ''), _negated=True), _connector='OR'), name='use_frozen_caption_has_words'), models.CheckConstraint(condition=models.Q(('credit', ''), models.Q(('credit_reason', ''), _negated=True), _connector='OR'), name='use_own_credit_has_a_reason', violation_error_message='Say why this story credits the photo otherwise.')],
            },
        ),
        migrations.CreateModel(
            name='CaptionDrift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(choices=[('caption', 'caption'), ('credit', 'credit'), ('alt_text', 'alt text')], max_length=8, verbose_name='words')),
                ('old', models.TextField(help_text='What was printed when it was found or decided.', verbose_name='old words')),
                ('new', models.TextField(verbose_name='new words')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='says who')),
                ('found_at', models.DateTimeField(verbose_name='since')),
                ('decision', models.CharField(choices=[('', 'waiting'), ('taken', 'new words taken'), ('kept', 'kept'), ('corrected', 'corrected publicly')], default='', max_length=9, verbose_name='decision')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='drift', to='articles.article', verbose_name='story')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('found_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                ('use', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='drift', to='articles.articlephoto')),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drift', to='articles.photo', verbose_name='photo')),
            ],
            options={
                'verbose_name': 'caption drift',
                'verbose_name_plural': 'caption drift',
                'ordering': ['-found_at', '-id'],
                'indexes': [models.Index(condition=models.Q(('decision', '')), fields=['-found_at', '-id'], name='drift_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('field__in', ['caption', 'credit', 'alt_text'])), name='drift_is_of_known_words'), models.CheckConstraint(condition=models.Q(('decision__in', ['', 'taken', 'kept', 'corrected'])), name='drift_is_decided_in_a_known_way'), models.CheckConstraint(condition=models.Q(('use', None), ('article__isnull', False), _connector='OR'), name='drift_use_is_of_a_story'), models.UniqueConstraint(condition=models.Q(('decision', ''), ('use__isnull', False)), fields=('use', 'field'), name='drift_of_a_use_waits_once'), models.UniqueConstraint(condition=models.Q(('article__isnull', False), ('decision', ''), ('use', None)), fields=('article', 'photo', 'field'), name='drift_of_a_lead_waits_once'), models.UniqueConstraint(condition=models.Q(('article', None), ('decision', '')), fields=('photo', 'field'), name='drift_of_the_library_waits_once')],
            },
        ),
        migrations.CreateModel(
            name='PhotoException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reasons', models.JSONField(default=list, help_text='Codes of the reasons it sets aside.', verbose_name='limits')),
                ('until', models.DateTimeField(verbose_name='until')),
                ('note', models.TextField(help_text='Who allowed it, and why.', verbose_name='note')),
                ('given_at', models.DateTimeField(auto_now_add=True, verbose_name='given')),
                ('article', models.ForeignKey(blank=True, help_text='None: every story.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='photo_exceptions', to='articles.article', verbose_name='story')),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exceptions_given', to='articles.photo', verbose_name='photo')),
            ],
            options={
                'verbose_name': 'dated exception for a photo',
                'verbose_name_plural': 'dated exceptions for photos',
                'ordering': ['-given_at', '-id'],
                'default_permissions': ('add', 'view'),
                'constraints': [models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='photo_exception_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(help_text='What was done, such as saved or published.', max_length=40, verbose_name='action')),
                ('content', models.JSONField(verbose_name='content')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='articles.article', verbose_name='article')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['article', '-id'], name='revision_newest_of_article')],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='slug')),
                ('key', models.CharField(editable=False, max_length=200, unique=True, verbose_name='key')),
                ('kind', models.CharField(choices=[('subject', 'Subject'), ('person', 'Person'), ('place', 'Place'), ('organisation', 'Organisation')], default='subject', max_length=12, verbose_name='kind')),
                ('description', models.TextField(blank=True, help_text="One paragraph on the topic's page.", verbose_name='description')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='topic_has_a_name'), models.CheckConstraint(condition=models.Q(('kind__in', ['subject', 'person', 'place', 'organisation'])), name='topic_is_of_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='ArticleTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_at', models.DateTimeField(editable=False, null=True)),
                ('content_object', models.ForeignKey(db_column='article_id', on_delete=django.db.models.deletion.CASCADE, related_name='article_tags', to='articles.article')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_tags', to='articles.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'topic of an article',
                'verbose_name_plural': 'topics of articles',
                'indexes': [models.Index(fields=['tag', '-published_at', '-content_object'], name='article_newest_of_topic')],
                'constraints': [models.UniqueConstraint(fields=('content_object', 'tag'), name='article_has_a_topic_once')],
            },
        ),
        migrations.CreateModel(
            name='ArticleEmbed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=2000, verbose_name='address')),
                ('caption', models.TextField(blank=True, help_text='Printed under it, as under a photo.', verbose_name='caption')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('title', models.CharField(blank=True, max_length=300, verbose_name='title there')),
                ('author', models.CharField(blank=True, max_length=200, verbose_name='author there')),
                ('seconds', models.PositiveIntegerField(blank=True, null=True, verbose_name='length in seconds')),
                ('asked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='asked the provider')),
                ('fault', models.CharField(blank=True, max_length=300, verbose_name='why nothing is known')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_embeds', to='articles.article', verbose_name='article')),
            ],
            options={
                'verbose_name': 'embed in the story',
                'verbose_name_plural': 'embeds in the story',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('article', 'url'), name='article_embeds_an_address_once', violation_error_message='That address is in this story already.')],
            },
        ),
        migrations.CreateModel(
            name='Byline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('words', 'Words'), ('photographs', 'Photographs'), ('video', 'Video'), ('reporting', 'Additional reporting'), ('editing', 'Editing')], default='words', max_length=12, verbose_name='role')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Lower numbers are printed first.', verbose_name='position')),
                ('published_at', models.DateTimeField(editable=False, null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='articles.article', verbose_name='article')),
                ('contributor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bylines', to='articles.contributor', verbose_name='contributor')),
            ],
            options={
                'verbose_name': 'byline',
                'verbose_name_plural': 'bylines',
                'ordering': ['position', 'id'],
                'indexes': [models.Index(fields=['contributor', '-published_at', '-article'], name='byline_newest_of_contributor')],
                'constraints': [models.UniqueConstraint(fields=('article', 'contributor', 'role'), name='byline_names_a_contributor_once_per_role', violation_error_message='That contributor already has this role here.'), models.CheckConstraint(condition=models.Q(('role__in', ['words', 'photographs', 'video', 'reporting', 'editing'])), name='byline_has_a_known_role')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', 'Correction'), ('clarification', 'Clarification'), ('note', 'Editor’s note')], default='correction', max_length=13, verbose_name='kind')),
                ('text', models.TextField(help_text='What was wrong, and what is right. Readers see it.', verbose_name='text')),
                ('corrected_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='corrected')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='articles.article', verbose_name='article')),
                ('corrected_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='corrected by')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['-corrected_at', '-id'],
                'indexes': [models.Index(fields=['-corrected_at', '-id'], name='correction_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='correction_says_something'), models.CheckConstraint(condition=models.Q(('kind__in', ['correction', 'clarification', 'note'])), name='correction_is_of_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Fingerprint',
            fields=[
                ('photo', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='fingerprint', serialize=False, to='articles.photo')),
                ('band_1', models.PositiveIntegerField(null=True)),
                ('band_2', models.PositiveIntegerField(null=True)),
                ('band_3', models.PositiveIntegerField(null=True)),
                ('band_4', models.PositiveIntegerField(null=True)),
                ('looks_like', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.photo')),
            ],
            options={
                'verbose_name': 'fingerprint of a photo',
                'verbose_name_plural': 'fingerprints of photos',
                'indexes': [models.Index(fields=['band_1'], name='fingerprint_band_1'), models.Index(fields=['band_2'], name='fingerprint_band_2'), models.Index(fields=['band_3'], name='fingerprint_band_3'), models.Index(fields=['band_4'], name='fingerprint_band_4')],
            },
        ),
        migrations.CreateModel(
            name='PhotoEntry',
            fields=[
                ('photo', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='entry', serialize=False, to='articles.photo')),
                ('words', articles.wordindex.WordsField(verbose_name='words')),
                ('photographer', models.CharField(blank=True, max_length=200)),
                ('agency', models.CharField(blank=True, max_length=200)),
                ('shape', models.CharField(choices=[('landscape', 'landscape'), ('portrait', 'portrait'), ('square', 'square'), ('panorama', 'panorama')], max_length=9)),
                ('lacks', models.PositiveSmallIntegerField(help_text='the sum of LACKS')),
                ('is_restricted', models.BooleanField()),
            ],
            options={
                'verbose_name': 'entry of a photo',
                'verbose_name_plural': 'entries of photos',
                'indexes': [models.Index(fields=['photographer', '-photo'], name='entry_photographer'), models.Index(fields=['agency', '-photo'], name='entry_agency'), models.Index(fields=['shape', '-photo'], name='entry_shape'), models.Index(fields=['lacks', '-photo'], name='entry_lacks'), models.Index(fields=['is_restricted', '-photo'], name='entry_restricted')],
            },
        ),
        migrations.AddField(
            model_name='Article',
            name='stand_in',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.articlephoto', verbose_name='stand-in for the lead photo'),
        ),
        migrations.AddField(
            model_name='Article',
            name='photos',
            field=models.ManyToManyField(related_name='articles', through='articles.ArticlePhoto', to='articles.photo', verbose_name='photos'),
        ),
        migrations.AddField(
            model_name='Article',
            name='tags',
            field=taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='articles.ArticleTag', to='articles.Topic', verbose_name='topics'),
        ),
        articles.wordindex.IndexWords('photoentry', 'words'),
        migrations.RunPython(make_groups, remove_groups),
    ]
