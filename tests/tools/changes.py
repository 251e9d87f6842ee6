"""Small changes to modules, drawn at random: what `mutants.py` gives the tests to notice."""

import ast
import difflib
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

OPPOSITES = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.Is: ("is", "is not"), ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"),
}  # fmt: skip
# Conditions that are turned round as a whole; a comparison and a "not" are changed where they stand.
NEGATED = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.BoolOp, ast.NamedExpr)
SWAPPED = {"filter": "exclude", "exclude": "filter"}
# Left as they are: what only names or sorts, and words, be they for people or for a log.
NAMES = {"ordering", "verbose_name", "verbose_name_plural", "help_text", "related_name"}
WORDS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "logger"}


@dataclass(frozen=True)
class Mutant:
    """One change to one module; `body` holds the lines of the function in which it is, if it is in one."""

    path: str
    line: int
    kind: str
    before: str
    after: str
    body: range | None

    @property
    def module(self) -> str:
        """The module as it is imported."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.kind}"

    def difference(self) -> str:
        """The change as a unified diff."""
        before, after = (text.splitlines(keepends=True) for text in (self.before, self.after))
        return "".join(difflib.unified_diff(before, after, f"a/{self.path}", f"b/{self.path}"))


def parts(node: ast.AST) -> list[ast.AST]:
    """The parts of a piece of code in which something may be changed."""
    match node:
        case ast.FunctionDef(name="__str__" | "__repr__") | ast.If(test=ast.Name("TYPE_CHECKING")):
            return []
        case ast.JoinedStr():  # Python 3.11 does not know where the parts of an f-string stand
            return []
        case ast.Call(func=ast.Name(name) | ast.Attribute(value=ast.Name(name))) if name in WORDS:
            return []
        case ast.Assign(targets=[ast.Name(name)]) | ast.keyword(arg=name) if name in NAMES:
            return []
        case ast.FunctionDef(args=args):  # without its decorators and annotations
            return [*args.defaults, *filter(None, args.kw_defaults), *node.body]
        case ast.ClassDef():
            return node.body
        case ast.AnnAssign(value=value):
            return [value] if value else []
    return list(ast.iter_child_nodes(node))


class Source:
    """The text of one module, and the places in it that can be changed."""

    def __init__(self, path: str):
        self.path, self.text = path, (ROOT / path).read_bytes()
        self.lines = [0]
        for line in self.text.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))

    def span(self, node) -> tuple[int, int]:
        """From which byte to which a piece of code stands."""
        start, end = self.lines[node.lineno - 1], self.lines[node.end_lineno - 1]
        return start + node.col_offset, end + node.end_col_offset

    def written(self, node) -> str:
        """A piece of code as it is written, in brackets if it might need them elsewhere."""
        text = self.text[slice(*self.span(node))].decode()
        is_plain = isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Subscript | ast.Compare)
        return text if is_plain and "\n" not in text else f"({text})"

    def sites(self) -> list[tuple[int, int, str, list[str]]]:
        """Every place that can be changed: from where to where, how, and what may stand there instead."""
        found, queue = [], [ast.parse(self.text)]
        for node in queue:
            found += self._changes(node)
            queue += parts(node)
        return sorted(found)

    def _changes(self, node) -> Iterator[tuple[int, int, str, list[str]]]:
        match node:
            case ast.Compare(left=left):
                for sign, right in zip(node.ops, node.comparators, strict=True):
                    between = self.span(left)[1], self.span(right)[0]
                    new = self.text[slice(*between)].decode().replace(*OPPOSITES[type(sign)], 1)
                    yield *between, "comparison", [new]
                    left = right
            case ast.BoolOp(values=values):
                joint = " and " if isinstance(node.op, ast.And) else " or "
                kept = [[self.written(one) for one in values if one is not dropped] for dropped in values]
                yield *self.span(node), "dropped condition", [joint.join(some) for some in kept]
            case ast.UnaryOp(op=ast.Not()):
                yield *self.span(node), "negated condition", [self.written(node.operand)]
            case ast.Constant(value=int(value)) if not isinstance(value, bool):
                yield *self.span(node), "constant", [str(value + 1), str(value - 1)]
            case ast.Expr(value=ast.Call()) if parts(node.value):
                yield *self.span(node), "removed call", ["pass"]
            case ast.Call(func=ast.Attribute(attr="filter" | "exclude" as name)):
                end = self.span(node.func)[1]
                yield end - len(name), end, "filter or exclude", [SWAPPED[name]]
            case ast.Return(value=ast.Constant(value=False)):  # whoever asks takes None for the same
                yield *self.span(node.value), "returned True", ["True"]
            case ast.Return(value=value) if value and getattr(value, "value", "") is not None:
                yield *self.span(value), "returned None", ["None"]
        for test in node.ifs if isinstance(node, ast.comprehension) else [getattr(node, "test", None)]:
            if isinstance(test, NEGATED) and getattr(test, "id", "") != "TYPE_CHECKING":
                yield *self.span(test), "negated condition", [f"not {self.written(test)}"]

    def mutant(self, site: tuple, chance: random.Random) -> Mutant:
        """One of the changes to this place."""
        start, end, kind, choices = site
        after = self.text[:start] + chance.choice(choices).encode() + self.text[end:]
        line = self.text[:start].count(b"\n") + 1
        return Mutant(self.path, line, kind, self.text.decode(), after.decode(), self.body_around(line))

    def body_around(self, line: int) -> range | None:
        """The lines of the innermost function around a line; None outside, and where it remembers its answers."""
        found = None
        for node in ast.walk(ast.parse(self.text)):
            if isinstance(node, ast.FunctionDef) and node.body[0].lineno <= line <= node.end_lineno:
                decorators = {ast.unparse(one).partition("(")[0] for one in node.decorator_list}
                remembers = not decorators.isdisjoint({"cache", "lru_cache"})
                found = None if remembers else range(node.body[0].lineno, node.end_lineno + 1)
        return found


def draw(paths: Iterable[str], number: int, seed: int) -> list[Mutant]:
    """So many changes to these modules, each at another place; the same ones for the same seed and code."""
    sites = [(source, site) for source in map(Source, paths) for site in source.sites()]
    chance, drawn = random.Random(seed), []
    for source, site in chance.sample(sites, len(sites)):
        if len(drawn) == number:
            break
        mutant = source.mutant(site, chance)
        if is_python(mutant.after):
            drawn.append(mutant)
    return drawn


def is_python(source: str) -> bool:
    """Whether a changed module can still be read."""
    try:
        compile(source, "changed", "exec")
    except SyntaxError:
        return False
    return True
