"""docs/settings.md lists every variable that is read, and none that is not."""

import ast
import re
from pathlib import Path

from django.test import SimpleTestCase

ROOT = Path(__file__).resolve().parent.parent.parent
READERS = ["newsroom/settings.py", "deploy/gunicorn.conf.py"]
BY_ENV = {
    "raw",
    "flag",
    "number",
    "choice",
    "listing",
    "address",
    "database",
    "matching",
}


def variables_read(path):
    """Return the names a module asks the environment for, in the calls it makes."""
    tree = ast.parse((ROOT / path).read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Attribute)]
    return {
        ast.literal_eval(call.args[0])
        for call in named
        if ast.unparse(call.func.value) in {"env", "os.environ"}
        and call.func.attr in BY_ENV | {"get"}
    }


class SettingsDocTests(SimpleTestCase):
    def setUp(self):
        text = (ROOT / "docs/settings.md").read_text()
        self.rows = re.findall(r"^\| `([A-Z0-9_]+)` \| (.+?) \| (.+?) \|$", text, re.M)

    def test_it_lists_what_is_read_and_nothing_else(self):
        read = set().union(*map(variables_read, READERS))
        self.assertGreater(len(read), 30)
        self.assertEqual({name for name, _, _ in self.rows}, read)

    def test_no_variable_stands_there_twice(self):
        names = [name for name, _, _ in self.rows]
        self.assertEqual(len(names), len(set(names)))

    def test_no_other_module_reads_the_environment(self):
        for folder in ("articles", "newsroom"):
            for path in (ROOT / folder).rglob("*.py"):
                where = str(path.relative_to(ROOT))
                if where in {"newsroom/doors/environment.py", "newsroom/wsgi.py"}:
                    continue
                with self.subTest(where):
                    self.assertNotRegex(path.read_text(), r"os\.environ|getenv")

    def test_the_example_sets_only_variables_that_exist(self):
        text = (ROOT / "deploy/env.example").read_text()
        example = set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", text, re.M))
        self.assertLessEqual(example, {name for name, _, _ in self.rows})
