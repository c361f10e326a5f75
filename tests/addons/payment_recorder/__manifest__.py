{
    'name': "Payment Provider: Recorder",
    'summary': "For tests: charges are told to a program outside the database, which counts them",
    'version': '19.0.1.0.0',
    'category': 'Hidden',
    'author': "LE JAS DES SOURCES",
    'license': 'LGPL-3',
    'depends': ['perles_ethiques'],
    'data': ['data/payment_data.xml'],
    'post_init_hook': '_post_init_hook',
}
