"""Answers out: pages and API."""
