"""How gunicorn runs the site: gunicorn -c deploy/gunicorn.conf.py newsroom.wsgi"""

import os

bind = os.environ.get("NEWSROOM_BIND") or "unix:/run/newsroom/gunicorn.sock"
worker_class = "gthread"
# One process where SQLite and a cache in memory are used: both belong to one process.
workers = int(os.environ.get("NEWSROOM_WORKERS") or 2)
# Threads wait for the database together; NEWSROOM_POOL_SIZE should be as large.
threads = int(os.environ.get("NEWSROOM_THREADS") or 8)
timeout = 30  # seconds until a worker that hangs is replaced
graceful_timeout = 30  # seconds
keepalive = 5  # seconds
# Each worker opens its own connections; a pool made before the fork would be dead.
preload_app = False
# Slow leaks end with the worker; the jitter keeps them from ending together.
max_requests = 5000
max_requests_jitter = 500
# gunicorn would write its control socket to the home folder, which may not exist.
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
accesslog = None  # newsroom.requests logs each request, with its id
errorlog = "-"
loglevel = "warning"
