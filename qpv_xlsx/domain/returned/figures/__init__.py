"""What a person wrote, read as a figure: French and English numbers, fractions, approximations, signs of absence."""

from qpv_xlsx.domain.returned.figures.outcomes import Absent, NotRead, Reading, Understood
from qpv_xlsx.domain.returned.figures.reading import read_figure
from qpv_xlsx.domain.returned.figures.surroundings import Surroundings

__all__ = ["Absent", "NotRead", "Reading", "Surroundings", "Understood", "read_figure"]
