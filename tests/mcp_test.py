"""stenogram mcp: the protocol line by line, and with its own client library from npm."""
import json
import pathlib
import shutil
import subprocess
import unittest

from support import PROGRAM, ROOT, InFolder, run


class Protocol(InFolder):
    def setUp(self):
        super().setUp()
        run("ingest", "--archive", self.archive, "samples", self.interviews(3))

    def talk(self, *messages):
        sent = b"".join(m if isinstance(m, bytes) else json.dumps(m).encode() + b"\n" for m in messages)
        done = run("mcp", "--archive", self.archive, stdin=sent)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    def ask(self, method, params=None, **more):
        return {"jsonrpc": "2.0", "id": 1, "method": method, **({"params": params} if params is not None else {}), **more}

    def test_a_version_is_agreed_on(self):
        for asked, spoken in [("2025-06-18", "2025-06-18"), ("2024-11-05", "2024-11-05"), ("1999-01-01", "2025-06-18")]:
            answer, = self.talk(self.ask("initialize", {"protocolVersion": asked, "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}))
            self.assertEqual(answer["result"]["protocolVersion"], spoken)
            self.assertIn("tools", answer["result"]["capabilities"])

    def test_each_request_has_one_answer_and_notifications_none(self):
        answers = self.talk(self.ask("ping", id="a"), {"jsonrpc": "2.0", "method": "notifications/initialized"}, b"\n", b"  \r\n",
                            self.ask("ping", id=7), {"jsonrpc": "2.0", "id": 9, "result": {}}, self.ask("tools/list", id=8))
        self.assertEqual([answer["id"] for answer in answers], ["a", 7, 8])
        self.assertEqual(answers[0]["result"], {})

    def test_what_is_no_request_is_said_to_be_none(self):
        for sent, code in [(b"{\n", -32700), (b"\xff\xfe\n", -32700), (b"3\n", -32600), (b"[]\n", -32600), (b'{"id":1,"method":"ping"}\n', -32600),
                           (self.ask("ping", id=None), -32600), (self.ask("ping", id=[1]), -32600), (self.ask(7), -32600),
                           (self.ask("resources/list"), -32601), (self.ask("tools/call", {}), -32602), (self.ask("tools/call", {"name": "none"}), -32602),
                           (self.ask("tools/call", {"name": "search", "arguments": []}), -32602), (self.ask("tools/call", [1]), -32602),
                           (b"[" * 200000 + b"\n", -32700)]:
            with self.subTest(sent=str(sent)[:60]):
                answer, still = self.talk(sent, self.ask("ping", id="still"))
                self.assertEqual(answer["error"]["code"], code)
                self.assertEqual(still["id"], "still")
        batch, = self.talk(json.dumps([self.ask("ping", id=1), {"jsonrpc": "2.0", "method": "x"}, self.ask("ping", id=2)]).encode() + b"\n")
        self.assertEqual([answer["id"] for answer in batch], [1, 2])

    def test_tools_answer_as_the_command_line_does(self):
        for tool, arguments, command in [
            ("search", {"q": "harbour", "speaker": ["Lindqvist"], "limit": 2}, ("search", "harbour", "--speaker", "Lindqvist", "-n", "2")),
            ("kwic", {"phrase": "the port", "sort": "left"}, ("kwic", "the port", "--sort", "left")),
            ("check_quotation", {"quote": "Nobody else was asked", "speaker": None}, ("check", "--quote", "Nobody else was asked")),
            ("check_article", {"article": (ROOT / "samples" / "article.txt").read_text()}, ("check", ROOT / "samples" / "article.txt")),
            ("stats", {}, ("stats",)),
        ]:
            with self.subTest(tool=tool):
                answer, = self.talk(self.ask("tools/call", {"name": tool, "arguments": arguments}))
                told = run(*command, "--json", "--archive", self.archive).stdout.decode()
                self.assertEqual(answer["result"]["content"][0]["text"], told)
                self.assertEqual(answer["result"]["structuredContent"]["lines"], [json.loads(line) for line in told.splitlines()])

    def test_schemas_say_what_is_held(self):
        answer, = self.talk(self.ask("tools/list"))
        for tool in answer["result"]["tools"]:
            schema = tool["inputSchema"]
            self.assertEqual((schema["type"], schema["additionalProperties"]), ("object", False))
            self.assertLessEqual(set(schema.get("required", [])), set(schema["properties"]))
            self.assertTrue(all("description" in value for value in schema["properties"].values()))

    def test_an_archive_that_is_not_there(self):
        done = run("mcp", "--archive", self.folder / "none.stenogram", stdin=b"")
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, b"")

    def test_with_the_protocol_s_own_client(self):
        node, npm = shutil.which("node"), shutil.which("npm")
        if not node or not npm:
            self.skipTest("there is no Node.js")
        # Installed beside the program, once, from the lockfile.
        place = pathlib.Path(PROGRAM).resolve().parent / "mcp-test"
        place.mkdir(exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            text = (ROOT / "tests" / "mcp" / name).read_text()
            if not (place / name).exists() or (place / name).read_text() != text:
                (place / name).write_text(text)
                shutil.rmtree(place / "node_modules", ignore_errors=True)
        if not (place / "node_modules").exists():
            installed = subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=place, capture_output=True, timeout=300)
            if installed.returncode != 0:
                shutil.rmtree(place / "node_modules", ignore_errors=True)
                self.skipTest("npm could not install the client: " + installed.stderr.decode()[-200:])
        shutil.copy(ROOT / "tests" / "mcp" / "client.mjs", place / "client.mjs")
        done = subprocess.run([node, "client.mjs", pathlib.Path(PROGRAM).resolve(), self.archive, ROOT / "samples" / "article.txt"],
                              cwd=place, capture_output=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout.decode() + done.stderr.decode())


if __name__ == "__main__":
    unittest.main()
