"""A server of a test's own: started on a free port, asked over plain sockets or urllib, stopped."""
import http.client
import json
import os
import signal
import socket
import subprocess

from support import PROGRAM, InFolder, run

TOKEN = "a-token-of-tests"


class Server:
    def __init__(self, archive, *flags, environment=None):
        env = {k: v for k, v in os.environ.items() if k not in ("STENOGRAM_ARCHIVE", "STENOGRAM_TOKEN")}
        env.update(environment or {})
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--json", "--archive", str(archive), "--port", "0", *flags],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("serve ended: " + self.process.stderr.read().decode())
        self.said = json.loads(line)
        self.url = self.said["url"].rstrip("/")
        self.port = int(self.url.rsplit(":", 1)[1])
        self.host = f"127.0.0.1:{self.port}"

    def ask(self, target, method="GET", body=None, headers=None):
        """The status, the fields (names in lower case) and the body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, target, body=body, headers=headers or {})
            response = connection.getresponse()
            return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
        finally:
            connection.close()

    def json(self, target, method="GET", body=None, headers=None, status=200):
        got, _, text = self.ask(target, method, body, headers)
        if got != status:
            raise AssertionError(f"{method} {target}: {got} {text[:500]!r}")
        return json.loads(text)

    def lines(self, target, **more):
        return self.json(target, **more)["lines"]

    def write_headers(self, **more):
        return {"Origin": f"http://{self.host}", "Authorization": f"Bearer {TOKEN}", **more}

    def raw(self, sent, timeout=20, end=False):
        """All that comes back for these bytes, until the server closes or nothing comes for a while."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            try:
                connection.sendall(sent)
                if end:
                    connection.shutdown(socket.SHUT_WR)
            except (BrokenPipeError, ConnectionResetError):
                pass
            return read_all(connection)

    def alive(self):
        return self.process.poll() is None and self.ask("/readyz")[0] == 200

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, err.decode()


def read_all(connection):
    got = b""
    try:
        while True:
            piece = connection.recv(65536)
            if not piece:
                break
            got += piece
    except (socket.timeout, ConnectionResetError):
        pass
    return got


class Served(InFolder):
    """An archive of the samples and a few interviews, and a server over it."""

    FLAGS = ("--write", "--token", TOKEN)

    def setUp(self):
        super().setUp()
        self.fill()
        self.server = Server(self.archive, *self.FLAGS)
        self.addCleanup(self.end)

    def fill(self):
        done = run("ingest", "--archive", self.archive, "samples", self.interviews(4))
        self.assertIn(done.returncode, (0, 1), done.stderr)

    def end(self):
        code, err = self.server.stop()
        self.assertEqual(code, 0, err)

    def cli(self, *arguments, **more):
        return [json.loads(line) for line in
                run(*arguments, "--json", "--archive", self.archive, **more).stdout.decode().splitlines()]
