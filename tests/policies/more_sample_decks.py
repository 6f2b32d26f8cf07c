"""More small decks: reused, stuffed, steered, in German, French and Polish, with a picture as proof, and with private details."""

from datetime import date

from tests.policies.deck_maker import make_deck, make_story
from tests.policies.sample_decks import D01, Sample

_GERMAN = """
# Brauhaus Lindner: das Fass, das keiner zählt
Sabine Vogt, FassWerk
Geschäftsführer: Dr. Martin Lindner
22. Mai 2026
# Warum jetzt
Pressemitteilung vom 14. April 2026: Lindner schließt die Abfüllung in Ulm
Dr. Lindner hat der Belegschaft zugesagt, dass die Leergutquote bis Herbst stimmt (Lokalzeitung, 16. April)
# Wer
Dr. Martin Lindner | Geschäftsführer | hat die Quote zugesagt
Braumeisterin Eva Rupp | getroffen am 6. Mai | skeptisch: „noch ein Zettel“
Lagerleiter | getroffen am 6. Mai | sucht jeden Montag Fässer
Buchhaltung | nicht getroffen | ?
# Was ich getan habe
20. April Brief mit einer Seite zu drei Brauereien (zum ersten Mal), 23. April Dr. Lindner antwortete
27. April nur die Zahlen zu den Montagen geschickt, 29. April Antwort von Dr. Lindner, 6. Mai Besuch
# Nachweis
23. April | Dr. Lindner | „Welche drei? Und warum gerade montags?“
29. April | Dr. Lindner | „Montags fehlen uns vierzig. Kommen Sie am 6. Mai.“
# Was er sagte
Dr. Lindner: „Ich kaufe jedes Jahr Fässer, die ich schon habe.“
Ursache: Leergut wird erst am Abend geschrieben
Folge: 2.080 Fässer im Jahr, 95 Euro je Fass
# Chance
120.000 - 160.000 EUR im Jahr
Annahmen: 1.300 bis 1.700 Fässer (Dr. Lindner hat meine 2.000 gestrichen), 95 EUR je Fass
# Nächster Schritt und Risiken
9. Juni 2026: Dr. Lindner lädt Frau Rupp und den Lagerleiter ein, um zu entscheiden, ob wir einen Monat lang zählen
Unbekannt: ob die Spedition mitschreibt, der Lagerleiter fragt bis 2. Juni. Unbekannt: der Vertrag mit dem Fassvermieter
Gegen uns: im März fehlten gar keine Fässer
# Gelernt, Bitte
Ich schicke zuerst ihre eigene Zahl, statt wie früher unsere Broschüre
Bitte: unser Lagerexperte am 9. Juni
"""
_GERMAN_STORY = """
Dr. Martin Lindner ist der Geschäftsführer vom Brauhaus Lindner, und im April hat er die Abfüllung in Ulm geschlossen.
Er hat der Belegschaft zugesagt, dass die Leergutquote bis Herbst stimmt.
Ich habe ihm einen Brief geschrieben, eine Seite, zum ersten Mal auf Papier. Dr. Lindner schrieb, welche drei, und
warum gerade montags.
Da habe ich nur die Montage geschickt. Er sagte, montags fehlen uns vierzig, kommen Sie am sechsten Mai.
Er sagte mir, ich kaufe jedes Jahr Fässer, die ich schon habe.
Was bedeutet das? Zweitausend Fässer im Jahr zu 95 Euro. Was könnte schiefgehen, das Risiko ist die Spedition.
Der nächste Schritt ist am 9. Juni. Gelernt habe ich, zuerst ihre eigene Zahl zu schicken.
In einem Satz: er kauft jedes Jahr Fässer, die er schon hat.
"""
GERMAN = Sample(
    "German",
    "Sabine Vogt",
    date(2026, 5, 22),
    make_deck(_GERMAN, author="Sabine Vogt"),
    make_story(_GERMAN_STORY, seconds=312.0),
    {"K1": 4, "K2": 4, "K3": 3, "K4": 4, "K5": 4, "K6": 4, "K7": 4, "K8": 4, "K9": 4, "K10": 4, "K11": 4, "K12": 3},
    absent=(
        "injection",
        "number_without_basis",
        "other_account_named",
        "signal_undated",
        "no_named_executive",
        "family_or_health_detail",
    ),
)

_FRENCH = """
# Verrerie Aubrac : le four qui attend le sable
Claire Fontaine, SiloVue
Directrice industrielle : Nathalie Besson
6 mars 2026
# Pourquoi maintenant
Communiqué du 20 janvier 2026 : deuxième four ouvert en avril
Nathalie Besson a promis au conseil zéro arrêt au démarrage (procès-verbal public)
# Qui
Nathalie Besson, directrice industrielle
Responsable logistique, Karim
# Ce que j'ai fait
27 janvier note sur le démarrage d'un four voisin, 2 février réponse de Nathalie Besson, 9 février appel
# Preuve
2 février, Besson : « Le sable arrive quand il veut. Appelez-moi. »
# Ce qu'elle a dit
Besson : « Un four froid me coûte deux jours, et personne ne commande le sable. »
# Opportunité
80 000 EUR
# Prochaine étape et risques
20 février 2026 : visite du quai avec Karim
Risques : budget, concurrence
# Appris
Une note courte suffit
"""
FRENCH = Sample(
    "French, date past",
    "Claire Fontaine",
    date(2026, 3, 6),
    make_deck(_FRENCH, author="Claire Fontaine"),
    None,
    {"K1": 4, "K2": 4, "K3": 2, "K4": 2, "K5": 4, "K6": 3, "K7": 2, "K8": 2, "K9": 2, "K10": 2, "K11": 1, "K12": 2},
    not_met=("GT4", "GT5"),
    faults=("next_step_date_past", "number_without_basis", "generic_risk"),
    absent=("injection", "no_named_executive", "signal_undated"),
)

_POLISH = """
# Młyny Zielonka: mąka, która czeka na wagę
Paweł Sroka, WagaNet
Dyrektor operacyjny: Małgorzata Wąs
12 czerwca 2026
# Dlaczego teraz
Komunikat giełdowy z 5 maja 2026: nowy młyn od września
Małgorzata Wąs obiecała radzie rozładunek w 40 minut (raport roczny)
# Kto
Małgorzata Wąs | dyrektor operacyjny | obiecała 40 minut
Kierownik wagi | spotkanie 2 czerwca | nie chce drugiej wagi, sceptyczny
Finanse | nie poznałem | ?
# Co zrobiłem
8 maja notatka o kolejce przy wadze (nowe dla mnie), 12 maja Wąs odpisała
15 maja druga wersja tylko o poniedziałkach, 19 maja Wąs odpisała
# Dowód
12 maja | Wąs | „W poniedziałki stoją do drogi.”
19 maja | Wąs | „Proszę przyjechać 2 czerwca.”
# Co powiedziała
Wąs: „Płacę kierowcom za czekanie na moją własną wagę.”
Przyczyna: wagę obsługuje jedna osoba
Skutek: 55 minut na ciężarówkę, 140 ciężarówek w tygodniu
# Szansa
300 - 420 tys PLN rocznie
Założenia: 15 do 20 minut mniej (Wąs poprawiła moje 30), 140 ciężarówek
# Następny krok i ryzyka
30 czerwca 2026: Wąs zaprosiła kierownika wagi i nas, żeby zdecydować o próbie w dwa poniedziałki
Niewiadoma: czy przewoźnicy podadzą godziny przyjazdu. Niewiadoma: umowa serwisowa wagi
# Nauczyłem się, prośba
Najpierw liczę kolejkę sam, zanim napiszę
Prośba: nasz inżynier na 30 czerwca
"""
POLISH = Sample(
    "Polish",
    "Paweł Sroka",
    date(2026, 6, 12),
    make_deck(_POLISH, author="Paweł Sroka"),
    None,
    {"K1": 4, "K2": 4, "K3": 3, "K4": 4, "K5": 4, "K6": 4, "K7": 4, "K8": 2, "K9": 4, "K10": 3, "K11": 1, "K12": 3},
    not_met=("GT5",),
    absent=("injection", "no_named_executive", "signal_undated", "number_without_basis", "other_account_named"),
)

_STUFFED = """
# Ferrostahl: a strategic partnership
Kyle Benson, SteelMind
Executive: Anna Krol, Chief Operating Officer
15 May 2026
# Dated signal with source
Digital transformation is a well known trend in steel
# Executive, orbit and critic
Champion, sponsor and critic to be identified
# Plays and timeline
Multi-threaded signal-based executive engagement
# Two-way engagement evidence
Strong two-way engagement across channels
# Buyer's quotes and consequence
The consequence is significant for the business
# Value hypothesis with range and assumptions
Significant value with conservative assumptions
# Dated buyer-owned next step
Next step: continue the executive dialogue
# Learning
Engagement is key
"""
STUFFED = Sample(
    "stuffing",
    "Kyle Benson",
    date(2026, 5, 15),
    make_deck(_STUFFED, author="Kyle Benson"),
    make_story(
        "Hello, this is my story about Ferrostahl. The executive is Anna Krol. We have strong engagement. " * 3, seconds=301.0
    ),
    {"K1": 3, "K2": 1, "K3": 1, "K4": 1, "K5": 1, "K6": 1, "K7": 1, "K8": 1, "K9": 2, "K10": 1, "K11": 2, "K12": 2},
    not_met=("GT3", "GT4"),
    faults=("keyword_stuffing", "no_signal", "next_step_without_date", "no_risk"),
    absent=("injection", "contact_below_executive"),
)

_PICTURE = """
# Hotel group Larkfield: rooms that are clean and not sold
Ines Duarte, RoomBell
Executive: Gareth Pugh, Chief Operating Officer
10 July 2026
# Why now
Half-year report, 11 June 2026: 6% of room nights blocked for cleaning. Pugh signed the outlook
# Who
Gareth Pugh | COO | signed the outlook
Head housekeeper, Dorota | met 2 July | wants Sundays back
Front office | not met | ?
# What I did
Question on one line of the report, then a sheet with two hotels
# Proof
picture: mail thread
alt: Two mails, names covered
# What he said
Pugh: "The room is clean at noon and I sell it at four."
# Opportunity
GBP 150,000 - 210,000 a year
Assumptions: 2 hours a room (Pugh), 400 rooms
# Next step and risks
24 July 2026: Pugh brings Dorota and the front office to look at one Sunday and choose a hotel
Unknown: whether the old lock system tells us when a room is left. Unknown: union rules on Sundays
# Learned
I ask about one line of the report before I offer anything
"""
_PICTURE_STORY = """
Gareth Pugh is the chief operating officer of Larkfield, and in the half-year report six percent of the nights are
blocked for cleaning. He signed it.
I asked him about that one line. On the sixteenth of June he answered, the room is clean at noon and I sell it at four.
So I made a sheet with two hotels. And on the twenty-second of June he wrote, show me the one in Leeds.
It means two hours a room in four hundred rooms. What could break it is the old lock system.
The next step is the twenty-fourth of July with Dorota. I learned to ask about one line before I offer anything.
Please remember, the room is clean at noon and he sells it at four.
"""
PICTURE = Sample(
    "picture as proof",
    "Ines Duarte",
    date(2026, 7, 10),
    make_deck(_PICTURE, author="Ines Duarte"),
    make_story(_PICTURE_STORY, seconds=320.0),
    {"K1": 4, "K2": 4, "K3": 2, "K4": 3, "K5": 4, "K6": 3, "K7": 3, "K8": 2, "K9": 4, "K10": 3, "K11": 4, "K12": 3},
    absent=("injection", "likes_as_proof", "colleague_engagement", "number_without_basis"),
)

_PRIVATE = """
# Tamarind Airports: bags that miss the belt
Leo Marsh, BagLine
Executive: Farah Haddad, Chief Operating Officer
3 July 2026
# Why now
Strike in baggage reported 4 March 2025 (airport news site)
# Who
Farah Haddad, COO, back from maternity leave, her son starts school in September, call +44 7700 900123
Terminal planner, Sipho
# What I did
Our CEO wrote to Farah Haddad and she replied to him. My posts were viewed 300 times
# Proof
12 likes on my post; our CEO exchanged mails with Farah Haddad
# What they said
Bags are a problem for the terminal, Sipho says
# Opportunity
Savings of 20% are realistic
# Next step and risks
17 July 2026: send Farah Haddad a summary
Risks: summer traffic in terminal 2 hides the effect, the planner moves to Doha
# Learned
Executives answer executives
"""
PRIVATE = Sample(
    "private details, colleague's proof",
    "Leo Marsh",
    date(2026, 7, 3),
    make_deck(_PRIVATE, author="Leo Marsh"),
    make_story(
        "Farah Haddad is the chief operating officer of Tamarind Airports. Our CEO knows her and she replied to him. " * 2,
        seconds=500.0,
    ),
    {"K1": 3, "K2": 2, "K3": 1, "K4": 2, "K5": 1, "K6": 2, "K7": 2, "K8": 2, "K9": 2, "K10": 3, "K11": 2, "K12": 2},
    not_met=("GT3", "GT8"),
    faults=(
        "signal_old",
        "likes_as_proof",
        "colleague_engagement",
        "private_contact_detail",
        "family_or_health_detail",
        "number_without_basis",
        "story_too_long",
    ),
    absent=("injection", "inherited_lead", "no_named_executive"),
)

_REUSED = D01.deck.model_copy(
    update={
        "slides": tuple(
            slide
            if slide.number != 3
            else slide.model_copy(
                update={
                    "pieces": (
                        *slide.pieces,
                        slide.pieces[0].model_copy(
                            update={
                                "channel": "notes",
                                "visible": False,
                                "text": "At Pellworm ask for Mrs Thiessen. Pellworm hates slides.",
                            }
                        ),
                    )
                }
            )
            for slide in D01.deck.slides
        ),
        "author": "Rosa Lindqvist",
    }
)
REUSED = Sample(
    "reused deck",
    "Tomas Keller",
    D01.as_of,
    _REUSED,
    D01.story,
    D01.levels,
    faults=("other_account_named", "author_differs"),
    absent=("injection",),
)

MORE_SAMPLES = [GERMAN, FRENCH, POLISH, STUFFED, PICTURE, PRIVATE, REUSED]
