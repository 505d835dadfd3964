"""What is kept in memory between two questions: bounded, and forgotten all at once."""

import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_caches: list[tuple[LRUCache[Any, Any], threading.Condition]] = []


def remembered(
    cache: LRUCache[Any, Any], key: Callable[..., Any] = hashkey
) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Make a function remember its answers in a cache of its own, which bounds them. Who asks what is
    being answered already waits for that answer."""
    condition = threading.Condition()
    _caches.append((cache, condition))
    return cached(cache, key=key, condition=condition)


def forget() -> None:
    """Drop everything that was kept: what was erased from the disk is gone from memory too."""
    for cache, condition in _caches:
        with condition:
            cache.clear()
