#include "stenogram/serve/openapi.h"

#include "stenogram/serve/data.h"
#include "stenogram/serve/schema.h"

namespace stenogram::serve {
namespace {

using render::Json;

constexpr std::string_view kJson = "application/json", kLines = "application/x-ndjson";

constexpr std::string_view kAbout =
    "What `stenogram serve` answers. Every answer consists of the lines that the command line prints with `--json`: "
    "as one object (`application/json`), or line by line (`application/x-ndjson`; ask with `Accept`, or with "
    "`format=jsonl`).\n\n"
    "Pages: `limit` and `skip`; `next` is the address of the page that follows, and names the state of the archive "
    "(`generation`) that all pages come from. A state is held until the archive has changed five times more; after "
    "that the answer is 409.\n\n"
    "Answers to GET carry an `ETag`; send it back as `If-None-Match` and the answer is 304 for as long as the archive "
    "does not change. "
    "`Accept-Encoding: gzip` is honoured.\n\n"
    "Spans are bytes of the page's text; highlights are bytes of the snippet, and `chars` the same in code points.\n\n"
    "The server answers the address it was asked at and no other `Host`, and no other site's `Origin`. Listening "
    "beyond this machine it wants "
    "`Authorization: Bearer TOKEN` for everything; for what changes the archive it wants that everywhere, and an "
    "`Origin` of its own. "
    "A verdict speaks of the archive it searched, and of nothing else; a hash shows that bytes have not changed since "
    "capture, not that they were true or who wrote them.";

Json reference(std::string_view schema) { return {{"$ref", "#/components/schemas/" + std::string(schema)}}; }

Json parameter_json(const Parameter& parameter) {
  Json json{{"name", parameter.name}, {"in", parameter.in_path ? "path" : "query"}};
  json["description"] = parameter.help;
  if (parameter.required) json["required"] = true;
  if (parameter.repeated) {
    json["schema"] = {{"type", "array"}, {"items", schema_of(parameter)}};
    json["explode"] = true;
  } else {
    json["schema"] = schema_of(parameter);
  }
  return json;
}

Json lines_schema(const Operation& operation) {
  if (operation.lines.size() == 1) return reference(operation.lines[0]);
  Json any = Json::array();
  for (std::string_view line : operation.lines) any.push_back(reference(line));
  return {{"oneOf", any}};
}

Json answer_json(const Operation& operation) {
  Json content = Json::object();
  if (!operation.media_type.empty()) {
    content[std::string(operation.media_type)] = {{"schema", {{"type", "string"}}}};
  } else {
    Json whole = lines_schema(operation);
    if (!operation.one)
      whole = {{"type", "object"},
               {"required", {"lines", "next", "generation"}},
               {"properties",
                {{"lines", {{"type", "array"}, {"items", lines_schema(operation)}}},
                 {"next", {{"type", {"string", "null"}}, {"description", "The address of the next page."}}},
                 {"generation", {{"type", "string"}, {"description", "The state of the archive that was asked."}}}}}};
    content[std::string(kJson)] = {{"schema", whole}};
    content[std::string(kLines)] = {{"schema", lines_schema(operation)}};
  }
  return content;
}

Json body_json(const Operation& operation) {
  Json content = Json::object();
  if (operation.body == Operation::Body::either || operation.body == Operation::Body::json)
    content[std::string(kJson)] = {{"schema", reference(operation.body_schema)}};
  if (operation.body == Operation::Body::either || operation.body == Operation::Body::bytes)
    content["application/octet-stream"] = {{"schema", {{"type", "string"}, {"format", "binary"}}}};
  return {{"required", true},
          {"description", "At most " + std::to_string(operation.body_bytes) + " bytes."},
          {"content", content}};
}

// What may go wrong, by what the operation does.
std::vector<int> errors_of(const Operation& operation) {
  std::vector<int> errors{400, 401, 403};
  for (const Parameter& parameter : operation.parameters)
    if (parameter.in_path || parameter.name == "address") {
      errors.push_back(404);
      break;
    }
  if (operation.method == "GET") errors.push_back(409);
  if (operation.body != Operation::Body::none) errors.insert(errors.end(), {408, 413, 415, 422});
  errors.insert(errors.end(), {500, 503});
  return errors;
}

std::string_view words_for(int status) {
  switch (status) {
    case 200: return "The answer.";
    case 201: return "Something was added.";
    case 304: return "Nothing has changed since the `ETag` that was sent.";
    case 400: return "What was asked makes no sense; `where` says which part of it.";
    case 401: return "A token is needed, or another one.";
    case 403: return "Not from here: another host, another site, or a server that was not started with --write.";
    case 404: return "Nothing of that name is in the archive.";
    case 408: return "The request came too slowly.";
    case 409: return "That state of the archive is no longer held; begin again without `generation`.";
    case 413: return "Larger than it may be.";
    case 415: return "The body is in a coding that is not undone here.";
    case 422: return "The bytes could not be read; the words say what is wrong with them and what to try.";
    case 500: return "The archive is damaged, or the system refused; the server's log says more.";
    case 503: return "Too much at once, or another process is writing; `Retry-After` says when to try again.";
    default: return "";
  }
}

Json operation_json(const Operation& operation) {
  Json json{{"operationId", operation.id}, {"tags", {operation.group}}, {"summary", operation.summary}};
  if (!operation.about.empty()) json["description"] = operation.about;
  json["parameters"] = Json::array();
  for (const Parameter& parameter : operation.parameters) json["parameters"].push_back(parameter_json(parameter));
  if (operation.media_type.empty()) json["parameters"].push_back({{"$ref", "#/components/parameters/format"}});
  if (operation.method == "GET") json["parameters"].push_back({{"$ref", "#/components/parameters/generation"}});
  if (operation.body != Operation::Body::none) json["requestBody"] = body_json(operation);
  Json responses = Json::object();
  for (int status : operation.statuses)
    responses[std::to_string(status)] = {{"description", words_for(status)}, {"content", answer_json(operation)}};
  if (operation.method == "GET") responses["304"] = {{"description", words_for(304)}};
  for (int status : errors_of(operation))
    responses[std::to_string(status)] = {{"$ref", "#/components/responses/" + std::to_string(status)}};
  json["responses"] = responses;
  if (operation.writes) json["security"] = {{{"token", Json::array()}}};
  return json;
}

}  // namespace

render::Json schema_of(const Parameter& parameter) {
  switch (parameter.type) {
    case Parameter::Type::text: return {{"type", "string"}, {"maxLength", parameter.most_bytes}};
    case Parameter::Type::flag: return {{"type", "boolean"}};
    case Parameter::Type::choice:
      return {{"type", "string"}, {"enum", parameter.choices}, {"default", parameter.choices.front()}};
    case Parameter::Type::number: {
      Json json{{"type", "integer"}, {"minimum", parameter.least}, {"maximum", parameter.most}};
      if (parameter.has_usual) json["default"] = parameter.usual;
      return json;
    }
  }
  return Json::object();
}

render::Json schema_of(const std::vector<Parameter>& parameters) {
  Json properties = Json::object(), needed = Json::array();
  for (const Parameter& parameter : parameters) {
    Json one = schema_of(parameter);
    if (parameter.repeated) one = {{"type", "array"}, {"items", one}};
    one["description"] = parameter.help;
    properties[std::string(parameter.name)] = one;
    if (parameter.required) needed.push_back(parameter.name);
  }
  Json schema{{"type", "object"}, {"properties", properties}};
  if (!needed.empty()) schema["required"] = needed;
  schema["additionalProperties"] = false;
  return schema;
}

std::string openapi_json(std::string_view version) {
  Json json{{"openapi", "3.1.0"}};
  json["info"] = {{"title", "Stenogram"},
                  {"version", version},
                  {"summary", "The record of what was really said, for programs."},
                  {"description", kAbout}};
  json["servers"] = {{{"url", kBase}}};
  json["security"] = {Json::object(), {{"token", Json::array()}}};
  json["paths"] = Json::object();
  for (const Operation& operation : operations()) {
    std::string method(operation.method);
    for (char& c : method) c = char(c + ('a' - 'A'));
    json["paths"][std::string(operation.path)][method] = operation_json(operation);
  }
  Json& components = json["components"];
  components["securitySchemes"] = {{"token", {{"type", "http"}, {"scheme", "bearer"}}}};
  components["parameters"] = {{"format",
                               {{"name", "format"},
                                {"in", "query"},
                                {"description", "One object, or the lines themselves; else as `Accept` says."},
                                {"schema", {{"type", "string"}, {"enum", {"json", "jsonl"}}}}}},
                              {"generation",
                               {{"name", "generation"},
                                {"in", "query"},
                                {"description", "Ask this state of the archive, as an answer named it."},
                                {"schema", {{"type", "string"}}}}}};
  for (int status : {400, 401, 403, 404, 408, 409, 413, 415, 422, 500, 503})
    components["responses"][std::to_string(status)] = {{"description", words_for(status)},
                                                       {"content", {{kJson, {{"schema", reference("error")}}}}}};
  components["schemas"] = Json::parse(data("schemas.json"));
  return json.dump(2) + "\n";
}

}  // namespace stenogram::serve
