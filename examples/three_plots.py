"""Three plots of a campaign, an export or a Parquet set: ``python examples/three_plots.py FOLDER [PICTURES]``.

It is cut into cells (``# %%``), which Jupyter, VS Code and Spyder run one by one. It needs matplotlib.
"""

# %% The tables, as pandas DataFrames
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")  # pictures in files, no window; in a notebook, leave this line out

import matplotlib.pyplot as plt
from matplotlib.ticker import MaxNLocator

import qpv_xlsx

folder, pictures = (*map(Path, sys.argv[1:3]), Path(), Path())[:2]
frames = qpv_xlsx.frames(folder)
statuses = frames.statuses[~frames.statuses["is_waived"]]

# %% 1. Where measures stand, by convention
STATUSES = {
    "atteint": ("Atteint", "#1a7f37"),
    "en_bonne_voie": ("En bonne voie", "#57ab5a"),
    "a_surveiller": ("À surveiller", "#d4a72c"),
    "en_retard": ("En retard", "#e16f24"),
    "s_eloigne": ("S’éloigne", "#a40e26"),
    "pas_encore_atteint": ("Pas encore atteint", "#9ec5e8"),
    "non_atteint": ("Non atteint", "#57606a"),
    "non_evaluable": ("Non évaluable", "#d0d7de"),
}
counts = statuses.groupby(["convention", "attainment"]).size().unstack(fill_value=0)
counts = counts.reindex(frames.conventions["convention"][::-1], columns=list(STATUSES), fill_value=0)
counts.index = list(frames.conventions["name"][::-1])
counts.columns = [word for word, _ in STATUSES.values()]
axes = counts.plot.barh(
    stacked=True,
    color=[colour for _, colour in STATUSES.values()],
    figsize=(10, 5),
    title="Avancement par convention",
    xlabel="Mesures",
)
axes.xaxis.set_major_locator(MaxNLocator(integer=True))
axes.legend(bbox_to_anchor=(1, 1), loc="upper left")  # beside the bars, not over them
axes.figure.tight_layout()
axes.figure.savefig(pictures / "avancement.png", dpi=120)

# %% 2. Why answers are missing
ABSENCES = {
    "dispense": "Dispense",
    "refus": "Refus de répondre",
    "nd": "Non disponible",
    "so": "Sans objet",
    "s": "Secret statistique",
    "somme_partielle": "Somme partielle",
    "non_recu": "Classeur non reçu",
    "etat_neant": "État néant",
    "a_corriger": "À corriger",
    "remplacee": "Remplacée",
    "sans_reponse": "Sans réponse",
}
absent = frames.answers["absence"].dropna().replace(ABSENCES).value_counts().sort_values()
figure, axes = plt.subplots(figsize=(10, 4))
axes.barh(absent.index, absent, color="#57606a")
axes.set(title="Réponses attendues et absentes, par motif", xlabel="Réponses")
axes.xaxis.set_major_locator(MaxNLocator(integer=True))
figure.tight_layout()
figure.savefig(pictures / "absences.png", dpi=120)

# %% 3. How far each measure is on its way to the target: the median of the territories (1: the target is reached)
way = statuses.dropna(subset=["attained"]).groupby("measure")["attained"].median().sort_values()
figure, axes = plt.subplots(figsize=(10, 0.22 * len(way) + 1.5))
axes.barh(way.index, way, color="#0969da")
axes.axvline(1, color="#1a7f37")
axes.margins(y=0.01)
axes.set(title="Part du chemin parcourue vers la cible (médiane des territoires)")
axes.set_xlim(min(0, way.min()) if len(way) else 0, max(1.05, way.max()) if len(way) else 1.05)  # below 0: away from it
figure.tight_layout()
figure.savefig(pictures / "chemin.png", dpi=120)

for name in ("avancement", "absences", "chemin"):
    print(pictures / f"{name}.png")
