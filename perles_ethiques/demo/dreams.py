"""What the people of the demonstration dream of, and what arrives."""

# name → (kind, day of the month and month of the next year, or nothing)
PROJECTS = {
    'salon': ("Salon des créateurs", 'event', '06-12'),
    'ete': ("Collection d’été", 'collection', '05-15'),
    'noces': ("Parures de noces", 'collection', False),
    'marche': ("Marché de Noël", 'event', '11-28'),
}

# member · type · criteria · millimetres · quantity unit ≥ minimum · price · project · note
WISHES = """
0 bead     glass smooth shiny duck_blue turquoise round ethnic   7.5-8.5 200 pieces 50 0.30 salon
0 bead     glass faceted transparent sky_blue bicone             5-6.5   300 pieces 0  0.25 salon
0 stone    semi_precious_stone turquoise nugget                  8-16    40 pieces  10 0    ete
0 finding  brass aged gold round                                 0-0     100 pieces 0  0.15 -
0 charm    metal gilded star contemporary                        8-14    30 pieces  0  0.60 marche
0 bead     crystal faceted transparent white                     5-7     420 pieces 0  0.30 marche
0 finding  silver shiny                                          0-0     60 pieces  0  1.00 marche
1 bead     wood matt brown beige round nature                    8-12    150 pieces 0  0.20 -
1 bead     wood smooth beige disc                                10-14   60 pieces  20 0    ete
1 cord     leather brown                                         0-0     5 strands  1  0    -
1 bead     ceramic duck_blue green                               6-12    80 pieces  0  0.50 -
1 stone    semi_precious_stone pink nugget romantic              6-12    50 pieces  0  0    noces
4 bead     glass shiny duck_blue round                           7-9     150 pieces 50 0    ete
4 bead     glass transparent sky_blue turquoise drop             8-14    60 pieces  0  0.50 ete
4 bead     shell white cream disc                                6-12    100 pieces 20 0    ete
4 finding  silver shiny                                          0-0     50 pieces  0  1.20 -
4 charm    mother_of_pearl iridescent heart romantic             8-14    12 pieces  0  2.00 noces
5 bead     glass smooth shiny duck_blue round                    7.5-8.5 120 pieces 100 0   -
5 bead     resin satin coral orange round                        10-14   40 pieces  0  0.40 -
5 stone    semi_precious_stone green nugget                      8-16    30 pieces  0  0    salon
5 cord     textile navy_blue                                     0-0     3 strands  0  0    -
5 bead     seed brown nature                                     4-10    300 grams  50 0    -
6 bead     shell white cream pink disc bohemian                  6-12    200 pieces 40 0    ete
6 bead     mother_of_pearl iridescent white                      4-8     100 pieces 0  0.80 noces
6 charm    shell bohemian                                        0-0     40 pieces  0  0    ete
6 cord     leather black                                         0-0     4 strands  0  0    -
6 bead     glass violet lavender bicone                          5-6.5   250 pieces 0  0.25 -
7 bead     glass faceted violet bicone                           5-6.5   150 pieces 0  0    marche
7 bead     crystal faceted transparent                           4-6     200 pieces 50 0.30 marche
7 charm    metal gold star                                       8-14    20 pieces  0  0.80 marche
7 stone    semi_precious_stone violet                            6-12    40 pieces  0  0    -
7 bead     resin pink fuchsia heart romantic                     8-14    30 pieces  0  0    noces
8 finding  brass aged gold art_deco                              0-0     300 pieces 100 0.20 -
8 charm    brass gold aged art_deco                              10-20   40 pieces  0  1.00 salon
8 bead     metal hammered gold silver                            6-10    150 pieces 0  0.40 -
8 bead     brass gold cylinder tube                              0-0     200 grams  50 0    -
8 jewel    metal vintage                                         0-0     10 pieces  0  8.00 -
9 bead     wood brown round ethnic                               8-12    100 pieces 0  0    -
9 bead     bone_and_horn cream ethnic                            6-14    60 pieces  0  0    -
9 bead     glass matt olive green round                          7-9     120 pieces 0  0.30 -
9 stone    semi_precious_stone olive green nugget                10-16   25 pieces  0  0    ete
9 cord     textile beige brown                                   0-0     6 strands  2  0    -
10 bead    crystal faceted shiny transparent white               4-8     400 pieces 100 0   noces
10 bead    mother_of_pearl white iridescent round                4-8     200 pieces 50 0    noces
10 charm   silver heart romantic                                 8-14    15 pieces  0  3.00 noces
10 jewel   metal art_deco vintage                                0-0     6 pieces   0  12.00 salon
10 finding silver shiny                                          0-0     120 pieces 0  1.00 noces
11 bead    glass smooth duck_blue royal_blue round               7.5-8.5 90 pieces  0  0.35 marche
11 bead    ceramic matt cube contemporary                        8-12    50 pieces  0  0    marche
11 bead    wood brown cube                                       8-12    80 pieces  0  0.25 -
11 charm   metal gold star nature                                8-14    25 pieces  5  0    marche
11 bead    recycled_paper                                        8-20    40 pieces  0  0    -
0 bead     mother_of_pearl iridescent pink disc                  10-16   40 pieces  0  0.60 noces
1 charm    wood nature                                           10-20   10 pieces  0  0    -
4 stone    semi_precious_stone coral orange                      6-12    30 pieces  0  0    ete
5 charm    metal aged vintage                                    10-20   20 pieces  0  1.00 -
6 stone    semi_precious_stone pink beige                        6-12    40 pieces  0  0    noces
7 bead     mother_of_pearl iridescent disc                       10-16   24 pieces  0  0    noces
8 stone    semi_precious_stone black                             6-14    40 pieces  0  0    -
9 bead     seed brown                                            4-10    200 grams  0  0    -
10 bead    mother_of_pearl iridescent pink white disc            10-16   60 pieces  0  0    noces
11 stone   semi_precious_stone turquoise                         8-16    20 pieces  0  0    salon
"""

# name · type · criteria · mm ± · hole · quantity unit · price · pieces per gram · flawless %
# · stage (expected, sorted, cared, ready, public)
LOTS = """
Bleu canard|bead glass smooth shiny duck_blue round ethnic|8 0.2 1.2|300 pieces|0.22|1.4|96|expected
Toupies violettes|bead glass faceted violet bicone|6 0.1 1.0|250 pieces|0.18|3.5|92|expected
Gouttes lagon|bead glass transparent turquoise drop|12 0.5 1.2|90 pieces|0.40|0.9|88|sorted
Pépites turquoise|stone semi_precious_stone turquoise nugget|14 2 1.0|60 pieces|0.90|0.5|80|expected
Cubes de bois|bead wood matt brown cube|10 0.4 2.0|120 pieces|0.15|1.8|94|cared
Palets de nacre rose|bead mother_of_pearl iridescent pink disc|14 0 1.5|80 pieces|0.45|1|90|expected
Étoiles dorées|charm metal aged gold star|11 0.3 1.5|75 pieces|0.55|0.7|85|sorted
Rondes en bois brun|bead wood matt brown round nature ethnic|10 0.5 2.0|260 pieces|0.12|2.1|93|ready
Cristal à facettes|bead crystal faceted transparent white|6 0.1 0.9|500 pieces|0.20|3.2|97|ready
Cœurs nacrés|charm mother_of_pearl iridescent heart romantic|12 0.4 1|30 pieces|1.60|0.9|90|expected
Graines de tagua|bead seed satin brown nature|7 1.5 1.5|900 grams|0.06|2.8|0|sorted
Tubes de laiton|bead brass aged gold tube|8 0.2 1.8|400 grams|0.05|1.9|98|cared
Boules de céramique|bead ceramic matt green round|10 0.6 2.0|100 pieces|0.42|0.8|89|public
Quartz rose|stone semi_precious_stone pink nugget|10 2 1.0|80 pieces|0.70|0.7|82|expected
Fermoirs argentés|finding silver shiny silver|12 0.1 0|90 pieces|0.80|0.6|99|ready
Résine corail|bead resin satin coral round|12 0.3 2.0|70 pieces|0.30|0.9|95|expected
Disques de coquillage|bead shell smooth cream disc bohemian|9 0.6 1.2|220 pieces|0.14|2.4|87|ready
Perles de papier|bead recycled_paper matt orange oval|15 2 2.0|60 pieces|0.25|2.0|0|public
Rondes olive|bead glass matt olive round|8 0.2 1.2|140 pieces|0.21|1.4|94|sorted
Onyx|stone semi_precious_stone shiny black round|8 0.2 1.0|90 pieces|0.85|1.1|96|cared
Ovales vieil or|bead metal aged gold oval|11 0.3 1.5|110 pieces|0.30|0.8|88|public
Cubes d’os|bead bone_and_horn matt cream cube ethnic|8 0.5 1.5|85 pieces|0.35|1.5|84|expected
Bijoux Art déco|jewel metal aged gold disc art_deco vintage|30 5 0|14 pieces|6.50|0|0|expected
Anneaux de laiton|finding brass aged gold round|8 0.1 0|400 pieces|0.08|4.0|99|public
Gouttes d’améthyste|stone semi_precious_stone violet drop|11 0.8 0.9|45 pieces|1.20|0.6|86|expected
"""

# What the first member has not answered yet: her page shows offers that wait.
UNANSWERED = ("Pépites turquoise", "Palets de nacre rose")
# name of a carrier · what everybody pays · what members pay, HT; beside the native one, free
CARRIER = ("Colis suivi à domicile", 6.90, 4.90)


def rows(table):
    """The lines of a table that are not empty."""
    return [line for line in table.splitlines() if line.strip()]


def count():
    """How many wishes and lots there are."""
    return len(rows(WISHES)), len(rows(LOTS))
