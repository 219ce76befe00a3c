"""Make the tables of the wire, and let the desk's groups read it and work with it.

In one step what 0001 to 0013 do one after the other, for a new database; one that has
begun on those goes on with them. Of their changes to rows it keeps the permissions: the
others were for rows that a new database has not. Reversing takes the permissions from
the groups again.
"""

import django.core.validators
import django.db.models.deletion
import newsroom.wire.models.feeds
import uuid
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

READ = ["view_receipt", "view_feed", "view_rule", "view_pendingpicture"]
EDIT = [
    *READ, "change_receipt", "add_feed", "change_feed", "add_rule", "change_rule",
    "change_pendingpicture",
]  # fmt: skip
GROUPS = {
    "Reporter": READ,
    "Photo editor": [*READ, "change_pendingpicture"],
    "Editor": EDIT,
    "Publisher": [*EDIT, "delete_feed", "delete_rule"],
}


def give(apps, schema_editor):
    # Django makes permissions after all migrations; these groups need them now.
    config = apps.get_app_config("wire")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    for group, permissions in _groups(apps):
        group.permissions.add(*permissions)


def take(apps, schema_editor):
    for group, permissions in _groups(apps):
        group.permissions.remove(*permissions)


def _groups(apps):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ours = Permission.objects.filter(content_type__app_label="wire")
    for name, codenames in GROUPS.items():
        for group in Group.objects.filter(name=name):
            yield group, ours.filter(codename__in=codenames)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("wire", "0001_initial"),
        ("wire", "0002_let_the_desk_read_the_wire"),
        ("wire", "0003_keep_what_was_taken_over"),
        ("wire", "0004_fold_leads_into_one_story"),
        ("wire", "0005_keep_items_without_a_story"),
        ("wire", "0006_fetch_feeds_by_themselves"),
        ("wire", "0007_route_by_rules"),
        ("wire", "0008_let_editors_keep_rules"),
        ("wire", "0009_find_texts_that_share_words"),
        ("wire", "0010_bring_pictures_to_their_stories"),
        ("wire", "0011_let_the_desk_see_pictures_to_fetch"),
        ("wire", "0012_close_what_was_corrected"),
        ("wire", "0013_name_the_right_to_what_came_by_wire"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("articles", "0001_squashed_0015"),
    ]

    operations = [
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                ('slug', models.SlugField(help_text='What import_wire --feed takes.', max_length=40, unique=True, verbose_name='slug')),
                ('agency', models.CharField(blank=True, help_text='Printed under stories whose copy names no credit itself, such as Reuters.', max_length=120, verbose_name='agency credit')),
                ('language', models.CharField(blank=True, help_text="Of copy that does not say, such as en. Left empty: the paper's own.", max_length=12, verbose_name='language')),
                ('time_zone', models.CharField(default='UTC', help_text='Of moments that name no zone, such as Europe/Paris.', max_length=60, validators=[newsroom.wire.models.feeds.refuse_unknown_zone], verbose_name='time zone')),
                ('makes_drafts', models.BooleanField(default=True, help_text='Otherwise its stories stay on the wire until somebody takes them there.', verbose_name='make a draft of each story as it comes')),
                ('fetch_pictures', models.BooleanField(default=False, help_text='Fetch the pictures its copy names, from the addresses the copy gives.', verbose_name='fetch pictures')),
                ('active', models.BooleanField(default=True, help_text='A feed that is not active takes nothing in.', verbose_name='active')),
                ('transport', models.CharField(blank=True, choices=[('', 'Not fetched: import_wire takes it in'), ('folder', 'Folder of this machine'), ('http', 'Web address: RSS, Atom, JSON, any file'), ('ftp', 'FTP'), ('sftp', 'SFTP'), ('imap', 'Mailbox (IMAP)')], default='', max_length=6, verbose_name='fetched from')),
                ('address', models.CharField(blank=True, help_text='Such as https://agency.example/feed.xml, ftps://host/folder, sftp://host/~/folder, imaps://host/INBOX, or the path of a folder.', max_length=500, verbose_name='address')),
                ('user_name', models.CharField(blank=True, help_text='A web address without one gets the password as a bearer token.', max_length=120, verbose_name='user name')),
                ('secret', models.TextField(blank=True, default='', editable=False, verbose_name='password')),
                ('secret_set_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='password set')),
                ('host_key', models.CharField(blank=True, help_text='Of an SFTP server, such as SHA256:…; ask the agency for it. A server with any other key is not told the password.', max_length=60, validators=[django.core.validators.RegexValidator('\\ASHA256:[A-Za-z0-9+/]{43}=?\\Z', 'Write it as ssh-keygen -l does: SHA256: and 43 characters.')], verbose_name='host key')),
                ('afterwards', models.CharField(choices=[('leave', 'Leave it'), ('move', 'Move it'), ('delete', 'Delete it')], default='leave', help_text='At its source. Files of a folder are always moved, to done or failed inside it; mail is never deleted.', max_length=6, verbose_name='what was taken in')),
                ('moved_to', models.CharField(blank=True, default='done', help_text='A folder inside the one that is fetched, or another mailbox.', max_length=120, verbose_name='move it to')),
                ('every', models.PositiveSmallIntegerField(default=5, help_text='Minutes between two polls.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1440)], verbose_name='every')),
                ('days', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('\\A[1-7]*\\Z', 'Monday is 1, Sunday is 7.')], verbose_name='on')),
                ('from_hour', models.PositiveSmallIntegerField(blank=True, help_text="An hour of the feed's time zone, 0 to 23; left empty, all day.", null=True, validators=[django.core.validators.MaxValueValidator(23)], verbose_name='from')),
                ('until_hour', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(23)], verbose_name='until')),
                ('time_out', models.PositiveSmallIntegerField(default=60, help_text='Seconds that one poll may take; the rest comes with the next.', validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(600)], verbose_name='time-out')),
                ('allowed_senders', models.TextField(blank=True, help_text='Of mail: an address or a domain in each line. Mail from anybody else is passed over. Left empty, all mail is taken.', verbose_name='allowed senders')),
                ('silent_after', models.PositiveSmallIntegerField(blank=True, help_text='Hours without copy, counting only those in which it usually comes on that day of the week. Left empty, no alarm.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(336)], verbose_name='alarm after')),
                ('section', models.ForeignKey(blank=True, help_text='Where its stories go; left empty, an editor chooses for each.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'feed',
                'verbose_name_plural': 'feeds',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255, verbose_name='file')),
                ('data', models.BinaryField(verbose_name='bytes')),
                ('folder', models.CharField(blank=True, editable=False, max_length=1000)),
                ('size', models.PositiveIntegerField(help_text='In bytes.', verbose_name='size')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('received_at', models.DateTimeField(auto_now_add=True, verbose_name='received')),
                ('finished_at', models.DateTimeField(editable=False, null=True, verbose_name='finished')),
                ('feed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='wire.feed', verbose_name='feed')),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'constraints': [models.UniqueConstraint(fields=('feed', 'sha256'), name='delivery_once_per_feed')],
            },
        ),
        migrations.CreateModel(
            name='Polling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_at', models.DateTimeField(auto_now_add=True)),
                ('source', models.CharField(blank=True, default='', max_length=700)),
                ('etag', models.CharField(blank=True, default='', max_length=500)),
                ('last_modified', models.CharField(blank=True, default='', max_length=100)),
                ('cursor', models.CharField(blank=True, default='', max_length=60)),
                ('polled_at', models.DateTimeField(null=True, verbose_name='last polled')),
                ('succeeded_at', models.DateTimeField(null=True, verbose_name='last success')),
                ('error', models.TextField(blank=True, default='', verbose_name='error')),
                ('failures', models.PositiveIntegerField(default=0)),
                ('due_at', models.DateTimeField(null=True, verbose_name='next poll')),
                ('was_silent', models.BooleanField(default=False)),
                ('locked_by', models.CharField(blank=True, default='', max_length=32)),
                ('locked_until', models.DateTimeField(null=True)),
                ('feed', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='polling', to='wire.feed')),
            ],
            options={
                'verbose_name': 'polling',
                'verbose_name_plural': 'polling',
            },
        ),
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Said on every item it changes, such as “Sport to the sport desk”.', max_length=80, unique=True, verbose_name='name')),
                ('position', models.PositiveIntegerField(default=0, editable=False, verbose_name='position')),
                ('active', models.BooleanField(default=False, help_text='Try it on last week first.', verbose_name='switched on')),
                ('needs', models.CharField(choices=[('all', 'all conditions'), ('any', 'one condition or more')], default='all', help_text='They stand below. Without any it holds for all copy.', max_length=3, verbose_name='it holds if the copy meets')),
                ('outcome', models.CharField(blank=True, choices=[('wire', 'stays on the wire, without a draft'), ('draft', 'a draft, whatever its feed says'), ('held', 'a draft on hold'), ('submitted', 'submitted to the desk'), ('ready', 'ready, if it came without a warning'), ('published', 'published, if it passes every check')], help_text='Left empty, what its feed or a rule further down says.', max_length=9, verbose_name='what becomes of it')),
                ('stop', models.BooleanField(default=False, help_text='No rule further down is asked about copy for which this holds.', verbose_name='stop here')),
                ('mark', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('section', models.ForeignKey(blank=True, help_text='Left empty, that of the feed, or of a rule further down.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.section', verbose_name='section')),
                ('switched_on_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='switched on by')),
                ('topics', models.ManyToManyField(blank=True, help_text='Put on the story, beside those of other rules.', related_name='+', to='articles.topic', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'routing rule',
                'verbose_name_plural': 'routing rules',
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'wire', 'draft', 'held', 'submitted', 'ready', 'published'])), name='rule_has_a_known_outcome'), models.CheckConstraint(condition=models.Q(('needs__in', ['all', 'any'])), name='rule_needs_all_or_any')],
            },
        ),
        migrations.CreateModel(
            name='Replacement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('words', 'whole words'), ('expression', 'regular expression')], default='words', max_length=10, verbose_name='how')),
                ('old', models.CharField(max_length=300, verbose_name='these words')),
                ('new', models.CharField(blank=True, help_text='Left empty, they go. In expressions \\1 is the first group.', max_length=300, verbose_name='become')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replacements', to='wire.rule')),
            ],
            options={
                'verbose_name': 'replacement',
                'verbose_name_plural': 'replacements',
                'ordering': ['id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(choices=[('feed', 'feed'), ('subject', 'subject'), ('keyword', 'keyword'), ('slugline', 'slugline'), ('headline', 'headline'), ('text', 'words of the story'), ('place', 'place'), ('urgency', 'urgency'), ('language', 'language'), ('credit', 'credit or source'), ('signal', 'signal')], max_length=8, verbose_name='what')),
                ('negated', models.BooleanField(default=False, verbose_name='not')),
                ('how', models.CharField(choices=[('contains', 'contains'), ('is', 'is'), ('starts', 'starts with'), ('matches', 'matches the expression'), ('at_most', 'at most'), ('at_least', 'at least')], default='contains', max_length=8, verbose_name='how')),
                ('words', models.CharField(help_text='Several apart by “;”. “flood*” is also flooding.', max_length=300, verbose_name='words')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conditions', to='wire.rule')),
            ],
            options={
                'verbose_name': 'condition',
                'verbose_name_plural': 'conditions',
                'ordering': ['id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Sighting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('mark', models.CharField(max_length=80)),
                ('taken', models.BooleanField(default=False)),
                ('feed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wire.feed')),
            ],
            options={
                'verbose_name': 'file seen',
                'verbose_name_plural': 'files seen',
                'constraints': [models.UniqueConstraint(fields=('feed', 'name'), name='sighting_once_per_feed')],
            },
        ),
        migrations.CreateModel(
            name='StoryPrint',
            fields=[
                ('pk', models.CompositePrimaryKey('shingle', 'article', blank=True, editable=False, primary_key=True, serialize=False)),
                ('shingle', models.BigIntegerField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wire_prints', to='articles.article')),
            ],
            options={
                'verbose_name': 'print of a story',
                'verbose_name_plural': 'prints of stories',
            },
        ),
        migrations.CreateModel(
            name='Take',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guid', models.CharField(max_length=500, verbose_name='identifier')),
                ('version', models.BigIntegerField(default=0, verbose_name='version')),
                ('version_created', models.DateTimeField(null=True, verbose_name='version made')),
                ('content_hash', models.CharField(max_length=71, verbose_name='content')),
                ('family', models.CharField(blank=True, default='', editable=False, max_length=120)),
                ('bundle', models.BigIntegerField(editable=False, null=True)),
                ('kind', models.CharField(blank=True, default='', editable=False, max_length=10)),
                ('had_article', models.BooleanField(default=False)),
                ('taken_over', models.JSONField(default=dict, editable=False)),
                ('published_by_rule', models.BooleanField(default=False, editable=False)),
                ('killed_at', models.DateTimeField(null=True, verbose_name='killed')),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.article', verbose_name='story')),
                ('feed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='takes', to='wire.feed', verbose_name='feed')),
            ],
            options={
                'verbose_name': 'take',
                'verbose_name_plural': 'takes',
                'indexes': [models.Index(condition=models.Q(('family', ''), _negated=True), fields=['feed', 'family', '-id'], name='take_newest_of_family'), models.Index(condition=models.Q(('bundle__isnull', False)), fields=['bundle'], name='take_of_a_bundle')],
                'constraints': [models.UniqueConstraint(fields=('feed', 'guid'), name='take_once_per_feed')],
            },
        ),
        migrations.CreateModel(
            name='Derivative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('of_story', models.PositiveSmallIntegerField(help_text='Words that stand in the take, in percent.', verbose_name='of the story')),
                ('of_take', models.PositiveSmallIntegerField(help_text='Words that stand in the story, in percent.', verbose_name='of the take')),
                ('highest', models.PositiveSmallIntegerField(verbose_name='at its highest')),
                ('found_at', models.DateTimeField(auto_now_add=True, verbose_name='found')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='derived_from', to='articles.article', verbose_name='story')),
                ('take', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='derivatives', to='wire.take', verbose_name='take')),
            ],
            options={
                'verbose_name': 'derivative',
                'verbose_name_plural': 'derivatives',
                'constraints': [models.UniqueConstraint(fields=('take', 'article'), name='derivative_once_per_take')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, help_text='Of the item in its file, from 0.', verbose_name='position')),
                ('decision', models.CharField(choices=[('received', 'On the wire'), ('created', 'New story'), ('updated', 'Updated'), ('waiting', 'Update waiting'), ('held', 'Held'), ('withdrawn', 'Withdrawn'), ('killed', 'Killed'), ('skipped', 'Passed over'), ('duplicate', 'Came before'), ('quarantined', 'Not readable')], max_length=11, verbose_name='decision')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('format', models.CharField(blank=True, max_length=40, verbose_name='format')),
                ('headline', models.CharField(blank=True, max_length=200, verbose_name='headline')),
                ('slugline', models.CharField(blank=True, max_length=120, verbose_name='slugline')),
                ('urgency', models.PositiveSmallIntegerField(null=True, verbose_name='urgency')),
                ('language', models.CharField(blank=True, max_length=12, verbose_name='language')),
                ('content', models.JSONField(default=dict, verbose_name='content')),
                ('on_top', models.BooleanField(default=True, editable=False)),
                ('decided_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='wire.delivery', verbose_name='file')),
                ('feed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='wire.feed', verbose_name='feed')),
                ('section', models.ForeignKey(blank=True, db_index=False, help_text='Where it was filed when it came.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.section', verbose_name='section')),
                ('take', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='wire.take', verbose_name='take')),
            ],
            options={
                'verbose_name': 'wire item',
                'verbose_name_plural': 'wire items',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['decision', '-id'], name='receipt_newest_decided'), models.Index(fields=['feed', '-id'], name='receipt_newest_of_feed'), models.Index(fields=['language', '-id'], name='receipt_newest_in_language'), models.Index(fields=['section', '-id'], name='receipt_newest_of_section'), models.Index(fields=['decided_at'], name='receipt_of_a_day'), models.Index(condition=models.Q(('urgency__lte', 3)), fields=['-id'], name='receipt_newest_urgent')],
                'constraints': [models.UniqueConstraint(fields=('delivery', 'position'), name='receipt_once_per_item'), models.CheckConstraint(condition=models.Q(('decision__in', ['received', 'created', 'updated', 'waiting', 'held', 'withdrawn', 'killed', 'skipped', 'duplicate', 'quarantined'])), name='receipt_has_a_known_decision')],
            },
        ),
        migrations.CreateModel(
            name='Recall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(choices=[('open', 'Not decided'), ('down', 'Taken down'), ('correct', 'To be corrected'), ('done', 'Corrected'), ('left', 'Left as it is')], default='open', max_length=7, verbose_name='decision')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='when')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='asked')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('derivative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recalls', to='wire.derivative', verbose_name='derivative')),
                ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recalls', to='wire.receipt', verbose_name='wire item')),
            ],
            options={
                'verbose_name': 'derivative to decide on',
                'verbose_name_plural': 'derivatives to decide on',
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('answer', 'open')), fields=['-id'], name='recall_not_decided')],
                'constraints': [models.UniqueConstraint(fields=('receipt', 'derivative'), name='recall_once_per_derivative'), models.CheckConstraint(condition=models.Q(('answer__in', ['open', 'down', 'correct', 'done', 'left'])), name='recall_has_a_known_answer')],
            },
        ),
        migrations.CreateModel(
            name='Quarantined',
            fields=[
            ],
            options={
                'verbose_name': 'file not readable',
                'verbose_name_plural': 'quarantine',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('wire.receipt',),
        ),
        migrations.CreateModel(
            name='PendingPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('href', models.CharField(max_length=2000, verbose_name='address')),
                ('folder', models.CharField(blank=True, max_length=1000, verbose_name='folder')),
                ('guid', models.CharField(blank=True, editable=False, max_length=500)),
                ('headline', models.CharField(blank=True, max_length=200, verbose_name='headline')),
                ('words', models.JSONField(default=dict, editable=False)),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('error', models.TextField(blank=True, verbose_name='what went wrong')),
                ('next_try_at', models.DateTimeField(null=True, verbose_name='next try')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='named')),
                ('photo', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.photo', verbose_name='photo')),
                ('take', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pending', to='wire.take', verbose_name='take')),
            ],
            options={
                'verbose_name': 'picture to fetch',
                'verbose_name_plural': 'pictures to fetch',
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('next_try_at__isnull', False)), fields=['next_try_at'], name='pending_picture_due')],
                'constraints': [models.UniqueConstraint(fields=('take', 'href'), name='pending_picture_once_per_take')],
            },
        ),
        migrations.CreateModel(
            name='Companion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guid', models.CharField(max_length=500, verbose_name='identifier')),
                ('is_own', models.BooleanField(default=False)),
                ('feed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wire.feed')),
                ('take', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='companions', to='wire.take')),
            ],
            options={
                'verbose_name': 'companion of an item',
                'verbose_name_plural': 'companions of items',
                'indexes': [models.Index(fields=['feed', 'guid'], name='companion_by_guid')],
                'constraints': [models.UniqueConstraint(fields=('take', 'guid'), name='companion_once_per_take')],
            },
        ),
        migrations.CreateModel(
            name='TakeName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guid', models.CharField(max_length=500, verbose_name='identifier')),
                ('superseded', models.BooleanField(default=False)),
                ('feed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wire.feed')),
                ('take', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='wire.take')),
            ],
            options={
                'verbose_name': 'name of a take',
                'verbose_name_plural': 'names of takes',
                'constraints': [models.UniqueConstraint(fields=('feed', 'guid'), name='take_name_once_per_feed')],
            },
        ),
        migrations.CreateModel(
            name='TakePhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guid', models.CharField(blank=True, max_length=500, verbose_name='identifier')),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.photo')),
                ('take', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='wire.take')),
            ],
            options={
                'verbose_name': 'photo of an item',
                'verbose_name_plural': 'photos of items',
                'indexes': [models.Index(condition=models.Q(('guid', ''), _negated=True), fields=['guid'], name='take_photo_by_guid')],
                'constraints': [models.UniqueConstraint(fields=('take', 'photo'), name='take_photo_once')],
            },
        ),
        migrations.CreateModel(
            name='TakePrint',
            fields=[
                ('pk', models.CompositePrimaryKey('day', 'shingle', 'take', blank=True, editable=False, primary_key=True, serialize=False)),
                ('day', models.PositiveSmallIntegerField()),
                ('shingle', models.BigIntegerField()),
                ('take', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prints', to='wire.take')),
            ],
            options={
                'verbose_name': 'print of a take',
                'verbose_name_plural': 'prints of takes',
            },
        ),
        migrations.CreateModel(
            name='Traffic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.DateTimeField()),
                ('items', models.PositiveIntegerField(default=0)),
                ('unreadable', models.PositiveIntegerField(default=0)),
                ('last_receipt', models.BigIntegerField()),
                ('feed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wire.feed')),
            ],
            options={
                'verbose_name': 'traffic',
                'verbose_name_plural': 'traffic',
                'indexes': [models.Index(fields=['hour'], name='traffic_by_hour'), models.Index(fields=['-last_receipt'], name='traffic_counted_up_to')],
                'constraints': [models.UniqueConstraint(fields=('feed', 'hour'), name='traffic_once_per_hour')],
            },
        ),
        migrations.AddField(
            model_name='Take',
            name='recalled_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='recalled', to='wire.receipt'),
        ),
        migrations.RunPython(give, take),
    ]
