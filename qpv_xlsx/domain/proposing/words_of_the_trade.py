"""The words that name what a contract counts, and change nothing of what a figure says.

Beside a figure, a word that is neither read by a step nor among these is a doubt: « 80 % du prévisionnel » is no share of
people. A word stands here once, without accents; its plural, feminine and participle forms are understood with it.
"""

import re

_PEOPLE = """
abonne acteur adherent administre adolescent adulte agent aidant aidee aine alloca allocataire allophone alphabetise
alternant ambassadeur animateur apprenant apprenti arrivant assistant auteur auxiliaire bachelier beneficiaire
benevole boursier cadre candidat chercheur chomeur citoyen client coach collegien conjoint conseiller coordinateur
coordonnateur createur cyclable decedes decideur decrocheur delegue demandeur diplome dirigeant ecolier educateur
eleve elu employe employeur encadrant enfant enseignant entrant entrepreneur equipier etranger etudiant eveil famille
femme fille fonctionnaire formateur foyer fratrie garcon gardien gens habitant handicape homme individu infirmier
intergenerationnel interprete intervenant jeune jeunesse juge juriste laureat lecteur licencie locataire lyceen
magistrat maire majeur maman marraine medecin mediateur membre menage mentor mere migrant mineur mobilise moniteur
monoparental mort nourrisson nouveau nuitee occupant ouvrier papa parent parrain participant patient pere personne
personnel policier population porteur praticien prescripteur president primo professeur professionnel proprietaire
psychologue public referent refugie relais representant residant resident ressortissant retraite salarie scolaire
senior sortant specialiste spectateur sportif stagiaire suppleant surveillant titulaire travailleur tuteur usager
vacancier vacataire victime visiteur voisin volontaire zonard
"""
_PLACES = """
academie academique accueil adresse agence agglo agglomeration aire allee annexe antenne appartement arrondissement
atelier avenue bailleur bassin batiment berceau bibliotheque boutique bureau cabinet cage campus cantine cellule
centre chambre chantier chaussee cimetiere cite club college commerce commercial commissariat communal communautaire
communaute commune compagnie complexe conservatoire copropriete corridor cour creche cuisine departement departemental
dispensaire domaine domicile ecole ecoquartier ensemble entree entreprise epicerie equipement escalier espace est
etablissement fabrique ferme france francilien friche garderie gare gymnase habitat habitation hall halte hopital
hotel ilot immeuble incubateur institut intercommunal intercommunalite internat jardin kiosque laboratoire lieu local
loge logement ludotheque lycee magasin mairie maison maternelle mediatheque metropole metropolitain micro milieu
ministere mission municipal municipalite musee nation nationale nord office opera ouest parc parisien parking parvis
passage passerelle pavillon pepiniere perimetre peripherie permanence pharmacie piscine piste place plateau pole porte
poste prefecture quai quartier rame region regional residence resource ressource ressourcerie restaurant rez rivage
rocade rue rural salle secteur service siege site skatepark sous square stade station structure studio sud surface
terrain territoire territorial theatre tiers tribunal universite urbain vehicule velo verger village ville voirie
voisinage zone
"""
_DEEDS = """
acces accession accompagnement achat achevement acquisition acte action activite adaptation adhesion adoption
affichage affiliation aiguillage alerte allocation alternance amelioration amenagement animation aout appel
apprentissage appui arbitrage arbre archive art artiste artistique aspect assemblee assistance association atout
attestation attribution audience audit audition autobus automne autonomie autorisation avance avenant avenir avril bac
baignade bail balade banque banquet baptise bien bienvenue bilan boisson boite borne bouquet bourse brevet brigade
brochure budget bulletin bus but cafe camera camp campagne capacite car carnaval carrefour carte catalogue causerie
ceremonie certificat certification chaine charte chauffage chemin cine cinema circonscription circuit classe clause
clef cliche coaching code coffre cofinancement cohorte colis collecte collectif colloque colonie comite commande
commemoration commission communication compagnonnage competence compostage composteur compte concert concertation
conciliation concours conference congres connexion conseil consommation construction consultation contact conte
contractualisation contrat controle convention convivial cooperation cooperative coordination cordee correspondance
courrier creation culture culturel cursus cycle danse date deal debat decembre declaration defi degre delegation
demande demarche demolition demonstration deni depistage deplacement deploiement depot destruction detection devoir
diagnostic dialogue diete diffusion dignite dimanche dispositif distributeur distribution document don dossier
dotation droit eau eclairage economie ecoute ecran ecriture edition educatif education effectif effectue elan election
element emission emploi encart energie engagement enquete enseignement entite entretien envoi epargne epi epreuve
equipage equipe escale espece essai etage etape etat ete etude evaluation evenement examen exclusion exemplaire
exemple exercice experience experimentation exposition expression expulsion fabrication facade facture fait favoris
fenetre festival fete fevrier fibre fiche filiere film financement fleurissement flyer fonction fonctionnement fonds
foret formation forme formule forum fouille frais frequentation garantie garde genre geste gestion gouter goutte
gouvernance grille groupe guichet guide habit hebergement hectare heritage heure hiver image immatriculation immersion
inauguration incident inclusion indemnite indicateur information infraction initiation initiative innovation
inscription insertion inspection installation instance instruction instrument interlocuteur interpellation
intervention investissement janvier jeu jeudi job jour journal journee juillet juin jury kit label labellisation
lampadaire langue lecture legislation legume lettre licence lien ligne litige litre livraison livre livret location
logiciel loisir lot loyer lundi lutte maillage maille maintenance maitrise maladie mandat manifestation manuel maraude
marche mardi mariage mars massif materiel matinee mediation mentorat mercredi mesure metier minute mixite mobilier
mobilisation mobilite mode module mois monde monnaie montant mot moyen mutation mutualisation naissance negociation
nettoyage newsletter nichoir nid nombre novembre numerique objet observation observatoire octobre oeuvre offre oiseau
onglet operation oral orchestre ordinateur organisation organisme orientation outil ouverture ouvrage page panier
panneau papier parcelle parcours parole part partage partenaire partenariat participation partie passeport patrouille
paysage peinture periode permis photo piece pied pilotage pilote pistage plage plainte plan plantation plaque plat
plateforme podcast poids police politique pompe pont portail pouce poussette pratique preparation presence
presentation prestation pret prevention printemps prise prix probleme procedure proces processus production produit
programmation programme projection projet promesse promo promotion proportion proposition protection protocole
publication rallye rappeur rapport rayon realisation recherche recidive recit reconstitution reconstruction
reconversion recours recreation recrutement recueil recyclage redaction reduction reemploi reference referentiel
reflexion regie registre reglement rehabilitation relation relogement remise remobilisation remplissage rencontre
rendez renouvellement renovation reparation repas repertoire reponse reportage representation requalification requete
reseau reservation residentialisation residentialise restauration restitution restructuration reunion reussite revenu
revue role rupture sac saison salon samedi sante satisfaction scenario scene schema scolarisation scolarite seance
secours securisation securite sejour semaine semestre seminaire sensibilisation septembre serie session sieste
signalement signataire signature signe situation socle soin soir sol solidarite solution sommet sondage sortie source
soutien spectacle sport stage stand statut subvention suivi sujet supervision support surcharge surveillance table
tableau tablette tache taux technique technologie telephone temps terme territorialisation test texte theme toilettes
toit toiture ton tournee tournoi traitement trajet tram tranquillite transformation transition transport transversal
travail travaux tri trimestre truc tube tutorat union urbanisme urgence usage utilisation vacances vacant vacation
vaccin vaccination vague validation vendredi vente ventilation versement vestiaire viabilisation vidange video vie
visionnage visite vocation voeu voiture voix volet volontariat vote voyage week
"""
_FIELDS = """
abandon absenteisme accident adjoint administratif administration agression agriculture alimentaire alimentation
anciennete annee assainissement attente assurance autorite bafa biodiversite cambriolage cancer cardio caritatif carre
categorie charge chomage citoyennete climat cohesion conduite conflit contraception couverture creatif credit
croissance cyber dechet decoration decrochage degradation delai delinquance demain dentaire dental dependance
developpement diabete discrimination divorce drogue duree ecart echelle ecologie ecologique economique effort egalite
electricite elucidation employabilite encombrant energetique enlevement enveloppe environnement etincelle etiquette
evitable evitement facturation feminisation fiscal fiscalite foncier francais fumeur gynecologique harcelement
humanitaire hygiene illectronisme illettrisme immediat immigration impaye incendie incivilite indigne industrie
informatique insalubre integration isolation isole juridiction justice laicite linguistique lit litterature localise
logistique longue maintien maitre mammographie marchant mathematique median medical medico memoire mental mise
mortalite musique natalite natation nuisance numero nutrition obesite occupation olympique optique orthophonie
parental pauvrete pediatrie perennite petit photographie physique pluvial point poursuite prealable precaire precarite
prenatal promoteur promouvoir propre proprete psychiatrique psychique publique qualification qualite quartile racisme
radicalisation recouvrement refus renoncement retour revitalisation rodeo rotation sanitaire sauvage science
scientifique sexuel social socio souverain squat stationnement sterile surendettement surpoids tabac tabagique
thermique totalite tourisme trafic tranche trouble vaccinal vandalisme vegetal vegetalise veille vert violence
"""
_QUALITIES = """
actif adapte admis admissible agree agricole aise ambulant ancien annuel assidu associatif associe attenant autonome
basse beau bilingue bon central certifiant certifie civil civique clos complementaire complet compris concerne concret
conjugal consacre continu coordonne courant criminel debutant dedie demographique deuxieme different difficile digital
diplomant direct disponible distinct divers domestique double durable durablement dynamique elementaire eligible
eloigne enfantin entier ephemere europeen evolutif excellence existant exterieur extrascolaire facile familial feminin
festif final financier fixe fort fragile frequent general generaliste generique grand gratuit haut hebdomadaire
hospitalier humain identifie immobilier inclusif individuel industriel innovant inscrit institutionnel intensif
interculturel interieur interministeriel itinerant judiciaire juridique labellise lance large leger libre lisible
locatif long masculin maternite mixte mobile moderne modeste multilingue multimodal mutualise mutuel naturel neuf
nouvel obligatoire occupe ouvre ouvrable officiel open ordinaire partenarial participatif particulier patrimonial pauvre pedagogique
penal pendulaire perenne periscolaire permanent pietonnier plein plurilingue pluriprofessionnel populaire positif
postule precoce premier present preventif primaire principal prioritaire prive prochain professionnalisant proximite
psychosocial qualifiant qualifie qualitatif quatrieme quotidien recent regulier renforce responsable second secondaire
secret securise sensible seul simple sociolinguistique solidaire solide sonore specialise specifique strategique
superieur sur technologique temporaire terrestre thematique therapeutique tous tout trimestriel troisieme
universitaire utile vecu vide violent visible vivant vulnerable
"""
_DONE = """
aborde accedant accede acceder accompagne accueilli achete acheve acquis adhere affecte ameliore amenage anime apporte
appuye assure attribue autorise ayant beneficiant beneficie beneficient beneficier bloque branche cloture cofinance
compose concernant conclu conforte constitue construit consulte convie convoque coorganise coproduit couvert cree
declare declarent delivre demantele demoli depiste deploye depose designe detecte developpe diffuse dispense disposant
dispose disposer distribue doivent doma dote doter edite elabore elargi elucide embauche encadre engage enregistre
entendu entrepris entretenu envoye etabli etudie evalue examine exerce expose faire finalise finance fleche fourni
habitent heberge implante implique imprime inaugure indemnise informe initie insere installe instruit integre
interroge intervenu invite issu lie loue menant mene mis motive municipalise numerise obtenant obtenu obtiennent
octroye offert ont organise oriente ouvert participe participent passe peuvent plante portant pose pourvu prepare
prevenu propose provenant publie raccorde raccroche realise recense reconnu reconquis reconstruit recrute recu recycle
redige rehabilite relevant releve reloge rembourse remobilise renouvele renove renseigne repare reparti repere
represente requalifie reserve reside resolu restaure restitue retenu retire retrouve reuni reussi revalorise scolarise
selectionne sensibilise signale situe soit solarise sont souhaitant soumis soutenu suivant suivent suivre tenu
touchant touche trait transforme transmis travaillant travaille travaillent trouvent utilise valide valorise vendu
verse vit vivent
"""
_ACRONYMS = """
alsh avip caarud cada chrs ciddf cidff clas clsm clspd cmpp cnds copil cotech coteur cper cpge cpts csapa daac dalo
dcpop defm deld drac dreets dsden eaje eess ehpad epci etpt fdva feder fipd fonjep gpec greta hlmr insee laep matd
msap nacre npnru orph pacea palulos pdalhpd pedt plai plie plui ptmg rased reaap segpa sessad siae spep tfpb ulis
upe2a urssaf zspr
"""
_SMALL = """
activement afin aujourd aupres autour avec cent cette chez comme contre cote dans effectivement egalement elle etre
financierement hors ils jusqu leur lors medicalement notamment notre nous nouvellement parmi particulierement pendant
pour proche professionnellement regulierement sans sein selon socialement travers vers vous
"""


_ENDINGS = (("tric", "teur"), ("eus", "eur"), ("iv", "if"), ("ell", "el"), ("enn", "en"), ("onn", "on"), ("au", "al"))


def stem_of(word: str) -> str:
    """The word without the marks of plural and feminine: « accompagnées » and « accompagné » are one."""
    stem = word.rstrip("sx").rstrip("e") or word
    for ending, plain in _ENDINGS:
        if stem.endswith(ending):
            return stem.removesuffix(ending) + plain
    return stem


WORDS = tuple(
    word
    for group in (_PEOPLE, _PLACES, _DEEDS, _FIELDS, _QUALITIES, _DONE, _ACRONYMS, _SMALL)
    for word in group.split()
)
"""All of them, group after group; none has the stem of another."""

_STEMS = frozenset(stem_of(word) for word in WORDS)
_PART = re.compile(r"[^\W\d_]+")
_SHORTEST = 4  # letters; shorter ones are looked at by themselves


def is_of_the_trade(word: str) -> bool:
    """Whether the folded *word*, or each part of it (« adultes-relais »), is one that a contract counts or counts by."""
    return all(len(part) < _SHORTEST or stem_of(part) in _STEMS for part in _PART.findall(word))
