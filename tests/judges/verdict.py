"""What a judge says: what it found, and the figures it found it by."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Verdict:
    """The faults and figures of one judge."""

    name: str
    faults: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)

    def fault(self, kind: str, said: str) -> None:
        """Note a fault of a kind of page."""
        self.faults.append(f"{kind}: {said}")

    def figure(self, kind: str, said: str) -> None:
        """Note what was measured of a kind of page."""
        self.figures.append(f"{kind}: {said}")

    def bar(self, kind: str, name: str, value, bar, unit: str = "") -> None:
        """Hold a value against the most it may be."""
        if value > bar:
            self.fault(kind, f"{name} {value}{unit}, the bar is {bar}{unit}")
