"""The API: JSON and nothing else, tokens and nothing else."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["api.permissions.InScope"],
    "DEFAULT_THROTTLE_CLASSES": ["api.throttles.FairShare"],
    "DEFAULT_RENDERER_CLASSES": ["api.renderers.Renderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "api.negotiation.Negotiation",
    "DEFAULT_PARSER_CLASSES": ["api.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "api.openapi.operations.Operation",
    "DEFAULT_PAGINATION_CLASS": None,
    "EXCEPTION_HANDLER": "api.problems.answer",
    "DEFAULT_METADATA_CLASS": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "URL_FORMAT_OVERRIDE": None,
    "FORMAT_SUFFIX_KWARG": None,
    "UPLOADED_FILES_USE_URL": False,
    "COERCE_DECIMAL_TO_STRING": True,
}

# Requests in any minute: by each person with all their tokens, by each network without one.
API_A_MINUTE = {"person": 600, "network": 120}

SPECTACULAR_SETTINGS = {
    "TITLE": "Ostoja",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "COMPONENT_SPLIT_PATCH": True,
    "SORT_OPERATIONS": False,
    "POSTPROCESSING_HOOKS": ["api.openapi.document.finish"],
    "PREPROCESSING_HOOKS": ["api.openapi.document.only_the_api"],
    "SERVE_PUBLIC": True,
}
