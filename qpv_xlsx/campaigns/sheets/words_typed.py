"""What people type in campagne.xlsx instead of a list's own words, by section of the labels."""

from collections.abc import Mapping
from types import MappingProxyType


def _each(**words: tuple[str, ...]) -> Mapping[str, str]:
    return {word: value for value, several in words.items() for word in several}


TYPED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "kinds": _each(
            share=("pourcentage", "%", "taux", "proportion", "pourcent", "percentage", "en %", "pour cent"),
            count=("nombre entier", "effectif", "effectifs", "nb", "nbre", "number", "entier", "quantité entière"),
            quantity=("décimal", "nombre décimal", "heures", "etp", "surface", "durée"),
            amount=("euros", "€", "montant en euros", "amount", "budget", "en euros", "euro"),
            gap=("points", "écart en points", "différence"),
            ratio=("ratio", "quotient"),
            milestone=("jalon", "oui/non", "fait / non fait", "réalisation", "fait", "étape clé"),
            text=("texte libre", "qualitatif", "qualitative", "libre"),
        ),
        "directions": _each(
            up=("hausse", "augmentation", "augmenter", "en hausse", "croissant", "plus", "progression", "+", "↗", "hausser"),
            down=("baisse", "diminution", "diminuer", "réduire", "réduction", "en baisse", "décroissant", "moins", "↘", "baisser"),
            steady=("stabilité", "maintien", "maintenir", "constant", "stabiliser", "=", "→", "à maintenir"),
            untold=("?", "à définir", "à déterminer", "non précisé"),
        ),
        "natures": _each(
            stock=("état", "à date", "photo"),
            flow=("flux", "annuel", "de l’année", "par an"),
            cumulated=("cumulé", "cumulée", "depuis le début"),
        ),
        "perimeters": _each(
            qpv=("qp", "quartiers prioritaires", "quartier prioritaire", "les qpv"),
            territoire=("territoire", "ensemble du territoire", "tout le territoire"),
            quartier_vecu=("quartiers vécus",),
            autre=("autre",),
        ),
        "targets": _each(
            at_least=("au moins", "minimum", "≥", ">=", "atteindre", "au minimum"),
            floor=("plancher", "ne pas descendre sous"),
            above=(">", "plus de", "dépasser", "supérieur à"),
            at_most=("au plus", "maximum", "≤", "<=", "plafond", "au maximum"),
            below=("<", "moins de", "passer sous", "inférieur à"),
            change_by=("évolution en %", "faire évoluer de", "évoluer de (en %)"),
            change_by_in_unit=("évolution en points", "évolution en nombre"),
            multiply_by=("multiplier",),
            reduce_gap_by=("réduire l’écart",),
            maintain=("maintien", "stabiliser", "stable", "conserver"),
            per_year=("par an", "chaque année", "annuel"),
            done=("réalisation", "fait", "réalisé", "jalon"),
            qualitative=("qualitative", "en mots"),
            undefined=("à définir", "à préciser", "aucun", "aucune"),
        ),
        "combinations": _each(
            cumul=("somme", "addition", "total", "additionner", "cumuler"),
            part_globale=("globale", "part d’ensemble", "moyenne pondérée"),
            separe=("séparer", "séparément", "une ligne chacun", "à part"),
        ),
        "situations": _each(
            definitif=("définitive",),
            provisoire=("prov.", "p"),
            estime=("estimée", "estimation", "e"),
            nd=("nd", "n.d.", "non disponible", "n/d"),
            so=("so", "s.o.", "sans objet", "s/o"),
            s=("secret", "s", "secret stat"),
        ),
        "yes_no": _each(yes=("o", "x", "✓", "✔", "vrai", "1", "y", "ok"), no=("n", "faux", "0", "✗")),
    }
)  # fmt: skip
