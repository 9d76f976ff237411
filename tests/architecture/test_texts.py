import ast
from collections.abc import Callable, Iterable, Iterator

from bot.domain.notices import POLICIES, NoticeKind
from bot.payqr.asks import OnThisPhone
from bot.payqr.registry import STANDARDS
from handlers.commands import MENUS
from tests.architecture.sources import nodes, python_files, strings, where
from tests.architecture.texts import buttons, composed, english, facts, named, refusals, told, uses

#: Keys that the program puts together: their beginning, and everything that may follow it (itself with `-…` behind it).
FAMILIES: dict[str, Callable[[], Iterable[str]]] = {
    "button-": lambda: (kind.name for kind in buttons().values()),
    "command-": lambda: (name for _, names in MENUS for name in names),
    "error-": lambda: (error.code for error in refusals().values()),
    "notice-": lambda: NoticeKind,
    "payee-use-": lambda: STANDARDS,
    "payment-how-": lambda: OnThisPhone,
}


def in_a_family(key: str) -> bool:
    """Is this a key that the program puts together?"""
    return any(
        key == beginning + end or key.startswith(f"{beginning}{end}-")
        for beginning, ends in FAMILIES.items()
        if beginning in composed()
        for end in ends()
    )


def test_every_text_that_is_asked_for_exists() -> None:
    assert [f"{use.place} asks for {use.key}" for use in uses() if use.key not in english()] == []


def test_every_text_gets_its_facts() -> None:
    short = [
        f"{use.place}: {use.key} lacks {sorted(facts(use.key) - use.given)}"
        for use in uses()
        if use.key in english() and use.given is not None and facts(use.key) - use.given
    ]
    assert short == []


def test_no_text_is_left_over() -> None:
    said = {constant.value for file in python_files() for constant in strings(file)}
    inside = {key for asked in english().values() for key in asked.texts}
    assert sorted(key for key in english().keys() - said - inside if not in_a_family(key)) == []


def test_every_key_that_is_put_together_is_of_a_known_family() -> None:
    assert {beginning: place for beginning, place in composed().items() if beginning not in FAMILIES} == {}


def test_every_button_has_its_label() -> None:
    assert sorted(kind.name for kind in buttons().values() if f"button-{kind.name}" not in english()) == []


def test_every_button_gets_the_facts_of_its_label() -> None:
    short = [
        f"{where(file, call)}: {kind} lacks {sorted(lacking)}"
        for file in python_files("bot/views", "handlers")
        for call, kind in _taps(nodes(file))
        if (lacking := facts(f"button-{buttons()[kind].name}") - {str(word.arg) for word in call.keywords})
    ]
    assert short == []


def test_every_notice_has_its_policy_and_its_screen() -> None:
    from bot.views.notices import NOTICES

    assert set(POLICIES) == set(NoticeKind)
    assert set(NOTICES) == set(NoticeKind)


def test_every_refusal_brings_the_facts_of_its_text() -> None:
    """Otherwise a kind no would end as a fault of ours."""
    short = [
        f"{where(file, call)}: {error} lacks {sorted(lacking)}"
        for file in python_files()
        for call, error in _raised(nodes(file))
        if (key := told(refusals()[error]))
        if (lacking := facts(key) - {str(word.arg) for word in call.keywords})
    ]
    assert short == []


def _taps(found: Iterable[ast.AST]) -> Iterator[tuple[ast.Call, str]]:
    for node in found:
        if isinstance(node, ast.Call) and named(node.func) == "tap" and all(word.arg for word in node.keywords):
            for argument in node.args:
                if isinstance(argument, ast.Call) and named(argument.func) in buttons():
                    yield node, named(argument.func)


def _raised(found: Iterable[ast.AST]) -> Iterator[tuple[ast.Call, str]]:
    for node in found:
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and named(node.exc.func) in refusals():
            error = refusals()[named(node.exc.func)]
            if "__init__" not in vars(error) and all(word.arg for word in node.exc.keywords):
                yield node.exc, error.__name__
