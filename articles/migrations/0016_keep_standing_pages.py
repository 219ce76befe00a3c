"""Keep standing pages, each with a text to begin with, and more about contributors."""

import articles.models.addresses
import articles.models.bodies
import articles.models.profiles
import articles.models.sections
import articles.models.standing
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

from articles import html
from articles.migrations._starter_pages import pages

# A later change of a group in the admin is the newsroom's own; this runs once.
GRANTED = {
    "Editor": ["view_standingpage", "view_standingpagerevision"],
    "Publisher": [
        "add_standingpage", "change_standingpage", "delete_standingpage",
        "view_standingpage", "view_standingpagerevision",
    ],
}  # fmt: skip


def grant(apps, schema_editor):
    # Django makes permissions after all migrations; these groups need them now.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    ours = Permission.objects.filter(content_type__app_label="articles")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.add(*ours.filter(codename__in=GRANTED[group.name]))


def begin_pages(apps, schema_editor):
    Page = apps.get_model("articles", "StandingPage")
    taken = set(apps.get_model("articles", "Section").objects.values_list("slug", flat=True))
    for role, fields in pages():
        if fields["slug"] in taken:
            fields["slug"] += "-page"
        page = Page.objects.create(role=role, **fields)
        kept = ["title", "standfirst", "body", "role", "slug", "footer", "is_public"]
        page.revisions.create(
            slug=page.slug,
            content={name: getattr(page, name) for name in kept} | {"reviewed_on": None},
        )


def write_biographies(apps, schema_editor):
    """What was plain text becomes paragraphs."""
    Contributor = apps.get_model("articles", "Contributor")
    for contributor in Contributor.objects.exclude(biography="").iterator():
        contributor.biography = html.from_text(contributor.biography)
        contributor.save(update_fields=["biography"])


def unwrite_biographies(apps, schema_editor):
    Contributor = apps.get_model("articles", "Contributor")
    for contributor in Contributor.objects.exclude(biography="").iterator():
        said = html.to_text(contributor.biography)
        Contributor.objects.filter(pk=contributor.pk).update(biography=said)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0001_squashed_0015'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StandingPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('standfirst', models.TextField(blank=True, help_text='One or two sentences under the title.', verbose_name='standfirst')),
                ('body', articles.models.bodies.BodyField(blank=True, verbose_name='text')),
                ('reviewed_on', models.DateField(blank=True, help_text='When somebody last made sure that all of it is still true.', null=True, verbose_name='last reviewed')),
                ('role', models.CharField(choices=[('about', 'About the paper'), ('contact', 'Contact'), ('standards', 'Editorial standards'), ('ethics', 'Ethics'), ('corrections_policy', 'How errors are corrected'), ('fact_checking', 'How facts are checked'), ('ownership', 'Ownership and funding'), ('masthead', 'The newsroom'), ('diversity', 'Diversity'), ('mission', 'Mission and what is covered'), ('feedback', "What becomes of readers' notes"), ('unnamed_sources', 'Unnamed sources'), ('no_bylines', 'Stories without a byline'), ('ai', 'Use of AI'), ('privacy', 'Privacy'), ('licensing', 'Licensing and picture rights'), ('accessibility', 'Accessibility'), ('other', 'Another page')], default='other', max_length=20, verbose_name='what it is')),
                ('slug', models.SlugField(help_text='The one word of its address, such as about in /about/. An address that it had before leads to the new one.', max_length=40, unique=True, validators=[articles.models.standing.refuse_slug_of_no_page, articles.models.addresses.refuse_fixed_address, django.core.validators.RegexValidator('^[a-z]', "A page's slug begins with a letter, in lower case.")], verbose_name='slug')),
                ('footer', models.CharField(blank=True, choices=[('', 'Not in the footer'), ('standards', 'Under “Our standards”'), ('paper', 'Under the name of the paper'), ('fine', 'In the last line')], default='', max_length=9, verbose_name='in the footer')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Lower numbers stand first.', verbose_name='position')),
                ('is_public', models.BooleanField(default=False, help_text='What is not on the site is linked nowhere and cannot be opened.', verbose_name='on the site')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'standing page',
                'verbose_name_plural': 'standing pages',
                'ordering': ['position', 'title'],
            },
        ),
        migrations.CreateModel(
            name='StandingPageRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=40, verbose_name='slug')),
                ('content', models.JSONField(verbose_name='content')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
            ],
            options={
                'verbose_name': 'revision of a standing page',
                'verbose_name_plural': 'revisions of standing pages',
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='contributor',
            name='beat',
            field=models.CharField(blank=True, help_text='What they write about, apart by commas: Ports, fisheries.', max_length=200, verbose_name='covers'),
        ),
        migrations.AddField(
            model_name='contributor',
            name='key_url',
            field=models.CharField(blank=True, help_text='Where their key for encrypted mail is, if they have one.', max_length=200, validators=[articles.models.profiles.refuse_wrong_link], verbose_name='public key'),
        ),
        migrations.AddField(
            model_name='contributor',
            name='kind',
            field=models.CharField(choices=[('staff', 'Staff'), ('guest', 'Guest'), ('agency', 'Agency')], default='staff', help_text='Only staff stand in the list of the newsroom.', max_length=6, verbose_name='belongs to'),
        ),
        migrations.AddField(
            model_name='contributor',
            name='languages',
            field=models.CharField(blank=True, help_text='What they speak besides, as codes apart by commas: en, fr.', max_length=80, validators=[articles.models.profiles.refuse_wrong_codes], verbose_name='languages'),
        ),
        migrations.AddField(
            model_name='contributor',
            name='left_on',
            field=models.DateField(blank=True, help_text='Their page and their stories stay; they leave the list.', null=True, verbose_name='left on'),
        ),
        migrations.AddField(
            model_name='contributor',
            name='links',
            field=models.TextField(blank=True, help_text='Pages of their own elsewhere, one https address on each line.', validators=[articles.models.profiles.refuse_wrong_links], verbose_name='links'),
        ),
        migrations.AlterField(
            model_name='contributor',
            name='biography',
            field=articles.models.bodies.BodyField(blank=True, verbose_name='biography'),
        ),
        migrations.AlterField(
            model_name='section',
            name='slug',
            field=models.SlugField(help_text='The one word of its address, such as world in /world/.', max_length=40, unique=True, validators=[articles.models.sections.refuse_reserved_slug, articles.models.addresses.refuse_fixed_address, django.core.validators.RegexValidator('^[a-z]', "A section's slug begins with a letter, in lower case.")], verbose_name='slug'),
        ),
        migrations.AddConstraint(
            model_name='contributor',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['staff', 'guest', 'agency'])), name='contributor_is_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='standingpage',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'other'), _negated=True), fields=('role',), name='standingpage_once_per_role', violation_error_message='There is a page for that already; change it instead.'),
        ),
        migrations.AddConstraint(
            model_name='standingpage',
            constraint=models.CheckConstraint(condition=models.Q(('slug__in', ('account', 'admin', 'api', 'archive', 'author', 'authors', 'by', 'corrections', 'embed', 'favicon', 'feed', 'feeds', 'front', 'healthz', 'home', 'latest', 'media', 'most-read', 'newsletters', 'page', 'pictures', 'popular', 'preview', 'readyz', 'robots', 'rss', 'search', 'sitemap', 'sitemaps', 'static', 'tag', 'tags', 'topic', 'topics', 'wire')), _negated=True), name='standingpage_slug_is_not_reserved', violation_error_message='The site keeps that address for itself.'),
        ),
        migrations.AddConstraint(
            model_name='standingpage',
            constraint=models.CheckConstraint(condition=models.Q(('is_public', False), models.Q(models.Q(('title', ''), _negated=True), models.Q(('body', ''), _negated=True)), _connector='OR'), name='standingpage_public_says_something', violation_error_message='A page on the site needs a title and a text; write them first.'),
        ),
        migrations.AddField(
            model_name='standingpagerevision',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who'),
        ),
        migrations.AddField(
            model_name='standingpagerevision',
            name='page',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='articles.standingpage', verbose_name='standing page'),
        ),
        migrations.RunPython(write_biographies, unwrite_biographies),
        migrations.RunPython(grant, migrations.RunPython.noop),
        migrations.RunPython(begin_pages, migrations.RunPython.noop),
    ]
