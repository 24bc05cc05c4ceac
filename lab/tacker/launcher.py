"""Runs the API and the conductor of an OpenStack Tacker in one process.

Usage: launcher.py --config-file tacker.conf

The packaged commands start one of the two each and join them through a message
broker. Here both live under one launcher, so the in-memory transport
(transport_url = fake://) is broker enough. Green threads have to be set up
before anything else of Tacker or oslo is imported; hence the imports inside.
"""

import sys


def services(conf):
    from tacker import service
    from tacker.common import crypt_utils
    from tacker.common import topics

    api = service.serve_wsgi(service.TackerApiService)
    conductor = service.Service.create(
        binary="tacker-conductor",
        topic=topics.TOPIC_CONDUCTOR,
        manager="tacker.conductor.conductor_server.Conductor",
    )
    # Makes the key files that it needs, once, before requests come.
    crypt_utils.CryptUtil()
    # The conductor first: nothing may be asked of it before it listens.
    return [conductor, api]


def main(argv):
    from oslo_config import cfg
    from oslo_service import service as oslo_service
    from tacker import objects
    from tacker.common import config
    from tacker.sol_refactored import objects as sol_objects

    config.init(argv)
    objects.register_all()
    sol_objects.register_all()
    launcher = oslo_service.ServiceLauncher(cfg.CONF, restart_method="mutate")
    for part in services(cfg.CONF):
        launcher.launch_service(part)
    launcher.wait()


if __name__ == "__main__":
    from tacker.common import eventlet_utils

    eventlet_utils.monkey_patch()
    main(sys.argv[1:])
