"""A module of a package that is read when something in it is first asked for: few people use passkeys."""

import sys
import threading
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

# Two at once would find it half read.
_READING = threading.RLock()


class _Later(ModuleType):
    """Stands for the module until then. Python's own `LazyLoader` reads it as soon as another module imports it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        module: Any = self
        with _READING:
            if type(self) is _Later:
                module.__spec__.loader.exec_module(module)
                module.__class__ = ModuleType
        return getattr(module, name)


def read_later(name: str) -> None:
    """Let the module of this name wait; call it before anything imports it."""
    if name not in sys.modules:
        module: Any = module_from_spec(find_spec(name))
        module.__class__ = _Later
        sys.modules[name] = module
