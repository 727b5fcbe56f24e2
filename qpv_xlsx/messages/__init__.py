"""Codes and facts become sentences, in French and in English; numbers, dates and typography."""
