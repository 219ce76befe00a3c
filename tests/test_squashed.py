"""The migrations that do in one step what several did end where those ended."""

from django.db.migrations.loader import MigrationLoader
from django.test import SimpleTestCase


def described(model):
    """Return all that a migration knows of a model, in an order of its own."""
    options = dict(model.options)
    for kind in ("indexes", "constraints"):
        parts = [part.deconstruct() for part in options.pop(kind, [])]
        options[kind] = sorted(parts, key=lambda part: part[2]["name"])
    fields = {name: field.deconstruct()[1:] for name, field in model.fields.items()}
    return {"fields": fields, "options": options, "bases": model.bases}


class SquashedTests(SimpleTestCase):
    maxDiff = None

    def test_one_step_makes_the_same_models_as_the_steps_it_replaces(self):
        loader = MigrationLoader(None, replace_migrations=False)
        squashed = {
            key: migration.replaces[-1]
            for key, migration in loader.disk_migrations.items()
            if migration.replaces and key[0] in ("articles", "wire")
        }
        self.assertEqual({app for app, _ in squashed}, {"articles", "wire"})
        once = loader.project_state(list(squashed)).models
        steps = loader.project_state(list(squashed.values())).models
        self.assertEqual(once.keys(), steps.keys())
        for key in once:
            with self.subTest(key):
                self.assertEqual(described(once[key]), described(steps[key]))

    def test_a_step_that_a_database_has_begun_on_is_still_there(self):
        """Each file it replaces is kept, so that no database is left in between."""
        loader = MigrationLoader(None, replace_migrations=False)
        for migration in list(loader.disk_migrations.values()):
            for replaced in migration.replaces:
                with self.subTest(migration, replaced=replaced):
                    self.assertIn(replaced, loader.disk_migrations)
