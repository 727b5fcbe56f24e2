"""The words that name what a contract counts, and change nothing of what a figure says.

Beside a figure, a word that is neither read by a step nor among these is a doubt: « 80 % du prévisionnel » is no share of
people. A word stands here once, without accents; its plural, feminine and participle forms are understood with it.
"""

import re

_PEOPLE = """
abonne acteur adherent administre adolescent adulte agent aidant aine aidee aine alloca allocataire alphabetise alternant ambassadeur animateur
apprenti apprenant aine assistant auteur auxiliaire bachelier beneficiaire benevole boursier cadre candidat chercheur chomeur citoyen client coach
collegien conjoint conseiller coordinateur coordonnateur createur cyclable decideur decrocheur delegue demandeur diplome dirigeant ecolier educateur
educateur eleve elu employe employeur encadrant enfant enseignant entrant entrepreneur equipier etranger etudiant eveil famille femme fille
fonctionnaire formateur foyer fratrie garcon gardien gens habitant handicape homme individu infirmier intervenant intergenerationnel interprete jeune
jeunesse juge juriste laureat lecteur licencie locataire lyceen magistrat maire majeur maman mediateur medecin membre menage mentor mere migrant mineur
mobilise moniteur monoparental mort nouveau nourrisson nuitee occupant ouvrier papa parent parrain marraine participant patient pere personne personnel
policier population porteur praticien prescripteur president professeur professionnel proprietaire psychologue public referent refugie relais
representant resident residant ressortissant retraite salarie scolaire senior sortant specialiste sportif spectateur stagiaire suppleant surveillant
titulaire travailleur tuteur usager vacancier vacataire victime visiteur voisin volontaire zonard migrante allophone primo arrivant decedes
"""
_PLACES = """
academie accueil adresse agence agglo agglomeration aire allee annexe antenne appartement arrondissement atelier avenue bailleur bassin batiment berceau
bibliotheque boutique bureau cabinet cage campus cantine cellule centre chambre chantier cimetiere cite club college collegien commerce commercial
commissariat communal communaute commune compagnie complexe conservatoire copropriete corridor cour creche cuisine departement departemental
dispensaire domaine domicile ecole ecoquartier ensemble entree entreprise epicerie equipement escalier espace etablissement ferme fabrique france
foyer friche gare garderie gymnase habitat habitation hall halte hopital hotel ilot immeuble incubateur institut internat jardin kiosque laboratoire
lieu lieux local locaux logement loge ludotheque lycee magasin mairie maison maternelle mediatheque metropole micro milieu ministere mission
musee nord office opera parc parking parvis passage passerelle pavillon pepiniere perimetre permanence piscine piste place plateau pole porte poste
prefecture pharmacie quartier quai rame region regional residence resource ressource ressourcerie restaurant rivage rocade rural rue salle secteur
service siege site skatepark sous station square structure stade studio surface terrain territoire territorial theatre tiers tribunal universite urbain
vehicule velo verger village ville voirie zone ecoles nationale nation national local metropolitain intercommunal intercommunalite communautaire
academique parisien francilien municipal municipalite voisinage rez chaussee peripherie sud ouest est
"""
_DEEDS = """
acces accession accompagnement achat achevement acquisition action activite adaptation adhesion adoption affichage affiliation aide aiguillage
alerte allocation alternance amelioration amenagement animation appel apprentissage appui arbre art artiste artistique aspect assemblee assistance
association atout attestation attribution audience audit audition autonomie autorisation avance avenant avenir bail balade baignade banquet
baptise bienvenue bilan boisson bourse bouquet brevet brigade budget bulletin bus cafe camera camp campagne capacite car carnaval carte catalogue causerie
ceremonie certificat certification chantier charte chemin cine cinema circuit circonscription classe clause cliche coaching cofinancement cohorte
collecte collectif colloque colonie comite commande commemoration commission communication compagnonnage competence composteur compostage
compte concert concertation concours conference conciliation congres conseil consommation construction consultation contact contrat contractualisation
controle convention convivial cooperation cooperative coordination cordee correspondance creation culture culturel cursus cycle danse debat
declaration defi degre delegation demande demarche demolition demonstration depistage deplacement depot deploiement destruction detection devoir
diagnostic dialogue diffusion dignite diplome dispositif distribution document don dossier dotation droit eau eclairage ecoute ecriture edition
education educatif effectif effectue elan election emission emploi engagement enquete enseignement entretien envoi epargne epreuve equipage equipe
escale espece essai etat etude evaluation evenement examen exclusion exercice experience experimentation exposition expression expulsion fabrication
facture festival fete fiche film filiere financement fleurissement fonction fonctionnement fonds formation forme formule forum fouille frais
frequentation taux part proportion nombre montant indicateur garantie garde gestion gouvernance gouter groupe guichet guide handicap hebergement heure image immersion incident
inauguration inclusion indemnite information initiation initiative innovation inscription insertion inspection installation instance
instruction intervention interlocuteur interpellation investissement jeu jeux job journal jour journee jury label labellisation langue lecture
legislation lettre licence lien ligne litige livraison livre livret location logiciel loisir lot loyer lutte maillage maintenance maitrise maladie
mandat manifestation manuel maraude marche mariage materiel matinee mediation mentorat mesure metier mission mixite mobilier mobilisation mobilite
module monde monnaie mutation mutualisation negociation newsletter nettoyage nichoir nid naissance numerique observation observatoire
oeuvre offre operation orchestre ordinateur organisation organisme orientation oral outil ouverture ouvrage page panier panneau papier parcours parole
partage partenaire partenariat participation partie passeport passerelle patrouille paysage peinture periode permis photo piece pilotage pilote plainte
plan plantation plateforme podcast police politique pont pratique preparation presence presentation prestation pret prevention prise prix probleme
procedure proces processus production produit programmation programme projection projet promo promotion proposition protection protocole
publication rallye rappeur rapport realisation recherche recit recidive reconstitution reconstruction reconversion recours recreation recrutement recueil
recyclage redaction reduction reemploi referentiel reflexion regie registre reglement rehabilitation relation relogement remise
remobilisation remplissage rencontre rendez renouvellement renovation reparation repas repertoire reponse reportage representation
requalification reseau reservation residentialisation residentialise restitution restauration restructuration reunion
reussite revenu revue role rupture saison salon sante satisfaction scene schema scolarisation scolarite seance secours securisation
securite sejour semaine semestre seminaire sensibilisation serie session sieste signalement signature signataire signe situation socle soin soir
soiree solidarite solution sommet sondage sortie soutien spectacle sport stage stand statut subvention suivi support supervision surcharge
surveillance table tableau technique technologie telephone temps terme territorialisation test texte theatre theme tournee tournoi trajet
tranquillite transformation transition transport transversal travail travaux traitement trimestre tutorat union urbanisme urgence usage utilisation
vacances vaccin vaccination vacation validation vente versement vidange video viabilisation visionnage visite vocation voix vote voyage week
volontariat vacance vie vacant acte archive arbitrage autobus banque bien brochure borne boite bac but carrefour chaine chauffage clef club
code coffre colis connexion conte cour courrier cycle date deal deni diete dimanche lundi mardi mercredi jeudi vendredi samedi distributeur economie
element encart ecole ecran energie entite epi etage etape exemple exemplaire facade fait faits favoris fenetre fibre foret flyer genre geste goutte
grille habit hectare heritage immatriculation infraction instrument kit legume lampadaire lieu litre maille massif matin mission minute mode mois
mot moyen nuit objet oiseau onglet orientation parcelle pied pistage plage plaque plat poids pompe portail pouce poussette printemps promesse
quai rayon reference reponse requete sac scenario sol source sujet tablette tache toilettes toit toiture ton tram tri truc tube ete automne hiver
vague ventilation vestiaire voeu volet voiture aout septembre octobre novembre decembre janvier fevrier mars avril juin juillet
"""
_FIELDS = """
carre longue marchant public publique median absenteisme couverture delai duree enveloppe ecart vaccinal point rotation occupation fumeur refus sauvage evitement abandon perennite revitalisation lit evitable maitre
charge categorie parental veille autorite promoteur divorce tranche anciennete feminisation elucidation enlevement recouvrement facturation annee
numero demain totalite education ville mise poursuite juridiction effort immediat caritatif etiquette adjoint localise retour promouvoir maitrise echelle

administration administratif agriculture alimentaire alimentation apprentissage assainissement assurance bafa biodiversite cancer cardio chomage citoyennete climat
cohesion commerce conduite contraception creatif credit croissance cyber decrochage degradation delinquance dechet dental dentaire dependance developpement diabete
discrimination drogue ecologie ecologique economie economique egalite electricite employabilite encombrant energetique environnement etincelle
exclusion expulsion fiscal fiscalite foncier foncieres francais gynecologique humanitaire hygiene illettrisme illectronisme immigration impaye
incivilite indigne industrie informatique insalubre insertion integration isolation isole justice laicite linguistique litterature logistique
maintien mammographie mathematique medical medico memoire mental mobilite musique natation nuisance numerique nutrition obesite olympique optique
orthophonie pauvrete pediatrie petit photographie physique politique precaire precarite prealable prenatal prevention propre proprete psychiatrique psychique
pluvial public qualification qualite quartile racisme radicalisation rodeo sanitaire science scientifique sexuel social socio souverain stationnement sterile
surendettement surpoids tabac tabagique thermique tourisme trafic tranquillite vandalisme vegetal vegetalise vert violence cambriolage accident
agression incendie mortalite natalite renoncement litige squat trouble plainte conflit harcelement expulsion decoration restauration
"""
_QUALITIES = """
abonne academique actif admissible admis aise agricole agree agricole ambulant ancien annuel apprenant adapte associe associatif assidu attenant autonome basse beau
bilingue bon brevete caf central certifiant certifie citoyen civil civique clos collectif commercial commun complet complementaire compris
concret concerne conjugal consacre continu conventionne coordonne courant criminel debutant dedie demographique different difficile digital
direct diplomant diplome disponible distinct divers domestique double durable durablement dynamique educatif effectif eligible eloigne ephemere equipe
enfantin entier europeen evolutif excellence existant exterieur extrascolaire facile familial feminin festif final financier fixe fort fragile
frequent general generaliste generique genre grand gratuit haut hebdomadaire hospitalier humain identifie immobilier individuel inclusif
industriel innovant inscrit institutionnel intensif interculturel interieur interministeriel itinerant
jeune judiciaire juridique labellise lance large leger libre lisible local long majeur masculin maternel maternite mixte mobile modeste moderne mutualise
multimodal multilingue mutuel naturel neuf nouveau nouvel numerique obligatoire occupe officiel open ordinaire participatif
particulier partage partenarial patrimonial pauvre pedagogique penal pendulaire perenne periscolaire permanent pietonnier plein pluriprofessionnel
plurilingue populaire positif postule precoce premier present preventif primaire principal prioritaire prive professionnalisant professionnelle
professionnel prochain proximite psychosocial qualifiant qualifie qualitatif quotidien recent regulier renforce responsable rural sanitaire sante
scolaire secondaire secret securise senior sensible seul simple social solide solidaire sonore specialise specifique sportif strategique superieur
sur technologique technique temporaire terrestre thematique therapeutique tout tous toute transversal troisieme trimestriel universitaire utile urbain vecu vide
violent visible vivant volontaire vulnerable deuxieme second seconde quatrieme elementaire generales locatif locative sociolinguistique
"""
_DONE = """
accueilli accompagne achete acheve acquis adhere admis affecte aide aborde agree ameliore amenage anime appuye apporte assure attribue autorise
beneficie bloque branche cloture cofinance collecte commande compose concerne conclu conduit conforte consacre constitue construit
consulte contacte convie conventionne convoque coorganise coproduit couvert cree declare dedie delivre demantele demoli depiste
depose deploye designe detecte developpe diffuse diplome dispense dispose distribue doma donne dote edite effectue elabore elargi elu elucide embauche encadre
engage enregistre entendu entretenu entrepris envoye equipe etabli etudie evalue examine exerce expose finalise finance fleche forme fourni frequente guide heberge
identifie implante implique imprime inaugure indemnise informe initie inscrit insere installe instruit integre interroge intervenu invite issu
labellise lance lie licencie livre loge loue mandate mene mis mobilise motive municipalise numerise obtenu occupe octroye offert
organise oriente ouvert participe partage passe plante pose pourvu pourvue prepare present presente prete prevenu pris produit programme
propose publie qualifie raccorde raccroche realise recense reconquis reconstruit reconnu recrute recu recycle redige rehabilite
releve reloge rembourse remobilise rencontre renouvele renove renseigne repare repere reparti reponse represente requalifie reserve residentialise resolu restaure
restitue retenu retire retrouve reuni reussi revalorise scolarise securise selectionne sensibilise signe signale situe solarise sorti soumis soutenu
specialise subventionne suivi tenu teste touche trait traite transforme transmis travaille trie utilise vaccine valide valorise vegetalise
vendu verse visite beneficiant disposant participant residant habitant concernant touchant vivant ayant sortant suivant accedant travaillant menant
issue provenant souhaitant relevant portant soit peuvent doivent doter disposer suivre beneficier faire acceder accede touche vit vivent
habite habitent reside resident travaillent suivent obtiennent obtenant trouvent participent beneficient declarent ont sont
"""
_ACRONYMS = """
alsh avip caarud cada chrs ciddf cidff clas clsm clspd cmpp cnds copil copils cotech coteur cper cpge csapa cpts dalo daac dcpop defm deld dreets drac dsden eaje ehpad
eess epci etpt fdva feder fipd fonjep gpec greta hlmr insee laep matd msap nacre npnru orph pacea palulos pdalhpd pedt plai plie plui ptmg reaap
rased segpa sessad siae sias spep tfpb ulis upe2a urssaf zspr
"""
_SMALL = """
afin aupres aujourd autour avec chez comme dans elle elles etre ils jusqu leur leurs lors notamment hors sans contre
notre nous parmi pendant pour proche sein selon sous sur toutes tout tous travers vers vous cette cent cote domaine
egalement particulierement nouvellement regulierement activement medicalement financierement socialement professionnellement effectivement
"""


_ENDINGS = (("tric", "teur"), ("eus", "eur"), ("iv", "if"), ("ell", "el"), ("enn", "en"), ("onn", "on"), ("au", "al"))


def _stem(word: str) -> str:
    """The word without the marks of plural and feminine: « accompagnées » and « accompagné » are one."""
    stem = word.rstrip("sx").rstrip("e") or word
    for ending, plain in _ENDINGS:
        if stem.endswith(ending):
            return stem.removesuffix(ending) + plain
    return stem


_STEMS = frozenset(
    _stem(word)
    for words in (
        _PEOPLE,
        _PLACES,
        _DEEDS,
        _FIELDS,
        _QUALITIES,
        _DONE,
        _ACRONYMS,
        _SMALL,
    )
    for word in words.split()
)
_PART = re.compile(r"[^\W\d_]+")
_SHORTEST = 4  # letters; shorter ones are looked at by themselves


def is_of_the_trade(word: str) -> bool:
    """Whether the folded *word*, or each part of it (« adultes-relais »), is one that a contract counts or counts by."""
    return all(len(part) < _SHORTEST or _stem(part) in _STEMS for part in _PART.findall(word))
