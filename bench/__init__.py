"""Measurements: figures for people, never a test."""
