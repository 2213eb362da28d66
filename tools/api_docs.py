#!/usr/bin/env python3
"""docs/api.md from the description that the program gives of its interface:

    build/stenogram manual openapi | tools/api_docs.py > docs/api.md

tests/openapi_test.py fails where the document is not what this makes.
"""
import json
import sys


def kind_of(schema):
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name})"
    if "oneOf" in schema:
        parts = [kind_of(one) for one in schema["oneOf"]]
        return " or ".join(parts)
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join("null" if value is None else f"`{value}`" for value in schema["enum"])
    names = schema.get("type", "anything")
    names = names if isinstance(names, list) else [names]
    words = []
    for name in names:
        if name == "array":
            words.append("list of " + kind_of(schema.get("items", {})))
        else:
            words.append({"string": "text", "integer": "whole number", "boolean": "true or false"}.get(name, name))
    return " or ".join(words)


def rows_of(schema, prefix=""):
    needed = set(schema.get("required", []))
    for name, inner in schema.get("properties", {}).items():
        about = inner.get("description", "")
        optional = "" if name in needed else "; may be absent"
        yield f"| `{prefix}{name}` | {kind_of(inner)}{optional} | {about} |"
        nested = inner
        many = ""
        while nested.get("type") == "array":
            nested, many = nested["items"], many + "[]"
        for one in nested.get("oneOf", [nested]):
            if one.get("type") == "object" and one.get("properties"):
                yield from rows_of(one, f"{prefix}{name}{many}.")


def parameter_row(parameter):
    schema = parameter["schema"]
    many = schema.get("type") == "array"
    inner = schema["items"] if many else schema
    if inner.get("type") == "integer":
        kind = f"{inner['minimum']} to {inner['maximum']}"
    elif "enum" in inner:
        kind = ", ".join(inner["enum"])
    else:
        kind = kind_of(inner)
    notes = []
    if parameter.get("in") == "path":
        notes.append("in the path")
    elif parameter.get("required"):
        notes.append("needed")
    if many:
        notes.append("may be repeated")
    if "default" in inner:
        notes.append(f"`{inner['default']}` if not given")
    return f"| `{parameter['name']}` | {kind} | {'; '.join(notes)} | {parameter['description']} |"


def main():
    document = json.load(sys.stdin)
    base = document["servers"][0]["url"]
    out = ["<!-- Made by tools/api_docs.py from the program's own description; do not edit. -->",
           "# The interface for programs", "", document["info"]["description"], "",
           f"`GET {base}` says what this server is and may do; `GET {base}/openapi.json` is this page as OpenAPI 3.1. "
           "`/readyz`, `/livez` and `/metrics` (Prometheus) are for whoever looks after it.", ""]
    shared = document["components"]["parameters"]
    out += ["Every route also takes:", "", "| parameter | values | | |", "|---|---|---|---|"]
    out += [parameter_row(parameter) for parameter in shared.values()]
    out += ["", "(`generation` with GET only; `format` where the answer is JSON.)", ""]
    group = None
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if operation["tags"][0] != group:
                group = operation["tags"][0]
                out += [f"## {group}", ""]
            out += [f"### {method.upper()} {base}{path}", "", operation["summary"]]
            if "description" in operation:
                out += ["", operation["description"]]
            if "security" in operation:
                out += ["", "Needs `--write`, the token, and an `Origin` of this server."]
            body = operation.get("requestBody")
            if body:
                kinds = [f"`{media}`" + (f" ({kind_of(content['schema'])})" if media == "application/json" else "")
                         for media, content in body["content"].items()]
                out += ["", f"Body: {' or '.join(kinds)}. {body['description']}"]
            own = [parameter for parameter in operation["parameters"] if "$ref" not in parameter]
            if own:
                out += ["", "| parameter | values | | |", "|---|---|---|---|"] + [parameter_row(parameter) for parameter in own]
            content = operation["responses"]["200"].get("content", {})
            if "application/x-ndjson" in content:
                lines = content["application/x-ndjson"]["schema"]
                whole = " The object itself, not in `lines`." if "lines" not in json.dumps(content["application/json"]["schema"].get("required", [])) else ""
                out += ["", f"Answers with {kind_of(lines)}.{whole}"]
            else:
                out += ["", f"Answers with bytes, as {' or '.join(f'`{media}`' for media in content)}."]
            out += [""]
    out += ["## Errors", ""]
    out += ["| status | |", "|---|---|"]
    out += [f"| {status} | {response['description']} |" for status, response in document["components"]["responses"].items()]
    out += ["", "## Shapes", ""]
    for name, schema in document["components"]["schemas"].items():
        out += [f"### {name}", ""]
        if schema.get("description"):
            out += [schema["description"], ""]
        if schema.get("properties"):
            out += ["| key | value | |", "|---|---|---|", *rows_of(schema), ""]
        else:
            out += [kind_of(schema)[0].upper() + kind_of(schema)[1:] + ".", ""]
    sys.stdout.write("\n".join(line.rstrip() for line in out).rstrip() + "\n")


if __name__ == "__main__":
    main()
