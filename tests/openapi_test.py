"""The description of the interface, held to its routes and to what they answer."""
import json
import pathlib
import subprocess
import sys
import unittest

from serving import Served
from support import ROOT

METHODS = ("get", "post", "delete")


class Schema:
    """As much of JSON Schema as the description uses; anything else in it is an error."""

    KNOWN = {"$ref", "type", "description", "properties", "required", "items", "additionalProperties", "enum", "const",
             "oneOf", "minimum", "maximum", "minItems", "maxItems", "pattern", "maxLength", "default", "format"}
    TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}

    def __init__(self, document):
        self.document = document
        self.undescribed = set()

    def resolve(self, schema):
        while "$ref" in schema:
            at = self.document
            for part in schema["$ref"].lstrip("#/").split("/"):
                at = at[part]
            schema = at
        return schema

    def faults(self, value, schema, where="$"):
        schema = self.resolve(schema)
        unknown = set(schema) - self.KNOWN
        if unknown:
            return [f"{where}: the schema uses {unknown}"]
        found = []
        if "oneOf" in schema:
            each, before = [], self.undescribed
            for one in schema["oneOf"]:
                self.undescribed = set()
                each.append(self.faults(value, one, where))
                before |= self.undescribed if not each[-1] else set()
            self.undescribed = before
            if sum(not faults for faults in each) != 1:
                named = [faults for one, faults in zip(schema["oneOf"], each)
                         if isinstance(value, dict) and self.resolve(one).get("properties", {}).get("type", {}).get("const") == value.get("type")]
                found += (named or [[f"{where}: fits {sum(not f for f in each)} of {len(each)}: {json.dumps(value)[:200]}"]])[0]
        if "const" in schema and value != schema["const"]:
            found.append(f"{where}: {value!r} is not {schema['const']!r}")
        if "enum" in schema and value not in schema["enum"]:
            found.append(f"{where}: {value!r} is none of {schema['enum']}")
        if "type" in schema:
            types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            if not any(self.is_a(value, name) for name in types):
                return found + [f"{where}: {json.dumps(value)[:80]} is no {types}"]
        if isinstance(value, dict):
            properties = schema.get("properties", {})
            found += [f"{where}: {key} is missing" for key in schema.get("required", []) if key not in value]
            for key, inner in value.items():
                if key in properties:
                    found += self.faults(inner, properties[key], f"{where}.{key}")
                elif isinstance(schema.get("additionalProperties"), dict):
                    found += self.faults(inner, schema["additionalProperties"], f"{where}.{key}")
                elif schema.get("additionalProperties") is False:
                    found.append(f"{where}: {key} is not described")
                elif properties:
                    self.undescribed.add(f"{where}.{key}")
        if isinstance(value, list):
            if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
                found.append(f"{where}: {len(value)} items")
            for item in value if "items" in schema else []:
                found += self.faults(item, schema["items"], where + "[]")
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if value < schema.get("minimum", value) or value > schema.get("maximum", value):
                found.append(f"{where}: {value} is out of range")
        return found

    def is_a(self, value, name):
        if name == "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        if name == "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        return isinstance(value, self.TYPES[name])


class Described(Served):
    def setUp(self):
        super().setUp()
        self.document = self.server.json("/api/v1/openapi.json")
        self.schema = Schema(self.document)

    def operations(self):
        for path, item in self.document["paths"].items():
            for method, operation in item.items():
                self.assertIn(method, METHODS)
                yield path, method, operation

    def test_every_route_is_described_and_nothing_else(self):
        routes = {(route["method"].lower(), route["path"]) for route in self.server.json("/api/v1")["routes"]}
        described = {(method, "/api/v1" + path) for path, method, _ in self.operations()}
        self.assertEqual(routes, described)
        names = [operation["operationId"] for _, _, operation in self.operations()]
        self.assertEqual(len(names), len(set(names)))

    def test_every_reference_leads_somewhere_and_every_schema_is_used(self):
        used = set()

        def walk(node):
            if isinstance(node, dict):
                if "$ref" in node:
                    self.schema.resolve(node)
                    used.add(node["$ref"])
                for inner in node.values():
                    walk(inner)
            elif isinstance(node, list):
                for inner in node:
                    walk(inner)
        walk(self.document)
        for kind in ("schemas", "parameters", "responses"):
            for name in self.document["components"][kind]:
                self.assertIn(f"#/components/{kind}/{name}", used)
        for path, method, operation in self.operations():
            with self.subTest(path=path, method=method):
                self.assertTrue(operation["summary"].endswith("."))
                for parameter in operation["parameters"]:
                    self.assertTrue("$ref" in parameter or parameter["description"])
                    if parameter.get("in") == "path":
                        self.assertIn("{%s}" % parameter["name"], path)

    def test_answers_are_as_described(self):
        listed = [line for line in self.server.lines("/api/v1/transcripts?limit=1000") if line["type"] == "listed"]
        article = (ROOT / "samples" / "article.txt").read_bytes()
        sample = (ROOT / "samples" / "04-finance-briefing.txt").read_bytes()
        quotations = json.dumps({"quotations": [{"quoted": "we will never rebuild the harbour wall", "speaker": "Lindqvist"}]}).encode()
        asked = [("get", "/transcripts/{id}" + rest, f"/transcripts/{row['transcript']}{rest}", None)
                 for row in listed for rest in ("", "/seen", "/shared?words=4")]
        asked = [(method, path.split("?")[0], target, body) for method, path, target, body in asked]
        asked += [("get", "/transcripts/{id}/turns/{n}", f"/transcripts/{listed[2]['transcript']}/turns/{n}", None) for n in (1, 2, 3)]
        asked += [("get", path, path + query, None) for path, query in [
            ("/stats", ""), ("/transcripts", "?limit=3"), ("/transcripts", "?text=harb&sort=newest"), ("/speakers", ""), ("/years", ""),
            ("/search", "?q=the&facets=true"), ("/search", "?q=harbuor"), ("/search", "?kind=question"), ("/facets", "?q=the"),
            ("/kwic", "?phrase=the"), ("/kwic", "?phrase=harbuor"), ("/dispersion", "?phrase=the&most=9"),
            ("/trends", "?phrase=harbour&phrase=zzz"), ("/trends", "?phrase=harbour&by=speaker"), ("/trends", "?phrase=the&by=outlet"),
            ("/trends", "?phrase=the&by=language"), ("/trends", "?phrase=the&by=place"), ("/trends", "?phrase=the&by=month"),
            ("/trends", "?phrase=the&by=decade"), ("/collocates", "?phrase=the"), ("/words", ""), ("/words", "?run=3"),
            ("/words", "?speaker=Marrow&against=rest"), ("/stats", "?distinct=true"), ("/search", "?q=the&distinct=true"),
            ("/copies", ""), ("/changes", "?all=true"), ("/compare", f"?a={listed[1]['transcript']}&b={listed[2]['transcript']}"),
            ("/reuse", "?words=6"), ("/reuse", "?pairs=true"), ("/reuse", "?only=formulas&everywhere=2&words=4"),
            ("/check", "?quote=the+port+pays"), ("/check", "?quote=nobody+ever+said+this+here"), ("/check", "?quote=the+port+pays&receipt=true"),
            ("/show", f"?address={listed[2]['transcript']}%232:0-9"), ("/show", f"?address={listed[2]['transcript']}")]]
        receipt = json.dumps(self.server.lines("/api/v1/check?quote=the+port+pays&receipt=true")[-1]).encode()
        asked += [("post", "/check", "/check", article), ("post", "/check", "/check?unmarked=true&receipt=true", article),
                  ("post", "/check", "/check", quotations), ("post", "/receipts/verify", "/receipts/verify", receipt),
                  ("post", "/read", "/read?page=true&tiles=true&explain=true", sample),
                  ("post", "/captures", "/captures?name=x", sample + b"\nMR. ALDWELL: And that is all for today, thank you.\n")]
        tried = set()
        for method, path, target, body in asked:
            with self.subTest(target=target):
                tried.add((method, path))
                headers = self.server.write_headers(**{"Content-Type": "application/json" if body is quotations else "text/plain"})
                status, fields, text = self.server.ask("/api/v1" + target, method.upper(), body, headers if body else {})
                described = self.document["paths"][path][method]["responses"][str(status)]["content"]["application/json"]["schema"]
                self.assertEqual(self.schema.faults(json.loads(text), described), [])
                status, fields, text = self.server.ask("/api/v1" + target, method.upper(), body, {**(headers if body else {}), "Accept": "application/x-ndjson"})
                described = self.document["paths"][path][method]["responses"]["200"]["content"]["application/x-ndjson"]["schema"]
                for line in text.decode().splitlines():
                    self.assertEqual(self.schema.faults(json.loads(line), described), [])
        removed = self.server.ask(f"/api/v1/captures/{listed[0]['transcript'].split('.')[0]}", "DELETE", None, self.server.write_headers())
        described = self.document["paths"]["/captures/{id}"]["delete"]["responses"]["200"]["content"]["application/json"]["schema"]
        self.assertEqual(self.schema.faults(json.loads(removed[2]), described), [])
        error = self.server.json("/api/v1/search?limit=x", status=400)
        self.assertEqual(self.schema.faults(error, {"$ref": "#/components/schemas/error"}), [])
        bytes_only = {("get", "/transcripts/{id}/page"), ("get", "/transcripts/{id}/capture"), ("delete", "/captures/{id}")}
        self.assertEqual({(method, path) for path, method, _ in self.operations()} - tried, bytes_only)
        self.assertEqual(sorted(self.schema.undescribed), [], "not in stenogram/serve/data/schemas.json yet")

    def test_usual_values_and_limits_are_those_that_hold(self):
        for path, method, operation in self.operations():
            if method != "get" or "{" in path:
                continue
            needed = "&".join(f"{p['name']}=x" for p in operation["parameters"] if p.get("required"))
            if path == "/show":
                continue
            for parameter in operation["parameters"]:
                schema = parameter.get("schema", {})
                if schema.get("type") == "integer" and schema["maximum"] < 10**9:
                    with self.subTest(path=path, parameter=parameter["name"]):
                        more = self.server.ask(f"/api/v1{path}?{needed}&{parameter['name']}={schema['maximum'] + 1}")
                        self.assertEqual(more[0], 400)
                        self.assertEqual(self.server.ask(f"/api/v1{path}?{needed}&{parameter['name']}={schema['maximum']}")[0], 200)

    def test_the_document_made_from_it_is_up_to_date(self):
        made = subprocess.run([sys.executable, ROOT / "tools" / "api_docs.py"], input=json.dumps(self.document).encode(), capture_output=True, check=True)
        self.assertEqual(made.stdout.decode(), pathlib.Path(ROOT / "docs" / "api.md").read_text(), "run tools/api_docs.py; see its head")


if __name__ == "__main__":
    unittest.main()
