"""A real S3 server on the loopback: moto's."""

import contextlib
import logging
import os
from collections.abc import Iterator

BUCKET = "backups"


@contextlib.contextmanager
def bucket() -> Iterator[str]:
    """Run an S3 server with an empty bucket; yields its URL as `dash backup --output` takes it."""
    import boto3
    from moto.server import ThreadedMotoServer

    before = dict(os.environ)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        os.environ |= {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "s3-secret-key",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
        boto3.client("s3").create_bucket(Bucket=BUCKET)
        yield f"s3://{BUCKET}/dash"
    finally:
        server.stop()
        os.environ.clear()
        os.environ.update(before)
