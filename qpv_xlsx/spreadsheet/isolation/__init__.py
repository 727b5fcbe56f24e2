"""Dangerous jobs done in other processes: what crashes, hangs or devours memory there is one finding, and no more."""
