"""Makes the tables of a Tacker in a new SQLite file.

Usage: tables.py FILE

Tacker's migrations change columns in place, which SQLite cannot do; the models
say the same as the last migration. WAL lets readers go on beside the writer.
"""

import sys

import sqlalchemy
from tacker.db import model_base
from tacker.db.migration.models import head  # noqa: F401, fills the metadata
from tacker.sol_refactored.db.sqlalchemy import models  # noqa: F401, too


def main(path):
    engine = sqlalchemy.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    model_base.BASE.metadata.create_all(engine)
    print(len(model_base.BASE.metadata.tables), "tables")


if __name__ == "__main__":
    main(sys.argv[1])
