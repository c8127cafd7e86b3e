"""Events: which articles tell one thing that happened, whoever wrote them."""

from bulletin.summarise.events.clusters import find_events

__all__ = ["find_events"]
