"""Makes a registered OpenStack VIM a Kubernetes one.

Usage: vim_to_kubernetes.py < {"database", "keys", "vimId", "endpoint", "token"} as JSON

Tacker takes a Kubernetes VIM only where a Barbican keeps its secrets, yet it reads
VIMs of either type with the key file that it makes for OpenStack ones.
"""

import json
import os
import sys

import sqlalchemy
from cryptography import fernet


def main(settings):
    with open(os.path.join(settings["keys"], settings["vimId"]), "rb") as file:
        key = file.read()
    token = fernet.Fernet(key).encrypt(settings["token"].encode()).decode()
    credentials = {"bearer_token": token, "key_type": "fernet_key", "secret_uuid": None}
    changes = {
        "UPDATE vims SET type = 'kubernetes', placement_attr = :places WHERE id = :id": {
            "places": json.dumps({"regions": ["default"]}),
        },
        "UPDATE vimauths SET auth_url = :url, auth_cred = :credentials, password = NULL WHERE vim_id = :id": {
            "url": settings["endpoint"],
            "credentials": json.dumps(credentials),
        },
    }
    with sqlalchemy.create_engine(settings["database"]).begin() as connection:
        for statement, values in changes.items():
            done = connection.execute(sqlalchemy.text(statement), {"id": settings["vimId"], **values})
            if done.rowcount != 1:
                sys.exit(f"{done.rowcount} rows instead of 1 changed by: {statement}")


if __name__ == "__main__":
    main(json.load(sys.stdin))
