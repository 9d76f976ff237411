"""Statements: what a bank says came in, compared with what buyers were asked for."""
