namespace AdvocacyBot.Web.Public;

/// <summary>Describes the programs' interface to the published facts. https://spec.openapis.org/oas/v3.1.0</summary>
internal static class OpenApiDocument
{
    public const string Text =
        """
        {
          "openapi": "3.1.0",
          "info": { "title": "Published facts and articles", "version": "1", "description": "What the community has published, each fact with its sources." },
          "paths": {
            "/api/facts": {
              "get": {
                "summary": "Published facts, at most 500 on a page",
                "parameters": [
                  { "name": "topic", "in": "query", "schema": { "type": "string" }, "description": "The topic's slug." },
                  { "name": "country", "in": "query", "schema": { "type": "string" }, "description": "The country's slug." },
                  { "name": "from", "in": "query", "schema": { "type": "integer" }, "description": "The first year." },
                  { "name": "to", "in": "query", "schema": { "type": "integer" }, "description": "The last year." },
                  { "name": "page", "in": "query", "schema": { "type": "integer" }, "description": "From 1. The Link header names the next page, X-Total-Count the number of all facts." },
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
            "/api/articles": {
              "get": {
                "summary": "Posted articles of the feeds that organizers show to everybody, newest first",
                "parameters": [
                  { "name": "q", "in": "query", "schema": { "type": "string" }, "description": "Words of the title or text; \"phrases\", OR and a leading minus work." },
                  { "name": "page", "in": "query", "schema": { "type": "integer" }, "description": "From 1; 20 articles each." }
                ],
                "responses": {
                  "200": {
                    "description": "A page of articles. The ETag changes with their content.",
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Articles" } } }
                  },
                  "304": { "description": "Nothing has changed since the ETag in If-None-Match." }
                }
              }
            },
            "/articles.atom": {
              "get": {
                "summary": "The newest of them as an Atom feed, with the same parameters",
                "responses": { "200": { "description": "RFC 4287.", "content": { "application/atom+xml": { "schema": { "type": "string" } } } } }
              }
            },
            "/facts.atom": {
              "get": {
                "summary": "The facts that changed last as an Atom feed, with the parameters of /api/facts except page",
                "responses": { "200": { "description": "RFC 4287; an entry changes with each approved version.", "content": { "application/atom+xml": { "schema": { "type": "string" } } } } }
              }
            },
            "/calendar.ics": {
              "get": {
                "summary": "The coming public actions as a calendar",
                "parameters": [ { "name": "lang", "in": "query", "schema": { "enum": ["en", "fr", "es"] }, "description": "The language of the texts." } ],
                "responses": { "200": { "description": "RFC 5545.", "content": { "text/calendar": { "schema": { "type": "string" } } } } }
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
              "Articles": {
                "type": "object",
                "required": ["articles", "total", "page", "pages", "words"],
                "properties": {
                  "articles": { "type": "array", "items": { "$ref": "#/components/schemas/Article" } },
                  "total": { "type": "integer" },
                  "page": { "type": "integer" },
                  "pages": { "type": "integer" },
                  "words": { "type": "string" }
                }
              },
              "Article": {
                "type": "object",
                "required": ["id", "title", "address", "source", "at", "summary"],
                "properties": {
                  "id": { "type": "string", "format": "uuid" },
                  "title": { "type": "string" },
                  "address": { "type": "string", "format": "uri" },
                  "source": { "type": "string" },
                  "at": { "type": "string", "format": "date-time" },
                  "summary": { "type": "string" },
                  "author": { "type": "string" },
                  "changedAt": { "type": "string", "format": "date-time" },
                  "language": { "type": "string" }
                }
              },
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
