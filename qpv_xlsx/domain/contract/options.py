"""What a coordinator may tune: thresholds of statuses and rules, limits of reading. Sources: docs, « Statuts »."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Bounds of the attainment statuses, as in Eurostat's monitoring of targets (documented by Open SDG). Fractions."""

    on_track: float = 0.95
    watch: float = 0.60
    late: float = 0.0
    tolerance: float = 0.05  # relative distance to a level to maintain that still counts as kept


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSettings:
    """Sensitivity of the coherence rules."""

    strong_change: float = 0.30  # relative change since last year, C04
    small_count: int = 11  # persons; below it a count in a quartier is secret (fiscal data on persons, InseeFrLab), C08
    share_tolerance: float = 0.005  # |value − numerator / denominator|, fraction, C01
    text_limit: int = 2000  # characters of a comment, V11


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may contain before it is refused unread. Bytes unless said otherwise."""

    file_size: int = 25 * 2**20
    archive_entries: int = 2_000  # number
    archive_total: int = 128 * 2**20
    archive_part: int = 64 * 2**20
    xml_depth: int = 100  # nested elements
    xml_token: int = 2 * 2**20
    rows: int = 100_000  # really present on one sheet; formatted empty ones are not counted
    cells: int = 500_000  # with content, in the whole file; also shared strings
    furthest_row: int = 200_000  # what stands further is left out, with a finding
    furthest_column: int = 1_000  # likewise
    merges: int = 5_000  # on one sheet
    names: int = 20_000  # defined names
    memory: int = 768 * 2**20
    cpu_seconds: int = 20
    wall_seconds: int = 60  # a worker that sleeps uses no processor time


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """All that can be tuned."""

    thresholds: Thresholds = field(default_factory=Thresholds)
    rules: RuleSettings = field(default_factory=RuleSettings)
    limits: Limits = field(default_factory=Limits)
