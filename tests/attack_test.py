"""What strangers may send to a server, over plain sockets on this machine: it goes on answering, tells
nothing it should not, and takes nothing for what it is not. Run under sanitizers too."""
import os
import pathlib
import random
import re
import socket
import threading
import time
import unittest

from serving import Served, read_all

HOSTILE = """<html><head><title>Interview with Eda Vane "><script>alert(1)</script>\u202e &lt;img src=x onerror=alert(2)&gt;</title></head><body>
<h1>Interview with Eda Vane "&gt;&lt;script&gt;alert(1)&lt;/script&gt;</h1>
<p>Question &lt;b&gt;: Will you <script>steal()</script>stay, or\x1b[31m leave?</p>
<p>Eda Vane: We will stay, said the letter, and =HYPERLINK("http://evil.example") is no answer.</p>
<p>Question &lt;b&gt;: Until when? javascript:alert(3)</p>
<p>Eda Vane: Until the spring &lt;/script&gt;&lt;svg onload=alert(4)&gt; at the least.</p>
</body></html>"""


class Attack(Served):
    def setUp(self):
        super().setUp()
        self.host = self.server.host.encode()

    def end(self):
        """Whatever was sent: alive, still right, and without a word of a sanitizer or an assertion."""
        self.assertTrue(self.server.alive())
        self.assertGreater(self.server.lines("/api/v1/search?q=harbour")[-1]["hits"], 0)
        code, err = self.server.stop()
        self.assertEqual(code, 0, err)
        self.assertNotRegex(err, r"Sanitizer|runtime error|Assertion|terminate called")

    def request(self, target=b"/api/v1/stats", method=b"GET", fields=(), body=b"", host=None, version=b"HTTP/1.1"):
        head = [method + b" " + target + b" " + version, b"Host: " + (host or self.host), *fields]
        return b"\r\n".join(head) + b"\r\n\r\n" + body

    def statuses(self, got):
        """Of every response in these bytes; fails where they are not responses one after another."""
        found = []
        while got:
            match = re.match(rb"HTTP/1\.1 (\d{3}) [^\r\n]*\r\n(.*?)\r\n\r\n", got, re.S)
            self.assertTrue(match, got[:200])
            found.append(int(match.group(1)))
            fields = match.group(2).lower()
            got = got[match.end():]
            length = re.search(rb"content-length: (\d+)", fields)
            if length:
                got = got[int(length.group(1)):]
            elif b"transfer-encoding: chunked" in fields:
                while True:
                    size = re.match(rb"([0-9a-f]+)\r\n", got)
                    self.assertTrue(size, got[:80])
                    got = got[size.end() + int(size.group(1), 16) + 2:]
                    if int(size.group(1), 16) == 0:
                        break
        return found

    def one(self, sent, **more):
        statuses = self.statuses(self.server.raw(sent, end=True, **more))
        self.assertEqual(len(statuses), 1, statuses)
        return statuses[0]

    def test_paths_lead_nowhere(self):
        up = ["..", "%2e%2e", "%2E.", ".%2e", "..%2f..", "..%5c..", "%252e%252e", "....//", "..;", "%c0%ae%c0%ae", "..%00", "%uff0e%uff0e"]
        for one in up:
            for pattern in ("/{0}/{0}/{0}/{0}/etc/passwd", "/assets/{0}/{0}/etc/passwd", "/api/v1/transcripts/{0}", "/api/v1/transcripts/{0}/capture",
                            "/api/v1/transcripts/{0}%2f{0}%2fetc%2fpasswd/page", "/api/v1/show?address={0}/{0}/etc/passwd", "//{0}/etc/passwd", "/{0}/record.sqlite"):
                target = pattern.format(one)
                got = self.server.raw(self.request(target.encode(), fields=(b"Connection: close",)))
                status = self.statuses(got)[0]
                self.assertNotIn(b"root:", got)
                self.assertNotIn(b"SQLite", got)
                if not got.split(b"\r\n\r\n")[0].lower().count(b"text/html"):  # a view of the page, where there is one
                    self.assertIn(status, (400, 403, 404), target)
        for target in ("/record.sqlite", "/api/v1/transcripts//etc/passwd", "/api/v1/captures/../../x", "/.git/config", "/assets/", "/api/", "/api", "/api/v1/"):
            self.assertIn(self.one(self.request(target.encode())), (400, 404), target)
        # What names a file is a name: nothing is opened by it.
        for name in ("/etc/passwd", "..%2f..%2fetc%2fpasswd", "file:///etc/passwd", "%00", "C:%5cboot.ini"):
            status, _, body = self.server.ask(f"/api/v1/read?name={name}", "POST", b"Question: Why?\n\nAda Voss: Because of the tide.\n")
            self.assertIn(status, (200, 400))
            self.assertNotIn(b"root:", body)

    def test_what_is_no_http_is_refused(self):
        for sent in [
            b"\r\n\r\n", b"\0\0\0\0\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 100, b"GET\r\n\r\n", b"GET /\r\n\r\n",
            b"GET / HTTP/1.1\nHost: " + self.host + b"\n\n", b"GET / HTTP/1.1\r\nHost: " + self.host + b"\n\r\n",
            b"GET  / HTTP/1.1\r\nHost: " + self.host + b"\r\n\r\n", b"GET /\tHTTP/1.1\r\nHost: x\r\n\r\n",
            b"GET / HTTP/1.1 \r\nHost: " + self.host + b"\r\n\r\n", b"GET / HTTP/2.0\r\nHost: " + self.host + b"\r\n\r\n",
            b"GET / HTTP/1.12\r\nHost: " + self.host + b"\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"GET http://" + self.host + b"/ HTTP/1.1\r\nHost: " + self.host + b"\r\n\r\n", b"CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
            self.request(fields=(b" folded: yes",)), self.request(fields=(b"X: a\r\n b",)), self.request(fields=(b"X: a\r\n\tb",)),
            self.request(fields=(b"X : a",)), self.request(fields=(b": a",)), self.request(fields=(b"no colon",)), self.request(fields=(b"X\0: a",)),
            self.request(fields=(b"X: a\0b",)), self.request(fields=(b"X: a\rb",)), self.request(fields=(b"X: \x01",)), self.request(fields=(b"Host: evil.example",)),
            b"GET / HTTP/1.1\r\n\r\n", self.request(target=b"/\xff\xfe"), self.request(target=b"/ /"), self.request(target=b"/\x7f"), self.request(target=b"*"),
            self.request(fields=(b"Upgrade: h2c", b"Connection: upgrade")), self.request(method=b"GET\x00"), self.request(method=b"G" * 50),
        ]:
            with self.subTest(sent=sent[:60]):
                self.assertIn(self.one(sent), (400, 501, 505))
        self.assertTrue(self.server.alive())

    def test_nothing_is_smuggled(self):
        """Two ways to say where a body ends: refused, and what follows is never taken for a request."""
        inner = self.request(b"/api/v1/years")
        post = dict(target=b"/api/v1/read", method=b"POST")
        for fields, body in [
            ((b"Content-Length: 6", b"Transfer-Encoding: chunked"), b"0\r\n\r\n" + inner),
            ((b"Transfer-Encoding: chunked", b"Content-Length: 6"), b"0\r\n\r\n" + inner),
            ((b"Content-Length: 5", b"Content-Length: 6"), b"hello" + inner), ((b"Content-Length: 5", b"Content-Length: 5"), b"hello" + inner),
            ((b"Content-Length: 5, 5",), b"hello" + inner), ((b"Content-Length: +5",), b"hello" + inner), ((b"Content-Length: 0x5",), b"hello" + inner),
            ((b"Content-Length: -1",), b"hello" + inner), ((b"Content-Length: 5 5",), b"hello" + inner), ((b"Content-Length:",), b"hello" + inner),
            ((b"Content-Length: 99999999999999999999",), b"hello" + inner), ((b"Content-Length : 5",), b"hello" + inner),
            ((b"Transfer-Encoding: xchunked",), b"0\r\n\r\n" + inner), ((b"Transfer-Encoding: chunked, identity",), b"0\r\n\r\n" + inner),
            ((b"Transfer-Encoding: identity",), b"0\r\n\r\n" + inner), ((b"Transfer-Encoding: gzip, chunked",), b"0\r\n\r\n" + inner),
            ((b"Transfer-Encoding: chunked", b"Transfer-Encoding: x"), b"0\r\n\r\n" + inner), ((b"Transfer-Encoding:\x0bchunked",), b"0\r\n\r\n" + inner),
            ((b"Transfer-Encoding\t: chunked",), b"0\r\n\r\n" + inner), ((b"X: y\nTransfer-Encoding: chunked",), b"0\r\n\r\n" + inner),
            ((b"Transfer-Encoding: chunked",), b"zz\r\n\r\n" + inner), ((b"Transfer-Encoding: chunked",), b"5\r\nhelloXX0\r\n\r\n" + inner),
            ((b"Transfer-Encoding: chunked",), b"-5\r\nhello\r\n0\r\n\r\n" + inner), ((b"Transfer-Encoding: chunked",), b"ffffffffffffffff\r\nhello" + inner),
            ((b"Transfer-Encoding: chunked",), b"fffffffffffffffff1\r\nhello" + inner),
        ]:
            with self.subTest(fields=fields, body=body[:20]):
                got = self.server.raw(self.request(**post, fields=fields, body=body), end=True)
                statuses = self.statuses(got)
                self.assertLessEqual(len(statuses), 1)
                self.assertTrue(all(status in (400, 413, 501) for status in statuses), statuses)
        # A body that a GET has is not the next request either.
        got = self.statuses(self.server.raw(self.request(fields=(b"Content-Length: %d" % len(inner),), body=inner), end=True))
        self.assertEqual(got, [413])
        # What is sent properly one after another is answered one after another.
        many = self.request() * 20 + self.request(b"/nothing.x") + self.request(fields=(b"Connection: close",))
        self.assertEqual(self.statuses(self.server.raw(many)), [200] * 20 + [404, 200])
        chunked = self.request(**post, fields=(b"Transfer-Encoding: chunked",), body=b"1e;x=y\r\nQuestion: Why?\n\nAda Voss: Beca\r\n9\r\nuse of it\r\n0\r\n\r\n")
        self.assertEqual(self.statuses(self.server.raw(chunked + self.request(fields=(b"Connection: close",)))), [200, 200])

    def test_too_much_of_anything_is_refused(self):
        self.assertEqual(self.one(self.request(fields=(b"X: " + b"a" * 70000,))), 431)
        self.assertEqual(self.one(self.request(fields=tuple(b"X%d: y" % i for i in range(20000)))), 431)
        self.assertEqual(self.one(self.request(b"/" + b"a" * 70000)), 431)
        self.assertEqual(self.one(self.request(b"/api/v1/search?" + b"&".join(b"speaker=a" for _ in range(1000)))), 400)
        self.assertEqual(self.one(self.request(b"/api/v1/search?q=" + b"(" * 15000)), 400)
        self.assertIn(self.one(self.request(b"/api/v1/search?q=" + b"a+OR+" * 3000 + b"a")), (200, 400))
        self.assertIn(self.one(self.request(b"/api/v1/kwic?cql=true&phrase=" + b"%5B%5D%7B0,1000%7D" * 400 + b"%22a%22")), (200, 400))
        self.assertIn(self.one(self.request(b"/api/v1/search?q=" + b"*a" * 2000)), (200, 400))
        post = dict(target=b"/api/v1/check", method=b"POST")
        for length in (16 * 2**20 + 1, 2**40, 2**45):
            self.assertEqual(self.one(self.request(**post, fields=(b"Content-Length: %d" % length,))), 413)
        deep = b'{"quotations":' + b"[" * 100000
        self.assertEqual(self.one(self.request(**post, fields=(b"Content-Type: application/json", b"Content-Length: %d" % len(deep)), body=deep)), 400)
        deep = b"<div>" * 200000
        self.assertIn(self.one(self.request(b"/api/v1/read", b"POST", (b"Content-Length: %d" % len(deep),), deep), timeout=60), (200, 413, 422))

    def test_nothing_of_a_capture_or_a_question_acts(self):
        body = HOSTILE.encode()
        name = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%0D%0ASet-Cookie:%20a=b.html"
        answer = self.server.json(f"/api/v1/captures?name={name}", "POST", body, self.server.write_headers(), 201)
        identifier = answer["lines"][0]["transcript"]
        hostile = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E%0d%0aX-Evil:%20yes"
        targets = [f"/api/v1/transcripts/{identifier}{rest}" for rest in ("", "/page", "/capture", "/seen", "/turns/1")]
        targets += ["/api/v1/transcripts?limit=1000", "/api/v1/speakers", "/api/v1/search?speaker=Vane", f"/api/v1/search?q={hostile}", f"/api/v1/{hostile}",
                    f"/{hostile}", f"/api/v1/show?address={hostile}", f"/api/v1/stats?{hostile}=1", f"/api/v1/search?sort={hostile}", f"/api/v1/kwic?phrase={hostile}",
                    f"/api/v1/check?quote={hostile}&speaker={hostile}", f"/api/v1/stats?generation={hostile}", f"/api/v1/search?q=the&limit=1&speaker={hostile}"]
        for target in targets:
            with self.subTest(target=target):
                got = self.server.raw(self.request(target.encode(), fields=(b"Connection: close",)))
                self.assertEqual(len(self.statuses(got)), 1)
                head = got.split(b"\r\n\r\n")[0].lower()
                for evil in (b"x-evil", b"set-cookie", b"\x1b", b"text/html", b"image/svg", b"access-control", b"location:"):
                    self.assertNotIn(evil, head)
                self.assertIn(b"x-content-type-options: nosniff", head)
                self.assertRegex(head, rb"content-security-policy: default-src 'none'[^\r]*sandbox")
                self.assertRegex(head, rb"content-type: (application/json|text/plain)")
        status, fields, page = self.server.ask("/", headers={"Accept": "text/html"})
        self.assertNotIn("unsafe", fields["content-security-policy"])

    def test_the_slow_are_dropped_and_keep_nobody_waiting(self):
        slow = []
        for number in range(60):
            connection = socket.create_connection(("127.0.0.1", self.server.port), timeout=60)
            kind = number % 3
            if kind == 0:
                connection.sendall(b"GET /api/v1/stats HTTP/1.1\r\nHost: ")
            elif kind == 1:
                connection.sendall(self.request(b"/api/v1/read", b"POST", (b"Content-Length: 100000",), b"Question"))
            else:  # asks for much, and reads nothing of it
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                connection.sendall(self.request(b"/api/v1/openapi.json") * 60)
            slow.append((kind, connection))
        silent = socket.create_connection(("127.0.0.1", self.server.port), timeout=60)
        silent.sendall(b"GET /api/v1/stats HTTP/1.1\r\nHost: ")
        begun, ended = time.monotonic(), threading.Event()

        def drip():
            while not ended.wait(1):
                for kind, connection in slow:
                    try:
                        connection.sendall(b"x" if kind == 0 else b"")
                    except OSError:
                        pass
        dripping = threading.Thread(target=drip)
        dripping.start()
        try:
            for _ in range(20):
                asked = time.monotonic()
                self.assertEqual(self.server.ask("/api/v1/search?q=harbour")[0], 200)
                self.assertLess(time.monotonic() - asked, 5)
            self.assertIn(b"HTTP/1.1 408", read_all(silent))
            # Whoever sends a byte a second is no better off.
            read_all(slow[0][1])
            self.assertLess(time.monotonic() - begun, 45)
        finally:
            ended.set()
            dripping.join()
            for _, connection in [*slow, (0, silent)]:
                connection.close()

    def test_a_thousand_connections_are_held(self):
        held = []
        try:
            for _ in range(1000):
                held.append(socket.create_connection(("127.0.0.1", self.server.port), timeout=60))
            for connection in held:
                connection.sendall(self.request(b"/readyz"))
            for connection in held:
                self.assertTrue(connection.recv(100).startswith(b"HTTP/1.1 200"))
            self.assertEqual(self.server.ask("/api/v1/search?q=harbour")[0], 200)
        finally:
            for connection in held:
                connection.close()

    def test_ten_thousand_random_requests(self):
        count = int(os.environ.get("STENOGRAM_RANDOM_REQUESTS", "10000"))
        listed = self.server.lines("/api/v1/transcripts?limit=3")[0]["transcript"]
        seeds = [self.request(target.encode(), fields=(b"Accept: application/x-ndjson", b"Accept-Encoding: gzip", b"If-None-Match: \"x\"")) for target in [
            "/", "/api/v1", "/api/v1/stats?format=jsonl", "/api/v1/search?q=%22the+harbour%22+OR+(war+NEAR/5+peace)&date=2017..&limit=5&skip=1&facets=true",
            "/api/v1/kwic?phrase=(the|a)+*&sort=right&sample=5", "/api/v1/kwic?cql=true&phrase=%5Bword=%22h.*%22%5D%7B1,3%7D", f"/api/v1/transcripts/{listed}/turns/2",
            f"/api/v1/show?address={listed}%232:0-10", "/api/v1/check?quote=we+will+never&speaker=Marrow&date=2024", "/api/v1/trends?phrase=the&by=month",
            "/api/v1/dispersion?phrase=the&most=10", "/api/v1/words?run=2&against=rest", "/api/v1/collocates?phrase=the&window=3", "/metrics", "/assets/x.js"]]
        body = b'{"quotations":[{"quoted":"we will rebuild","speaker":"Marrow","date":"2024"}]}'
        seeds += [self.request(b"/api/v1/check", b"POST", (b"Content-Type: application/json", b"Content-Length: %d" % len(body)), body),
                  self.request(b"/api/v1/read?tiles=1", b"POST", (b"Transfer-Encoding: chunked",), b"a\r\nQuestion: \r\n5\r\nWhy?\n\r\n0\r\n\r\n")]
        pieces = [b"\r\n", b"\n", b"\0", b"%00", b"%", b"..", b"/", b"?", b"&", b"=", b"\xff", b"#", b" ", b":", b"HTTP/1.1", b"Content-Length: 3\r\n", b"9" * 20,
                  b"Transfer-Encoding: chunked\r\n", b"%F0%9F%92%A9", b"(" * 30, b"*", b"\"", b"-", b"%E2%80%AE", b"A" * 500]
        faults, lock = [], threading.Lock()

        def some(seed, many):
            chance = random.Random(seed)
            for _ in range(many):
                sent = bytearray(chance.choice(seeds))
                for _ in range(chance.choice((0, 1, 1, 2, 3, 8))):
                    at = chance.randrange(len(sent) + 1)
                    kind = chance.randrange(5)
                    if kind == 0:
                        sent[at:at] = chance.choice(pieces)
                    elif kind == 1:
                        del sent[at:at + chance.randrange(1, 12)]
                    elif kind == 2 and at < len(sent):
                        sent[at] = chance.randrange(256)
                    elif kind == 3:
                        sent[at:at] = sent[at // 2:at // 2 + chance.randrange(40)]
                    else:
                        sent[at:at + 3] = bytes(chance.randrange(256) for _ in range(3))
                    if not sent:
                        break
                try:
                    got = self.server.raw(bytes(sent), end=True)
                    statuses = self.statuses(got)
                    if any(status >= 500 and status not in (501, 503, 505) for status in statuses):
                        raise AssertionError(f"{statuses}: {got[:300]!r}")
                except AssertionError as fault:
                    with lock:
                        faults.append((seed, bytes(sent)[:300], str(fault)[:300]))

        threads = [threading.Thread(target=some, args=(seed, count // 8)) for seed in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(faults[:3], [])
        status = pathlib.Path(f"/proc/{self.server.process.pid}/status").read_text()
        peak = int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1))
        if "asan" not in pathlib.Path(f"/proc/{self.server.process.pid}/maps").read_text():
            self.assertLess(peak, 600_000, "kB of memory at the peak")


if __name__ == "__main__":
    unittest.main()
