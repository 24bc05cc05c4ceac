"""Serves the identity API of OpenStack Keystone.

Usage: serve.py FOLDER PORT

FOLDER holds keystone.conf; the database and the key repositories that it names
have been made by keystone-manage.
"""

import os
import sys


def main(folder, port):
    # Where Keystone's entry point looks for keystone.conf, when it is imported.
    os.environ["OS_KEYSTONE_CONFIG_DIR"] = folder
    sys.argv = sys.argv[:1]
    from keystone.wsgi.api import application
    from waitress import serve

    serve(application, listen=f"127.0.0.1:{port}", threads=4)


if __name__ == "__main__":
    main(*sys.argv[1:])
