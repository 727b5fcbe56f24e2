"""Why a reading needs the coordinator's eye, beyond the confirmation that all of them need."""

from enum import StrEnum


class Doubt(StrEnum):
    """One question on one reading; its sentence is in ``messages``."""

    POINTS_OR_PERCENT = "points_ou_pourcent"  # « 5 % en plus par an » of a share
    KIND_NOT_TOLD = "nature_non_dite"  # « + 10 % » of what?
    ASIDE = "entre_parentheses"  # a figure that comments on another one
    PARTS_DISAGREE = "fraction_differente"  # « 52 % (8 postes sur 15) »
    NESTED = "part_d_une_part"  # « 20 % dont 50 % en QPV »
    EACH = "pour_chacun"  # « 3 délégués pour chacune des 3 ZSP »
    FREQUENCY = "frequence_calculee"  # « tous les deux mois » made 6 a year
    SEPARATOR = "point_ambigu"  # « 1.234 »: a decimal point or thousands?
    RANGE = "fourchette"  # « 10-15 »
    APPROXIMATE = "approximatif"  # « env. 20 »
    ALL_OF_THEM = "ensemble_lu_100"  # « l'ensemble des QPV » made 100 %
    NOT_UNDERSTOOD = "non_compris"
    WORDS_LEFT = "mots_non_lus"  # words beside the figure that may change what it says
    DIRECTION = "sens_non_dit"  # « taux de chômage : 10 % »: a ceiling, most probably
    STRICT = "borne_stricte"  # « sous la barre des 5 % »: is 5 % enough?
    CHANGE_CEILING = "evolution_plafonnee"  # « limiter la baisse à 2 % »
    YEARLY_ADDED = "ajout_ou_total_annuel"  # « + 2 postes par an »
    OTHER_LEVEL = "niveau_d_ailleurs"  # « atteindre la moyenne départementale »
    OTHER_TERRITORY = "chiffre_d_ailleurs"  # « contre 14,6 % pour l'agglomération »
    PAST_LEVEL = "niveau_passe"  # « au minimum le niveau de 2014 »
    PARITY = "parite"  # « tendre vers la parité »
    ZERO = "zero"  # « 0 »: an objective of nothing, or nothing yet
    SIGN = "signe_ou_tiret"  # « - 25 »: a fall, a negative level, a bullet
    YEAR_OR_FIGURE = "annee_ou_nombre"  # « 2018 »
    DATES = "plusieurs_dates"  # two dates beside one figure
    RELATIVE_DATE = "echeance_relative"  # « d'ici 5 ans »
    SINCE = "debut_ou_echeance"  # « à partir de 2025 »
    STEPS = "etapes"  # « 2024 : 30 ; 2025 : 45 »
    RESTATED = "redit_autrement"  # « soit 3 ETP »
    WHOLE = "effectif_total"  # « dans les 20 QPV »
    SEVERAL = "plusieurs_chiffres"  # « plancher : 15 % ; plafond : 25 % »
    PART_OF = "part_ou_lieu"  # « 5 actions sur 7 QPV »
    UNIT = "unite_non_dite"  # « taux de réussite : 12 »
    DECIMAL = "nombre_decimal"  # « 2,5 ETP »
    CONTRADICTION = "sens_contraires"  # « au moins 10 % maximum »
    START = "depart_suppose"  # « 60 % (45 % en 2014) »
    PART_UNDEFINED = "reste_a_definir"  # « 12 % ML, garantie jeunes à définir »
    PAST = "evolution_passee"  # « passé de 9 % à 21 % »
    FORECAST = "chiffre_prevu"  # « 60 % prévus en 2024 », in a column of results
    SPAN = "total_de_plusieurs_annees"  # « 28 entre 2018 et 2020 »
    LEVELS = "deux_niveaux"  # « cible nationale : 25 % ; cible locale : 30 % »
    SHARED_DATE = "date_commune"  # « 50 places en 2026 et 30 % de femmes »
