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
