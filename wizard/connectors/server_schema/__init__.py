"""The server's own schema: the types and fields that its OpenAPI document names.

A document is read (``openapi``), its members matched to types (``matching``), and taken out with
what they refer to (``bundle``): that is what is kept (``schema``). It is compared with the
catalog (``comparison``), and completes its types (``forms``). Everything else sees only
``server_types``, which ``wizard.connectors.catalog.use_server`` puts over the catalog.
"""
