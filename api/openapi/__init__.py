"""The description of the API, made from its code: OpenAPI 3.1."""
