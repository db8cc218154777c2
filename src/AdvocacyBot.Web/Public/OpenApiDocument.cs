namespace AdvocacyBot.Web.Public;

/// <summary>Describes the programs' interface to the published facts. https://spec.openapis.org/oas/v3.1.0</summary>
internal static class OpenApiDocument
{
    public const string Text =
        """
        {
          "openapi": "3.1.0",
          "info": { "title": "Published facts", "version": "1", "description": "What the community has published, each fact with its sources." },
          "paths": {
            "/api/facts": {
              "get": {
                "summary": "Published facts, at most 500",
                "parameters": [
                  { "name": "topic", "in": "query", "schema": { "type": "string" }, "description": "The topic's slug." },
                  { "name": "country", "in": "query", "schema": { "type": "string" }, "description": "The country's slug." },
                  { "name": "from", "in": "query", "schema": { "type": "integer" }, "description": "The first year." },
                  { "name": "to", "in": "query", "schema": { "type": "integer" }, "description": "The last year." },
                  { "name": "lang", "in": "query", "schema": { "enum": ["en", "fr", "es"] }, "description": "The language of names and sentences." }
                ],
                "responses": {
                  "200": {
                    "description": "Facts by topic and time. The ETag changes with their content.",
                    "content": {
                      "application/json": { "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Fact" } } }
                    }
                  },
                  "304": { "description": "Nothing has changed since the ETag in If-None-Match." }
                }
              }
            },
            "/api/facts.csv": {
              "get": {
                "summary": "The same as CSV, with the same parameters",
                "responses": { "200": { "description": "One fact a line.", "content": { "text/csv": { "schema": { "type": "string" } } } } }
              }
            }
          },
          "components": {
            "schemas": {
              "Fact": {
                "type": "object",
                "required": ["id", "topic", "topicName", "statement", "countries", "sources"],
                "properties": {
                  "id": { "type": "string", "examples": ["F-0012"] },
                  "topic": { "type": "string" },
                  "topicName": { "type": "string" },
                  "statement": { "type": "string" },
                  "when": { "type": "string" },
                  "from": { "type": "string", "format": "date" },
                  "to": { "type": "string", "format": "date" },
                  "value": { "type": "number" },
                  "unit": { "type": "string" },
                  "countries": { "type": "array", "items": { "type": "string" } },
                  "sources": { "type": "array", "items": { "$ref": "#/components/schemas/Source" } }
                }
              },
              "Source": {
                "type": "object",
                "required": ["publisher"],
                "properties": {
                  "publisher": { "type": "string" },
                  "via": { "type": "string" },
                  "title": { "type": "string" },
                  "published": { "type": "string", "description": "An EDTF date." },
                  "url": { "type": "string", "format": "uri" }
                }
              }
            }
          }
        }
        """;
}
