"""Read one filled workbook and print what was understood: ``python examples/read_one_return.py FILE``."""

import sys
from pathlib import Path

from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.tasks.init import start_campaign
from qpv_xlsx.workbook.reading.returns import read_return


def main(path: Path) -> None:
    """Print the answers, then the findings in French."""
    campaign = start_campaign("paris-2015-2020", year=2015)
    submission = read_return(path.read_bytes(), path.name, campaign)
    for question, answer in submission.answers.items():
        print(question.measure, question.quartier or "-", question.field.value, answer.value, answer.place.cell)
    for found in submission.findings:
        said = sentence(found, "fr", Names.of(campaign))
        print(f"{found.severity.value} {found.code.value} {said.message} {said.hint}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
