"""What a website answers (sitemaps.org; RFC 9309 for robots.txt)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_HTML = {"Content-Type": "text/html; charset=utf-8"}
_XML = {"Content-Type": "application/xml"}
_PAGE = """<!doctype html>
<html lang="en"><head><title>Acme Docs &amp; Guides</title></head>
<body><h1>Acme Docs</h1><a href="/start">Start here</a></body></html>"""
_SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://docs.example.com/</loc><lastmod>2026-01-01</lastmod></url>
<url><loc>https://docs.example.com/start</loc></url>
</urlset>"""
_ROBOTS = """User-agent: *
Disallow: /private/

Sitemap: https://docs.example.com/sitemap.xml
sitemap: https://docs.example.com/sitemap-blog.xml
"""
_ODD_ROBOTS = "User-agent: *\nCrawl-delay: \u00b2\n"
_SECURE = {"Location": "https://docs.example.com/start"}
_INSECURE = {"Location": "http://docs.example.com/start"}
_SSO = {"Location": "https://login.example.net/?to=wiki"}

ANSWERS = (
    VendorAnswer("GET /robots.txt", _ROBOTS, host="docs.example.com"),
    VendorAnswer("GET /robots.txt", _ODD_ROBOTS, host="odd.example.com"),
    VendorAnswer("GET /robots.txt", "Not here", 404),
    VendorAnswer("GET /sitemap*.xml", _SITEMAP, 200, _XML),
    VendorAnswer("GET /report.zip", "PK", 200, {"Content-Type": "application/zip"}),
    VendorAnswer("GET /intern", "Sign in", 401, {"WWW-Authenticate": 'Basic realm="intern"'}),
    VendorAnswer("GET /wiki", "", 302, _SSO),
    VendorAnswer("GET /secure", "", 301, _SECURE),
    VendorAnswer("GET /insecure", "", 301, _INSECURE),
    VendorAnswer("GET /nowhere", _PAGE, 404, _HTML),
    VendorAnswer("GET /*", _PAGE, 200, _HTML),
)
