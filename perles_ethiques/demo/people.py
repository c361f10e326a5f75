"""The people of the demonstration. None of them exists."""

IDENTITY = {
    'name': "LE JAS DES SOURCES",
    'phone': "+33 4 90 00 00 00",
    'email': "bonjour@perles.example",
    'street': "54 Avenue des Sources",
    'street2': "Impasse du grand Jas",
    'zip': "84000",
    'city': "AVIGNON",
    'vat': "FR14983939224",
    'company_registry': "98393922400017",
    'ape': "4648Z",
    'perles_legal_form': "SCOP SAS",
    'perles_capital': "variable",
    'perles_registration': "RCS Avignon 983 939 224",
    'perles_director': "Mireille Aubanel",
    'perles_host': "OVH, en France",
    'perles_mediator': "Médiateur de la démonstration, 1 place de l’Horloge, 84000 Avignon",
}
IBAN = "FR7630006000011234567890189"

# login, name, groups: the first one is the membership manager, and sets the house up
TEAM = (
    ('responsable', "Mireille Aubanel", ('perles_ethiques.group_perles_manager',
                                         'base.group_system')),
    ('equipe', "Bastien Pontet", ('perles_ethiques.group_perles_user',)),
)

MEMBERS = (
    {
        'kind': 'company', 'person_name': "Lucie Zamora", 'company_name': "Atelier Luz",
        'email': 'lucie@atelier-luz.example', 'phone': "04 90 11 22 33",
        'siret': '12345678200010', 'vat': 'FR11123456782',
        'street': "12 rue des Teinturiers", 'zip': "84000", 'city': "Avignon",
        'pays': 'card', 'keeps_card': True,
    },
    {
        'kind': 'person', 'person_name': "Noémie Garance",
        'email': 'noemie@garance.example', 'phone': "06 12 00 34 56",
        'street': "3 place de l’Horloge", 'zip': "30000", 'city': "Nîmes",
        'immediate_start': True, 'pays': 'card',
    },
    {
        'kind': 'company', 'person_name': "Yann Le Goff", 'company_name': "Perles d’Armor",
        'email': 'yann@perles-armor.example', 'phone': "02 98 00 11 22",
        'siret': '23456783200014', 'vat': False,
        'street': "8 quai de Léon", 'zip': "29600", 'city': "Morlaix",
        'pays': 'transfer',
    },
    {
        'kind': 'person', 'person_name': "Inès Delmas",
        'email': 'ines@delmas.example', 'phone': False,
        'street': "27 rue Foch", 'zip': "34000", 'city': "Montpellier",
        'pays': 'later',
    },
    {
        'kind': 'company', 'person_name': "Salomé Vidalenc", 'company_name': "Bleu Garrigue",
        'email': 'salome@bleu-garrigue.example', 'phone': "04 66 00 11 22",
        'siret': '34567891600015', 'vat': False,
        'street': "9 rue de l’Aspic", 'zip': "30000", 'city': "Nîmes",
        'pays': 'card', 'keeps_card': True,
    },
    {
        'kind': 'person', 'person_name': "Malo Quentel",
        'email': 'malo@quentel.example', 'phone': False,
        'street': "14 rue de Siam", 'zip': "29200", 'city': "Brest", 'pays': 'card',
    },
    {
        'kind': 'company', 'person_name': "Aïcha Benali", 'company_name': "Fil & Coquillage",
        'email': 'aicha@fil-coquillage.example', 'phone': "04 91 00 22 33",
        'siret': '45678912200011', 'vat': False,
        'street': "31 rue Sainte", 'zip': "13001", 'city': "Marseille", 'pays': 'card',
    },
    {
        'kind': 'person', 'person_name': "Rose Fabrègues",
        'email': 'rose@fabregues.example', 'phone': False,
        'street': "2 place du Peyrou", 'zip': "34000", 'city': "Montpellier",
        'immediate_start': True, 'pays': 'card',
    },
    {
        'kind': 'company', 'person_name': "Timothée Roux", 'company_name': "Laiton & Cie",
        'email': 'timothee@laiton.example', 'phone': "04 78 00 33 44",
        'siret': '56789123900012', 'vat': False,
        'street': "18 montée de la Grande Côte", 'zip': "69001", 'city': "Lyon", 'pays': 'card',
    },
    {
        'kind': 'person', 'person_name': "Coline Astruc",
        'email': 'coline@astruc.example', 'phone': False,
        'street': "6 rue des Lices", 'zip': "84000", 'city': "Avignon",
        'immediate_start': True, 'pays': 'card',
    },
    {
        'kind': 'company', 'person_name': "Ondine Mercier", 'company_name': "Ondine Parures",
        'email': 'ondine@parures.example', 'phone': "01 40 00 44 55",
        'siret': '67891234600015', 'vat': False,
        'street': "40 rue du Temple", 'zip': "75004", 'city': "Paris", 'pays': 'card',
    },
    {
        'kind': 'person', 'person_name': "Basile Carrère",
        'email': 'basile@carrere.example', 'phone': False,
        'street': "11 rue du Taur", 'zip': "31000", 'city': "Toulouse",
        'immediate_start': True, 'pays': 'card',
    },
)

COLLEAGUE = {'name': "Maud Ferrand", 'email': 'maud@atelier-luz.example'}

# an account of the shop, without a membership
CUSTOMER = {
    'kind': 'person', 'person_name': "Sacha Vidal", 'email': 'sacha@vidal.example',
    'street': "5 cours Mirabeau", 'zip': "13100", 'city': "Aix-en-Provence",
}

# in the address book without an account: the team recognises who it is
NEIGHBOUR = {
    'kind': 'person', 'person_name': "Paul Arène", 'email': 'paul@perlerie-du-port.example',
    'street': "1 quai du Port", 'zip': "13002", 'city': "Marseille",
}
